"""Public ids are version 7 UUIDs: ordered by time, never the same twice."""

from fairway.base.ids import new_id


def test_version_and_variant() -> None:
    one = new_id()
    assert (one.version, one.variant) == (7, "specified in RFC 4122")


def test_no_two_are_alike_and_time_orders_them() -> None:
    many = [new_id() for _ in range(2000)]
    assert len(set(many)) == 2000
    assert many[0].int >> 80 <= many[-1].int >> 80
