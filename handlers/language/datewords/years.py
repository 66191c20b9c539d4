"""Years as they are said: 令和8年, 来年, 今年度."""

from __future__ import annotations

from datetime import date

from handlers.language.datewords.eras import year_of
from handlers.language.datewords.scan import Token
from messages.eras import fiscal_year

NEAR = {"今": 0, "本": 0, "当": 0, "来": 1, "翌": 1, "再来": 2, "さ来": 2, "昨": -1, "去": -1, "先": -1, "前": -1}


def year_said(token: Token, today: date) -> int | None:
    """Return the year that a word names; None where there is none."""
    near, parts = token.parts.get("near"), token.parts
    if near:
        return today.year + NEAR[near]
    if parts.get("older"):
        return today.year - 2
    return year_of(parts.get("era"), parts.get("count") or parts.get("western") or "")


def fiscal_of(token: Token, today: date) -> int | None:
    """Return the number of a fiscal year; None where there is none."""
    parts = token.parts
    if near := parts.get("near"):
        return fiscal_year(today) + NEAR[near]
    if parts.get("first"):
        return year_of("令和", "元")
    return year_of(parts.get("era"), parts.get("count") or parts.get("western") or "")
