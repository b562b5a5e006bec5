"""Addresses under /plan/search/, /plan/documents/ and /plan/passages/."""

from django.urls import URLPattern, path

from fairway.web.plan.documents import views

urlpatterns: list[URLPattern] = [
    path("search/", views.search, name="plan_search"),
    path("documents/<uuid:document>/", views.document, name="plan_document"),
    path("documents/<uuid:document>/original/", views.original, name="plan_original"),
    path("passages/<uuid:passage>/", views.passage, name="plan_passage"),
    path("passages/<uuid:passage>/correct/", views.correct, name="plan_correct"),
    path("corrections/<uuid:correction>/undo/", views.undo_correction, name="plan_undo_correction"),
]
