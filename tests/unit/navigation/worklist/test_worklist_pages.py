"""The lists: scope, order, paging, filters, groups, counts."""

import base64
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from fairway.navigation.pathways.rules.clocks import Clock, ClockState, clock_state
from fairway.navigation.worklist.queries import (
    Cursor,
    Filters,
    Group,
    Listing,
    choices,
    coverage,
    worklist,
)
from fairway.people.models import Role
from tests.factories.navigation import (
    TODAY,
    AlertFactory,
    AppointmentFactory,
    ContactAttemptFactory,
    EpisodeFactory,
    HandOffFactory,
)
from tests.factories.people import PatientFactory, SiteFactory, StaffFactory

DAY = timedelta(days=1)
ALL = Filters(mine=False)


def ids(page):
    return [line.episode_id for line in page.lines]


def every_page(staff, *, size, **chosen):
    """All lines through the pages, and how many pages there were."""
    lines, after, pages = [], "", 0
    while after is not None:
        assert pages < 50, "the cursor leads nowhere"
        page = worklist(staff=staff, on=TODAY, after=after, size=size, **chosen)
        lines += page.lines
        after = page.next_cursor
        pages += 1
    return lines, pages


class TestScope:
    def test_hers_a_colleagues_and_a_strangers(self, rig):
        hers = rig.episode()
        colleagues = rig.episode(owner=rig.colleague)
        strangers = rig.episode(owner=rig.stranger)
        assert ids(worklist(staff=rig.navigator, on=TODAY)) == [hers.public_id]
        everyone = ids(worklist(staff=rig.navigator, on=TODAY, filters=ALL))
        assert everyone == [hers.public_id, colleagues.public_id]
        assert ids(worklist(staff=rig.stranger, on=TODAY, filters=ALL)) == [strangers.public_id]

    @pytest.mark.parametrize("role", [Role.PARTNER, Role.PLAN_STAFF, Role.ADMINISTRATOR])
    def test_who_is_not_on_the_care_team_sees_nobody(self, rig, role):
        rig.episode()
        other = StaffFactory(program=rig.program, role=role)
        page = worklist(staff=other, on=TODAY, filters=ALL)
        assert (page.lines, page.count.at_least) == ((), 0)

    def test_closed_and_withdrawn_are_on_no_list(self, rig):
        rig.episode(
            closed_on=TODAY,
            closed_reason="moved",
            closed_by=rig.navigator,
            closed_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
        for listing in Listing:
            assert ids(worklist(staff=rig.navigator, on=TODAY, listing=listing)) == []

    def test_an_unanswered_hand_off_stays_in_both_queues(self, rig):
        episode = rig.episode(owner=rig.colleague)
        HandOffFactory(episode=episode, offered_to=rig.navigator)
        for staff in (rig.navigator, rig.colleague):
            (line,) = worklist(staff=staff, on=TODAY).lines
            assert (line.episode_id, line.offered_to) == (episode.public_id, "Hers")


class TestPaging:
    @pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
    def test_no_gap_and_no_double_with_ties(self, rig, size):
        days = random.Random(7).choices([TODAY - DAY, TODAY, TODAY + DAY], k=17)
        made = [rig.episode(due_on=day) for day in days]
        expected = [e.public_id for e in sorted(made, key=lambda e: (e.rank_on, e.pk))]
        lines, pages = every_page(rig.navigator, size=size)
        assert [line.episode_id for line in lines] == expected
        assert pages == -(-17 // size)

    def test_a_full_last_page_has_no_next(self, rig):
        for _ in range(4):
            rig.episode()
        assert worklist(staff=rig.navigator, on=TODAY, size=4).next_cursor is None
        assert worklist(staff=rig.navigator, on=TODAY, size=3).next_cursor is not None

    @pytest.mark.parametrize(
        "cursor",
        [
            "x",
            "%%%",
            "é",
            "=" * 9,
            str(Cursor(("opened_on", "id"), (TODAY, 1))),
            base64.urlsafe_b64encode(b'[["rank_on","id"],["2026-02-30",1]]').decode(),
            base64.urlsafe_b64encode(b'[["rank_on","id"],["2026-02-03"]]').decode(),
            base64.urlsafe_b64encode(b'[["rank_on","id"],[5,"2026-02-03"]]').decode(),
            base64.urlsafe_b64encode(
                b'[["rank_on","id"],["2026-02-03",9223372036854775808]]'
            ).decode(),
            base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        ],
    )
    def test_a_bad_cursor_gives_the_first_page(self, rig, cursor):
        episode = rig.episode()
        assert ids(worklist(staff=rig.navigator, on=TODAY, after=cursor)) == [episode.public_id]

    def test_a_cursor_holds_days_and_keys_only(self):
        cursor = Cursor(("rank_on", "id"), (date(2026, 2, 3), 12))
        assert Cursor.read(str(cursor)) == cursor

    def test_pages_of_the_other_lists(self, rig):
        made = [rig.episode(standing="paused", due_on=None) for _ in range(5)]
        lines, _ = every_page(rig.navigator, size=2, listing=Listing.PAUSED)
        assert [line.episode_id for line in lines] == [e.public_id for e in made]


class TestFilters:
    def test_each_alone_and_together(self, rig):
        patient = PatientFactory(program=rig.program, site=rig.site, language="es")
        chosen = rig.episode(patient=patient, pathway="lung", key="work-up")
        AlertFactory(episode=chosen)
        chosen.open_alerts = 1
        chosen.save()
        other = rig.episode()
        site = Filters(site=rig.site.public_id)
        each = [
            site,
            Filters(pathway="lung"),
            Filters(language="es"),
            Filters(alert="any"),
            Filters(alert="missed-treatment-visit"),
            Filters(
                site=rig.site.public_id,
                pathway="lung",
                language="es",
                alert="any",
                state="overdue",
            ),
        ]
        for filters in each:
            page = worklist(staff=rig.navigator, on=TODAY, filters=filters)
            assert ids(page) == [chosen.public_id], filters
        for filters in [
            Filters(site=SiteFactory(part_of=rig.program).public_id),
            Filters(pathway="breast", language="es"),
            Filters(alert="nothing-scheduled"),
            Filters(state="due"),
            Filters(state="no such state"),
        ]:
            page = worklist(staff=rig.navigator, on=TODAY, filters=filters)
            assert chosen.public_id not in ids(page), filters
        assert other.public_id in ids(worklist(staff=rig.navigator, on=TODAY))

    def test_a_resolved_alert_is_no_alert(self, rig):
        episode = rig.episode(open_alerts=1)
        AlertFactory(
            episode=episode,
            kind="nothing-scheduled",
            resolution="rebooked",
            resolution_text="New date.",
            resolved_by=rig.navigator,
            resolved_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
        AlertFactory(episode=episode)
        gap = worklist(staff=rig.navigator, on=TODAY, filters=Filters(alert="nothing-scheduled"))
        missed = worklist(
            staff=rig.navigator, on=TODAY, filters=Filters(alert="missed-treatment-visit")
        )
        assert (ids(gap), ids(missed)) == ([], [episode.public_id])
        assert [alert.kind for alert in missed.lines[0].alerts] == ["missed-treatment-visit"]

    @pytest.mark.parametrize("waiting_since", [None, TODAY - DAY, TODAY, TODAY + DAY])
    @pytest.mark.parametrize("long_overdue_on", [None, TODAY - DAY, TODAY])
    @pytest.mark.parametrize("warn_on", [TODAY - 9 * DAY, TODAY, TODAY + DAY])
    @pytest.mark.parametrize("due_on", [TODAY - 3 * DAY, TODAY - DAY, TODAY, TODAY + DAY, None])
    def test_a_states_filter_finds_what_the_clock_says(
        self, rig, due_on, warn_on, long_overdue_on, waiting_since
    ):
        dates = {
            "warn_on": warn_on,
            "long_overdue_on": long_overdue_on,
            "waiting_since": waiting_since,
        }
        standing = "running" if due_on else "no-deadline"
        episode = rig.episode(
            due_on=due_on,
            rank_on=due_on or TODAY - 60 * DAY,
            dates=dates,
            standing=standing,
            open_alerts=int(not due_on),
        )
        expected = clock_state(Clock(anchor_on=episode.opened_on, due_on=due_on, **dates), on=TODAY)
        (line,) = worklist(staff=rig.navigator, on=TODAY).lines
        assert line.state == expected
        for state in ClockState:
            # The whole program is read in parts, her own caseload at once: both must agree.
            for mine in (True, False):
                filters = Filters(mine=mine, state=state)
                page = worklist(staff=rig.navigator, on=TODAY, filters=filters)
                assert bool(page.lines) is (state is expected), state
                assert page.count.at_least == (state is expected)
                assert {word for word, n in page.states.items() if n.at_least} == {expected}

    def test_by_name_birth_date_and_identifier(self, rig):
        patient = PatientFactory(
            program=rig.program,
            family="Núñez",
            given="Ana",
            family_key="nunez",
            given_key="ana",
            birth_date=date(1961, 2, 3),
        )
        episode = rig.episode(patient=patient)
        rig.episode()
        for text in ("Nuñ", "núñez", "1961-02-03"):
            page = worklist(staff=rig.navigator, on=TODAY, filters=Filters(text=text))
            assert ids(page) == [episode.public_id], text
        nobody = worklist(staff=rig.navigator, on=TODAY, filters=Filters(text="nobody"))
        assert nobody.lines == ()

    def test_choices_are_the_programs_own(self, rig):
        for language in ("es", "en", "es", ""):
            rig.episode(patient=PatientFactory(program=rig.program, language=language))
        rig.episode(owner=rig.stranger)
        SiteFactory()
        found = choices(staff=rig.navigator)
        assert found.languages == ("en", "es")
        assert found.sites == ((rig.site.public_id, rig.site.name),)

    @pytest.mark.parametrize("size", [1, 2, 3, 50])
    def test_parts_of_the_order_are_merged_without_gap_or_double(self, rig, size):
        """Lines with an alert stand apart in the index; in the list they stand where their rank is."""
        made = []
        for day in (1, 5, 9):
            made.append(rig.episode(due_on=TODAY + day * DAY, rank_on=TODAY + (day - 10) * DAY))
            for rank in (-70, -60):
                alerted = rig.episode(
                    due_on=TODAY + day * DAY, rank_on=TODAY + rank * DAY, open_alerts=1
                )
                made.append(alerted)
        rig.episode(due_on=TODAY - DAY)
        expected = [e.public_id for e in sorted(made, key=lambda e: (e.rank_on, e.pk))]
        lines, _ = every_page(
            rig.navigator, size=size, filters=Filters(mine=False, state="due-soon")
        )
        assert [line.episode_id for line in lines] == expected


class TestLists:
    def test_each_standing_on_its_own_list(self, rig):
        made = {
            Listing.NO_DEADLINE: rig.episode(standing="no-deadline", due_on=None),
            Listing.PAUSED: rig.episode(
                standing="paused", due_on=None, dates={"paused_from": TODAY - DAY}
            ),
            Listing.TO_CLOSE: EpisodeFactory(
                patient=PatientFactory(program=rig.program),
                owner=rig.navigator,
                standing="to-close",
                due_on=None,
            ),
            Listing.WAITING: rig.episode(
                due_on=TODAY + DAY, dates={"waiting_since": TODAY, "waiting_for": "clinic"}
            ),
            Listing.WATCHFUL: rig.episode(key="follow-up-6", due_on=TODAY + DAY),
        }
        for listing, episode in made.items():
            page = worklist(staff=rig.navigator, on=TODAY, listing=listing)
            assert ids(page) == [episode.public_id], listing
        lines = {
            listing: worklist(staff=rig.navigator, on=TODAY, listing=listing).lines[0]
            for listing in made
        }
        assert lines[Listing.PAUSED].since == TODAY - DAY
        assert lines[Listing.WAITING].waiting_for == "clinic"
        assert lines[Listing.TO_CLOSE].state == "to-close"
        assert lines[Listing.NO_DEADLINE].state == "no-deadline"
        # Nothing is hidden: the lists together hold every open episode.
        seen = {
            one
            for listing in Listing
            for one in ids(worklist(staff=rig.navigator, on=TODAY, listing=listing))
        }
        assert seen == {episode.public_id for episode in made.values()}

    def test_nav_5_ten_eligible_six_reached(self, rig):
        made = [rig.episode() for _ in range(10)]
        for episode in made[:6]:
            episode.reached_on = TODAY
            episode.save()
        page = worklist(staff=rig.navigator, on=TODAY, listing=Listing.NOT_REACHED)
        assert ids(page) == [episode.public_id for episode in made[6:]]
        found = coverage(staff=rig.navigator, on=TODAY)
        assert (found.eligible, found.reached, found.percent) == (10, 6, 60)

    def test_nav_5_counts_people_not_episodes(self, rig):
        patient = PatientFactory(program=rig.program)
        rig.episode(patient=patient, reached_on=TODAY)
        rig.episode(patient=patient, pathway="lung", key="work-up", reached_on=TODAY)
        assert coverage(staff=rig.navigator, on=TODAY).eligible == 1
        assert coverage(staff=rig.stranger, on=TODAY).percent is None


class TestLine:
    def test_says_who_why_since_when_and_what_next(self, rig):
        patient = PatientFactory(
            program=rig.program, language="es", interpreter="needed", given="Ana", family="Ruiz"
        )
        episode = rig.episode(
            patient=patient, due_on=TODAY - 3 * DAY, reached_on=TODAY - DAY, last_contact_on=TODAY
        )
        ContactAttemptFactory(episode=episode, attempted_on=TODAY - DAY, outcome="reached")
        ContactAttemptFactory(episode=episode, attempted_on=TODAY, outcome="left-message")
        AppointmentFactory(patient=patient, starts_on=TODAY - DAY, status="booked")
        AppointmentFactory(patient=patient, starts_on=TODAY + DAY, status="cancelled")
        AppointmentFactory(patient=patient, starts_on=TODAY + 9 * DAY, kind="far",
                           starts_at=datetime(2026, 3, 11, tzinfo=UTC))  # fmt: skip
        AppointmentFactory(patient=patient, starts_on=TODAY, kind="near",
                           starts_at=datetime(2026, 3, 2, tzinfo=UTC))  # fmt: skip
        (line,) = worklist(staff=rig.navigator, on=TODAY).lines
        assert (line.name, line.language, line.interpreter) == ("Ana Ruiz", "es", "needed")
        assert (line.opened_kind, line.opened_value) == ("screening-result", "birads-4")
        assert (line.state, line.since, line.days_overdue) == ("overdue", TODAY - 3 * DAY, 3)
        assert line.step_name is not None
        assert line.next_step is not None
        assert (line.last_contact_on, line.last_outcome) == (TODAY, "left-message")
        assert line.contact.attempts == 1
        assert line.next_visit is not None
        assert line.next_visit.kind == "near"
        assert (line.owner, line.is_mine) == ("Hers", True)

    def test_due_today_is_not_overdue(self, rig):
        rig.episode(due_on=TODAY)
        (line,) = worklist(staff=rig.navigator, on=TODAY).lines
        assert (line.state, line.days_overdue) == ("due", 0)
        (line,) = worklist(staff=rig.navigator, on=TODAY + DAY).lines
        assert (line.state, line.days_overdue) == ("overdue", 1)

    def test_an_undone_attempt_is_no_contact(self, rig):
        episode = rig.episode()
        ContactAttemptFactory(
            episode=episode, undone_by=rig.navigator, undone_at=datetime(2026, 3, 2, tzinfo=UTC)
        )
        (line,) = worklist(staff=rig.navigator, on=TODAY).lines
        assert (line.last_outcome, line.contact.attempts) == ("", 0)


class TestGroups:
    @pytest.mark.parametrize("size", [1, 2, 3, 50])
    def test_a_household_stands_together_over_all_pages(self, rig, size):
        def one(household, day):
            patient = PatientFactory(program=rig.program, household=household)
            return rig.episode(patient=patient, due_on=TODAY + day * DAY).public_id

        late_a, alone_1, early_b, late_b, early_a, alone_2 = (
            one("a", 30), one("", 1), one("b", 2), one("b", 2), one("a", 0), one("", 40),
        )  # fmt: skip
        lines, pages = every_page(rig.navigator, size=size, filters=Filters(group=Group.HOUSEHOLD))
        assert [line.episode_id for line in lines] == [
            early_a, late_a, alone_1, early_b, late_b, alone_2,
        ]  # fmt: skip
        assert pages == -(-4 // size)

    @pytest.mark.parametrize("size", [1, 2, 50])
    def test_by_visit_day_over_all_pages(self, rig, size):
        def one(visit, due):
            patient = PatientFactory(program=rig.program)
            if visit is not None:
                AppointmentFactory(patient=patient, starts_on=TODAY + visit * DAY)
            return rig.episode(patient=patient, due_on=TODAY + due * DAY).public_id

        none, later, today_2, today_1 = one(None, -9), one(3, -5), one(0, 4), one(0, 1)
        lines, _ = every_page(rig.navigator, size=size, filters=Filters(group=Group.VISIT_DAY))
        assert [line.episode_id for line in lines] == [today_1, today_2, later, none]

    @pytest.mark.parametrize("group", [Group.HOUSEHOLD, Group.VISIT_DAY])
    def test_grouped_and_read_in_parts(self, rig, group):
        made = set()
        for n in range(6):
            patient = PatientFactory(program=rig.program, site=rig.site, household=f"h{n // 2}")
            AppointmentFactory(patient=patient, starts_on=TODAY + (n % 3) * DAY)
            alert = {"open_alerts": 1, "rank_on": TODAY - 70 * DAY} if n % 2 else {}
            made.add(rig.episode(patient=patient, due_on=TODAY + 3 * DAY, **alert).public_id)
        filters = Filters(mine=False, site=rig.site.public_id, state="due-soon", group=group)
        lines, _ = every_page(rig.navigator, size=2, filters=filters)
        assert len(lines) == 6
        assert {line.episode_id for line in lines} == made

    def test_the_whole_program_is_not_ordered_by_day(self, rig):
        rig.episode()
        both = Filters(mine=False, group=Group.VISIT_DAY)
        assert worklist(staff=rig.navigator, on=TODAY, filters=both).group is Group.NONE


class TestCounts:
    def test_a_count_stops_at_a_thousand(self, rig, monkeypatch):
        monkeypatch.setattr("fairway.navigation.worklist.queries.counts.AT_MOST", 3)
        for days in (-1, -1, -1, 0):
            rig.episode(due_on=TODAY + days * DAY)
        page = worklist(staff=rig.navigator, on=TODAY)
        assert (str(page.count), page.count.is_exact) == ("3+", False)
        assert str(page.states[ClockState.OVERDUE]) == "3"
        # Beyond the bound, only what is late is counted, and what has an alert.
        assert set(page.states) == {ClockState.OVERDUE, ClockState.LONG_OVERDUE}
        assert str(page.alerts) == "0"
        rig.episode(due_on=TODAY - DAY)
        assert str(worklist(staff=rig.navigator, on=TODAY).states[ClockState.OVERDUE]) == "3+"
        due = worklist(staff=rig.navigator, on=TODAY, filters=Filters(state="due"))
        assert str(due.count) == "1"

    @pytest.mark.parametrize(
        "filters",
        [
            Filters(),
            Filters(mine=False, state="overdue", alert="any", text="Family"),
            Filters(group=Group.HOUSEHOLD, text="Family"),
            Filters(group=Group.VISIT_DAY, alert="missed-treatment-visit"),
        ],
    )
    def test_a_page_takes_no_more_queries_however_many_lines(
        self, rig, filters, django_assert_max_num_queries
    ):
        for _ in range(12):
            patient = PatientFactory(program=rig.program, household="h")
            episode = rig.episode(patient=patient, open_alerts=1)
            AlertFactory(episode=episode)
            ContactAttemptFactory(episode=episode)
            AppointmentFactory(patient=patient)
            HandOffFactory(episode=episode, offered_to=rig.colleague)
        limit = 12
        with django_assert_max_num_queries(limit):
            page = worklist(staff=rig.navigator, on=TODAY, filters=filters, size=5)
        assert len(page.lines) >= 5
