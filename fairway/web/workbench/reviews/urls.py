"""Addresses of the reviews."""

from django.urls import path

from fairway.web.workbench.reviews import views

urlpatterns = [
    path("reviews/", views.identity, name="reviews"),
    path("reviews/facts/", views.facts, name="review_facts"),
    path("reviews/birth-dates/", views.birth_dates, name="review_birth_dates"),
    path("reviews/<uuid:review>/judge/", views.judge, name="review_judge"),
    path("reviews/merges/<uuid:merge>/undo/", views.undo, name="review_undo"),
    path("reviews/facts/<uuid:conflict>/judge/", views.judge_fact, name="review_fact_judge"),
    path("reviews/visits/<uuid:conflict>/judge/", views.judge_visit, name="review_visit_judge"),
]
