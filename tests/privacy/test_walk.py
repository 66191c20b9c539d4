"""The whole walk of the preview with others looking over its shoulder (A50, A51).

Whatever conversations there are: every button and every page that is ever shown is also pressed and sent by somebody
of another network, and by a colleague whose it is not. Nothing of anybody's changes, and nothing is told. She walks in
the longest words that a ward may choose, so that all that is shown is also seen to fit every platform.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Uuid, bindparam, select
from sqlalchemy.dialects import sqlite

from bot.bring import bring
from bot.faces.face import Answer
from bot.faces.web.render import render_reply
from bot.preview import ELSEWHERE, TROUBLE, TYPED, WELCOME, Shot, _steps, scenes
from bot.turns import NoTurn
from bot.walk import START, TRAITS, Walk
from handlers.conversations import CONVERSATIONS
from handlers.kit import talk
from handlers.kit.cards import Button, parse_press
from handlers.kit.events import Act, Sent, Tapped
from handlers.kit.forms import Page
from handlers.kit.turn import Scene
from messages.words import TERM_LENGTH, check_terms, msg, shipped_terms
from storage import audit, keys, networks, people
from storage.db import Here
from storage.ids import short, unshort
from tests.privacy.two import FILE, OTHER, OWNED, ROWS, STRANGER, Rows
from tests.world import ALONE

pytestmark = pytest.mark.slow

STALE = msg("kit-stale")
LONGEST = dict.fromkeys(shipped_terms(), "長" * TERM_LENGTH)
# Whoever reads a thread may have a coordinator look at it, who then hears that there is something, not from whom; and
# may say of an old answer that it still holds. Each with the only table in which others' rows may change.
ANYBODYS = {"flag.question": "outbox", "flag.said": "outbox", "still": "question_answers"}


TOMBS = select(keys.tombstones.c.id)
OTHERS_KEYS = select(keys.text_keys.c.id).where(keys.text_keys.c.person_id != bindparam("person"))
# All rows are read a thousand times: as they are stored, which is compared just as well.
AS_STORED = {name: str(wanted.compile(dialect=sqlite.dialect())) for name, wanted in ROWS.items()}
ID_COLUMNS = {
    table.name: [place for place, column in enumerate(table.columns) if isinstance(column.type, Uuid)]
    for table in OWNED
}
ID_LENGTHS: dict[int, Callable[[str], UUID]] = {22: unshort, 36: UUID}


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


def raw(link: Connection) -> sqlite3.Connection:
    """Return the database's own connection."""
    found = link.connection.dbapi_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def written(link: Connection) -> int:
    """Return how many rows this connection has ever written: where none was, none has to be compared."""
    return raw(link).total_changes


def stored(link: Connection, network: UUID, tables: Iterable[str] = AS_STORED) -> Rows:
    """Return all rows of a network as they are stored, by table."""
    store = raw(link)
    found = {name: store.execute(AS_STORED[name], (network.hex,)).fetchall() for name in tables}
    # Whatever ids are stored as, there are people and offices.
    assert found["people"] and found["offices"]
    return found


def ids_in(text: str) -> set[str]:
    """Return every id that stands in a text, in either way in which an id is written, as it would be stored."""
    runs = re.findall(r"[A-Za-z0-9_-]{22,}", text)
    return {
        found.hex
        for run in runs
        for length, read in ID_LENGTHS.items()
        for at in range(len(run) - length + 1)
        if (found := an_id(read, run[at : at + length]))
    }


def an_id(read: Callable[[str], UUID], text: str) -> UUID | None:
    """Return the id that a text is; None where it is none."""
    try:
        return read(text)
    except ValueError:
        return None


def standing(ids: set[str], rows: Rows) -> list[str]:
    """Return where in some rows some ids stand."""
    found = ((name, row[place]) for name in rows for place in ID_COLUMNS[name] for row in rows[name])
    return [f"an id of {name}: {id}" for name, id in found if id in ids]


