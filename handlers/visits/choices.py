"""What has been chosen about a visit before it is asked for: kept with the draft, beside what was typed; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID, uuid5

from messages.menus import LENGTHS, Menu
from storage.cells import cell_of, moment_of
from storage.visits import CASES

# What a button says of a menu is made of its key, so that no other can stand in its place.
_NAMES = UUID("5b1f6d0e-8c0f-5d0a-9a55-3d1c6a0f7e21")
# So much longer than usual a visit may be, in minutes; and no shorter than that.
LONGER, SHORTEST = 30, 30


@dataclass(frozen=True, slots=True)
class Choices:
    """What has been chosen: empty is the default.

    `start` is a time (ISO, UTC), `whenever` leaves the day to the centre; both hold for the `wish` that was typed then.
    `after` are the days from which times were looked for one after the other, for what was typed in `past`; `view` is
    the card that is looked at, `problem` what is said on it first. `unwanted` are ids as buttons have them.
    """

    start: str = ""
    whenever: bool = False
    wish: str = ""
    case: str = ""
    minutes: int = 0
    way: str = ""
    material: str = ""
    field: str = ""
    observer: bool = False
    unwanted: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    past: str = ""
    view: str = ""
    problem: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """The choices as plain data."""
        return asdict(self)

    @property
    def start_at(self) -> datetime | None:
        """The time that was chosen."""
        return datetime.fromisoformat(self.start) if self.start else None

    def first(self, wish: str) -> date | None:
        """Return the day from which times are looked for with what is typed now, where she has asked for later ones."""
        return date.fromisoformat(self.after[-1]) if self.after and self.past == wish else None

    def further(self, day: str, wish: str) -> Self:
        """Return the choices with times looked for from a later day on."""
        before = self.after if self.past == wish else ()
        return replace(self, after=(*before, day), past=wish, view="", problem="")

    def nearer(self, wish: str) -> Self:
        """Return the choices with times looked for from where it was before."""
        before = self.after[:-1] if self.past == wish else ()
        return replace(self, after=before, past=wish, view="", problem="")

    def timed(self, wish: str) -> bool:
        """Tell whether the day is settled as far as she is concerned, with what is typed now."""
        return bool(self.start or self.whenever) and self.wish == wish

    def at(self, start: datetime, wish: str) -> Self:
        """Return the choices with this time."""
        return replace(self, start=start.isoformat(), whenever=False, wish=wish, view="", problem="")

    def on_any_day(self, wish: str) -> Self:
        """Return the choices with the day left to the centre."""
        return replace(self, start="", whenever=True, wish=wish, view="", problem="")

    def without_time(self, problem: str = "") -> Self:
        """Return the choices with the time to be chosen anew; all else stays."""
        return replace(self, start="", whenever=False, view="", problem=problem)

    def switched(self, id: str) -> Self:
        """Return the choices with somebody unwanted, or wanted again."""
        rest = tuple(one for one in self.unwanted if one != id)
        return replace(self, unwanted=rest if id in self.unwanted else (*rest, id))


def choices_of(kept: Mapping[str, Any]) -> Choices:
    """Return the choices that were kept."""
    after = kept.get("after") or ()
    # As it was kept at first, it was one day.
    listed = {
        "unwanted": tuple(kept.get("unwanted", ())),
        "after": (after,) if isinstance(after, str) else tuple(after),
    }
    return Choices(**{**kept, **listed})


def menu_id(key: str) -> UUID:
    """Return what stands for a menu on a button."""
    return uuid5(_NAMES, f"menu {key}")


def time_key(start: datetime) -> str:
    """Return what stands for a time on a button of a draft: its quarter of an hour."""
    return str(cell_of(start))


def start_of(key: str) -> datetime | None:
    """Return the time that a button of a draft stands for; None for anything that none of ours says."""
    return moment_of(int(key)) if key.isascii() and key.isdigit() and len(key) == 7 else None


def lengths(menu: Menu) -> tuple[int, ...]:
    """Return how long a visit may be, in minutes."""
    return tuple(one for one in LENGTHS if SHORTEST <= one <= menu.minutes + LONGER or one == menu.minutes)


def case_of(key: str) -> str:
    """Return how a case may come up, as a button says it; empty for anything else."""
    return key if key in CASES else ""


def own(unwanted: Collection[str], pool: Collection[str]) -> tuple[str, ...]:
    """Return those unwanted who are still among those who could come."""
    return tuple(id for id in unwanted if id in pool)
