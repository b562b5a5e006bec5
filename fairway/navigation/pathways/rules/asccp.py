"""Cervical results by risk: the two-stage thresholds of ASCCP 2019 (practice.md 5.3; Perkins 2020, Egemen 2020).

The immediate risk of CIN3+ is looked at first; the 5-year risk only where the immediate one is under 4 percent.
"""

from decimal import Decimal

from fairway.base.errors import FairwayError

IMMEDIATE = (
    (Decimal(60), "risk-treatment"),
    (Decimal(25), "risk-treatment-or-colposcopy"),
    (Decimal(4), "risk-colposcopy"),
)
FIVE_YEAR = (
    (Decimal("0.55"), "risk-1-year"),
    (Decimal("0.15"), "risk-3-years"),
    (Decimal(0), "risk-5-years"),
)


class RiskOutOfRange(FairwayError):
    """A risk that is no percentage, or a 5-year risk that is missing where it decides."""


def action_for(immediate: Decimal, five_year: Decimal | None) -> str:
    """The action for two risks in percent, as a value of `screening-result`. Exactly 4.0 is colposcopy; 0.55 a year.

    Raises RiskOutOfRange.
    """
    for risk in (immediate, five_year):
        if risk is not None and not 0 <= risk <= 100:
            raise RiskOutOfRange(
                "A risk must lie between 0 and 100 percent. Enter it as the table gives it."
            )
    for threshold, action in IMMEDIATE:
        if immediate >= threshold:
            return action
    if five_year is None:
        raise RiskOutOfRange(
            "The immediate risk is under 4 percent: enter the 5-year risk, which then decides."
        )
    return next(action for threshold, action in FIVE_YEAR if five_year >= threshold)
