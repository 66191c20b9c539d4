"""Leave: nobody is asked why, nothing unasked is sent, everything else goes on, and it ends by itself or at a tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests.chat import Chat
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

ASK = (
    "お休みのあいだは、研修の最後の申し込みの締切のほかは、何も送りません。理由はうかがいません。",
    "戻るのはいつですか。ここにない日は「4/1」のように書いてください。",
)
BUT = "研修の最後の申し込みの締切だけは、その前の平日の朝に、1度お知らせします。"
STILL = "お休みのあいだも、ここはいつでも使えます。"
UNREAD = "日にちとして読めませんでした。「11月24日（火）」のように書いてください。"


def away(world: World, name: str = ALONE) -> tuple[bool, str | None]:
    """Return whether a person is on leave, and until when."""
    wanted = "SELECT away_since, away_until FROM people WHERE name = :name"
    with world.app.stores.database.read() as session:
        since, until = session.execute(text(wanted), {"name": name}).one()
    return since is not None, str(until) if until else None


@pytest.fixture
def forms(world: World) -> Callable[[bool], Chat]:
    """Return a chat on a face that asks fields together, or one by one."""
    return lambda together: Chat(world, world.person(), together=together).opens()


def test_on_a_page_the_day_back_is_one_answer(forms: Callable[[bool], Chat]) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る").sees(*ASK, "［まだ決まっていない］", "［12月7日（月）］")
    chat.fills({"until": "令和9年4月1日"})
    chat.sees("わかりました。4月1日（木）に戻るまで、こちらからは何も送りません。", BUT, STILL)
    assert (away(chat.world), away(chat.world, CENTRE)) == ((True, "2027-04-01"), (False, None))
    chat.taps("設定").sees("お休み：令和9年4月1日（木）に戻る", "［お休みをおわる］")


def test_on_a_telephone_too_the_day_is_the_decision(forms: Callable[[bool], Chat]) -> None:
    chat = forms(False)
    chat.presses("settings:").taps("お休みに入る").sees(*ASK)
    chat.says("来年の春").sees(UNREAD)
    assert away(chat.world) == (False, None)
    chat.says("12/7").sees("わかりました。12月7日（月）に戻るまで、こちらからは何も送りません。")
    assert away(chat.world) == (True, "2026-12-07")


def test_who_does_not_know_yet_need_not_say(talk: Talk) -> None:
    talk.enters("設定").taps("お休みに入る").taps("まだ決まっていない")
    talk.sees("わかりました。戻るまで、こちらからは何も送りません。", STILL)
    assert away(talk.world) == (True, None)
    talk.enters("設定").sees("お休み：戻る日は決まっていません")
    talk.taps("お休みをおわる")
    assert away(talk.world) == (False, None)


@pytest.mark.parametrize("day", ["今日", "2026/11/23", "2026/11/1", "2029/11/26", "2126/1/1"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(forms: Callable[[bool], Chat], day: str) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る").fills({"until": day})
    assert chat.page and chat.page["fields"][0]["value"] == day
    assert "から令和11年11月25日（日）までの日を選んでください。" in chat.page["fields"][0]["problem"]
    assert away(chat.world) == (False, None)


@pytest.mark.parametrize("day", ["明日", "2026-11-24"])
def test_a_form_that_has_lain_since_another_day_is_not_taken_at_its_word(
    forms: Callable[[bool], Chat], day: str
) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る")
    chat.world.clock.forward(days=3)
    chat.opens().fills({"until": day})
    assert chat.page and "令和8年11月24日（火）は選べません。" in chat.page["fields"][0]["problem"]
    assert away(chat.world) == (False, None)
    chat.fills({"until": "2026-12-01"})
    assert away(chat.world) == (True, "2026-12-01")


def test_it_ends_by_itself_on_the_first_day_back(forms: Callable[[bool], Chat]) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る").fills({"until": "12/7"})
    # 23:59 on the day before, and midnight, in Tokyo.
    chat.world.clock.at = datetime(2026, 12, 6, 14, 59, tzinfo=UTC)
    chat.world.tick()
    assert away(chat.world) == (True, "2026-12-07")
    chat.world.clock.forward(minutes=1)
    chat.world.tick()
    assert away(chat.world) == (False, None)


def test_on_leave_everything_else_goes_on(forms: Callable[[bool], Chat]) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る").taps("まだ決まっていない")
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").sees("［よかったところがある］")
    assert away(chat.world) == (True, None)


def test_who_leaves_the_form_is_not_on_leave(forms: Callable[[bool], Chat]) -> None:
    chat = forms(True)
    chat.taps("設定").taps("お休みに入る").taps("やめる")
    assert away(chat.world) == (False, None)


def test_coming_back_twice_is_coming_back(talk: Talk) -> None:
    for _ in range(2):
        talk.presses("settings.back:").sees("［はじめの画面へ］")
    assert away(talk.world) == (False, None)


def test_who_has_no_training_deadline_is_told_nothing_at_all(world: World) -> None:
    chat = Chat(world, world.person(CENTRE)).opens().taps("設定").taps("お休みに入る")
    chat.sees("お休みのあいだ、こちらからは何も送りません。理由はうかがいません。")
    assert BUT not in chat.taps("まだ決まっていない").text
