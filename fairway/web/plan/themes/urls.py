"""Addresses under /plan/themes/, /plan/synergies/ and /plan/aids/."""

from django.urls import URLPattern, path

from fairway.web.plan.themes import aids, passages, synergies, views

urlpatterns: list[URLPattern] = [
    path("themes/", views.themes, name="plan_themes"),
    path("themes/ask/", views.ask, name="plan_themes_ask"),
    path("themes/asked/<uuid:job>/", views.asked, name="plan_themes_asked"),
    path("themes/review/", passages.review, name="plan_themes_review"),
    path("themes/alone/", passages.alone, name="plan_themes_alone"),
    path("themes/merges/<uuid:merge>/undo/", views.undo, name="plan_theme_undo"),
    path("themes/<uuid:theme>/", views.theme, name="plan_theme"),
    path("themes/<uuid:theme>/name/", views.rename, name="plan_theme_name"),
    path("themes/<uuid:theme>/state/", views.state, name="plan_theme_state"),
    path("themes/<uuid:theme>/merge/", views.merge, name="plan_theme_merge"),
    path("themes/<uuid:theme>/passages/", passages.decide, name="plan_theme_passages"),
    path("synergies/", synergies.synergies, name="plan_synergies"),
    path("synergies/ask/", synergies.ask, name="plan_synergies_ask"),
    path("synergies/<uuid:synergy>/", synergies.synergy, name="plan_synergy"),
    path("synergies/<uuid:synergy>/judge/", synergies.judge, name="plan_synergy_judge"),
    path("aids/", aids.aids, name="plan_aids"),
    path("aids/<slug:aid>/switch/", aids.switch, name="plan_aid_switch"),
]
