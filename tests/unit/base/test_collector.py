"""The collector is as it was afterwards, whatever happens."""

import gc

import pytest

from fairway.base.collector import collector_paused


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_the_collector_is_left_as_it_was(is_on: bool, fails: bool) -> None:
    before = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        with (
            pytest.raises(ZeroDivisionError) if fails else collector_paused(),
            collector_paused(),
        ):
            assert not gc.isenabled()
            assert not fails or 1 / 0
        assert gc.isenabled() == is_on
    finally:
        (gc.enable if before else gc.disable)()
