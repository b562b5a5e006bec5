"""The navigator's pages. Each view carries its roles (`fairway.web.access.staff_only`)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fairway.web.workbench.worklist.urls")),
    path("", include("fairway.web.workbench.lists.urls")),
    path("", include("fairway.web.workbench.imports.urls")),
    path("", include("fairway.web.workbench.reviews.urls")),
    path("", include("fairway.web.workbench.team.urls")),
    path("", include("fairway.web.workbench.search.urls")),
    path("", include("fairway.web.workbench.patient.urls")),
]
