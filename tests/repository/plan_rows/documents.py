"""Search, documents, passages, corrections."""

from typing import Any

import zstandard

from tests.factories.plan_documents import (
    CorrectionFactory,
    DocumentFactory,
    OriginalFactory,
    PassageFactory,
)
from tests.repository.plan_rows import PlanRow, PlanWorld

CORRECTION = {"before": "made-up", "after": "invented", "reason": "Better.", "source": "Example, page 1"}  # fmt: skip


def document(world: PlanWorld) -> dict[str, Any]:
    return {"document": DocumentFactory(program=world.program).public_id}


def original(world: PlanWorld) -> dict[str, Any]:
    made = DocumentFactory(program=world.program)
    OriginalFactory(document=made, packed=zstandard.compress(b"as received"))
    return {"document": made.public_id}


def passage(world: PlanWorld) -> dict[str, Any]:
    return {"passage": PassageFactory(document__program=world.program).public_id}


def correction(world: PlanWorld) -> dict[str, Any]:
    return {"correction": CorrectionFactory(program=world.program).public_id}


ROWS = [
    PlanRow("plan_search", 302, 200, 200, 200, 403),
    PlanRow("plan_search", 302, 302, 302, 302, 403, "post", data={"words": "care"}),
    PlanRow("plan_document", 302, 200, 200, 404, 403, arguments=document),
    PlanRow("plan_original", 302, 200, 200, 404, 403, "post", original),
    PlanRow("plan_passage", 302, 200, 200, 404, 403, arguments=passage),
    PlanRow("plan_correct", 302, 302, 302, 404, 403, "post", passage, CORRECTION),
    PlanRow("plan_undo_correction", 302, 302, 302, 404, 403, "post", correction),
]
