"""Two spellings of one thing give one key; two things do not."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.people.rules import (
    address_key,
    contact_key,
    email_key,
    fold,
    household_key,
    phone_key,
    zip_key,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ruiz", "ruiz"),
        ("RUIZ ", "ruiz"),
        ("Núñez", "nunez"),
        ("O'Brien-De la Cruz", "obriendelacruz"),
        ("Łukasz Sørensen", "lukaszsorensen"),
        ("Straße", "strasse"),
        ("李", "李"),
        ("हिन्दी", "हिनदी"),
        ("김", "김"),
        ("Müller", "muller"),
        ("  ", ""),
        ("<b>", "b"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_no_text_stops_a_key(text: str) -> None:
    for key in (phone_key, email_key, zip_key, fold):
        assert isinstance(key(text), str)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(813) 555-0101", "+18135550101"),
        ("813.555.0101", "+18135550101"),
        ("+1 813 555 0101", "+18135550101"),
        ("1-813-555-0101 ext. 4", "+18135550101"),
        ("+44 20 7946 0958", "+442079460958"),
        ("555-0101", ""),
        ("813-555-010", ""),
        ("call my sister", ""),
        ("", ""),
    ],
)
def test_phone_key(text: str, key: str) -> None:
    assert phone_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Ana@Example.ORG ", "ana@example.org"),
        ("ana@example", ""),
        ("@example.org", ""),
        ("none", ""),
        ("a b@c.org", ""),
    ],
)
def test_email_key(text: str, key: str) -> None:
    assert email_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("33602", "33602"),
        ("33602-1234", "33602"),
        ("336021234", "33602"),
        ("3360", ""),
        ("336023", ""),
        ("K1A 0B1", ""),
    ],
)
def test_zip_key(text: str, key: str) -> None:
    assert zip_key(text) == key


def test_household_needs_street_and_code() -> None:
    assert household_key("1 Elm St.", "33602-1234") == household_key("1 ELM ST", "33602") != ""
    assert household_key("1 Elm St", "33603") != household_key("1 Elm St", "33602")
    assert household_key("1 Elm St Apt 2", "33602") != household_key("1 Elm St", "33602")
    assert household_key("", "33602") == household_key("1 Elm St", "") == address_key("", "") == ""


def test_contact_key_of_what_cannot_be_compared() -> None:
    assert contact_key("other", "813-555-0101") == ""
    assert contact_key("sms", "813-555-0101") == "+18135550101"
    assert contact_key("email", "A@B.org") == "a@b.org"


@given(
    st.from_regex(
        r"\(?[2-9]\d\d\)?[ .-]{0,2}\d{3}[ .-]?\d{4}", fullmatch=True, alphabet="0123456789()-. "
    )
)
def test_a_plain_number_is_read_as_the_library_reads_it(text: str) -> None:
    number = phonenumbers.parse(text, "US")
    assert phone_key(text) == phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.E164
    )
