"""Reads over documents and passages. `add` and `forget` of the search stand in `.search`, the folding in `.words`."""

from fairway.plan.documents.queries.page import (
    DocumentPage,
    PassagePage,
    document_page,
    passage_page,
)
from fairway.plan.documents.queries.search import Hit, Page, search

__all__ = [
    "DocumentPage",
    "Hit",
    "Page",
    "PassagePage",
    "document_page",
    "passage_page",
    "search",
]
