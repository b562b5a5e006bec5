"""Addresses of the patient page. They hold ids only: a name never stands in an address."""

from django.urls import path

from fairway.web.workbench.patient import views

urlpatterns = [
    path("patients/<uuid:patient>/", views.page, name="patient"),
    path("patients/<uuid:patient>/packet/", views.packet, name="patient_packet"),
    path("patients/<uuid:patient>/history/", views.history, name="patient_history"),
    path("patients/<uuid:patient>/explain/<uuid:episode>/", views.explain, name="patient_explain"),
    path("patients/<uuid:patient>/record/", views.record, name="patient_record"),
    path("patients/<uuid:patient>/risk/", views.risk, name="patient_risk"),
    path("patients/<uuid:patient>/do/<slug:deed>/", views.deed, name="patient_deed"),
    path(
        "patients/<uuid:patient>/do/<slug:deed>/<str:about>/", views.deed, name="patient_deed_about"
    ),
]
