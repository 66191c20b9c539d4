"""What can be set, as a person sees it; pure. Minutes are minutes after midnight on the network's clock."""

from __future__ import annotations

from datetime import date, timedelta

MORNINGS = tuple(range(7 * 60, 11 * 60 + 1, 30))
# What offices have: the ward's own, the Act's usual ones, and those of people who come late or stay long.
SPANS = ((510, 1035), (510, 1050), (540, 1020), (540, 1050), (540, 1080), (600, 1140), (540, 1200))
# 育児休業 can be extended until the child is two, and a sick leave may come on top.
LONGEST_LEAVE = timedelta(days=3 * 366)


def clock(minute: int) -> str:
    """Return a minute of the day as 9:00."""
    return f"{minute // 60}:{minute % 60:02}"


def back_between(today: date) -> tuple[date, date]:
    """Return the first and last day that may be named as the first day back."""
    return today + timedelta(days=1), today + LONGEST_LEAVE
