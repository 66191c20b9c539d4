"""Somebody who has one of everything: a row of hers in every table that can hold one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from storage import accounts, audit, invites, keys, outbox, reflections, schema, shares, shown, signins
from storage.changes import Change
from storage.db import Here
from storage.fault import set_trap
from storage.gatherings import Gathering
from storage.ids import short, uuid7
from storage.perspectives import OwnSet
from storage.seal import Place
from storage.visits import Visit
from tests.chat import Chat
from tests.privacy import training, visits, well
from tests.privacy.two import mentions
from tests.world import World

BUG = "うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。"


@dataclass(frozen=True)
class Full:
    """Somebody who has everything: her name and ids, what she wrote, what she is called elsewhere.

    What she wrote is sealed but for `open`, which others read: the line of her visits.
    """

    name: str
    id: UUID
    texts: tuple[str, ...]
    telegram: str
    open: tuple[str, ...] = ()


def fill(world: World, name: str, mark: str, telegram: str) -> Full:
    """Give a person one of everything; `mark` stands in all that she writes."""
    texts = tuple(f"{mark}の{what}" for what in ("一行", "一歩", "書きかけ", "失敗", "分かち"))
    chat = Chat(world, world.person(name)).opens()
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(texts[0])
    chat.taps("今回は関係しない").says(texts[1]).taps("1週間後").sees("おつかれさまでした")
    chat.taps("ふりかえり").taps("6つぜんぶ").taps("会議").taps("これから考えたい").says(texts[2])
    chat.presses("settings:").taps("お休みに入る").opens()
    fail(chat, texts[3])
    chat.presses("settings:").taps("金曜の夕方に声をかける")
    one = Full(name, UUID(chat.user), texts, telegram, (f"{mark}の用件",))
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", chat.user)
        assert who is not None
        here = Here(session, who.network.id)
        _reached(world, here, one)
        _coordinates(world, here, one)
        _shares(world, here, one)
        well.ask(here, one.id, world.clock.now())
        visits.arrange(here, one.id, world.clock.now())
        training.train(here, one.id, world.clock.now())
        told = update(Visit).where(Visit.network_id == here.network_id, Visit.guest_id == one.id)
        session.execute(told.values(line=one.open[0]))
    return one


def fail(chat: Chat, text: str) -> None:
    """Let something that she writes be set aside, sealed."""

    def trap(point: str) -> None:
        if point == "rx.mid_turn":
            raise ValueError

    set_trap(trap)
    try:
        chat.sends({"say": text}).sees(BUG)
    finally:
        set_trap(None)


def _reached(world: World, here: Here, one: Full) -> None:
    now = world.clock.now()
    accounts.join(here, one.id, "telegram", one.telegram)
    account = accounts.of_person(here, one.id)[0]
    signins.make_session(here, account.id, now)
    reflection = reflections.of_person(here, one.id)[0].id
    shown.note(here, one.id, "telegram", one.telegram, [(short(reflection), "1:1")], now)
    outbox.post(here, one.id, "reflection.next_step", reflection, now)


def _coordinates(world: World, here: Here, one: Full) -> None:
    now, later = world.clock.now(), world.clock.now() + timedelta(days=7)
    mine: dict[str, Any] = {"network_id": here.network_id}
    until = {"made_at": now, "expires_at": later, "code_until": later}

    def invite(**values: Any) -> invites.Invite:
        hashes = {"token_hash": uuid7().bytes * 2, "code_hash": uuid7().bytes * 2}
        return invites.Invite(**mine, **until, **hashes, role="counsellor", **values)

    here.session.add_all(
        [
            invite(made_by=one.id, name="まだ来ない人"),
            invite(made_by=None, name=one.name, person_id=one.id, used_at=now),
            Gathering(**mine, made_by=one.id, code_hash=uuid7().bytes * 2, made_at=now, expires_at=later),
            Change(**mine, made_by=one.id, what="topics", before=[], after=["余暇"], made_at=now),
            OwnSet(**mine, set_id=short(uuid7()), version=1, toml="", added_by=one.id, added_at=now),
        ]
    )
    audit.note(here, world.app.stores.keys.digest, one.id, "joined", now, whom=one.id)


def _shares(world: World, here: Here, one: Full) -> None:
    """Let her share a line with everybody else who has shared one, and the other way round."""
    now, id, store = world.clock.now(), uuid7(), world.app.stores.keys
    store.make(here.network_id, one.id, id)
    body = json.dumps({"lines": [{"place": 0, "label": "本人中心", "text": one.texts[4]}], "looked": True})
    sealed = store.seal(Place(here.network_id, "shares", "body", id), one.id, id, body.encode())
    others = list(here.session.query(shares.Share).where(shares.Share.network_id == here.network_id))
    share = shares.Share(network_id=here.network_id, id=id, owner_id=one.id, purpose="mutual", state="open")
    share.reflection_id = reflections.of_person(here, one.id)[0].id
    share.body, share.made_at, share.expires_at = sealed, now, now + timedelta(days=30)
    here.session.add(share)
    here.session.flush()
    for other in others:
        pairs = ((id, other.owner_id), (other.id, one.id))
        here.session.add_all(
            shares.Reader(network_id=here.network_id, share_id=what, person_id=who) for what, who in pairs
        )
        other.answers = id
        shown.note(here, other.owner_id, "web", str(other.owner_id), [(f"share-{short(id)}", "2:2")], now)
        outbox.post(here, other.owner_id, "share.offered", id, now)


# What may still name somebody who has left: her own row without a name, who did what, and messages that are being
# wiped.
STAYING = {"people.id", "audit.actor", "audit.whom", "invites.person_id", "changes.made_by", "own_sets.added_by"}
STAYING |= {
    "visit_seats.person_id",
    "gatherings.made_by",
    "handouts.added_by",
    "tombstones.id",
    "shown.person_id",
    "shown.user_id",
}


def every_row(world: World) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of both stores by table."""
    stores, found = world.app.stores, {}
    for engine, metadata in ((stores.database.reader, schema.metadata), (stores.keys.engine, keys.metadata)):
        with engine.connect().execution_options(idobata_read=True) as connection:
            for table in metadata.tables.values():
                found[table.name] = [dict(row._mapping) for row in connection.execute(select(table))]
    return found


