"""What pages and the packages above read of themes and synergies."""

from fairway.plan.themes.queries.listing import (
    Listed,
    Standing,
    ThemePage,
    find_theme,
    findings,
    listing,
    people,
    theme_page,
)
from fairway.plan.themes.queries.review import (
    Audited,
    Doubt,
    agreement_with_people,
    by_group,
    confirmed_share,
    in_no_theme,
    review_queue,
)
from fairway.plan.themes.queries.synergies import (
    Side,
    SynergyPage,
    introduction,
    synergies,
    synergy_page,
)
from fairway.plan.themes.queries.threads import (
    ThemeRef,
    standing_assignments,
    themes_of,
    themes_of_passages,
)

__all__ = [
    "Audited",
    "Doubt",
    "Listed",
    "Side",
    "Standing",
    "SynergyPage",
    "ThemePage",
    "ThemeRef",
    "agreement_with_people",
    "by_group",
    "confirmed_share",
    "find_theme",
    "findings",
    "in_no_theme",
    "introduction",
    "listing",
    "people",
    "review_queue",
    "standing_assignments",
    "synergies",
    "synergy_page",
    "theme_page",
    "themes_of",
    "themes_of_passages",
]
