"""The pages of plan staff. Each view carries its roles (`fairway.web.access.staff_only`)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fairway.web.plan.documents.urls")),
    path("", include("fairway.web.plan.meetings.urls")),
    path("", include("fairway.web.plan.submissions.urls")),
    path("", include("fairway.web.plan.themes.urls")),
    path("", include("fairway.web.plan.reports.urls")),
    path("", include("fairway.web.plan.pages.urls")),
]
