"""The whole walk of the preview with others looking over its shoulder (A50, A51).

Whatever conversations there are: every button and every page that is ever shown is also pressed and sent by somebody
of another network, and by a colleague whose it is not. Nothing of anybody's changes, and nothing is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from bot.bring import bring
from bot.faces.face import Answer
from bot.faces.web.render import render_reply
from bot.preview import Shot, _steps
from bot.walk import START, TRAITS, Walk
from handlers.conversations import CONVERSATIONS
from handlers.kit import talk
from handlers.kit.cards import Button, parse_press
from handlers.kit.events import Act, Sent, Tapped
from handlers.kit.turn import Scene
from messages.words import msg
from storage import accounts, audit, keys, networks, people
from storage.db import Here
from storage.ids import short
from tests.privacy.two import FILE, OTHER, OWNED, STRANGER, Rows
from tests.world import ALONE

pytestmark = pytest.mark.slow

STALE = msg("kit-stale")


@dataclass(frozen=True)
class Tried:
    """What came of it when somebody else did something: who, what, and what was wrong with it."""

    who: str
    act: str
    wrong: str


def acts_of(scene: Scene) -> Iterator[Act]:
    """Give everything that can be done with what is shown."""
    for card in (*scene.cards, *scene.home):
        yield from (Tapped(button.data) for button in card.buttons if isinstance(button, Button))
    if page := scene.page:
        tail = f"{page.draft}:{page.version}"
        for verb in ("skip", "back", "leave", "resume", "send", "mend.0", "pick.x", "drop"):
            yield Tapped(f"{verb}:{tail}")
        for field in page.fields:
            options = getattr(field, "options", ())
            yield from (Tapped(f"pick.{option.key}:{tail}") for option in options[:3])
        answers: dict[str, str | None] = {field.name: "よその一行" for field in page.fields}
        yield Sent(page.draft, page.version, answers)


class Shoulder:
    """Somebody who does all that the walker could do, each time as if it had never been."""

    def __init__(self, walk: Walk, who: str, *users: str) -> None:
        self.walk = walk
        self.who = who
        # The first of them who has not deleted everything on the way.
        self.users = list(users)
        self.done: set[str] = set()
        self.wrong: list[Tried] = []
        self.refused: set[str] = set()

    @property
    def user(self) -> str:
        """Who it is now: the user id."""
        return self.users[0]

    def looks(self, scene: Scene) -> None:
        """Try everything that is new on a screen."""
        with self.walk.stores.database.read() as session:
            self.users = [user for user in self.users if accounts.who(session, "web", user)]
        if self.walk.user == self.user:
            return
        new = {str(act): act for act in acts_of(scene) if str(act) not in self.done}
        self.done |= set(new)
        with self.walk.stores.database.writer.connect() as link:
            # Each act is taken back: what stood before one stands before the next.
            before, secrets = (self._others(link), self._keys()) if new else ({}, [])
            link.rollback()
            for act in new.values():
                transaction = link.begin()
                try:
                    self._tries(link, act, before, secrets)
                finally:
                    transaction.rollback()

    def _tries(self, link: Connection, act: Act, before: Rows, secrets: list[tuple[Any, ...]]) -> None:
        turn = self.walk.turns.begin(link, "web", self.user, TRAITS)
        scene = talk.respond(turn, act)
        turn.here.session.commit()
        self._judge(act, "rows changed" if self._others(link) != before else "")
        self._judge(act, "keys changed" if self._keys() != secrets else "")
        self._judge(act, self._told(scene, turn.words, before))
        if self._forbidden(act):
            said = scene.cards[0].paragraphs[:1] == (STALE,) if scene.cards else False
            self._judge(act, "" if said else "not answered as stale")
            entry = audit.head(turn.here)
            noted = entry is not None and (entry.actor, entry.did) == (UUID(self.user), audit.REFUSED)
            self._judge(act, "" if noted else "not in the record")

    def _judge(self, act: Act, wrong: str) -> None:
        if wrong:
            self.wrong.append(Tried(self.who, str(act), wrong))

    def _forbidden(self, act: Act) -> bool:
        if self.who != "colleague" or not isinstance(act, Tapped):
            return False
        verb = parse_press(act.data).verb
        only = any(verb in one.verbs and one.only for one in CONVERSATIONS)
        self.refused |= {verb} if only else set()
        return only

    def _others(self, link: Connection) -> Rows:
        """Return all rows of the walker's network, or those that have nothing to do with her colleague."""
        mine = UUID(self.user)
        found: Rows = {}
        for table in OWNED:
            order = table.primary_key.columns
            wanted = select(table).where(table.c.network_id == self.walk.network.id).order_by(*order)
            rows = [tuple(row) for row in link.execute(wanted)]
            found[table.name] = [row for row in rows if mine not in row and str(mine) not in row]
        if self.who == "colleague":
            # Hers are those of her account, too.
            hers = {row[1] for row in self._accounts(link)}
            found = {name: [row for row in rows if not any(id in row for id in hers)] for name, rows in found.items()}
        return found

    def _accounts(self, link: Connection) -> list[tuple[Any, ...]]:
        (table,) = (table for table in OWNED if table.name == "accounts")
        return [tuple(row) for row in link.execute(select(table).where(table.c.person_id == UUID(self.user)))]

    def _keys(self) -> list[tuple[Any, ...]]:
        with self.walk.stores.keys.engine.connect().execution_options(idobata_read=True) as store:
            found = [tuple(row) for row in store.execute(select(keys.tombstones.c.id))]
            wanted = select(keys.text_keys.c.id).where(keys.text_keys.c.person_id != UUID(self.user))
            return sorted([*found, *(tuple(row) for row in store.execute(wanted))])

    def _told(self, scene: Scene, words: Any, rows: Rows) -> str:
        if self.who == "colleague":
            return ""
        shown = json.dumps(render_reply(Answer(scene, words, "", "")), ensure_ascii=False)
        for name, found in rows.items():
            ids = {value for row in found for value in row if isinstance(value, UUID)}
            if told := [id for id in ids if short(id) in shown or str(id) in shown]:
                return f"an id of {name}: {told[0]}"
        names = {row[3] for row in rows["people"]} | {row[2] for row in rows["offices"]}
        known = {ALONE, *(one["name"] for one in FILE["offices"])}
        return next((f"the name {name}" for name in names - known if len(str(name)) > 2 and str(name) in shown), "")


