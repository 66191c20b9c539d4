"""Who may see a question, how long it stays, and what may be asked how often; pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from messages.eras import fiscal_year

# A message of Telegram holds 4,096 characters, a section of Slack 3,000: a question stays well within both.
MOST = 1000
# So many questions an hour are asked without a word; then it is slowed politely.
AN_HOUR = 20
# Who belongs to 主任と基幹だけ.
CHIEFS = frozenset({"chief", "centre"})


def sees(roles: Collection[str], audience: str) -> bool:
    """Tell whether somebody with these roles sees questions of an audience."""
    return audience == "all" or not CHIEFS.isdisjoint(roles)


def audiences(roles: Collection[str]) -> tuple[str, ...]:
    """Return the audiences whose questions somebody with these roles sees."""
    return ("all", "chiefs") if sees(roles, "chiefs") else ("all",)


def expires_on(asked: date, years: int) -> date:
    """Return the last day of a question: 31 March of the fiscal year so many years after the one that it is of."""
    return date(fiscal_year(asked) + 1 + years, 3, 31)
