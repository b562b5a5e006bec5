"""Organizations under all their spellings, the activities of the published table, and the synergies that texts state."""

from itertools import combinations

from fairway.plan.documents.models import Citation
from fairway.plan.efforts.actions import ActivityFacts, record_activity
from fairway.plan.goals.models import GoalTag
from fairway.plan.panel.actions.shelf import Shelf
from fairway.plan.panel.definitions import (
    PanelOrganization,
    activities,
    organizations,
    record,
)
from fairway.plan.panel.rules import TableNotFound, TableRow
from fairway.plan.panel.rules import activities as read_activities
from fairway.plan.stakeholders.actions import add_alias, describe, known_as
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.stakeholders.rules import fold
from fairway.plan.themes.actions.synergies import record_stated_synergy

Bodies = dict[str, Stakeholder]


def load_organizations(shelf: Shelf) -> Bodies:
    """One stakeholder a body, with every spelling (STK-20), by the definitions' key."""
    found: Bodies = {}
    for one in organizations().organizations:
        body = known_as(
            program=shelf.program, name=one.name, kind=one.kind, abbreviation=one.abbreviation,
            source=one.printed[0][1] if one.printed else "IA24", by=shelf.by, at=shelf.at,
        )  # fmt: skip
        for name, source in [*one.printed, *([(one.abbreviation, "")] if one.abbreviation else [])]:
            add_alias(stakeholder=body, name=name, source=source, by=shelf.by, at=shelf.at)
        if one.size and body.size_stated != one.size:
            describe(
                stakeholder=body, kind=body.kind, size_stated=one.size, abbreviation=body.abbreviation,
                by=shelf.by, at=shelf.at,
            )  # fmt: skip
        found[one.key] = body
    return found


def load_activities(shelf: Shelf, bodies: Bodies) -> list[TableRow]:
    """The rows of Appendix B, each with its passage and page; their goals are what the table prints (STK-12)."""
    told = next(one for one in record().sources if one.key == "IA24")
    held = shelf.held[told.path]
    rows = read_activities(held.reading.passages if held.reading else ())
    words = {one.number: one for one in activities().activities}
    for row in rows:
        about = words.get(row.number)
        first = f"{row.title or row.description}"
        if about is None or not first.replace('"', "").startswith(about.begins):
            raise TableNotFound(
                "Row {row} of the table, on page {page}, is not the one that activities.toml describes. Compare the two.",
                row=row.number,
                page=row.page,
            )
        record_activity(
            program=shelf.program,
            key=f"IA24-{row.number:02d}",
            stakeholder=bodies[_organization(row.organization).key],
            facts=ActivityFacts(
                title=row.title or _capital(about.gloss),
                summary=_capital(about.gloss) + ".",
                topics=about.topics,
                places=about.places,
            ),
            cited=Citation(
                f"IA24: {told.title}, {told.url}", row.page_label, held.passages[row.passage]
            ),
            goals={GoalTag.Origin.PUBLISHED: row.goal_codes},
            by=shelf.by,
            at=shelf.at,
        )
    return rows


def _organization(printed: str) -> PanelOrganization:
    key = fold(printed)
    for one in organizations().organizations:
        if key in {fold(name) for name, _source in one.printed} or key == fold(one.name):
            return one
        if one.begins and printed.startswith(one.begins):
            return one
    raise TableNotFound(
        "The table names an organization that organizations.toml does not hold. Add it there with its spelling."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def load_synergies(shelf: Shelf, bodies: Bodies) -> None:
    """Synergies that the documents state: one for each pair that works together (requirements 5.5)."""
    for one in record().synergies:
        cited = shelf.cite(one)
        for left, right in combinations(one.between, 2):
            record_stated_synergy(
                program=shelf.program,
                one=bodies[left],
                other=bodies[right],
                topic=one.topic,
                source=cited.source,
                source_page=cited.page,
                passages=[cited.passage] if cited.passage else [],
                by=shelf.by,
                at=shelf.at,
            )
