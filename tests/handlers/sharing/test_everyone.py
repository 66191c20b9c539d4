"""Everyone tries everything on everybody's shares, generated: who is not meant reads nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from bot.bring import bring
from handlers.kit.turn import Traits
from handlers.sharing.talk import CONVERSATION
from storage import accounts, networks, people, shares
from storage.db import Here
from storage.ids import short
from storage.shares import Reader, Share
from tests.chat import TOGETHER, Chat
from tests.handlers.reflection.steps import reflect
from tests.handlers.sharing.conftest import WORKING
from tests.handlers.sharing.steps import CHIEFS_NAME, GROUP, LINE, MUTUAL, SHOW, SINGLE, STALE, chooses
from tests.privacy.two import FILE
from tests.world import ALONE, CENTRE, START, World

OFFICE = "相談支援センター ひなたの3人"
# What is pressed with the id of a share, and by whom in which state it may be.
OWNERS = {"own": {"offered", "open"}, "take_back": {"prepared", "offered", "open", "declined"}}
OWNERS |= {verb: {"prepared"} for verb in ("next", "more", "mend", "other", "show", "cancel")}
OWNERS |= {f"{verb}.{number}": {"prepared"} for verb in ("add", "drop") for number in range(1, 4)}
OWNERS |= {"lines.0": {"prepared"}, "lines.1": {"prepared"}}
READERS = {"read": {"open"}, "answer": {"offered"}, "decline": {"offered"}}
# What is no share's: a reflection's id, or where a list goes on.
OTHERS = {"start", "mutual", "single", "group", "mine", "older", "received", "earlier"}


@pytest.fixture
def full(world: World) -> World:
    """A network in which there is a share of every kind, in every state."""
    world.clock.at = WORKING
    bring(world.app.stores.database, FILE, START + timedelta(hours=1))
    chat = Chat(world, world.person(ALONE)).opens()
    chooses(chat, SINGLE, 1).taps(CHIEFS_NAME).taps(SHOW)
    chooses(chat, GROUP, 2).taps(OFFICE).taps(SHOW)
    for declined in (False, True):
        chooses(chat, MUTUAL, 1).taps(CHIEFS_NAME).taps(SHOW)
        chief = Chat(world, world.person("佐藤 はるか")).opens()
        if not declined:
            chief.taps("今回はやめておく")
    chooses(chat, SINGLE, 1).taps(CHIEFS_NAME)
    return world


def everyone(world: World) -> Iterator[tuple[str, str, UUID]]:
    """Give everybody of both networks: name, user on the page, person."""
    with world.app.stores.database.read() as session:
        for network in networks.everyone(session):
            for person in people.everyone(Here(session, network.id)):
                yield person.name, str(person.id), person.id


def all_shares(world: World) -> list[tuple[Share, set[UUID]]]:
    """Return every share with who is named to read it."""
    with world.app.stores.database.read() as session:
        found = []
        for share in session.scalars(select(Share).order_by(Share.made_at, Share.id)):
            named = set(session.scalars(select(Reader.person_id).where(Reader.share_id == share.id)))
            session.expunge(share)
            found.append((share, named))
        return found


def rows(world: World) -> list[tuple[object, ...]]:
    """Return everything that a press could change about shares."""
    with world.app.stores.database.read() as session:
        every = session.execute(text("SELECT id, state, body, answers, expires_at FROM shares ORDER BY id")).all()
        named = session.execute(text("SELECT share_id, person_id FROM share_readers ORDER BY 1, 2")).all()
        return [tuple(row) for row in (*every, *named)]


def may(share: Share, named: set[UUID], person: UUID, verb: str) -> bool:
    """Tell who may press what."""
    if share.owner_id == person:
        return share.state in OWNERS.get(verb, ())
    return person in named and share.state in READERS.get(verb, ())


def test_every_verb_is_somebodys() -> None:
    assert {verb.removeprefix("sharing.") for verb in CONVERSATION.verbs} == {
        *OWNERS,
        *READERS,
        *OTHERS,
        *(f"{verb}.{number}" for verb in ("add", "drop") for number in range(4, 12)),
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_is_not_meant_finds_and_changes_nothing(full: World) -> None:
    found, before, tried = all_shares(full), rows(full), 0
    assert sorted(share.state for share, _ in found) == ["declined", "offered", "open", "open", "prepared"]
    for name, user, person in everyone(full):
        chat = Chat(full, user).opens()
        # What home costs is half of an answer: here it is looked at when all is done.
        chat.traits = Traits(together=True, home=False)
        for share, named in found:
            for verb in (*OWNERS, *READERS, *sorted(OTHERS)):
                if may(share, named, person, verb):
                    continue
                chat.presses(f"sharing.{verb}:{short(share.id)}")
                tried += 1
                assert verb in OTHERS or STALE in chat.text, (name, verb, share.state)
                assert name == ALONE or LINE not in chat.everything, (name, verb, share.state)
        chat.traits = TOGETHER
        assert name == ALONE or LINE not in chat.opens().everything, name
    assert rows(full) == before
    assert tried > 1000


def test_who_is_meant_reads_it_and_nobody_else(full: World) -> None:
    readers: dict[str, list[str]] = {}
    for share, _ in [pair for pair in all_shares(full) if pair[0].state == shares.OPEN]:
        for name, user, _ in everyone(full):
            shown = Chat(full, user).presses(f"sharing.read:{short(share.id)}").everything
            if LINE in shown:
                readers.setdefault(share.purpose, []).append(name)
    assert readers == {"single": ["佐藤 はるか"], "group": ["佐藤 はるか", "伊藤 あおい", "渡辺 しん"]}


# Who has left is nobody any more, on any face.
@pytest.mark.parametrize(("whose", "gone"), [(w, g) for w in ("reader", "owner") for g in ("paused_at", "removed_at")])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_belongs_no_more_reads_nothing_and_is_not_read(full: World, whose: str, gone: str) -> None:
    (share,) = [one for one, _ in all_shares(full) if one.purpose == "single" and one.state == shares.OPEN]
    reader = Chat(full, full.person("佐藤 はるか"))
    assert LINE in reader.presses(f"sharing.read:{short(share.id)}").everything
    name = {"reader": "佐藤 はるか", "owner": ALONE}[whose]
    user = full.person(name)
    with full.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        setattr(who.person, gone, full.clock.now())
    assert LINE not in reader.presses(f"sharing.read:{short(share.id)}").everything
    assert LINE not in reader.opens().everything
    if whose == "owner":
        reader.presses("sharing.received:").sees("いまは、ありません。")


def test_a_coordinator_finds_no_trace_of_who_shares_with_whom(full: World) -> None:
    with full.app.stores.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM audit WHERE did LIKE 'share%'")).scalar_one() == 0
    chat = Chat(full, full.person(CENTRE)).opens()
    chat.presses("desk:")
    assert [label for label in chat.buttons if "分かち" in label] == []


def test_another_persons_reflection_is_nothing_to_share(full: World) -> None:
    other = reflect(Chat(full, full.person("小林 なお")).opens(), line="よそのことば")
    start = other.data("だれかと分かち合う")
    for verb in ("start", "single", "mutual", "group"):
        mine = Chat(full, full.person(ALONE)).opens()
        mine.presses(f"sharing.{verb}:{start.partition(':')[2]}").sees(STALE)
        assert "よそのことば" not in mine.everything
