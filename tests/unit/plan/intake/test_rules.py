"""Deadlines, moves, screening, likeness, columns: decisions without a database."""

import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.plan.documents.read.spreadsheet import table
from fairway.plan.intake import definitions
from fairway.plan.intake.rules import columns, deadlines, likeness, missing_parts, moves, screening
from fairway.plan.intake.rules import words as text_rules
from fairway.plan.intake.rules.deadlines import Closing, classify

EASTERN, PACIFIC, SAMOA = (
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Los_Angeles"),
    ZoneInfo("Pacific/Pago_Pago"),
)


class TestDeadline:
    """STK-4. Requirements 5.8 item 9: one source says "before 30 September", another "by 30 September"."""

    @pytest.mark.parametrize(
        ("when", "by_the_30th", "before_the_30th"),
        [
            (datetime(2023, 9, 29, 23, 59, 59, tzinfo=EASTERN), "this-report", "this-report"),
            (datetime(2023, 9, 30, 0, 0, tzinfo=EASTERN), "this-report", "future-reports"),
            (datetime(2023, 9, 30, 23, 59, 59, tzinfo=EASTERN), "this-report", "future-reports"),
            (datetime(2023, 10, 1, 0, 0, tzinfo=EASTERN), "future-reports", "future-reports"),
            # Still 30 September where she is, October at the Panel's place: too late by the Panel's clock.
            (datetime(2023, 9, 30, 21, 0, tzinfo=PACIFIC), "future-reports", "future-reports"),
            (datetime(2023, 9, 30, 20, 59, 59, tzinfo=PACIFIC), "this-report", "future-reports"),
            (datetime(2023, 9, 29, 21, 0, tzinfo=PACIFIC), "this-report", "future-reports"),
        ],
    )
    def test_both_readings(self, when, by_the_30th, before_the_30th) -> None:
        inclusive = Closing(date(2023, 9, 30), True, "America/New_York")
        exclusive = Closing(date(2023, 9, 30), False, "America/New_York")
        assert classify(when, inclusive) == by_the_30th
        assert classify(when, exclusive) == before_the_30th

    def test_the_zone_of_the_rule_decides(self) -> None:
        when = datetime(2023, 10, 1, 6, 0, tzinfo=UTC)
        assert classify(when, Closing(date(2023, 9, 30), True, "America/New_York")) == "future-reports"  # fmt: skip
        assert classify(when, Closing(date(2023, 9, 30), True, "Pacific/Pago_Pago")) == "this-report"  # fmt: skip

    def test_without_a_deadline_nothing_is_late(self) -> None:
        assert classify(datetime(2023, 10, 1, tzinfo=UTC), None) == "no-deadline"

    def test_the_next_to_close_is_the_one_that_counts(self) -> None:
        one, two = (Closing(date(2026, month, 30), True, "UTC") for month in (4, 9))
        at = lambda month: datetime(2026, month, 15, tzinfo=UTC)  # noqa: E731
        assert deadlines.next_to_close(at(3), [two, one]) == one
        assert deadlines.next_to_close(at(5), [two, one]) == two
        assert deadlines.next_to_close(at(11), [two, one]) == two
        assert deadlines.next_to_close(at(11), []) is None

    @pytest.mark.parametrize("day", [date(2200, 12, 31), date(9999, 12, 30), date.max])
    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
    @pytest.mark.parametrize("is_inclusive", [True, False])
    def test_a_day_at_the_end_of_the_calendar_is_a_day(self, day, zone, is_inclusive) -> None:
        when = datetime(2026, 9, 30, tzinfo=UTC)
        assert classify(when, Closing(day, is_inclusive, zone)) == "this-report"

    def test_the_clock_going_back_changes_no_day(self) -> None:
        closing = Closing(date(2026, 11, 1), True, "America/New_York")
        assert classify(datetime(2026, 11, 2, 4, 59, tzinfo=UTC), closing) == "this-report"
        assert classify(datetime(2026, 11, 2, 5, 0, tzinfo=UTC), closing) == "future-reports"


