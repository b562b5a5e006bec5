"""Addresses under /plan/submissions/."""

from django.urls import URLPattern, path

from fairway.web.plan.submissions import files, rounds, views

AT = "submissions/"

urlpatterns: list[URLPattern] = [
    path(AT, views.submissions, name="plan_submissions"),
    path(f"{AT}move/", views.move_many, name="plan_submissions_move"),
    path(f"{AT}export/", views.export, name="plan_submissions_export"),
    path(f"{AT}files/", files.files, name="plan_intake_files"),
    path(f"{AT}files/columns/", files.file_columns, name="plan_intake_columns"),
    path(f"{AT}files/<uuid:job>/", files.file_progress, name="plan_intake_file"),
    path(f"{AT}post/", files.post, name="plan_intake_post"),
    path(f"{AT}deadlines/", rounds.deadlines, name="plan_deadlines"),
    path(f"{AT}deadlines/<uuid:deadline>/", rounds.reclassify, name="plan_deadline_reclassify"),
    path(f"{AT}campaigns/", rounds.campaigns, name="plan_campaigns"),
    path(f"{AT}campaigns/group/", rounds.group, name="plan_campaigns_group"),
    path(f"{AT}campaigns/<uuid:campaign>/", rounds.campaign, name="plan_campaign"),
    path(f"{AT}holds/<uuid:hold>/", views.decide, name="plan_hold_decide"),
    path(f"{AT}<uuid:submission>/", views.submission, name="plan_submission"),
    path(f"{AT}<uuid:submission>/withdraw/", views.withdraw, name="plan_submission_withdraw"),
    path(
        f"{AT}<uuid:submission>/acknowledgment/",
        views.acknowledgment,
        name="plan_submission_acknowledgment",
    ),
    path(f"{AT}<uuid:submission>/<slug:deed>/", views.deed, name="plan_submission_deed"),
]