def person(walk: Walk, network: UUID, name: str) -> str:
    """Return somebody's user id on the web."""
    with walk.stores.database.read() as session:
        return str(people.by_name(Here(session, network), name)[0].id)


@cache
def watched() -> tuple[list[Shot], list[Shoulder]]:
    """Walk once, with both others looking on."""
    with TemporaryDirectory() as folder:
        walk = Walk(Path(folder), {})
        bring(walk.stores.database, FILE, START)
        with walk.stores.database.read() as session:
            (other,) = [one.id for one in networks.everyone(session) if one.name == OTHER]
        names = (ALONE, "鈴木 かなえ", "高橋 まこと")
        colleagues = [user for name in names if (user := person(walk, walk.network.id, name)) != walk.user]
        others = [
            Shoulder(walk, "stranger", person(walk, other, STRANGER)),
            Shoulder(walk, "colleague", *colleagues),
        ]
        shots = []
        for shot in _steps(walk):
            shots.append(shot)
            for one in others:
                one.looks(walk.scene)
        walk.stores.database.dispose()
        walk.stores.keys.engine.dispose()
        return shots, others


@pytest.mark.parametrize("place", [0, 1], ids=["stranger", "colleague"])
def test_nobody_else_changes_or_reads_anything_with_what_was_shown_to_one(place: int) -> None:
    shots, others = watched()
    assert others[place].wrong == []
    assert len(others[place].done) > len(shots)


def test_what_is_only_for_some_was_pressed_by_somebody_else_and_is_in_the_record() -> None:
    _, (_, colleague) = watched()
    only = {verb for one in CONVERSATIONS if one.only for verb in one.verbs}
    assert colleague.refused & only
    assert {verb for verb in colleague.refused if verb.partition(".")[0] == "desk"}