class TestMoves:
    def test_every_state_has_its_moves_and_withdrawn_has_none(self) -> None:
        assert set(moves.MOVES) == set(moves.State)
        assert moves.MOVES[moves.State.WITHDRAWN] == frozenset()
        for state in set(moves.State) - {moves.State.WITHDRAWN}:
            assert moves.State.WITHDRAWN in moves.MOVES[state]

    def test_from_anywhere_the_end_can_be_reached(self) -> None:
        for start in set(moves.State) - {moves.State.WITHDRAWN}:
            seen, fresh = {start}, {start}
            while fresh:
                fresh = {to for one in fresh for to in moves.MOVES[one]} - seen
                seen |= fresh
            assert {moves.State.CITED, moves.State.LISTED, moves.State.NOT_USED} <= seen

    @pytest.mark.parametrize(
        ("current", "to", "reason", "is_allowed"),
        [
            ("considered", "not-used", "", False),
            ("considered", "not-used", "  ", False),
            ("considered", "not-used", "Outside the topic.", True),
            ("considered", "cited", "", True),
            ("screened", "cited", "", False),
            ("screened", "spam", "", False),
            ("spam", "screened", "", False),
            ("spam", "screened", "A mistake.", True),
            ("spam", "withdrawn", "", True),
            ("withdrawn", "screened", "A mistake.", False),
        ],
    )
    def test_what_may_follow_what(self, current, to, reason, is_allowed) -> None:
        if is_allowed:
            moves.check_move(current, to, reason=reason)
        else:
            with pytest.raises(moves.MoveRefused):
                moves.check_move(current, to, reason=reason)


class TestScreening:
    """STK-6: what is found is held for a person; a rule never removes anything."""

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("I was diagnosed with stage III breast cancer in 2019.", "own-diagnosis"),
            ("My oncologist retired and nobody called.", "own-diagnosis"),
            ("I am a breast cancer survivor from the valley.", "own-condition"),
            ("I had lung cancer twice.", "own-condition"),
            ("I drove ninety miles for my chemotherapy.", "own-treatment"),
            ("My mother died of ovarian cancer last year.", "kin-condition"),
            ("A 54-year-old with leukemia waited four months.", "age-and-condition"),
            ("Our patient named Zed waited.", "named-patient"),
            ("DOB: 02/03/1970", "birth-date"),
            ("My number is 123-45-6789.", "social-security-number"),
            ("MRN 00123456 was lost.", "record-number"),
            ("Call me at (555) 234-5678 today.", "phone-number"),
            ("Write to ana.ruiz@example.org please.", "e-mail-address"),
            ("Me diagnosticaron cáncer de mama en 2019.", "own-diagnosis"),
            ("Tengo cáncer de pulmón y vivo lejos.", "own-condition"),
            ("Recibí quimioterapia durante seis meses.", "own-treatment"),
            ("Mi madre murió de cáncer de colon.", "kin-condition"),
            ("Soy una orgullosa sobreviviente.", "own-condition"),
            ("Buy now and win at our casino!", "sales-talk"),
        ],
    )
    def test_found(self, text, rule) -> None:
        assert rule in {find.rule for find in screening.screen(text)}

    @pytest.mark.parametrize(
        "text",
        [
            "Our clinic offers chemotherapy and radiation in two counties.",
            "Patients wait four months for a biopsy.",
            "Cancer navigation needs stable funding for lay navigators.",
            "I work with women who have breast cancer.",
            "I am a leukemia nurse in a rural hospital.",
            "Nuestra clínica ofrece quimioterapia a dos condados.",
            "Las pacientes esperan cuatro meses por una biopsia.",
            "The program served 123 people in 2019 and 4567 in 2020.",
            "See section 12-34-5678 of the code.",
            "",
        ],
    )
    def test_not_found(self, text) -> None:
        assert list(screening.screen(text)) == []

    def test_a_number_is_marked_alone_and_a_story_as_its_sentence(self) -> None:
        text = "We need rides. I was diagnosed in May. Call 555-234-5678 now."
        places = {f.rule: text[f.start : f.end] for f in screening.screen(text)}
        assert places["own-diagnosis"] == "I was diagnosed in May."
        assert places["phone-number"] == "555-234-5678"

    @pytest.mark.parametrize(
        ("texts", "is_spam"),
        [
            (["http://a.example http://b.example www.c.example"], True),
            (["buy " * 40], True),
            (["We described it at https://a.example in full."], False),
            ([" ".join(f"word{n}" for n in range(90)) + " http://a http://b http://c"], False),
        ],
    )
    def test_what_looks_like_spam(self, texts, is_spam) -> None:
        assert (screening.looks_like_spam(texts) is not None) == is_spam

    @given(st.text(max_size=400))
    def test_whatever_is_written_a_find_stands_within_it(self, text) -> None:
        for find in screening.screen(text):
            assert 0 <= find.start < find.end <= len(text)

    def test_every_rule_has_words_in_both_languages_and_a_reason_that_holds(self) -> None:
        for pattern in definitions.patterns():
            assert pattern.rule.reason in ("health-detail", "spam")
            assert pattern.rule.label.en
            assert pattern.rule.label.es


