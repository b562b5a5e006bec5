"""Addresses of the team's caseloads."""

from django.urls import path

from fairway.web.workbench.team import views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/<uuid:colleague>/", views.colleague, name="colleague"),
    path("team/<uuid:colleague>/take-over/", views.take_over, name="take_over"),
    path("team/<uuid:colleague>/give-all/", views.give_all, name="give_all"),
    path("team/<uuid:colleague>/give-back/", views.give_back, name="give_back"),
]
