"""Who is asking, and whether a record is hers to see (PRV-3)."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from fairway.base.errors import FairwayError
from fairway.people.models import Organization, Patient, Staff, User
from fairway.people.models.patients import CARE_TEAM


class NotVisible(FairwayError):
    """There is no such record among those she may see; it does not say whether there is one elsewhere."""


def staff_of(user: User | AnonymousUser) -> Staff | None:
    """The active staff row of a signed-in user, with its program; None for anyone else. One query."""
    if not user.is_authenticated:
        return None
    return Staff.objects.select_related("program").filter(user_id=user.pk, is_active=True).first()


def is_care_team(staff: Staff) -> bool:
    """Whether the role sees patients at all."""
    return staff.is_active and staff.role in CARE_TEAM


def check_visible(staff: Staff, patient: Patient) -> None:
    """Nothing, for a patient of her program.

    Raises NotVisible.
    """
    if not is_care_team(staff) or staff.program_id != patient.program_id:
        raise NotVisible(f"Record {patient.pk} is not among those that you may see.")


def patient_for(staff: Staff | None, public_id: UUID) -> Patient:
    """One patient by the id of her page.

    Raises NotVisible, the same for a stranger's record as for none.
    """
    visible = Patient.objects.visible_to(staff).select_related("program", "site")
    patient = visible.filter(public_id=public_id).first()
    if patient is None:
        raise NotVisible(f"There is no record {public_id} among those that you may see.")
    return patient


def program_of(name: str | None = None) -> Organization | None:
    """The program of this name; without a name, the only one there is. None otherwise."""
    programs = Organization.objects.filter(kind=Organization.Kind.PROGRAM).order_by("pk")
    if name is not None:
        return programs.filter(name=name).first()
    found = list(programs[:2])
    return found[0] if len(found) == 1 else None


def sites_of(program: Organization) -> list[Organization]:
    """The sites of a program, by name."""
    return list(program.parts.filter(kind=Organization.Kind.SITE).order_by("name", "pk"))


def demo_people() -> list[Staff]:
    """One member of staff with a sign-in for each role, of the oldest program: who one can be in a demo."""
    staff = Staff.objects.filter(is_active=True, user__isnull=False)
    found: dict[str, Staff] = {}
    for member in staff.select_related("user", "program").order_by("program_id", "pk"):
        found.setdefault(member.role, member)
    return list(found.values())
