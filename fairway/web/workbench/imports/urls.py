"""Addresses of imports."""

from django.urls import path

from fairway.web.workbench.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:job>/", views.progress, name="import"),
]
