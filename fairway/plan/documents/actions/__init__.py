"""Writes about documents. Keyword-only; `by` and `at` come from outside."""

from fairway.plan.documents.actions.keep import DocumentChanged, keep

__all__ = ["DocumentChanged", "keep"]
