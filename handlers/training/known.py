"""What the network knows of people's trainings, gathered for the rules; for one person or for many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handlers.kit.turn import Turn
from handlers.training.grid import Done, Standing, standing
from messages.courses import Rules, rules
from messages.eras import Era
from storage import careers, completions, trained
from storage.careers import Career, Extension
from storage.db import Here
from storage.networks import Network
from storage.trained import Trained


@dataclass(frozen=True, slots=True)
class Known:
    """One person's record: what she has completed, how she stands today, and what else she has told."""

    person_id: UUID
    done: tuple[Done, ...]
    standing: Standing
    rules: Rules
    career: Career | None
    extensions: tuple[Extension, ...] = ()

    @property
    def practice(self) -> Era | None:
        """Since when she works in 相談支援, as exactly as she has said; None where she has not."""
        life = self.career
        return Era(life.practice_on, life.exactly) if life and life.practice_on else None


def rules_of(network: Network) -> Rules:
    """Return the courses and duties that hold for a network."""
    return rules(network.prefecture, network.courses)


def of_people(here: Here, network: Network, today: date, ids: Collection[UUID]) -> dict[UUID, Known]:
    """Return what is known of each of these people today; of whom nothing is known too."""
    holds = rules_of(network)
    done, lives = completions.of_people(here, ids), careers.of_people(here, ids)
    moved = careers.extensions_of(here, ids)
    return {id: _known(id, holds, today, Trained(done.get(id, ()), lives.get(id), moved.get(id, ()))) for id in ids}


def of(turn: Turn, person_id: UUID | None = None) -> Known:
    """Return what is known of the person, or of somebody else of her network; it asks the database once."""
    id = person_id or turn.person_id
    return _known(id, rules_of(turn.who.network), turn.today, trained.of_person(turn.here, id) or Trained((), None, ()))


def _known(id: UUID, holds: Rules, today: date, found: Trained) -> Known:
    done = tuple(Done(one.done_on, one.course, one.exactly) for one in found.completions)
    moved = {one.instead_of: one.moved_to for one in found.extensions}
    return Known(id, done, standing(done, holds, today, moved), holds, found.career, tuple(found.extensions))
