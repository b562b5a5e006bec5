"""The register of automated aids: off until turned on, every use written down, one card an id (DESIGN 2, rule 3)."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from fairway.base import aids
from fairway.base.definitions import BadDefinition, Text
from fairway.base.models import AidRun, AuditEntry

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
BOTH = Text(en="words", es="palabras")


def card(key: str = "made-up", **changed: object) -> aids.Aid:
    fields = dict.fromkeys(("name", "purpose", "who_decides", "inputs", "shows", "method", "learned_from", "limits", "not_for", "fairness", "upkeep"), BOTH)  # fmt: skip
    said: dict[str, object] = {
        "id": key,
        "version": "1",
        "why_it_matters": "a test",
        "authored_by": "a test",
        "checked_by": "nobody",
        "reviewed_on": date(2026, 1, 1),
        "next_review_on": date(2027, 1, 1),
        "owner": "a test",
        "audited_by": ("language",),
        "measured": (),
        "sources": (),
        **fields,
        **changed,
    }
    return aids.Aid(**said)


@pytest.fixture(autouse=True)
def _register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aids.Register, "aids", {})
    aids.register(card())


def test_the_same_card_twice_is_one_and_another_under_its_id_is_refused() -> None:
    aids.register(card())
    assert [one.id for one in aids.registered()] == ["made-up"]
    with pytest.raises(BadDefinition, match="made-up"):
        aids.register(card(version="2"))
    assert aids.find("made-up").version == "1"


def test_what_is_not_registered_is_not_found() -> None:
    with pytest.raises(aids.NoSuchAid, match="unheard-of"):
        aids.find("unheard-of")


def test_a_card_needs_every_field() -> None:
    whole = msgspec.to_builtins(card())
    for name in ("purpose", "limits", "owner", "not_for", "fairness", "audited_by", "measured"):
        with pytest.raises(msgspec.ValidationError, match=name):
            msgspec.convert({key: said for key, said in whole.items() if key != name}, aids.Aid)


@pytest.mark.django_db
class TestSwitch:
    def test_an_aid_is_off_until_turned_on_and_only_for_that_program(self) -> None:
        assert not aids.is_on("made-up", 1)
        aids.switch(aid_id="made-up", program_id=1, on=True, by="staff:1", at=AT)
        assert aids.is_on("made-up", 1)
        assert not aids.is_on("made-up", 2)

    def test_off_again_says_who_and_when(self) -> None:
        aids.switch(aid_id="made-up", program_id=1, on=True, by="staff:1", at=AT)
        later = AT + timedelta(days=1)
        aids.switch(aid_id="made-up", program_id=1, on=False, by="staff:2", at=later)
        assert not aids.is_on("made-up", 1)
        row = aids.switches(1)["made-up"]
        assert (row.switched_by, row.switched_at) == ("staff:2", later)
        verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", "by"))
        assert verbs == [("aid.on", "staff:1"), ("aid.off", "staff:2")]

    def test_an_unknown_aid_cannot_be_turned_on(self) -> None:
        with pytest.raises(aids.NoSuchAid):
            aids.switch(aid_id="unheard-of", program_id=1, on=True, by="staff:1", at=AT)

    def test_no_use_while_off(self) -> None:
        with pytest.raises(aids.AidIsOff, match="program 1"):
            aids.begin(aid_id="made-up", program_id=1, by="staff:1", at=AT)
        assert not AidRun.objects.exists()

    def test_every_use_is_a_run_with_version_settings_and_counts(self) -> None:
        aids.switch(aid_id="made-up", program_id=1, on=True, by="staff:1", at=AT)
        run = aids.begin(
            aid_id="made-up", program_id=1, by="staff:1", at=AT, inputs=7, settings={"zoom": "fine"}
        )
        assert run.ended_at is None
        aids.end(run, result={"groups": 3}, at=AT + timedelta(seconds=5))
        (kept,) = aids.runs(1, aid_id="made-up")
        assert (kept.version, kept.inputs, kept.settings, kept.result) == (
            "1", 7, {"zoom": "fine"}, {"groups": 3},
        )  # fmt: skip
        assert kept.ended_at == AT + timedelta(seconds=5)
        assert aids.runs(2, aid_id="made-up") == []
        assert AuditEntry.objects.filter(verb="aid.used", detail__groups=3).count() == 1
