"""Which moves a page's version and a release may make, and who may sign off."""

from collections.abc import Collection

# From a state to those it may move to (requirements 5.2, Publication).
PAGE_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("in-review",),
    "in-review": ("draft", "signed-off"),
    "signed-off": ("draft", "published"),
    "published": ("retired",),
    "replaced": (),
    "retired": (),
    "erased": (),
}
RELEASE_MOVES: dict[str, tuple[str, ...]] = {
    "made": ("signed", "stopped"),
    "signed": ("stopped",),
    "stopped": (),
}
# A move that needs a reason: the author reads it, or the public asks for it.
NEEDS_REASON = {("in-review", "draft"), ("signed-off", "draft"), ("published", "retired")}


def may_sign(*, author: str, signer: str, others: Collection[str]) -> bool:
    """Another person than the author signs off, wherever there is another person."""
    return signer != author or not set(others) - {author}
