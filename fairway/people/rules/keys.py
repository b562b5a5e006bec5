"""Keys for comparing and searching: two spellings of one thing give one key. They are never shown."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2s

import phonenumbers

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
# Ten digits as Americans write them: no library is needed, and most numbers of an import are these.
_PLAIN_NUMBER = re.compile(r"\(?([2-9]\d\d)\)?[ .-]{0,2}(\d{3})[ .-]?(\d{4})", re.ASCII)
_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?$")


def fold(text: str) -> str:
    """Case, accents, punctuation and spaces away: `Ñuñez-de la O'Cruz` is `nunezdelaocruz`.

    Letters of other scripts stay, so that a name in any script can be found.
    """
    if text.isascii():
        return _NOT_ASCII_WORD.sub("", text.lower())
    # Taken apart before and after: letters such as 𝕊 have no lower case until they are.
    plain = unicodedata.normalize("NFKD", text).casefold()
    parts = unicodedata.normalize("NFKD", plain).translate(_PLAIN)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if _is_kept(mark)))


def _is_kept(mark: str) -> bool:
    """Letters and digits; and the vowel signs of Indic scripts, which are no accents (class 0)."""
    return mark.isalnum() or (
        unicodedata.category(mark)[0] == "M" and not unicodedata.combining(mark)
    )


@lru_cache(maxsize=4096)
def phone_key(text: str) -> str:
    """E.164, read as a number of the US unless it says otherwise; empty if it cannot be one.

    Possible is enough, as in use: a number need not be in service to tell two records apart.
    """
    if plain := _PLAIN_NUMBER.fullmatch(text):
        return "+1" + "".join(plain.groups())
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_key(text: str) -> str:
    """Lower case without spaces around; empty if it is no address."""
    key = text.strip().lower()
    before, at, after = key.rpartition("@")
    return key if at and before and "." in after and " " not in key else ""


def contact_key(system: str, value: str) -> str:
    """The key of a contact point by its system; empty where we cannot compare."""
    if system in ("phone", "sms"):
        return phone_key(value)
    return email_key(value) if system == "email" else ""


def zip_key(text: str) -> str:
    """The five digits of a ZIP or ZIP+4; empty for anything else."""
    found = _ZIP.match(text.strip())
    return found[1] if found else ""


def address_key(lines: str, postal_code: str) -> str:
    """Street lines and ZIP; empty unless both are there, for a town alone is no address."""
    street, code = fold(lines), zip_key(postal_code) or fold(postal_code)
    return f"{street}|{code}" if street and code else ""


def household_key(lines: str, postal_code: str) -> str:
    """One address, one key of 32 characters, the same on every machine; empty without a full address."""
    key = address_key(lines, postal_code)
    return blake2s(key.encode(), digest_size=16).hexdigest() if key else ""
