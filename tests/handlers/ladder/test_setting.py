"""段階と役割: coordinators add, reword, move and take away; each change is recorded and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlers.ladder import rules
from messages.ladder import kept, ladder
from tests.chat import Chat
from tests.handlers.keeping.steps import sets
from tests.handlers.ladder.steps import knows, ticked
from tests.handlers.network.steps import DONE, MEANWHILE, SAME, answers, changed_by_other, coordinator, network, noted
from tests.talk import STALE, Talk
from tests.world import CENTRE, World

TalkAs = Callable[[str], Talk]
LAST = "段階は、1つは残してください。"


def goes(talk: Talk, *labels: str) -> Talk:
    """Go to 段階と役割 through the desk's room, and on."""
    talk.enters("センターの仕事").taps("研修のこと").taps("段階と役割")
    for label in labels:
        talk.taps(label)
    return talk


def bands(world: World) -> list[tuple[str, int, int | None]]:
    """Return the bands that hold."""
    return [(one.name, one.first, one.last) for one in ladder(network(world).ladder).bands]


def roles(world: World, band: str) -> list[str]:
    """Return the texts of a band's roles."""
    return [one.text for one in ladder(network(world).ladder).of_band(band)]


def test_a_role_is_added_and_what_was_shipped_stays(talk_as: TalkAs) -> None:
    talk = (
        goes(talk_as(CENTRE), "初任を開く", "役割を足す")
        .says("事業所の集まりに顔を出す")
        .sees(DONE, "3　事業所の集まりに顔を出す：この区で決めたことばです。")
    )
    assert roles(talk.world, "first") == [
        "ふだんの相談を土台に、計画をつくる",
        "ほかの職種の人と一緒に進める",
        "事業所の集まりに顔を出す",
    ]
    assert bands(talk.world) == [("初任", 1, 5), ("中堅", 3, 10), ("ベテラン", 8, None)]
    assert noted(talk.world) == [("network.changed", "ladder")]
    talk.presses("network.changes:").sees("［1番を元に戻す］")
    assert "段階と役割：「事業所の集まりに顔を出す」を足しました" in talk.text
    talk.taps("1番を元に戻す")
    assert roles(talk.world, "first") == ["ふだんの相談を土台に、計画をつくる", "ほかの職種の人と一緒に進める"]


