"""What the guard finds: kinds, tiers and findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """What the author may do about a finding (mask only, mask or confirm, go on after one soft line)."""

    MASK = "mask"
    CONFIRM = "confirm"
    SOFT = "soft"


class Kind(StrEnum):
    """What a finding is; the values are codes for words, records and the measures."""

    PERSON = "person"
    INITIALS = "initials"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    URL = "url"
    DOB = "dob"
    MY_NUMBER = "my_number"
    RECIPIENT = "recipient_no"
    INSURANCE = "insurance_no"
    PENSION = "pension_no"
    HANDBOOK = "handbook_no"
    BANK = "bank_no"
    CARD = "card_no"
    LICENCE = "licence_no"
    PASSPORT = "passport_no"
    PLATE = "plate"
    PATIENT = "patient_no"
    ORG = "org"
    AGE_PLACE = "age_place"


_CONFIRM = {Kind.PERSON, Kind.ADDRESS, Kind.PHONE, Kind.EMAIL, Kind.ACCOUNT, Kind.URL, Kind.DOB}
_SOFT = {Kind.INITIALS, Kind.ORG, Kind.AGE_PLACE}


def tier_of(kind: Kind) -> Tier:
    """Return the tier of a kind."""
    if kind in _SOFT:
        return Tier.SOFT
    return Tier.CONFIRM if kind in _CONFIRM else Tier.MASK


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: from `start` to `end`, in code points of the text as given.

    `said` is what stands there, `key` its normal form (of a name without its honorific), under which the network's
    allow list and a thread's letters know it. Of a name `family` is the key of its surname, `tail` the honorific
    after it.
    """

    start: int
    end: int
    kind: Kind
    said: str
    key: str
    family: str = ""
    tail: str = ""

    @property
    def tier(self) -> Tier:
        """What the author may do about it."""
        return tier_of(self.kind)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found in the folded text, before it is placed in the one given."""

    start: int
    end: int
    kind: Kind
    family: int = 0
    tail: int = 0

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether it shares a character with a part of the text."""
        return self.start < end and start < self.end
