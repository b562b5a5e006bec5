"""Addresses of the worklist."""

from django.urls import path

from fairway.web.workbench.worklist import views

urlpatterns = [
    path("worklist/", views.worklist, name="worklist"),
    path("worklist/search/", views.search, name="worklist_search"),
    path("worklist/export/", views.export, name="worklist_export"),
]