class TestWords:
    @pytest.mark.parametrize(
        ("one", "other", "are_same"),
        [
            ("Rides, please!", "rides  PLEASE", True),
            ("Navegación", "navegacion", True),
            ("Rides please", "please rides", False),
            ("", "...", True),
        ],
    )
    def test_the_same_words(self, one, other, are_same) -> None:
        same = text_rules.text_digest([one]) == text_rules.text_digest([other])
        assert same == are_same

    def test_no_words_have_no_digest(self) -> None:
        assert text_rules.text_digest(["  ", "?!"]) == ""

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("The navigator and the clinic are what we have in this county.", "en"),
            ("La clínica y el navegador son lo que tenemos en el condado.", "es"),
            ("Ok", ""),
            ("نحن بحاجة إلى مترجمين", ""),
        ],
    )
    def test_the_language_is_said_only_where_it_is_clear(self, text, language) -> None:
        assert text_rules.language_of(text) == language

    @given(st.text(max_size=300))
    def test_sentences_cover_every_word(self, text) -> None:
        kept = "".join(text[start:end] for start, end in text_rules.sentences(text))
        assert "".join(kept.split()) == "".join(text.split())

    def test_a_missing_part_is_one_that_says_nothing(self) -> None:
        assert missing_parts({"goals": "x", "partners": " "}) == (
            "partners",
            "progress",
            "challenges",
        )


def sentence(source: random.Random) -> str:
    words = [f"w{source.randrange(4000)}" for _ in range(source.randint(8, 18))]
    return " ".join(words).capitalize() + "."


class TestLikeness:
    def letters(self, count: int, seed: int = 3) -> tuple[list[likeness.Letter], dict[int, int]]:
        source = random.Random(seed)
        templates = [[sentence(source) for _ in range(12)] for _ in range(4)]
        made, truth = [], {}
        for number in range(count):
            body = [sentence(source) for _ in range(12)]
            if number % 2:
                truth[number] = number % 4
                kept = [one for one in templates[number % 4] if source.random() > 0.1]
                body = kept + [sentence(source) for _ in range(source.randint(0, 3))]
            made.append(likeness.Letter(number, " ".join(body)))
        return made, truth

    def test_edited_letters_are_found_and_nobody_else(self) -> None:
        made, truth = self.letters(400)
        found = likeness.groups(made)
        assert len(found) == 2
        members = {one for group in found for one in group.likeness}
        assert members <= truth.keys()
        assert len(members) >= 0.95 * len(truth)
        assert all(len({truth[one] for one in group.likeness}) == 1 for group in found)

    def test_letters_are_never_chained(self) -> None:
        """Each shares half of its words with the next: neighbors are alike, the ends are not."""
        source = random.Random(5)
        pool = [sentence(source) for _ in range(60)]
        chain = [likeness.Letter(n, " ".join(pool[n * 2 : n * 2 + 6])) for n in range(25)]
        for group in likeness.groups(chain):
            assert max(group.likeness) - min(group.likeness) <= 4

    def test_every_member_is_like_the_medoid(self) -> None:
        made, _ = self.letters(300)
        for group in likeness.groups(made):
            assert group.likeness[group.medoid] == 1.0
            assert min(group.likeness.values()) >= likeness.LIKE

    def test_the_same_letters_in_any_order_give_the_same_groups(self) -> None:
        made, _ = self.letters(120)
        turned = list(reversed(made))
        sets = lambda found: {frozenset(group.likeness) for group in found}  # noqa: E731
        assert sets(likeness.groups(made)) == sets(likeness.groups(turned))

    @pytest.mark.parametrize(("weight", "groups"), [(2, 0), (3, 1)])
    def test_one_text_sent_often_is_a_campaign(self, weight, groups) -> None:
        one = likeness.Letter(1, sentence(random.Random(1)) * 2, weight)
        assert len(likeness.groups([one])) == groups

    def test_short_texts_and_none_are_left_alone(self) -> None:
        assert likeness.groups([]) == []
        assert likeness.groups([likeness.Letter(n, "I agree fully.") for n in range(9)]) == []

    def test_the_sentences_of_the_template(self) -> None:
        texts = [(f"Fund the rides. My own word {n}. Keep the clinic open.", 1) for n in range(5)]
        assert likeness.shared_sentences(texts) == {"fund the rides", "keep the clinic open"}


