"""Addresses of the plan's home, its meetings, stakeholders, activities, the map of efforts and the goals."""

from django.urls import URLPattern, path

from fairway.web.plan.meetings import efforts, entries, stakeholders, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="plan_home"),
    path("series/", views.series, name="plan_series"),
    path("series/new/", views.new_series, name="plan_series_new"),
    path("series/<uuid:series>/meetings/new/", views.new_meeting, name="plan_meeting_new"),
    path("meetings/<uuid:meeting>/", views.meeting, name="plan_meeting"),
    path("meetings/<uuid:meeting>/move/", views.move, name="plan_meeting_move"),
    path("meetings/<uuid:meeting>/recordings/<int:recording>/", views.captions, name="plan_captions"),
    path("meetings/<uuid:meeting>/registrations/", views.registrations, name="plan_registrations"),
    path("meetings/<uuid:meeting>/change/", entries.change, name="plan_meeting_change"),
    path("meetings/<uuid:meeting>/agenda/", entries.agenda, name="plan_agenda"),
    path("meetings/<uuid:meeting>/summary/", entries.summary, name="plan_summary"),
    path("entries/<slug:kind>/new/<uuid:of>/", entries.new_entry, name="plan_entry_new"),
    path("entries/<slug:kind>/<int:entry>/", entries.entry, name="plan_entry"),
    path("entries/<slug:kind>/<int:entry>/remove/", entries.remove, name="plan_entry_remove"),
    path("stakeholders/", stakeholders.stakeholders, name="plan_stakeholders"),
    path("stakeholders/<uuid:stakeholder>/", stakeholders.stakeholder, name="plan_stakeholder"),
    path("stakeholders/<uuid:stakeholder>/names/", stakeholders.add_name, name="plan_stakeholder_name"),
    path("stakeholders/<uuid:stakeholder>/merge/", stakeholders.merge, name="plan_stakeholder_merge"),
    path("stakeholders/merges/<int:merge>/undo/", stakeholders.undo, name="plan_stakeholder_undo"),
    path("activities/", efforts.activities, name="plan_activities"),
    path("activities/new/", efforts.new_activity, name="plan_activity_new"),
    path("activities/table.csv", efforts.activities_csv, name="plan_activities_csv"),
    path("activities/<uuid:activity>/", efforts.activity, name="plan_activity"),
    path("map/", efforts.map_of_efforts, name="plan_map"),
    path("goals/", efforts.goals, name="plan_goals"),
]  # fmt: skip