class Shoulder:
    """Somebody who does all that the walker could do, each time as if it had never been."""

    def __init__(self, walk: Walk, who: str, user: str, *, each: bool = False) -> None:
        self.walk = walk
        self.who = who
        self.user = user
        self.each = each
        self.done: Counter[str] = Counter()
        self.wrong: list[Tried] = []
        self.refused: set[str] = set()
        self.gone = False
        # What stands there before each act is the same on one screen: the rows, the keys.
        self.before: Rows | None = None
        self.secrets: list[tuple[Any, ...]] | None = None

    def looks(self, scene: Scene) -> None:
        """Try everything that is new on a screen."""
        self.before, self.secrets = None, None
        if self.walk.user == self.user:
            return
        for act in acts_of(scene):
            # The first of a kind says as much as a hundred.
            kind = self._kind(act, scene.page)
            self.done[kind] += 1
            if self.done[kind] > 1 or self.gone:
                continue
            with self.walk.stores.database.writer.connect() as link:
                transaction = link.begin()
                try:
                    self._tries(link, act)
                finally:
                    transaction.rollback()

    def _kind(self, act: Act, page: Page | None) -> str:
        press = parse_press(act.data) if isinstance(act, Tapped) else None
        kind = press.verb if press else "sent"
        # What is pressed on the page is another thing on each form; a door beside it is the same door.
        on_page = page is not None and (press is None or self.each or press.id == page.draft)
        return f"{kind} {page.form.title}" if page and on_page else kind

    def _tries(self, link: Connection, act: Act) -> None:
        verb = parse_press(act.data).verb if isinstance(act, Tapped) and self.who == "colleague" else ""
        secrets, count = self.secrets or self._keys(), written(link)
        try:
            turn = self.walk.turns.begin(link, "web", self.user, TRAITS)
        except NoTurn:
            # The walk itself has let her go.
            self.gone = True
            return
        scene = talk.respond(turn, act)
        turn.here.session.commit()
        if written(link) != count:
            before, after = self._stood(), self._others(link)
            changed = [table for table in after if after[table] != before[table] and table != ANYBODYS.get(verb)]
            self._judge(act, f"rows changed: {changed}" if changed else "")
        # No rollback takes back what is done to a key.
        self.secrets = self._keys()
        self._judge(act, "keys changed" if self.secrets != secrets else "")
        self._judge(act, self._told(scene, turn.words))
        if self._forbidden(act, turn.roles):
            said = scene.cards[0].paragraphs[:1] == (STALE,) if scene.cards else False
            self._judge(act, "" if said else "not answered as stale")
            entry = audit.head(turn.here)
            noted = entry is not None and (entry.actor, entry.did) == (UUID(self.user), audit.REFUSED)
            self._judge(act, "" if noted else "not in the record")

    def _judge(self, act: Act, wrong: str) -> None:
        if wrong:
            self.wrong.append(Tried(self.who, str(act), wrong))

    def _forbidden(self, act: Act, roles: frozenset[str]) -> bool:
        if self.who != "colleague" or not isinstance(act, Tapped):
            return False
        verb = parse_press(act.data).verb
        only = any(verb in one.verbs and one.only and one.only.isdisjoint(roles) for one in CONVERSATIONS)
        self.refused |= {verb} if only else set()
        return only

    def _stood(self) -> Rows:
        """Return what stood there before: what is only tried is not seen from beside."""
        if self.before is None:
            with self.walk.stores.database.reader.connect() as beside:
                self.before = self._others(beside)
        return self.before

    def _others(self, link: Connection) -> Rows:
        """Return all rows of the walker's network, or those that have nothing to do with her colleague."""
        found = stored(link, self.walk.network.id)
        if self.who == "colleague":
            # Hers are those of her account, too.
            mine = UUID(self.user)
            hers = {mine.hex, str(mine), *(row[1] for row in found["accounts"] if mine.hex in row)}
            found = {name: [row for row in rows if hers.isdisjoint(row)] for name, rows in found.items()}
        return found

    def _keys(self) -> list[tuple[Any, ...]]:
        with self.walk.stores.keys.engine.connect().execution_options(idobata_read=True) as store:
            found = [tuple(row) for row in store.execute(TOMBS)]
            others = store.execute(OTHERS_KEYS, {"person": UUID(self.user)})
            return sorted([*found, *(tuple(row) for row in others)])

    def _told(self, scene: Scene, words: Any) -> str:
        if self.who == "colleague":
            return ""
        shown = json.dumps(render_reply(Answer(scene, words, "", "")), ensure_ascii=False)
        ids = ids_in(shown)
        if ids and (told := standing(ids, self._stood())):
            return told[0]
        with self.walk.stores.database.reader.connect() as beside:
            rows = stored(beside, self.walk.network.id, ("people", "offices"))
        names = {row[3] for row in rows["people"]} | {row[2] for row in rows["offices"]}
        known = {ALONE, *(one["name"] for one in FILE["offices"])}
        return next((f"the name {name}" for name in names - known if len(str(name)) > 2 and str(name) in shown), "")


