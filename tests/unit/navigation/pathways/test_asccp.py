"""ASCCP 2019 in two stages: exactly 4.0 is colposcopy, 0.55 is one year (practice.md section 9)."""

from decimal import Decimal

import pytest

from fairway.navigation.pathways.rules.asccp import RiskOutOfRange, action_for


@pytest.mark.parametrize(
    ("immediate", "five_year", "action"),
    [
        ("60", None, "risk-treatment"),
        ("59.99", None, "risk-treatment-or-colposcopy"),
        ("25", None, "risk-treatment-or-colposcopy"),
        ("24.99", None, "risk-colposcopy"),
        ("4.0", None, "risk-colposcopy"),
        ("3.99", "0.55", "risk-1-year"),
        ("3.99", "0.54", "risk-3-years"),
        ("0", "0.15", "risk-3-years"),
        ("0", "0.14", "risk-5-years"),
    ],
)
def test_thresholds(immediate: str, five_year: str | None, action: str) -> None:
    assert action_for(Decimal(immediate), Decimal(five_year) if five_year else None) == action


@pytest.mark.parametrize(
    ("immediate", "five_year"), [("101", None), ("-1", None), ("3", None), ("3", "100.1")]
)
def test_a_risk_that_is_none_is_refused(immediate: str, five_year: str | None) -> None:
    with pytest.raises(RiskOutOfRange):
        action_for(Decimal(immediate), Decimal(five_year) if five_year else None)
