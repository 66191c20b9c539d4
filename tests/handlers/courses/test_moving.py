"""A deadline moved for one person: to which day, why, by whom; looked at last, in her なぜ？, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.bot.trouble import rows
from tests.chat import Chat
from tests.handlers.network.steps import answers
from tests.handlers.training.records import moved, network, record
from tests.handlers.yearsheet.steps import looked_at
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE, World

REASON = "会場の都合で中止になったため"


def kept(world: World) -> list[tuple[str, ...]]:
    """Return the deadlines that were moved."""
    found = rows(world, "SELECT instead_of, moved_to, reason, issuer FROM extensions")
    return [tuple(str(value) for value in row) for row in found]


def noted(world: World) -> list[str]:
    """Return what the record has of it."""
    return [str(row[0]) for row in rows(world, "SELECT did FROM audit WHERE did LIKE 'deadline.%' ORDER BY place")]


def hers(talk: Talk, name: str = ALONE) -> Talk:
    """Look somebody up, through the doors."""
    talk.enters("センターの仕事").taps("研修のこと").taps("研修のきまり").taps("1人の期限を動かす")
    return talk.says(name)


def fills(talk: Talk, *said: str) -> Talk:
    """Answer the form: a page or a modal together, a chat one by one; its last card decides."""
    if talk.face != "telegram":
        return answers(talk, **dict(zip(("to", "issuer", "reason"), said, strict=True)))
    for answer in said:
        talk.says(answer)
    return talk


def test_a_deadline_is_moved_looked_at_first_and_taken_back(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    network(talk.world, prefecture="東京都")
    record(talk.world, "initial 2021-11-20")
    hers(talk).sees(ALONE, "令和4〜8年度：これから1回（期限 令和9年3月31日（水））", "［期限を動かす］")
    fills(talk.taps("期限を動かす"), "R10.3.31", "東京都", REASON).sees(
        "この期限に変えます",
        f"どなたの：{ALONE}",
        "もとの期限：令和9年3月31日（水）",
        "新しい期限：令和10年3月31日（金）",
        "認めたところ：東京都",
        f"理由：{REASON}",
        "見られるのは、ご本人とセンターの調整役です。ご本人の「なぜ、この期限？」にも出ます。",
    )
    assert kept(talk.world) == []
    said = f"動いた期限：令和9年3月31日（水）が令和10年3月31日（金）に（東京都：{REASON}）"
    talk.taps("期限を動かす").sees("期限を動かしました。取り消すこともできます。", said)
    talk.sees("令和4〜8年度：これから1回（期限 令和10年3月31日（金））")
    assert kept(talk.world) == [("2027-03-31", "2028-03-31", REASON, "東京都")]
    assert "期限を動かす" not in talk.buttons
    talk.taps("令和9年の分を取り消す").sees("もとの期限に戻しました。")
    talk.sees("令和4〜8年度：これから1回（期限 令和9年3月31日（水））")
    assert (kept(talk.world), noted(talk.world)) == ([], ["deadline.moved", "deadline.unmoved"])


@pytest.mark.parametrize("day", ["2027-03-30", "令和14年4月1日", "R3.1.1", "いつか", "令和10年2月30日"])
def test_a_day_that_cannot_be_is_asked_again(chat_as: Callable[[str], Chat], day: str) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20")
    fills(hers(talk).taps("期限を動かす"), day, "東京都", REASON)
    assert talk.page is not None
    problem = next(field["problem"] for field in talk.page["fields"] if field["name"] == "to")
    assert problem in (
        "令和9年3月31日（水）から令和14年3月31日（水）までの日を書いてください。",
        "日にちとして読めませんでした。「令和14年3月31日（水）」のように書いてください。",
    )
    assert kept(talk.world) == []


@pytest.mark.parametrize("day", ["2027-03-31", "令和14年3月31日", "R10.9.30"])
def test_the_same_day_and_up_to_five_years_can_be(chat_as: Callable[[str], Chat], day: str) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20")
    fills(hers(talk).taps("期限を動かす"), day, "東京都", REASON)
    talk.taps("期限を動かす").sees("期限を動かしました。取り消すこともできます。")


def test_a_record_that_was_looked_at_is_looked_at_anew(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    record(chat.world, "initial 2021-11-20")
    looked_at(chat.world, ALONE, date(2026, 11, 1))
    fills(hers(chat).taps("期限を動かす"), "R10.3.31", "東京都", REASON).taps("期限を動かす")
    assert looked_at(chat.world, ALONE) is None
    looked_at(chat.world, ALONE, date(2026, 11, 1))
    chat.taps("令和9年の分を取り消す")
    assert looked_at(chat.world, ALONE) is None


def test_what_another_has_moved_meanwhile_is_not_overwritten(chat_as: Callable[[str], Chat]) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20")
    fills(hers(talk).taps("期限を動かす"), "R10.3.31", "東京都", REASON)
    moved(talk.world, date(2027, 3, 31), date(2029, 3, 31))
    talk.taps("期限を動かす").sees(STALE)
    assert [row[1] for row in kept(talk.world)] == ["2029-03-31"]


def test_a_record_that_has_changed_meanwhile_has_another_deadline(chat_as: Callable[[str], Chat]) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20")
    fills(hers(talk).taps("期限を動かす"), "R10.3.31", "東京都", REASON)
    record(talk.world, "renewal 2024-06-01")
    talk.taps("期限を動かす").sees(STALE)
    assert kept(talk.world) == []


def test_of_whom_nothing_is_known_there_is_nothing_to_move(chat_as: Callable[[str], Chat]) -> None:
    talk = hers(chat_as(CENTRE))
    talk.sees("初任者研修の修了日が入っていないので、動かす期限がまだありません。")
    assert "期限を動かす" not in talk.buttons


def test_what_is_unsure_is_settled_with_the_same_day(chat_as: Callable[[str], Chat]) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20", "initial 2023-05-01")
    hers(talk).sees(
        "初任者研修が2つあるので、どちらから数えるかは、確かめが要ります。",
        "都道府県に確かめたら、その日を「期限を動かす」で入れてください。同じ日でもかまいません。",
    )
    fills(talk.taps("期限を動かす"), "R9.3.31", "東京都", "電話で確かめたため").taps("期限を動かす")
    assert "初任者研修が2つあるので、どちらから数えるかは、確かめが要ります。" not in talk.text


def test_what_is_none_of_others_business_is_asked_about_before_it_is_kept(chat_as: Callable[[str], Chat]) -> None:
    talk = chat_as(CENTRE)
    record(talk.world, "initial 2021-11-20")
    fills(hers(talk).taps("期限を動かす"), "R10.3.31", "東京都", "山田太郎さんの入院のため")
    talk.sees("出す前に、ここだけ確認させてください")
    assert kept(talk.world) == []


def test_only_coordinators_may(talk: Talk) -> None:
    record(talk.world, "initial 2021-11-20")
    talk.presses("courses.move:").sees(STALE)
    talk.presses(f"courses.extend:{'A' * 22}").sees(STALE)