def own_ids(rows: dict[str, list[dict[str, Any]]], one: Full) -> set[object]:
    """Return what leads to somebody: her own id, those of her accounts, and what she is called on the platforms."""
    accounts = [row for row in rows["accounts"] if row["person_id"] == one.id]
    return {one.id, str(one.id), one.telegram, *(row["id"] for row in accounts)}


def naming(rows: dict[str, list[dict[str, Any]]], ids: set[object]) -> set[str]:
    """Return every column, as table.column, in which some row has one of these ids, also inside of something else."""
    people = {id for id in ids if isinstance(id, UUID)}
    return {
        f"{name}.{column}"
        for name, found in rows.items()
        for row in found
        for column, value in row.items()
        if mentions(value, people) or (isinstance(value, str) and value in ids)
    }


def leave(world: World, one: Full) -> None:
    """Let somebody delete all of it."""
    chat = Chat(world, str(one.id)).opens().presses("mydata:").taps("わたしのデータを消す")
    chat.taps("ぜんぶ消す（元に戻せません）").sees("ぜんぶ消しました")


def expect_gone(world: World, one: Full, ids: set[object]) -> None:
    """Check that nothing of hers is left in any row of either store but what is classified as staying."""
    rows = every_row(world)
    assert naming(rows, ids) <= STAYING
    assert {row["gone"] for row in rows["shown"] if row["person_id"] == one.id} <= {True}
    whole = repr({name: found for name, found in rows.items() if name != "shown"})
    assert [text for text in (one.name, one.telegram, *one.texts, *one.open) if text in whole] == []
    (row,) = [row for row in rows["people"] if row["id"] == one.id]
    assert (row["name"], row["office_id"], row["face"], row["fridays"], row["agreed_at"]) == (
        "",
        None,
        None,
        False,
        None,
    )
    assert row["left_at"] is not None
    assert [
        found for name in ("person_keys", "text_keys") for found in rows[name] if found["person_id"] == one.id
    ] == []
