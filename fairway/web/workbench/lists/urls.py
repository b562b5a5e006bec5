"""Addresses of the lists and of hand-offs."""

from django.urls import path

from fairway.web.workbench.lists import views

urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/hand-offs/", views.hand_offs, name="hand_offs"),
    path("lists/<slug:listing>/", views.lists, name="list"),
    path("hand-offs/<uuid:hand_off>/accept/", views.accept, name="hand_off_accept"),
    path("hand-offs/<uuid:hand_off>/decline/", views.decline, name="hand_off_decline"),
    path("hand-offs/<uuid:hand_off>/withdraw/", views.withdraw, name="hand_off_withdraw"),
]
