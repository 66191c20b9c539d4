"""What one knows, how often one may be asked, when まとめ comes; and how a network goes on without an answer."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from storage import asked
from tests.chat import Chat
from tests.handlers.network.steps import DONE, MEANWHILE, changed_by_other, goes, kept
from tests.handlers.reach.steps import CHIEF, inside, knows, person, sets
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE, World

TITLE = "井戸端で聞かれること"


def hers(world: World, name: str = ALONE) -> tuple[list[str], int, str, bool]:
    """Return what somebody knows, how often she may be asked, her rhythm, whether she advises."""
    with inside(world) as (here, _):
        found = person(here, name)
        return asked.known(here, found.id), found.asks_a_week, found.rhythm, found.advises


def test_she_says_what_she_knows_at_a_tap_and_takes_it_back(talk: Talk) -> None:
    sets(talk.world, topics=["余暇", "住まい"])
    talk.enters("設定").taps(TITLE).sees(
        TITLE,
        "くわしい話題：まだ選んでいません",
        "くわしい障害種別：まだ選んでいません",
        "直接お聞きする回数：週に2回まで",
        "井戸端のまとめ：毎週（週のはじめの平日の朝）",
    )
    talk.taps("くわしい話題を選ぶ").taps("住まいを足す").taps("余暇を足す")
    talk.sees("いま：余暇、住まい", "［余暇をはずす］", "［住まいをはずす］")
    talk.taps("余暇をはずす").sees("いま：住まい").taps("これでよい")
    talk.taps("くわしい障害種別を選ぶ").taps("難病を足す").taps("これでよい")
    talk.sees("くわしい話題：住まい", "くわしい障害種別：難病")
    talk.taps("聞かれる回数を変える").taps("週に1回まで").taps("まとめの届き方を変える").taps("毎日（平日の朝）")
    talk.taps("アドバイスを引き受ける").sees("ワンポイントアドバイス：引き受ける")
    assert hers(talk.world) == (["住まい", "難病"], 1, "daily", True)
    talk.taps("アドバイスを引き受けるのをやめる")
    assert hers(talk.world)[3] is False


def test_a_topic_that_the_network_has_no_more_is_an_old_button(talk: Talk) -> None:
    sets(talk.world, topics=["余暇", "住まい"])
    talk.presses("reach.topics:")
    old = talk.data("余暇を足す")
    sets(talk.world, topics=["住まい"])
    talk.presses(old).sees(STALE)
    talk.presses("reach.topic:").sees(STALE)
    sets(talk.world, topics=[])
    talk.presses("reach:")
    assert "くわしい話題を選ぶ" not in talk.buttons
    assert hers(talk.world)[0] == []


def test_what_people_know_follows_a_new_name(world: World) -> None:
    sets(world, topics=["余暇", "住まい"], fields=["精神"])
    knows(world, ALONE, "余暇", "精神")
    knows(world, CHIEF, "余暇", "遊び")
    chat = Chat(world, world.person(CENTRE)).opens()
    goes(chat, "話題を変える", "余暇", "言葉を直す").says("遊び").sees(DONE)
    goes(chat, "障害種別を変える", "精神", "名前を変える").says("こころ").sees(DONE)
    assert (hers(world)[0], hers(world, CHIEF)[0]) == (["こころ", "遊び"], ["遊び"])


@pytest.mark.each_face
def test_a_coordinator_changes_the_steps_and_each_keeps_its_place(talk_as: Any) -> None:
    talk = talk_as(CENTRE)
    goes(talk, "答えがないときを変える").sees("順番の主任：平日2日のあと")
    talk.taps("くわしい方の日数を変える").sees_only(
        "くわしい方、あと3人",
        "いま：平日1日のあと",
        "答えがないまま平日が何日たったら、声をかけますか。",
        "［声をかけない］",
        "［戻る］",
    ) if talk.face == "web" else talk.taps("くわしい方の日数を変える")
    talk.taps("声をかけない").sees(DONE, "くわしい方、あと3人：声をかけない")
    talk.taps("センターの日数を変える").taps("平日5日のあと").sees(DONE)
    talk.taps("主任の日数を変える").taps("平日4日のあと").sees(DONE)
    assert [after for what, _, after, _ in kept(talk.world) if what == "steps"] == [[0, 2, 3], [0, 2, 5], [0, 4, 5]]
    goes(talk, "答えがないときを変える", "主任の日数を変える")
    old = talk.data("平日1日のあと")
    changed_by_other(talk.world, "steps", [1, 2, 3])
    talk.presses(old).sees(MEANWHILE)
    with inside(talk.world) as (here, _):
        assert here.session.execute(text("SELECT count(*) FROM changes")).scalar() == 4


def test_the_shipped_fields_are_there_until_a_network_keeps_its_own(talk_as: Any) -> None:
    talk = talk_as(CENTRE)
    goes(talk, "障害種別を変える").sees("［身体障害］", "［障害児］").taps("障害種別を足す").says("きこえ").sees(DONE)
    with inside(talk.world) as (_, network):
        assert (network.fields[0], network.fields[-1]) == ("身体障害", "きこえ")
