"""Which passages a text of ours repeats, kept for the day when one of them is withdrawn."""

from fairway.plan.documents.queries.search import repeating
from fairway.plan.reports.models import (
    Echo,
    Recommendation,
    RecommendationStep,
    Report,
    Section,
    Sentence,
)
from fairway.plan.reports.rules import ECHO_WORDS

Holder = Recommendation | RecommendationStep | Report | Section | Sentence


def holder_of(row: Holder) -> str:
    """How an echo names the row that holds the text: `plan.sentence:` and its public id."""
    return f"{row._meta.label_lower}:{row.public_id}"


def note_echoes(holder: Holder, *fields: str, program_id: int) -> None:
    """Find anew which passages the row's texts repeat. Call it inside the action that writes them."""
    name = holder_of(holder)
    Echo.objects.filter(holder=name, field__in=fields).update(is_current=False)
    for field in fields:
        found = repeating(program_id, getattr(holder, field), words_in_a_row=ECHO_WORDS)
        Echo.objects.bulk_create(
            [Echo(passage_id=key, holder=name, field=field) for key in found],
            update_conflicts=True,
            unique_fields=["holder", "field", "passage"],
            update_fields=["is_current"],
        )
