"""The settings: looking at them, changing one at a tap, and only one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from handlers.settings import rules
from tests import slack_chat
from tests.bot.wires import joins
from tests.chat import Chat
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

LOOKS = ("設定", "朝の1通：平日の9:00から", "音を鳴らしてよい時間：9:00〜18:00")
AFTER = "時間の外に届いたお返事：音を鳴らさず、すぐに"
IN_THE_MORNING = "時間の外に届いたお返事：次の平日の朝に"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"


def set_for(world: World, name: str = ALONE) -> tuple[object, ...]:
    """Return what a person has set."""
    wanted = "SELECT face, morning_at, hours_from, hours_until, after_hours FROM people WHERE name = :name"
    with world.app.stores.database.read() as session:
        return tuple(session.execute(text(wanted), {"name": name}).one())


@pytest.mark.each_face
def test_what_is_set_is_shown_with_a_way_to_change_each(talk: Talk) -> None:
    # Whoever has only Slack is told what will come of it there: it always rings.
    talk.enters("設定").sees(*LOOKS, AFTER if talk.face != "slack" else IN_THE_MORNING)
    changes = ["朝の1通の時間を変える", "鳴らしてよい時間を変える", "時間の外のお返事を変える"]
    assert [label for label in talk.buttons if label.endswith("を変える") or label == "お休みに入る"][:3] == changes


@pytest.mark.parametrize("typed", ["設定", "せってい", "Settings", "設定。"])
def test_the_settings_are_found_by_typing(talk: Talk, typed: str) -> None:
    talk.says(typed).sees("設定", LOOKS[1])


def test_the_letters_hour_is_changed_at_a_tap(talk: Talk) -> None:
    talk.enters("設定").taps("朝の1通の時間を変える")
    talk.sees("急がないお知らせは、平日の朝に1通にまとめます。何時がよいですか。")
    assert [label for label in talk.buttons if ":" in label] == [rules.clock(at) for at in rules.MORNINGS]
    talk.taps("7:30").sees("設定", "朝の1通：平日の7:30から")
    assert set_for(talk.world) == (None, 450, 540, 1080, "quiet")
    assert set_for(talk.world, CENTRE) == (None, 540, 540, 1080, "quiet")


@pytest.mark.each_face
def test_hours_and_what_comes_outside_them_are_changed_at_a_tap(talk: Talk) -> None:
    talk.enters("設定").taps("鳴らしてよい時間を変える").taps("8:30〜17:15")
    talk.sees("音を鳴らしてよい時間：8:30〜17:15")
    talk.taps("時間の外のお返事を変える")
    talk.sees("Slackは鳴らさずには届けられないので、どちらを選んでも、次の平日の朝になります。", on="slack")
    talk.taps("次の平日の朝に").sees("時間の外に届いたお返事：次の平日の朝に")
    assert set_for(talk.world) == (None, 540, 510, 1035, "morning")


def test_one_goes_back_without_changing_anything(talk: Talk) -> None:
    before = set_for(talk.world)
    for change in ("朝の1通の時間を変える", "鳴らしてよい時間を変える", "時間の外のお返事を変える"):
        talk.enters("設定").taps(change).taps("戻る").sees(*LOOKS)
    assert set_for(talk.world) == before


def test_where_it_comes_is_asked_only_of_those_who_have_a_choice(chat: Chat) -> None:
    chat.taps("設定")
    assert ("届くところを変える" in chat.buttons, "お知らせの届くところ" in chat.text) == (False, False)
    joins(chat.world)
    chat.taps("設定").sees("お知らせの届くところ：Telegram")
    chat.taps("届くところを変える").sees("こちらからのお知らせは、1か所だけに届けます。", "［Telegram］", "［Web］")
    chat.taps("Web").sees("お知らせの届くところ：Web")
    assert set_for(chat.world)[0] == "web"


def test_a_platform_on_which_she_is_not_cannot_be_chosen(chat: Chat) -> None:
    chat.presses("settings.face.telegram:").sees(STALE)
    assert set_for(chat.world)[0] is None


@pytest.mark.parametrize(
    "data", ["settings.morning.481:", "settings.span.0_1:", "settings.after.never:", "settings.x:"]
)
def test_what_is_not_offered_cannot_be_set(chat: Chat, data: str) -> None:
    before = set_for(chat.world)
    chat.presses(data).sees(STALE)
    assert set_for(chat.world) == before


def test_everything_that_is_offered_can_be_set(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    joins(chat.world, CENTRE)
    slack_chat.join(chat.world, "U700100200", CENTRE)
    verbs = [verb for verb in sorted(_verbs(chat.world)) if verb.count(".") == 2]
    shown = []
    for verb in verbs:
        chat.presses(f"{verb}:").sees("設定")
        shown.append(chat.text)
    assert len(verbs) == len(rules.MORNINGS) + len(rules.SPANS) + 2 + 3 + 2
    assert set_for(chat.world, CENTRE) == ("web", 660, 600, 1140, "quiet")
    assert len(set(shown)) >= len(verbs) - 4


def _verbs(world: World) -> list[str]:
    return [verb for talk in world.app.house.conversations for verb in talk.verbs if verb.startswith("settings.")]
