"""What a reader may choose to see. What an address says wrongly is left out, never an error."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.worklist.queries import Choices, Filters, Group
from fairway.web.workbench.worklist import wording

TEXT = "worklist-text"
LONGEST = 100


class FilterForm(forms.Form):
    """The filters that may stand in an address: none of them says who someone is."""

    whose = forms.ChoiceField(
        label=_("Whose"), choices=[("mine", _("My cases")), ("all", _("Whole program"))]
    )
    site = forms.ChoiceField(label=_("Site"), required=False)
    cancer = forms.ChoiceField(label=_("Cancer"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    group = forms.ChoiceField(
        label=_("Bring together"),
        required=False,
        choices=[
            ("", _("Nothing: by urgency")),
            ("household", _("Households")),
            ("visit-day", _("Next visit day")),
        ],
    )
    state = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    alert = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, offered: Choices, is_mine_default: bool) -> None:
        super().__init__({"whose": "mine" if is_mine_default else "all"} | data.dict())
        anything = [("", str(_("All")))]
        self.choose("site", anything + [(str(key), name) for key, name in offered.sites])
        self.choose("cancer", anything + [(key, wording.said(one.name)) for key, one in pathways().items()])  # fmt: skip
        self.choose("language", anything + _languages(offered))
        self.choose("state", [(word, "") for word in ("", *wording.STATES)])
        self.choose("alert", [(word, "") for word in ("", "any", *wording.ALERTS)])
        if not self.is_valid():
            self.data = {**self.data, **dict.fromkeys(self.errors, "")}
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def choose(self, name: str, choices: list[Any]) -> None:
        """Set what a field offers."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def forget(self, name: str) -> None:
        """Offer a filter no longer, and let go of what was chosen by it."""
        del self.fields[name]
        self.chosen.pop(name, None)

    def filters(self, *, text: str = "") -> Filters:
        """What was chosen, for the query."""
        chosen = self.chosen
        return Filters(
            mine=chosen.get("whose", "mine") == "mine",
            site=UUID(chosen["site"]) if "site" in chosen else None,
            pathway=chosen.get("cancer", ""),
            state=chosen.get("state", ""),
            language=chosen.get("language", ""),
            alert=chosen.get("alert", ""),
            text=text,
            group=Group(chosen.get("group", "")),
        )

    def address(self, **changed: str) -> str:
        """The query string of these filters with some changed; an empty value takes one away."""
        query = QueryDict(mutable=True)
        query.update({k: v for k, v in (self.chosen | changed).items() if v})
        return f"?{query.urlencode()}"


def searched(request: HttpRequest) -> str:
    """The words last searched for. They live in the session, because an address is kept in many places (ASVS 14.2.1)."""
    return str(request.session.get(TEXT, ""))


def search_for(request: HttpRequest) -> None:
    """Take the words from the form; no words ends the search."""
    request.session[TEXT] = request.POST.get("text", "").strip()[:LONGEST]


def _languages(offered: Choices) -> list[tuple[str, str]]:
    named = [(tag, wording.language_name(tag)) for tag in offered.languages]
    return sorted(named, key=lambda one: one[1])
