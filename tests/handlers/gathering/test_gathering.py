"""集まりで3分: a code on the wall, everybody tries at once, and only how many have finished is ever known."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.handlers.reflection.steps import skip_through
from tests.talk import HOME, Talk, at_once
from tests.world import ALONE, CENTRE, World

TITLE = "集まりで3分"
WRONG = "その番号では、はじめられませんでした。画面の番号を、もう一度見てみてください。"
FEW = "終えた人が5人になるまで、人数は出しません。"
OTHERS = ("鈴木 かなえ", "佐藤 はるか", "高橋 まこと", "伊藤 あおい", "渡辺 しん")


def count(world: World) -> list[int]:
    """Return how many have finished, for each gathering."""
    with world.app.stores.database.read() as session:
        return [int(row[0]) for row in session.execute(text("SELECT finished FROM gatherings ORDER BY made_at, id"))]


def tables(world: World) -> dict[str, int]:
    """Return how many rows there are of what a reflection would leave."""
    names = ("drafts", "reflections", "reflection_lines", "outbox", "guesses")
    with world.app.stores.database.read() as session:
        return {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}


def opens(talk: Talk) -> str:
    """Let a coordinator show a code, and return its digits."""
    talk.enters("センターの仕事").taps(TITLE).sees(
        "集まりのみなさんと、その場でふりかえりをためせます。番号を1つ出します。",
        "書いたものは何も残りません。分かるのは、終えた人数だけです。",
    )
    talk.taps("番号を出す").sees(FEW, "「井戸端に、この6けたを打ってください。3分です。書いたものは残りません。」")
    (found,) = set(re.findall(r"番号　(\d{3} \d{3})", talk.text))
    return str(found)


def tries(talk: Talk, code: str) -> Talk:
    """Type the code and go through the trial, writing one line."""
    talk.says(code).sees("なにについて？").taps("会議").taps("よかったところがある").says("ためしの一行")
    return skip_through(talk)


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator."""
    return talk_as(CENTRE)


def test_a_room_tries_and_only_the_number_is_known(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code = opens(centre)
    tries(talk_as(ALONE), code).sees("おつかれさまでした", "集まりには、終えた人数だけが1つ増えます。")
    centre.taps("いまの人数").sees(FEW)
    for name in OTHERS[:3]:
        tries(talk_as(name), code.replace(" ", ""))
    centre.taps("いまの人数").sees(FEW)
    tries(talk_as(OTHERS[3]), code)
    centre.taps("いまの人数").sees("5人が終えました。")
    assert "ためしの一行" not in centre.everything
    assert tables(centre.world) == dict.fromkeys(("drafts", "reflections", "reflection_lines", "outbox", "guesses"), 0)
    assert count(centre.world) == [5]


def test_leaving_in_the_middle_is_counted_nowhere(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code, talk = opens(centre), talk_as(ALONE)
    talk.says(code).taps("会議").taps("やめる").taps("消してやめる")
    talk.says(code).sees("なにについて？").taps("やめる").sees("やめました。")
    assert (count(centre.world), tables(centre.world)["drafts"]) == ([0], 0)


def test_typed_again_in_the_middle_nothing_is_lost(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code, talk = opens(centre), talk_as(ALONE)
    talk.says(code).taps("会議").says(code).sees("お試しのふりかえりの書きかけがあります")
    talk.taps("つづきから").taps("これから考えたい")
    skip_through(talk).sees("おつかれさまでした")
    assert count(centre.world) == [1]


def test_a_trial_of_ones_own_is_left_alone(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code, talk = opens(centre), talk_as(ALONE)
    talk.enters("ふりかえり").taps("おためし（保存しません）").taps("面談")
    tries(talk, code).sees("おつかれさまでした")
    assert (count(centre.world), tables(centre.world)["drafts"]) == ([1], 1)


def test_wrong_over_and_too_often_are_answered_alike(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code, talk = opens(centre), talk_as(ALONE)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"
    for _ in range(5):
        talk.says(wrong).sees(WRONG)
    talk.says(code).sees(WRONG)
    tries(talk_as(OTHERS[0]), code).sees("おつかれさまでした")
    talk.world.clock.forward(minutes=10)
    tries(talk, code).sees("おつかれさまでした")
    talk.world.clock.forward(hours=2)
    talk.says(code).sees(WRONG)
    assert count(centre.world) == [2]
    centre.taps("いまの人数").sees("この番号はおわりました")


def test_where_no_meeting_is_digits_are_only_digits(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)
    talk.says("123456").sees(HOME)
    opens(centre)
    talk.says("000000").sees(WRONG)
    centre.waits(days=1, hours=2)
    assert count(centre.world) == []
    talk.says("000000").sees(HOME)


def test_the_code_stands_where_it_was_and_comes_back(centre: Talk) -> None:
    code = opens(centre)
    centre.enters("センターの仕事").taps(TITLE).sees(f"番号　{code}")
    assert count(centre.world) == [0]


@pytest.mark.parametrize("verb", ["gathering", "gathering.open", "gathering.count"])
def test_only_coordinators_open_one(centre: Talk, talk_as: Callable[[str], Talk], verb: str) -> None:
    opens(centre)
    talk = talk_as(ALONE)
    talk.presses(f"{verb}:").sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert count(centre.world) == [0]


def test_what_was_opened_stands_in_the_record_without_anything_of_it(centre: Talk) -> None:
    opens(centre)
    with centre.world.app.stores.database.read() as session:
        found = session.execute(text("SELECT did, whom, detail FROM audit")).all()
    assert [tuple(row) for row in found] == [("gathering.opened", None, "")]


def test_two_who_finish_at_once_are_two(centre: Talk, talk_as: Callable[[str], Talk]) -> None:
    code = opens(centre)
    chats = [talk_as(name).says(code).taps("会議") for name in (ALONE, *OTHERS)]
    for chat in chats:
        for _ in range(2):
            chat.taps("今回は関係しない")
    at_once(*[(chat, chat.data("今日はなし")) for chat in chats])
    assert count(centre.world) == [len(chats)]
