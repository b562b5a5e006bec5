"""One factory a model of fairway.people; made-up people only."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.people import models

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class OrganizationFactory(DjangoModelFactory):
    """A program; SiteFactory makes a site of one."""

    class Meta:
        model = models.Organization

    kind = models.Organization.Kind.PROGRAM
    name = factory.Sequence(lambda n: f"Program {n}")


class ProgramFactory(OrganizationFactory):
    """An organization that owns records."""


class SiteFactory(OrganizationFactory):
    """A place where a program works; `part_of=program` to choose the program."""

    kind = models.Organization.Kind.SITE
    name = factory.Sequence(lambda n: f"Site {n}")
    part_of = factory.SubFactory(ProgramFactory)


class UserFactory(DjangoModelFactory):
    """A sign-in with the password `made-up-password`."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda made: f"{made.username}@example.org")
    password = factory.django.Password("made-up-password")


class StaffFactory(DjangoModelFactory):
    """A navigator with a sign-in; `program=` and `role=` to choose."""

    class Meta:
        model = models.Staff

    user = factory.SubFactory(UserFactory)
    program = factory.SubFactory(ProgramFactory)
    role = models.Role.NAVIGATOR
    name = factory.Sequence(lambda n: f"Staff {n}")


class PatientFactory(DjangoModelFactory):
    """A person under navigation; what is not given stays unknown."""

    class Meta:
        model = models.Patient

    program = factory.SubFactory(ProgramFactory)
    family = factory.Sequence(lambda n: f"Family{n}")
    given = factory.Sequence(lambda n: f"Given{n}")
    family_key = factory.LazyAttribute(lambda made: made.family.lower())
    given_key = factory.LazyAttribute(lambda made: made.given.lower())
    birth_date = date(1970, 2, 3)
    birth_precision = "day"
    recorded_at = AT


class IdentifierFactory(DjangoModelFactory):
    """A number that one system gives to one person."""

    class Meta:
        model = models.Identifier

    patient = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("patient.program")
    system = "https://hospital.example/mrn"
    value = factory.Sequence(lambda n: f"MRN{n:06d}")
    recorded_at = AT


class PatientNameFactory(DjangoModelFactory):
    """A name that a person was recorded under."""

    class Meta:
        model = models.PatientName

    patient = factory.SubFactory(PatientFactory)
    family = factory.SelfAttribute("patient.family")
    given = factory.SelfAttribute("patient.given")
    reported_by = models.ReportedBy.EHR
    recorded_at = AT


class AnswerFactory(DjangoModelFactory):
    """A known answer from the EHR."""

    class Meta:
        model = models.Answer

    patient = factory.SubFactory(PatientFactory)
    kind = models.Kind.LANGUAGE
    status = models.Status.KNOWN
    code = "es"
    reported_by = models.ReportedBy.EHR
    recorded_at = AT


class ContactPointFactory(DjangoModelFactory):
    """A telephone number."""

    class Meta:
        model = models.ContactPoint

    patient = factory.SubFactory(PatientFactory)
    system = models.ContactPoint.System.PHONE
    value = factory.Sequence(lambda n: f"813-555-{n % 10000:04d}")
    value_key = factory.LazyAttribute(lambda made: f"+1{made.value.replace('-', '')}")
    reported_by = models.ReportedBy.EHR
    recorded_at = AT


class PlaceFactory(DjangoModelFactory):
    """A ZIP code of a rural county."""

    class Meta:
        model = models.Place
        django_get_or_create = ("zip",)

    zip = "36083"
    county_fips = "01087"
    county = "Macon"
    state = "AL"
    ruca = "7.0"
    rucc = 6
    svi = 0.91


class AddressFactory(DjangoModelFactory):
    """A home address without a place."""

    class Meta:
        model = models.Address

    patient = factory.SubFactory(PatientFactory)
    lines = "1 Example Street"
    city = "Tuskegee"
    state = "AL"
    postal_code = "36083"
    reported_by = models.ReportedBy.EHR
    recorded_at = AT


class CoverageFactory(DjangoModelFactory):
    """Medicaid."""

    class Meta:
        model = models.Coverage

    patient = factory.SubFactory(PatientFactory)
    payer = models.Coverage.Payer.MEDICAID
    reported_by = models.ReportedBy.EHR
    recorded_at = AT


class CaregiverFactory(DjangoModelFactory):
    """A daughter who may speak about appointments."""

    class Meta:
        model = models.Caregiver

    patient = factory.SubFactory(PatientFactory)
    name = factory.Sequence(lambda n: f"Caregiver {n}")
    relationship = "daughter"
    may_discuss = ["appointments"]
    granted_on = date(2026, 3, 1)
    recorded_by = factory.SubFactory(
        StaffFactory, program=factory.SelfAttribute("..patient.program")
    )
    recorded_at = AT


class ConsentFactory(DjangoModelFactory):
    """Consent to navigation."""

    class Meta:
        model = models.Consent

    patient = factory.SubFactory(PatientFactory)
    purpose = "navigation"
    decision = models.Consent.Decision.PERMIT
    given_on = date(2026, 3, 1)
    recorded_at = AT


class IdentityReviewFactory(DjangoModelFactory):
    """Two records of one program that may be one person."""

    class Meta:
        model = models.IdentityReview

    one = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("one.program")
    other = factory.SubFactory(PatientFactory, program=factory.SelfAttribute("..program"))
    reasons = ["family:same", "given:same", "birth:same"]
    found_at = AT


class MergeFactory(DjangoModelFactory):
    """A merge of two records of one program (the row only; actions.merge also points the duplicate)."""

    class Meta:
        model = models.Merge

    survivor = factory.SubFactory(PatientFactory)
    duplicate = factory.SubFactory(
        PatientFactory, program=factory.SelfAttribute("..survivor.program")
    )
    reason = "same person"
    merged_by = factory.SubFactory(
        StaffFactory, program=factory.SelfAttribute("..survivor.program")
    )
    merged_at = AT
