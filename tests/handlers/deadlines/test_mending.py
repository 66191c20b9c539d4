"""［記録を直す］: a coordinator puts right what the record says; it is written down, and she is told in her letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import careers, completions
from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import DONE, LAST, LATER, PASSED
from tests.talk import STALE, Talk
from tests.world import CENTRE

MEANS = "直したことは、ご本人に朝の1通で知らせます。きろくにも残ります。"
MENDED = "記録を直しました。ご本人に知らせます。"
MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
TalkAs = Callable[[str], Talk]


@pytest.fixture
def desk(talk_as: TalkAs) -> Talk:
    """The coordinator's chat, in a network where some have told what they have completed."""
    talk = talk_as(CENTRE)
    people.train(talk.world, *DONE)
    return talk


def kept(talk: Talk, name: str) -> list[tuple[str, date, str]]:
    """Return what is kept of somebody."""
    with people.inside(talk.world) as here:
        every = completions.of_person(here, people.id_of(here, name))
        return [(one.course, one.done_on, one.exactly) for one in every]


def test_a_training_is_added_and_she_is_told_in_the_morning(desk: Talk, talk_as: TalkAs) -> None:
    her = talk_as(PASSED)
    desk.presses("deadlines.check:").taps(PASSED).taps("記録を直す").sees("1 初任者研修：平成30年6月9日（土）", MEANS)
    desk.taps("修了日をつける").taps("現任研修").says("令和5年9月1日")
    desk.sees("渡辺 しんさん　現任研修　令和5年9月1日（金）", MEANS).taps("残す")
    desk.sees(MENDED, "期限：令和11年3月31日（土）まで")
    assert kept(desk, PASSED)[1:] == [("renewal", date(2023, 9, 1), "day")]
    desk.presses("record:")
    assert "田中 みほさんが、渡辺 しんさんの研修の記録を直しました" in desk.text
    her.waits_until(MORNING)
    for told in (
        "センターが、あなたの研修の記録に「現任研修",
        "令和5年9月1日（金）」と書きました。ちがうときは直せます。",
    ):
        assert told in her.everything
    her.presses("training.record:").sees("現任研修：令和5年9月1日（金）")


def test_a_day_is_put_right_and_stands_in_place_of_the_other(desk: Talk) -> None:
    desk.presses("deadlines.year:").taps(LAST).taps("記録を直す").taps("1番を直す・消す")
    desk.sees("初任者研修：令和3年11月20日（土）").taps("日にちを直す").says("令和4年11月")
    desk.sees("伊藤 あおいさん　初任者研修　令和4年11月").taps("残す").sees(MENDED)
    assert kept(desk, LAST) == [("initial", date(2022, 11, 1), "month")]
    desk.sees("期限：令和10年3月31日（金）まで")


def test_what_is_taken_out_is_told_too(desk: Talk, talk_as: TalkAs) -> None:
    her = talk_as(LAST)
    desk.presses("deadlines.year:").taps(LAST).taps("記録を直す").taps("1番を直す・消す").taps("消す")
    desk.sees(MENDED, "期限：まだ分かりません")
    assert kept(desk, LAST) == []
    her.waits_until(MORNING)
    assert "センターが、あなたの研修の記録から1つを消しました。ちがうときは、また足せます。" in her.everything


def test_what_was_added_and_told_and_is_taken_out_later_is_told_as_well(desk: Talk, talk_as: TalkAs) -> None:
    her = talk_as(PASSED)
    desk.presses("deadlines.check:").taps(PASSED).taps("記録を直す").taps("修了日をつける").taps("現任研修")
    desk.says("令和5年9月1日").taps("残す").taps("記録を直す").taps("2番を直す・消す")
    drop = desk.data("消す")
    her.waits_until(MORNING)
    desk.presses(drop).sees(MENDED)
    her.waits_until(MORNING + timedelta(days=1))
    assert her.everything.count("センターが、あなたの研修の記録から1つを消しました。") == 1


def test_what_she_has_taken_out_herself_the_centre_has_not(desk: Talk, talk_as: TalkAs) -> None:
    her = talk_as(PASSED)
    desk.presses("deadlines.check:").taps(PASSED).taps("記録を直す").taps("修了日をつける").taps("現任研修")
    desk.says("令和5年9月1日").taps("残す")
    with people.inside(desk.world) as here:
        who = people.id_of(here, PASSED)
        completions.remove(here, completions.of_person(here, who)[1].id, who)
    her.waits_until(MORNING)
    assert "センターが、あなたの研修の記録" not in her.everything


def test_what_cannot_be_is_asked_about_and_nothing_is_kept(desk: Talk) -> None:
    desk.presses("deadlines.year:").taps(LAST).taps("記録を直す").taps("修了日をつける").taps("現任研修")
    desk.says("令和2年9月1日")
    assert "残す" not in desk.buttons
    assert kept(desk, LAST) == [("initial", date(2021, 11, 20), "day")]


def test_what_another_has_taken_out_meanwhile_is_not_put_right(desk: Talk) -> None:
    desk.presses("deadlines.year:").taps(LAST).taps("記録を直す").taps("1番を直す・消す")
    redo, drop = desk.data("日にちを直す"), desk.data("消す")
    with people.inside(desk.world) as here:
        for one in completions.of_person(here, people.id_of(here, LAST)):
            completions.remove(here, one.id, one.person_id)
    for button in (redo, drop):
        desk.presses(button).sees(STALE)
    assert kept(desk, LAST) == []


def test_a_record_that_was_looked_at_is_another_one_now(desk: Talk) -> None:
    desk.presses("deadlines.check:").taps(PASSED).taps("確認した")
    desk.taps("記録を直す").taps("1番を直す・消す").taps("日にちを直す").says("平成29年6月9日").taps("残す")
    desk.sees("登録されている記録では、令和5年3月31日（金）で期限が過ぎているかもしれません。")
    with people.inside(desk.world) as here:
        life = careers.of_person(here, people.id_of(here, PASSED))
        assert life is not None
        assert (life.confirmed_on, life.confirmed_by) == (None, None)


def test_what_she_has_told_herself_since_is_not_told_her(desk: Talk, talk_as: TalkAs) -> None:
    her = talk_as(LATER)
    desk.presses("deadlines.in::2029").taps(LATER).taps("記録を直す").taps("1番を直す・消す")
    desk.taps("日にちを直す").says("令和6年10月6日").taps("残す")
    with people.inside(desk.world) as here:
        (one,) = completions.of_person(here, people.id_of(here, LATER))
        completions.move(here, one.id, one.person_id, date(2024, 10, 7), "day", desk.world.clock.now())
    her.waits_until(MORNING)
    assert "センターが、あなたの研修の記録" not in her.everything
