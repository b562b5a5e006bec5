"""Pure decisions about people: what a source says, keys for comparing, which records are one person."""

from fairway.people.rules.answers import (
    interpreter_word,
    shown_name,
    standing_answer,
    standing_answers,
    value_of,
)
from fairway.people.rules.facts import (
    AddressFacts,
    AnswerFacts,
    ContactFacts,
    CoverageFacts,
    NameFacts,
    PatientFacts,
)
from fairway.people.rules.identity import (
    Birth,
    Candidate,
    Outcome,
    Verdict,
    birth_agreement,
    compare,
    is_own_id,
)
from fairway.people.rules.keys import (
    address_key,
    contact_key,
    email_key,
    fold,
    household_key,
    phone_key,
    zip_key,
)
from fairway.people.rules.omb import Omb1997, Omb2024, omb1997, omb2024

__all__ = [
    "AddressFacts",
    "AnswerFacts",
    "Birth",
    "Candidate",
    "ContactFacts",
    "CoverageFacts",
    "NameFacts",
    "Omb1997",
    "Omb2024",
    "Outcome",
    "PatientFacts",
    "Verdict",
    "address_key",
    "birth_agreement",
    "compare",
    "contact_key",
    "email_key",
    "fold",
    "household_key",
    "interpreter_word",
    "is_own_id",
    "omb1997",
    "omb2024",
    "phone_key",
    "shown_name",
    "standing_answer",
    "standing_answers",
    "value_of",
    "zip_key",
]
