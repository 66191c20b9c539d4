"""People in the roster: found, given and taken roles, paused, removed and back; the door that each of them sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import networks, people
from storage.db import Here
from storage.ids import short, unshort
from tests.bot.trouble import rows
from tests.bot.wires import TELEGRAM, at, joins
from tests.chat import Chat
from tests.handlers.joining.newcomers import WELCOME, comes, invited, signins, stranger
from tests.talk import HOME, Talk, at_once
from tests.world import ALONE, CENTRE, World

Meets = Callable[[str], Talk]
CHIEF = "佐藤 はるか"
LAST = "調整役が、ほかにいません。先に、ほかの方を調整役にしてください。"
PAUSED = (
    "いまは、お休みの席です",
    "センターが、あなたの席をお休みにしています。こちらからは何も送りません。",
    "書いたものは、そのまま取ってあります。戻るときは、センターに声をかけてください。",
)
REMOVED = (
    "いまは、入れません",
    "センターが、あなたの席を外しました。まちがいかもしれないときは、センターに声をかけてください。",
    "書いたものは、だれにも読めないまま、外した日から30日で消えます。それまでは元に戻せます。",
)


def looks_up(desk: Talk, name: str) -> Talk:
    """Find one person by typing her name."""
    return desk.enters("センターの仕事").taps("人と事業所").taps("参加している人").taps("名前でさがす").says(name)


def record(world: World) -> list[tuple[str, str]]:
    """Return what was noted: deed and detail."""
    return [(str(did), str(detail)) for did, detail in rows(world, "SELECT did, detail FROM audit ORDER BY place")]


def person_id(world: World, name: str) -> str:
    """Return somebody's id as buttons carry it."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        return short(people.by_name(here, name)[0].id)


@pytest.mark.parametrize("typed", ["佐藤はるか", "佐藤　は", "さとう"])
def test_somebody_is_found_by_typing_a_name(talk_as: Meets, typed: str) -> None:
    desk = looks_up(talk_as(CENTRE), typed)
    if typed == "さとう":
        desk.sees("いまは、だれもいません。", "［名前でさがす］")
    else:
        desk.sees(CHIEF, "事業所：相談支援センター ひなた", "役割：相談支援専門員・主任", "様子：参加しています")


def test_of_several_each_can_be_chosen(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), "ひなた")
    desk.sees("［佐藤 はるか］", "［伊藤 あおい］", "［渡辺 しん］")
    desk.taps("伊藤 あおい").sees("役割：相談支援専門員")


def test_a_role_is_given_and_taken(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), ALONE).taps("役割を変える")
    desk.taps("主任にする").sees("役割：相談支援専門員・主任", "［主任の役割を外す］")
    desk.taps("相談支援専門員の役割を外す").sees("役割：主任")
    desk.presses(f"roster.take.counsellor:{person_id(desk.world, ALONE)}").sees("役割：主任")
    assert record(desk.world) == [("role.given", "chief"), ("role.taken", "counsellor")]


def test_who_has_become_a_coordinator_sees_the_desk_at_once_and_no_longer_when_it_is_taken(talk_as: Meets) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("役割を変える").taps("調整役にする")
    other.opens().enters("センターの仕事").taps("人と事業所").sees("［招く］")
    desk.taps("調整役の役割を外す")
    other.presses("desk:").sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert record(other.world)[-1] == ("refused", "desk")


def test_pausing_closes_the_door_kindly_and_resuming_opens_it(talk_as: Meets) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("お休みの席にする").sees("様子：お休みの席", "［お休みの席から戻す］")
    other.opens().sees(*PAUSED, "［使い方］", "［人に話す］")
    assert "［ふりかえり］" not in other.text.split("\n")
    other.presses("reflection:")
    assert rows(other.world, "SELECT count(*) FROM drafts") == [(0,)]
    desk.taps("お休みの席から戻す").sees("様子：参加しています")
    other.opens().sees_home(HOME)
    assert [did for did, _ in record(desk.world)] == ["person.paused", "refused", "person.resumed"]


