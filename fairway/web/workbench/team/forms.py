"""Covering for a colleague: why, and who takes the cases."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.navigation.worklist.queries.team import Caseload
from fairway.web.workbench.worklist import wording


class WhyForm(forms.Form):
    """The coded reason for which a case changes hands without its owner."""

    reason = forms.ChoiceField(label=_("Why you take over"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].choices = wording.take_over_reasons()  # type: ignore[attr-defined]


class GiveAllForm(WhyForm):
    """All open cases to one colleague."""

    to = forms.ChoiceField(label=_("To whom"))
    field_order = ("to", "reason")

    def __init__(self, *args: object, team: tuple[Caseload, ...], away: UUID, **kwargs: object) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        able = [one for one in team if one.can_receive and one.staff_id != away]
        self.fields["to"].choices = [("", _("Choose")), *[(str(one.staff_id), _offer(one)) for one in able]]  # type: ignore[attr-defined]  # fmt: skip


def _offer(one: Caseload) -> str:
    languages = ", ".join(wording.language_name(tag) for tag in one.languages)
    return (
        f"{one.name} ({one.held.cases}; {languages})"
        if languages
        else f"{one.name} ({one.held.cases})"
    )
