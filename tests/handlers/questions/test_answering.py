"""Answering in private: the last card decides the name, corrections and taking back reach everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from storage.ids import short
from tests.handlers.questions.steps import (
    ASKED,
    ASKER,
    NOBODY,
    SAID,
    asked,
    expect_told,
    only_id,
    roles,
    says,
    was_told,
)
from tests.talk import STALE, Talk
from tests.world import ALONE, World

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
CHIEFS_NAME = "佐藤 はるかさん（相談支援センター ひなた）"
UNNAMED, NAMED = "匿名で答える", "名前を出して答える"
GONE = "この質問は、いま見えなくなっています。書いた文は残っています。"

Meet = Callable[[str], Talk]


def reads(talk: Talk, id: UUID) -> Talk:
    """Go to a thread."""
    return talk.presses(f"question:{short(id)}")


def rows(world: World) -> list[Any]:
    """Return what has been said, as the rows have it: kind, named, state, text."""
    with world.app.stores.database.read() as session:
        found = session.execute(text("SELECT kind, named, state, body FROM question_answers ORDER BY at, id"))
        return [(row[0], bool(row[1]), row[2], row[3]) for row in found]


def test_an_answer_is_one_text_and_one_last_card(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    reads(chief, id).taps("答える").sees("ひとことで大丈夫です。知っていることを書いてください。")
    chief.says(SAID).sees("こう見えます", f"「{SAID}」", "この質問を見られる人みんなが読めます。")
    chief.sees("匿名なら、名前は出ません。ただ、内容から分かることはあります。")
    assert rows(chief.world) == []
    chief.taps(UNNAMED).sees("出しました。質問のやりとりに並びます。")
    assert rows(chief.world) == [("answer", False, "here", SAID)]
    expect_told(talk, f"答えが届きました（{NOBODY}）", f"「{SAID}」")
    assert CHIEF not in talk.everything
    reads(chief, id).sees("あなた（匿名）の答え")


def test_a_name_stands_only_where_it_was_chosen(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    reads(chief, id).taps("聞き返す").says("見学は何曜日がいいですか").taps(NAMED)
    expect_told(talk, f"聞き返しが届きました（{CHIEFS_NAME}）")
    # The asker's words have no verb with a name, whatever is pressed.
    talk.taps("返事を書く").says("土曜日がいいです").sees("「質問した方」として出ます。名前は出ません。")
    assert NAMED not in talk.buttons and UNNAMED not in talk.buttons
    talk.taps("出す")
    assert rows(talk.world)[1] == ("asker", False, "here", "土曜日がいいです")
    was_told(chief, f"返事が届きました（{ASKER}）", "土曜日がいいです")
    assert ALONE not in chief.everything
    # Where she presses 答える on her own question she goes on with it.
    talk.presses(f"answer:{short(id)}").says("日曜でもいいです").taps("出す")
    assert [row[:2] for row in rows(talk.world)] == [("back", True), ("asker", False), ("asker", False)]


@pytest.mark.each_face
def test_what_is_corrected_is_told_again_and_the_older_text_goes(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    reads(chief, id).taps("答える").says(SAID).taps(NAMED)
    expect_told(talk, f"答えが届きました（{CHIEFS_NAME}）", f"「{SAID}」")
    for corrected in ("見学は土曜もできます", "見学は日曜もできます"):
        reads(chief, id).taps("直す").says(corrected).taps(UNNAMED).sees("直しました。")
        expect_told(talk, f"書きこみが直されました（{NOBODY}）", f"「{corrected}」", "［たすかりました］")
        if talk.face != "web":
            assert SAID not in talk.everything and CHIEF not in talk.everything
    assert rows(talk.world) == [("answer", False, "here", "見学は日曜もできます")]
    reads(talk, id).sees("「見学は日曜もできます」")


def test_what_is_taken_back_goes_from_telephones_and_from_the_row(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    reads(chief, id).taps("答える").says(SAID).taps(UNNAMED)
    talk.comes()
    reads(other, id).sees(f"「{SAID}」")
    reads(chief, id).taps("取り下げる").taps("取り下げる").sees("取り下げました。井戸端では、もうだれにも読めません。")
    assert rows(talk.world) == [("answer", False, "withdrawn", "")]
    for reader in (talk, other, chief):
        reader.comes()
        assert SAID not in reader.everything
        assert SAID not in reads(reader, id).text


def test_a_question_that_goes_meanwhile_takes_nothing_and_loses_nothing(at_work: Meet) -> None:
    chief = at_work(CHIEF)
    id = asked(chief.world, ALONE)
    reads(chief, id).taps("答える").says(SAID)
    with chief.world.app.stores.database.write() as session:
        session.execute(text("UPDATE questions SET state = 'hidden'"))
    chief.taps(UNNAMED).sees(GONE, f"「{SAID}」")
    assert rows(chief.world) == []
    with chief.world.app.stores.database.write() as session:
        session.execute(text("UPDATE questions SET state = 'resolved'"))
    chief.taps(UNNAMED)
    assert rows(chief.world) == [("answer", False, "here", SAID)]


def test_who_has_lost_the_role_says_nothing_more_in_it(at_work: Meet) -> None:
    chief = at_work(CHIEF)
    id = asked(chief.world, "高橋 まこと", audience="chiefs")
    reads(chief, id).taps("答える").says(SAID).sees("主任と基幹の人だけが読めます。")
    roles(chief.world, CHIEF, "counsellor")
    chief.taps(UNNAMED).sees(GONE)
    for verb in ("answer", "answer.back", "answer.more", "follow", "flag", "flag.question", "flag.region"):
        chief.presses(f"{verb}:{short(id)}").sees(STALE)
    assert rows(chief.world) == []


def test_nobody_corrects_or_goes_on_with_what_is_not_hers(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    answer = says(talk.world, id, CHIEF)
    talk.presses(f"answer.mend:{short(answer)}").sees(STALE)
    chief.presses(f"answer.more:{short(id)}").sees(STALE)
    chief.presses(f"answer.mend:{short(answer)}").says("べつの答え").taps(NAMED).sees("直しました。")
    reads(talk, id).sees(f"{CHIEFS_NAME}の答え", "「べつの答え」")


def test_what_the_asker_adds_stops_where_it_may_be_about_danger(at_work: Meet) -> None:
    talk = at_work(ALONE)
    id = asked(talk.world, ALONE)
    reads(talk, id).taps("もう少し聞く").says("叩かれてあざがあるようです").sees(
        "この文は、まだどこにも出していません。"
    )
    assert rows(talk.world) == []
    talk.taps("急ぎではない、一般的な質問です").taps("出す")
    assert rows(talk.world) == [("asker", False, "here", "叩かれてあざがあるようです")]


def test_an_answer_that_crosses_a_resolution_arrives(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    reads(chief, id).taps("答える").says(SAID)
    reads(talk, id).taps("解決した")
    chief.taps(UNNAMED).sees("出しました。質問のやりとりに並びます。")
    expect_told(talk, f"答えが届きました（{NOBODY}）")
    reads(chief, id).sees("解決しました", f"「{SAID}」")


def test_a_question_asked_here_is_answered_here(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    talk.enters("井戸端").taps("聞く").says(ASKED).taps("匿名で聞く")
    id = only_id(talk.world)
    chief.enters("井戸端").taps("1を読む").taps("答える").says(SAID).taps(UNNAMED)
    was_told(talk, f"答えが届きました（{NOBODY}）", SAID)
    reads(talk, id).taps("たすかりました").taps("解決した")
    was_told(chief, "「たすかりました」と、質問した方から届いています。")
    assert ALONE not in chief.everything and CHIEF not in talk.everything
