"""Who connects places, and what they are called; pure."""

from __future__ import annotations

from typing import Protocol

ROLE = "coordinator"
AUDIENCES = ("all", "chiefs")


class Named(Protocol):
    """What has a title on a platform, and maybe a topic."""

    @property
    def title(self) -> str:
        """The title, as the platform says it."""
        ...


def title(place: Named) -> str:
    """Return what a place is called; a title that says nothing is three dots."""
    return place.title.strip()[:40] or "…"
