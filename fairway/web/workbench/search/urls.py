"""The address of the search."""

from django.urls import path

from fairway.web.workbench.search import views

urlpatterns = [path("search/", views.search, name="search")]
