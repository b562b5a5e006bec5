"""The words of our own codes, as pages say them. A test compares the keys with the codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, str | Promise] = {
    "navigator": _("Navigator"),
    "lead": _("Lead of the navigators"),
    "manager": _("Program manager"),
    "clinician": _("Clinician"),
    "partner": _("Partner agency"),
    "plan-staff": _("Cancer plan staff"),
    "administrator": _("Administrator"),
}
