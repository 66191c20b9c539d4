"""Somebody leaves in the middle of things: nothing more is sent, and nothing of hers comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.faces.face import Nobody
from bot.ready import Readying
from bot.turns import Turns
from storage import claims, outbox
from storage.outbox import Notice
from tests.bot.trouble import rows
from tests.bot.wires import at, delivery_on, goes, joins, likes, telephone
from tests.chat import Chat
from tests.privacy.full import Full, every_row, expect_gone, fill, leave, own_ids
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

LINE = "帰り道が好きと話してくれた"
GOODBYE = "ぜんぶ消しました"


def leaves(talk: Talk) -> Talk:
    """Delete all of it, from wherever she is."""
    return talk.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）").sees(GOODBYE)


def reflects(talk: Talk) -> None:
    """Write a reflection with a next step."""
    talk.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(LINE)
    talk.taps("今回は関係しない").says("来週、話してみる").taps("1週間後").sees("おつかれさまでした")


@pytest.mark.each_face
def test_what_she_wrote_goes_from_the_chat_too(talk: Talk) -> None:
    reflects(talk)
    assert LINE in talk.everything
    leaves(talk)
    talk.world.tick()
    if talk.face == "slack":
        # What she wrote herself only she can delete there, and is told so.
        talk.sees(
            "あなたの言葉が入ったわたしの文は、Slackからも消します。"
            "ご自分で書いた文は、長押し（パソコンでは「…」）の「メッセージを削除」で消せます。"
        )
        return
    assert LINE not in talk.everything


def test_the_files_that_she_took_go_from_the_chat_too(talk: Talk) -> None:
    talk.says("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    assert [name for name, _ in talk.files] == ["わたしのデータ-2026-11-23.txt", "わたしのデータ-2026-11-23.json"]
    assert all(ALONE.encode() in data for _, data in talk.files)
    assert "わたしのデータ-2026-11-23" in talk.everything
    leaves(talk)
    talk.world.tick()
    assert "わたしのデータ-2026-11-23" not in talk.everything


def test_out_of_a_half_written_reflection(talk: Talk) -> None:
    talk.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    # Somebody who wants to go is not asked to finish first, and what she types here is no answer.
    leaves(talk)
    assert rows(talk.world, "SELECT count(*) FROM drafts") == [(0,)]


@pytest.fixture
def one(world: World) -> Full:
    """Somebody who has one of everything."""
    return fill(world, ALONE, "わたしだけ", "700100301")


def test_what_another_tab_sends_afterwards_is_nobodys(world: World, one: Full) -> None:
    tab = Chat(world, str(one.id)).opens()
    tab.taps("ふりかえり").taps("おためし（保存しません）").taps("面談").taps("よかったところがある")
    page = tab.page
    assert page is not None
    ids = own_ids(every_row(world), one)
    leave(world, one)
    acts = (
        {"say": LINE},
        {"tap": "reflection.quick:"},
        {"draft": page["draft"], "version": page["version"], "answers": {page["fields"][0]["name"]: LINE}},
    )
    for act in acts:
        with pytest.raises(Nobody):
            tab.sends(act)
    with pytest.raises(Nobody):
        tab.opens()
    expect_gone(world, one, ids)


def test_a_session_of_hers_opens_nothing_any_more(world: World, one: Full) -> None:
    world.signs_in()
    leave(world, one)
    assert rows(world, "SELECT count(*) FROM sign_ins") == [(0,)]


def waits_for(world: World, one: Full) -> int:
    """Return how many notices there are of hers."""
    found = rows(world, f"SELECT count(*) FROM outbox WHERE CAST(person_id AS text) IN ('{one.id}', '{one.id.hex}')")
    return int(str(found[0][0]))


def test_what_waits_is_not_sent(world: World, one: Full) -> None:
    wire = telephone()
    wire.platform = "telegram"
    delivery = delivery_on(world, wire)
    world.clock.forward(days=7)
    world.run(delivery.plan())
    assert rows(world, "SELECT count(*) FROM outbox WHERE state = 'waiting'") != [(0,)]
    leave(world, one)
    goes(world, delivery)
    assert wire.shown == []
    assert waits_for(world, one) == 0


Taken = Callable[[], list[Notice]]


@pytest.fixture
def taken(world: World, one: Full) -> Taken:
    """Return a function that claims what is due, as delivery does, and returns what of it is hers."""
    at(world, "2026-12-01 10:00")
    world.run(world.app.delivery.plan())

    def take() -> list[Notice]:
        with world.app.stores.database.writer.begin() as link:
            claimed = claims.claim(link, world.clock.now(), 50, ())
        # Others are told things that morning too.
        return [notice for notice in claimed if notice.person_id == one.id]

    return take


def readying(world: World) -> Readying:
    """Return what decides whether a claimed notice is sent."""
    turns = Turns(world.app.stores.database, world.app.stores.keys, world.app.house, world.clock)
    return Readying(turns, {face.platform: face for face in world.app.faces})


def test_a_notice_that_is_claimed_already_is_not_sent(world: World, one: Full, taken: Taken) -> None:
    claimed = taken()
    assert claimed != []
    ids = own_ids(every_row(world), one)
    leave(world, one)
    for notice in claimed:
        with world.app.stores.database.writer.begin() as link:
            assert readying(world).prepare(link, notice) is None
    assert waits_for(world, one) == 0
    expect_gone(world, one, ids)


def test_a_letter_that_is_under_way_leaves_nothing_behind(world: World, one: Full, taken: Taken) -> None:
    likes(world, face="web")
    under_way = []
    for notice in taken():
        with world.app.stores.database.writer.begin() as link:
            under_way += [notice] if readying(world).prepare(link, notice) else []
    assert under_way != []
    ids = own_ids(every_row(world), one)
    leave(world, one)
    for notice in under_way:
        with world.app.stores.database.writer.begin() as link:
            assert not outbox.settle(link, notice, "sent", world.clock.now())
    assert waits_for(world, one) == 0
    expect_gone(world, one, ids)


def test_who_was_shown_what_she_shared_is_shown_it_no_more(world: World) -> None:
    reader, owner = fill(world, CENTRE, "よそのひと", "700100302"), fill(world, ALONE, "わたしだけ", "700100301")
    before = rows(world, f"SELECT count(*) FROM shown WHERE gone AND user_id = '{reader.id}'")
    leave(world, owner)
    after = rows(world, f"SELECT about FROM shown WHERE gone AND user_id = '{reader.id}'")
    assert (before, len(after)) == ([(0,)], 1)
    assert rows(world, "SELECT count(*) FROM outbox WHERE kind = 'share.offered'") == [(0,)]


def test_she_may_come_again_and_is_somebody_else(world: World, one: Full) -> None:
    leave(world, one)
    joins(world, CENTRE, one.telegram)
    whose = rows(
        world, f"SELECT name FROM people JOIN accounts ON person_id = people.id WHERE user_id = '{one.telegram}'"
    )
    assert whose == [(CENTRE,)]
    world.clock.forward(days=1)
    world.tick()
    assert rows(world, "SELECT count(*) FROM people WHERE name = ''") == [(1,)]