def test_removing_asks_once_and_can_be_taken_back(talk_as: Meets) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("外す").sees(
        f"{ALONE}さんを外しますか",
        "すぐに入れなくなり、こちらからは何も送りません。書いたものは、だれにも読めないままです。",
        "12月22日（火）までは元に戻せます。そのあとは、お名前も書いたものも消えます。",
    )
    desk.taps("外さない").sees("様子：参加しています")
    other.opens().sees_home(HOME)
    desk.taps("外す").taps("外す").sees(
        "外しました。いまから入れません。", "様子：外しました。12月22日（火）まで戻せます"
    )
    other.opens().sees(*REMOVED, "［人に話す］")
    desk.taps("元に戻す").sees("様子：参加しています")
    other.opens().sees_home(HOME)
    assert record(desk.world) == [("person.removed", ""), ("person.restored", "")]


@pytest.mark.parametrize("way", ["paused", "removed"])
def test_nothing_unasked_goes_to_who_is_not_here_and_what_she_wrote_waits(talk_as: Meets, way: str) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    other.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("秘密の一行")
    other.taps("今回は関係しない").says("秘密の一歩").taps("1週間後")
    id = person_id(desk.world, ALONE)
    desk.presses(f"roster.{'pause' if way == 'paused' else 'removed'}:{id}")
    other.waits(days=8).hears()
    desk.presses(f"roster.{'resume' if way == 'paused' else 'restore'}:{id}")
    other.waits(days=1)
    assert "秘密の一歩" in other.everything


def test_the_last_coordinator_stays_one(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), CENTRE)
    assert not {"お休みの席にする", "外す", "入り直しのリンクを出す"} & set(desk.buttons)
    desk.taps("役割を変える").taps("調整役の役割を外す").sees(LAST, "役割：基幹・調整役")
    assert record(desk.world) == []


def test_somebody_who_is_paused_does_not_count_as_another_coordinator(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), ALONE).taps("役割を変える").taps("調整役にする").taps("戻る")
    desk.taps("お休みの席にする")
    looks_up(desk, CENTRE).taps("役割を変える").taps("調整役の役割を外す").sees(LAST)


def test_who_gives_the_role_away_goes_home(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), ALONE).taps("役割を変える").taps("調整役にする")
    looks_up(desk, CENTRE).taps("役割を変える").taps("調整役の役割を外す")
    desk.sees_home(HOME)
    assert "センターの仕事" not in desk.buttons


@pytest.mark.each_face
def test_a_link_for_coming_in_again_in_two_taps_of_which_she_is_told(talk_as: Meets) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("入り直しのリンクを出す").sees(
        f"{ALONE}さんのリンク", "リンクの期限：11月30日（月）", "リンクを出したことは、ご本人にもお知らせします。"
    )
    token = next(line for line in desk.text.split("\n") if line.startswith("リンク：")).rpartition("/")[2]
    door = signins(desk.world)
    session = desk.world.run(door.use_link(token))
    assert session and desk.world.run(door.user_of(session)) == desk.world.person(ALONE)
    assert desk.world.run(door.use_link(token)) is None
    other.waits(days=1)
    assert "入り直すためのリンクを出しました" in other.everything
    assert record(desk.world) == [("link.made", "")]
    # Where she did not ask for it, one tap ends what somebody else may have begun by it.
    assert ("［Webの画面をぜんぶ閉じる］" in other.text) == (other.face != "web")
    other.presses("joining.out:")
    assert desk.world.run(door.user_of(session)) is None


