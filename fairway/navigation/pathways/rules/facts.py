"""What the doors hand to the clock engine: one fact, one booking, before they are rows."""

from datetime import date, datetime

import msgspec

DAY_UNKNOWN = "day-unknown"


class EventFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One dated fact as a source tells it.

    A death whose day is not known has the value DAY_UNKNOWN; `occurred_on` is then the day we heard.

    `kind`, `cancer` and `value` are words of definitions/words.toml. `occurred_on` is the first day it may have
    happened; `precision` is `day`, `month` or `year`. `source_ref` such as `Observation/7#screening-result` makes a
    second arrival the same fact; it is empty only for what a person typed.
    """

    patient_id: int
    kind: str
    occurred_on: date
    cancer: str = ""
    value: str = ""
    precision: str = "day"
    certainty: str = "confirmed"
    source_ref: str = ""
    is_retraction: bool = False
    note: str = ""


class AppointmentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One booking as a source tells it. `starts_on` is the calendar day at the program's place."""

    patient_id: int
    starts_at: datetime
    starts_on: date
    status: str
    cancer: str = ""
    kind: str = ""
    is_treatment: bool = False
    place_text: str = ""
    source_ref: str = ""