class TestColumns:
    def check(self, text: str) -> list[tuple[str, int | None]]:
        sheet = table(text.encode())
        return [(one.code, one.column) for one in columns.check(sheet, columns.match(sheet.header))]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Name,Comment\nA,Words\n", []),
            ("Comment,Comment\nA,B\n", ("duplicate-column", 1)),
            ("Name,Shoe size,Comment\nA,4,B\n", ("unknown-column", 1)),
            ("Name,,Comment\nA,4,B\n", ("no-name", 1)),
            ("Name,Partners,Comment\nA,,B\n", ("empty-column", 1)),
            ("Name,Size\nA,4\n", ("no-words", None)),
            ("Email,Comment\nnot one,B\n", ("not-a-email", 0)),
            ("Date,Comment\nsoonish,B\n", ("not-a-received", 0)),
            ("May we quote,Comment\nmaybe,B\n", ("not-a-may-quote", 0)),
            ("Goals,Comment\nnone of them,B\n", ("not-a-goal-codes", 0)),
            ("ID,Comment\n1,B\n1,C\n", ("id-twice", 0)),
            ("Name,Comment\nA,B,C\n", ("row-too-wide", None)),
            ("Name,Comment\nA,B\nA,B\n", ("same-row", None)),
            (
                "Name,Comment\n" + "\n".join(f"N{n},Yes" for n in range(40)),
                ("open-looks-closed", 1),
            ),
            ("Notes on it,Comment\n" + "long words " * 9 + ",B\n", ("closed-looks-open", 0)),
        ],
    )
    def test_each_check(self, text, expected) -> None:
        found = self.check(text)
        if expected:
            assert expected in found
        else:
            assert found == []

    @pytest.mark.parametrize(
        ("cell", "codes"),
        [
            ("4", ("NCP-4",)),
            ("NCP-4; goal 5", ("NCP-4", "NCP-5")),
            ("Goal 4 and Goal 5", ("NCP-4", "NCP-5")),
            ("9", ()),
            ("12", ()),
            ("equity", ()),
        ],
    )
    def test_goal_codes(self, cell, codes) -> None:
        assert columns.goal_codes(cell) == codes

    @pytest.mark.parametrize(
        ("cell", "answer"),
        [("Yes", True), ("sí", True), ("NO", False), ("maybe", None), ("", None)],
    )
    def test_consent_is_said_or_not(self, cell, answer) -> None:
        assert columns.yes_or_no(cell) is answer

    def test_moments(self) -> None:
        assert columns.moment("2026-09-01T10:00:00Z") == datetime(2026, 9, 1, 10, tzinfo=UTC)
        assert f"{columns.moment('9/1/2026 3:30 PM')}" == "2026-09-01 15:30:00"
        assert columns.moment("yesterday") is None
