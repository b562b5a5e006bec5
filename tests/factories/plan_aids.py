"""The tables of automated aids in fairway.base; they are the plan's because it was the first to have an aid."""

import factory
from factory.django import DjangoModelFactory

from fairway.base import models
from tests.factories.people import AT


class AidSwitchFactory(DjangoModelFactory):
    """An aid that is on for one program."""

    class Meta:
        model = models.AidSwitch

    aid = "theme-candidates"
    program_id = factory.Sequence(lambda n: n + 1)
    is_on = True
    switched_by = "staff:1"
    switched_at = AT


class AidRunFactory(DjangoModelFactory):
    """One use of an aid."""

    class Meta:
        model = models.AidRun

    aid = "theme-candidates"
    version = "1"
    program_id = 1
    asked_by = "staff:1"
    started_at = AT
