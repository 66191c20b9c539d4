"""What tests of みんなの設定 share: going there, what is kept, and somebody else's change in between."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select

from storage import changes, networks, people
from storage.audit import Entry
from storage.changes import Change
from storage.db import Here
from storage.networks import Network
from tests.chat import Chat
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import World

T = TypeVar("T", bound=Talk)

DONE = "変えました。［これまでの変更］から、元に戻せます。"
SAME = "いまと同じなので、何も変えていません。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
MEANWHILE = (
    "画面を開いたあとに変わったので、何もしていません（11月23日（月）　佐藤 はるかさん）。いまの様子はこちらです。"
)
OTHER = "佐藤 はるか"


def goes(talk: T, *labels: str) -> T:
    """Go to みんなの設定 and on."""
    talk.enters("センターの仕事").taps("設定ときろく").taps("みんなの設定")
    if labels and labels[0] not in talk.buttons:
        talk.taps("ことばと話題")
    for label in labels:
        talk.taps(label)
    return talk


def coordinator(world: World, name: str = OTHER) -> None:
    """Let somebody be a coordinator too."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, name)[0].id, ["coordinator"])


def network(world: World) -> Network:
    """Return the network as it stands."""
    with world.app.stores.database.read() as session:
        found = networks.everyone(session)[0]
        session.expunge(found)
        return found


def kept(world: World) -> list[tuple[str, object, object, bool]]:
    """Return (what, before, after, taken back) of every change, oldest first."""
    with world.app.stores.database.read() as session:
        rows = session.scalars(select(Change).where(Change.network_id == network(world).id).order_by(Change.id))
        return [(row.what, row.before, row.after, row.taken_back_at is not None) for row in rows]


def noted(world: World) -> list[tuple[str, str]]:
    """Return (did, detail) of the lines of the record that are about the network, oldest first."""
    with world.app.stores.database.read() as session:
        mine = select(Entry).where(Entry.network_id == network(world).id).order_by(Entry.place)
        return [(row.did, row.detail) for row in session.scalars(mine) if row.did.startswith(("network.", "set."))]


def changed_by_other(world: World, what: str, after: object) -> None:
    """Let another coordinator have changed something just now, as a conversation does."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        found, by = networks.hold(here), people.by_name(here, OTHER)[0]
        before: object = None
        if what.startswith("term."):
            name = what.removeprefix("term.")
            before = found.terms.get(name, "")
            found.terms = {**found.terms, name: str(after)} if after else {}
        else:
            before = getattr(found, what)
            setattr(found, what, after)
        changes.add(here, by.id, what, before, after, world.clock.now())


def answers(talk: Talk, **values: str) -> Talk:
    """Answer a form of several fields as one does on this face: a page, a modal, or question by question."""
    match talk:
        case Chat():
            return talk.fills(dict(values))
        case SlackChat():
            assert talk.modal is not None
            fields = [str(block["block_id"]) for block in talk.modal.blocks if block["type"] == "input"]
            for name, value in zip(fields, values.values(), strict=True):
                talk.slack.types(talk.user, name, value)
            return talk.settles(talk.slack.submits(talk.user))
    for value in values.values():
        talk.says(value)
    return talk.taps("送る")