class Forger(Shoulder):
    """She herself, who chooses what was never offered."""

    def looks(self, scene: Scene) -> None:
        """Try every field that has something to choose from, once a form."""
        self.user, self.before = self.walk.user, None
        for field in scene.page.fields if scene.page else ():
            keys = {option.key for option in getattr(field, "options", ())}
            if scene.page is None or not keys or self.done[name := f"{scene.page.form.title}{field.name}"]:
                continue
            self.done[name] += 1
            for key in sorted({"coordinator", "' OR 1=1 --", short(self.walk.network.id)} - keys):
                self._alone(Sent(scene.page.draft, scene.page.version, {field.name: key}))
                self._alone(Tapped(f"pick.{key}:{scene.page.draft}:{scene.page.version}"))

    def _alone(self, act: Act) -> None:
        with self.walk.stores.database.writer.connect() as link:
            transaction = link.begin()
            try:
                count = written(link)
                turn = self.walk.turns.begin(link, "web", self.user, TRAITS)
                scene = talk.respond(turn, act)
                turn.here.session.commit()
                changed = written(link) != count and self._others(link) != self._stood()
                self._judge(act, "rows changed" if changed else "")
                self._judge(act, "" if scene.page or scene.cards else "nothing was said")
            finally:
                transaction.rollback()

    def _others(self, link: Connection) -> Rows:
        # The draft itself may note that she was there.
        return {name: rows for name, rows in stored(link, self.walk.network.id).items() if name != "drafts"}


def person(walk: Walk, network: UUID, name: str) -> str:
    """Return somebody's user id on the web."""
    with walk.stores.database.read() as session:
        return str(people.by_name(Here(session, network), name)[0].id)


@cache
def watched(*, each: bool) -> tuple[list[Shot], list[Shoulder]]:
    """Walk once, with both others looking on; they try each door once, or beside each form anew."""
    with TemporaryDirectory() as folder:
        walk = Walk(Path(folder), LONGEST)
        bring(walk.stores.database, FILE, START)
        with walk.stores.database.read() as session:
            (other,) = [one.id for one in networks.everyone(session) if one.name == OTHER]
        colleague = next(
            user for name in (ALONE, "鈴木 かなえ") if (user := person(walk, walk.network.id, name)) != walk.user
        )
        others = [
            Shoulder(walk, "stranger", person(walk, other, STRANGER), each=each),
            Shoulder(walk, "colleague", colleague, each=each),
            Forger(walk, "herself", ""),
        ]
        shots = []
        for shot in _steps(walk):
            shots.append(shot)
            # What comes unasked is shown in the middle of its delivery; it stands on home afterwards.
            for one in others if shot.scene is walk.scene else ():
                one.looks(walk.scene)
        walk.stores.database.dispose()
        walk.stores.keys.engine.dispose()
        return shots, others


@pytest.mark.parametrize("place", [0, 1], ids=["stranger", "colleague"])
@pytest.mark.parametrize("each", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["once", "beside each form"])
def test_nobody_else_changes_or_reads_anything_with_what_was_shown_to_one(place: int, each: bool) -> None:
    shots, others = watched(each=each)
    assert others[place].wrong == []
    assert len(others[place].done) >= 60
    assert len(shots) >= 60


def test_what_was_never_offered_cannot_be_chosen() -> None:
    _, (_, _, forger) = watched(each=False)
    assert forger.wrong == []
    # A reflection's subject, a day, an office, a role.
    assert len(forger.done) >= 5


def test_what_is_only_for_some_was_pressed_by_somebody_else_and_is_in_the_record() -> None:
    _, (_, colleague, _) = watched(each=False)
    only = {verb for one in CONVERSATIONS if one.only for verb in one.verbs}
    assert colleague.refused & only
    assert {verb for verb in colleague.refused if verb.partition(".")[0] == "desk"}


def test_everything_fits_with_the_longest_words_of_a_ward() -> None:
    shots, _ = watched(each=False)
    assert check_terms(LONGEST) == []
    # Every act is checked against the limits as it is answered; what no walk brings about stands at the end.
    ordinary = [shot.act for shot in scenes()]
    assert [shot.act for shot in shots] == ordinary[: len(shots)]
    assert set(ordinary[len(shots) :]) <= {*TROUBLE, *ELSEWHERE, *WELCOME, *TYPED}
