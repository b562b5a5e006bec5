"""Addresses of reports, their parts, recommendations, and a meeting's outputs."""

from django.urls import URLPattern, path

from fairway.web.plan.reports import recommendations, sentences, views

urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="plan_reports"),
    path("reports/<uuid:report>/", views.report, name="plan_report"),
    path("reports/<uuid:report>/sections/", views.add_section, name="plan_section_add"),
    path("reports/<uuid:report>/preview/", views.preview, name="plan_report_preview"),
    path("reports/<uuid:report>/builds/", views.builds, name="plan_builds"),
    path("reports/<uuid:report>/deliver/", views.deliver, name="plan_deliver"),
    path("reports/<uuid:report>/propose/", recommendations.propose, name="plan_propose"),
    path("builds/<uuid:build>/<str:name>", views.file, name="plan_build_file"),
    path("sections/<uuid:section>/move/", views.move_section, name="plan_section_move"),
    path("sections/<uuid:section>/remove/", views.remove_section, name="plan_section_remove"),
    path("sections/<uuid:section>/write/", sentences.write, name="plan_sentence_write"),
    path("sentences/<uuid:sentence>/", sentences.sentence, name="plan_sentence"),
    path("sentences/<uuid:sentence>/cite/", sentences.cite, name="plan_sentence_cite"),
    path("sentences/<uuid:sentence>/uncite/", sentences.uncite, name="plan_sentence_uncite"),
    path("sentences/<uuid:sentence>/move/", sentences.move, name="plan_sentence_move"),
    path("sentences/<uuid:sentence>/remove/", sentences.remove, name="plan_sentence_remove"),
    path("passages/<uuid:passage>/use/", sentences.use, name="plan_passage_use"),
    path("recommendations/", recommendations.listed, name="plan_recommendations"),
    path("recommendations/<uuid:advice>/", recommendations.followed, name="plan_recommendation"),
    path("recommendations/<uuid:advice>/<slug:deed>/", recommendations.deed, name="plan_recommendation_deed"),
    path("meetings/<uuid:meeting>/outputs/", views.outputs, name="plan_outputs"),
]  # fmt: skip