def test_other_words_for_a_role_keep_what_was_ticked(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    knows(talk.world, practice=date(2026, 4, 1), name=CENTRE)
    talk.presses("ladder.roles:").taps("1は、している")
    goes(talk, "初任を開く", "1を直す", "ことばを直す").sees("いまは「ふだんの相談を土台に、計画をつくる」です。")
    talk.says("相談から計画まで、ひととおりやってみる").sees(DONE)
    talk.presses("ladder.roles:").sees("1　している：相談から計画まで、ひととおりやってみる")
    assert ticked(talk.world, CENTRE) == {"first-plan"}


def test_a_band_is_added_with_an_end_and_without(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "段階を足す")
    answers(talk, name="はじめの1年", first="1", last="1").sees(DONE, "はじめの1年（1年目）")
    assert ("はじめの1年", 1, 1) in bands(talk.world)
    goes(talk, "はじめの1年を開く", "名前や年を直す")
    answers(talk, name="はじめの2年", first="１", last="２").sees(DONE, "はじめの2年（1〜2年目）")
    assert ("はじめの2年", 1, 2) in bands(talk.world)


def test_a_band_goes_with_its_roles_and_comes_back(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "中堅を開く", "段階をはずす").sees(DONE)
    assert (bands(talk.world), roles(talk.world, "middle")) == ([("初任", 1, 5), ("ベテラン", 8, None)], [])
    talk.taps("これまでの変更").taps("1番を元に戻す")
    assert (len(bands(talk.world)), len(roles(talk.world, "middle"))) == (3, 4)


def test_roles_move_up_and_are_taken_out(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "初任を開く", "2を直す", "1つ上へ").sees(
        DONE, "1　ほかの職種の人と一緒に進める：世田谷区 相談支援専門員のキャリアラダー（現在構築中）"
    )
    talk.taps("1を直す").taps("一覧からはずす").sees(DONE)
    assert roles(talk.world, "first") == ["ふだんの相談を土台に、計画をつくる"]
    assert "1つ上へ" not in talk.taps("1を直す").buttons


def test_from_when_years_are_counted_is_changed_and_said(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    knows(talk.world, ("initial", date(2024, 9, 1)), practice=date(2020, 4, 1), name=CENTRE)
    goes(talk, "年目の数えかたを変える").sees(DONE, "年目の数えかた：初任者研修を修了した日から")
    talk.presses("ladder:").sees("いま3年目です（初任者研修を修了した令和6年9月から数えています）。")
    goes(talk, "年目の数えかたを変える")
    talk.presses("ladder:").sees("いま7年目です（相談支援の仕事をはじめた令和2年4月から数えています）。")


@pytest.fixture
def chat(chat_as: Callable[[str], Chat]) -> Chat:
    """The chat of a coordinator."""
    return chat_as(CENTRE)


def test_years_that_run_backwards_and_a_name_that_is_there_are_asked_again(chat: Chat) -> None:
    chat.presses("ladder.set.add:").fills({"name": "まんなか", "first": "9", "last": "3"})
    assert chat.page and chat.page["fields"][0]["problem"] == "9年目より前になっています。"
    chat.fills({"last": "9"}).sees(DONE)
    chat.presses("ladder.set.add:").fills({"name": "中堅", "first": "2", "last": ""})
    assert chat.page and chat.page["fields"][0]["problem"] == "「中堅」は、もうあります。"
    assert len(bands(chat.world)) == 4


def test_there_is_room_for_so_many(chat: Chat) -> None:
    chat.presses("ladder.set.add:").fills({"name": "いち", "first": "1", "last": ""})
    chat.presses("ladder.set.add:").fills({"name": "に", "first": "1", "last": ""})
    assert len(bands(chat.world)) == rules.MOST_BANDS
    assert "段階を足す" not in chat.presses("ladder.set:").buttons
    chat.presses("ladder.set.add:").fills({"name": "さん", "first": "1", "last": ""})
    assert len(bands(chat.world)) == rules.MOST_BANDS
    sets(chat.world, ladder=[*kept(), *(role(number) for number in range(6))])
    assert "役割を足す" not in chat.presses("ladder.set:").taps("初任を開く").buttons


def role(number: int) -> dict[str, Any]:
    """Return a role of the first band."""
    return {"role": f"x{number}", "of": "first", "text": f"役割その{number}", "source": "", "checked_on": None}


def test_the_last_band_stays(chat: Chat) -> None:
    for name in ("初任", "中堅"):
        chat.presses("ladder.set:").taps(f"{name}を開く").taps("段階をはずす").sees(DONE)
    chat.presses("ladder.set:").taps("ベテランを開く").taps("段階をはずす").sees(LAST)
    assert bands(chat.world) == [("ベテラン", 8, None)]


def test_the_same_words_change_nothing(chat: Chat) -> None:
    goes(chat, "初任を開く", "1を直す", "ことばを直す").says("ふだんの相談を土台に、計画をつくる").sees(SAME)
    goes(chat, "初任を開く", "名前や年を直す")
    answers(chat, name="初任", first="1", last="5").sees(SAME)
    assert noted(chat.world) == []


def test_a_role_that_the_band_has_is_not_added_twice(chat: Chat) -> None:
    goes(chat, "初任を開く", "役割を足す").says("ほかの職種の人と一緒に進める")
    chat.sees("「ほかの職種の人と一緒に進める」は、もうあります。")


def test_what_another_has_changed_meanwhile_is_not_overwritten(chat: Chat) -> None:
    coordinator(chat.world)
    goes(chat, "初任を開く")
    old = [chat.data(label) for label in ("1を直す", "役割を足す", "名前や年を直す", "段階をはずす")]
    chat.taps("1を直す")
    old += [chat.data(label) for label in ("ことばを直す", "一覧からはずす")]
    chat.presses("ladder.set:")
    old.append(chat.data("年目の数えかたを変える"))
    goes(chat, "初任を開く", "1を直す", "ことばを直す")
    other = [{"count_from": "initial"}, {"band": "first", "name": "はじめ", "first": 1, "last": 5}]
    changed_by_other(chat.world, "ladder", other)
    chat.says("まにあわなかったことば").sees(MEANWHILE, "書いたもの：「まにあわなかったことば」")
    for data in old:
        chat.presses(data).sees(MEANWHILE)
    assert network(chat.world).ladder == other


def test_it_is_the_coordinators_alone(chat_as: Callable[[str], Chat]) -> None:
    other = chat_as("加藤 みのり")
    for verb in ("", ".add", ".count", ".band", ".drop"):
        other.presses(f"ladder.set{verb}:").sees(STALE)
    assert network(other.world).ladder == []