@pytest.mark.parametrize("verb", ["roster.removed", "roster.pause", "roster.take.coordinator"])
def test_two_coordinators_who_do_it_to_each_other_at_once_leave_one(talk_as: Meets, verb: str) -> None:
    pair = talk_as(CENTRE), talk_as(ALONE)
    world = pair[0].world
    ids = [person_id(world, name) for name in (CENTRE, ALONE)]
    for _ in range(4):
        with world.app.stores.database.write() as session:
            session.connection().exec_driver_sql("UPDATE people SET paused_at = NULL, removed_at = NULL")
            here = Here(session, networks.ids(session)[0])
            for id in ids:
                people.set_roles(here, unshort(id), ["coordinator"])
        at_once((pair[0], f"{verb}:{ids[1]}"), (pair[1], f"{verb}:{ids[0]}"))
        with world.app.stores.database.read() as session:
            here = Here(session, networks.ids(session)[0])
            left = {one.id for one in people.everyone(here) if one.state == "here"}
            left &= set(people.with_role(here, "coordinator"))
        assert len(left) == 1
    assert len([did for did, _ in record(world) if did != "refused"]) == 4


@pytest.mark.each_face
def test_a_coordinator_who_was_removed_does_not_come_back_by_her_own_invitation(talk_as: Meets) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("役割を変える").taps("調整役にする")
    made = invited(desk.world, "coordinator", by=ALONE)
    desk.presses(f"roster.removed:{person_id(desk.world, ALONE)}")
    if other.face == "web":
        with pytest.raises(AssertionError, match="the door stays closed"):
            comes(stranger(other), made.token)
    else:
        assert WELCOME[0] not in comes(stranger(other), made.token).text
    desk.enters("センターの仕事").taps("人と事業所").taps("まだ使われていない招待").sees(
        "いま、使われていない招待はありません。"
    )


@pytest.mark.parametrize("verb", ["roster.removed", "roster.pause", "roster.take.coordinator", "mydata.erase"])
def test_a_link_that_a_coordinator_kept_for_herself_ends_with_her(talk_as: Meets, verb: str) -> None:
    desk, other = talk_as(CENTRE), talk_as(ALONE)
    looks_up(desk, ALONE).taps("役割を変える").taps("調整役にする")
    looks_up(other.opens(), CENTRE).taps("入り直しのリンクを出す")
    token = next(line for line in other.text.split("\n") if line.startswith("リンク：")).rpartition("/")[2]
    door = signins(desk.world)
    assert desk.world.run(door.link_is_open(token))
    (other if verb == "mydata.erase" else desk).presses(f"{verb}:{person_id(desk.world, ALONE)}")
    assert not desk.world.run(door.link_is_open(token))


def test_whoever_is_paused_reads_nothing_of_what_came_before(chat_as: Callable[[str], Chat], world: World) -> None:
    desk, other = chat_as(CENTRE), chat_as(ALONE)
    looks_up(desk, ALONE).taps("役割を変える").taps("調整役にする")
    user = joins(world, CHIEF, user="709901")
    for platform, account in (("web", world.person(CHIEF)), (TELEGRAM, user)):
        world.run(world.app.runtime.stopped(platform, account, "blocked"))
    at(world, "2026-11-24 10:00")
    world.tick()
    world.tick()
    desk.presses(f"roster.pause:{person_id(world, ALONE)}")
    other.opens().sees(*PAUSED)
    assert CHIEF not in other.everything
    desk.presses(f"roster.resume:{person_id(world, ALONE)}")
    other.opens()
    assert CHIEF in other.everything


def test_a_restore_is_over_when_her_data_has_gone(talk_as: Meets) -> None:
    desk = looks_up(talk_as(CENTRE), ALONE).taps("外す").taps("外す")
    press = desk.data("元に戻す")
    desk.world.clock.at += timedelta(days=30, minutes=1)
    desk.world.tick()
    desk.presses(press).sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert isinstance(desk, Talk) and (not isinstance(desk, Chat) or desk.page is None)


def test_a_press_that_came_too_late_is_followed_by_how_things_stand_not_only_by_the_promise_of_it(
    talk_as: Meets,
) -> None:
    desk = looks_up(talk_as(CENTRE), ALONE).taps("外す")
    press = desk.data("外す")
    desk.taps("外す")
    desk.presses(press).sees("前の画面のボタンでした。いまの様子はこちらです。", "きょうは、なにをしますか")
