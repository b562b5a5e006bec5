"""One record of the plan by the id of its page, within what the reader may see."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import Document, Passage, of_program

Row = TypeVar("Row", bound=Model)


def one_of(rows: "QuerySet[Row]", staff: Staff | None, public_id: UUID, way: str) -> Row:
    """The row with this public id; `way` leads from it to its program.

    Raises NotVisible, the same for a stranger's row as for none.
    """
    found = of_program(rows.filter(public_id=public_id), staff, way).first()
    if found is None:
        raise NotVisible(
            "There is no record {record} among those that you may see.", record=public_id
        )
    return found


def document_for(staff: Staff | None, public_id: UUID) -> Document:
    """A document of her program. Raises NotVisible."""
    return one_of(Document.objects.all(), staff, public_id, "program_id")


def passage_for(staff: Staff | None, public_id: UUID) -> Passage:
    """A passage of her program, with its document. Raises NotVisible."""
    rows = Passage.objects.select_related("document")
    return one_of(rows, staff, public_id, "document__program_id")
