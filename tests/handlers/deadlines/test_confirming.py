"""［確認した］: who has looked at a record that seems to have lapsed; two at once, and a record that has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from messages.courses import INITIAL
from storage import people as roster
from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import PASSED
from tests.talk import STALE, Talk, at_once
from tests.world import CENTRE

OTHER = "鈴木 かなえ"
MEANS = "登録されている記録では、令和6年3月31日（日）で期限が過ぎているかもしれません。"
HOW = "記録の抜けのこともあります。修了証をご本人と見てから［確認した］を押すと、確認の一覧から外れます。"
DONE, ALREADY = "確認したことを残しました。", "ほかの方が、もう確認しています。"
TalkAs = Callable[[str], Talk]


def hers(talk: Talk) -> Talk:
    """Open the card of whose record seems to have lapsed."""
    return talk.presses("deadlines.check:").taps(PASSED)


@pytest.fixture
def desk(talk_as: TalkAs) -> Talk:
    """The coordinator's chat, where one record seems to have lapsed, and another coordinator is there."""
    talk = talk_as(CENTRE)
    people.train(talk.world, (PASSED, INITIAL, date(2018, 6, 9)))
    with people.inside(talk.world) as here:
        people.set_roles(here, people.id_of(here, OTHER), ["centre", "coordinator"])
    return talk


def notes(desk: Talk) -> int:
    """Return how often it was noted that somebody has looked."""
    with desk.world.app.stores.database.read() as session:
        return int(session.execute(text("SELECT count(*) FROM audit WHERE did = 'deadlines.confirmed'")).scalar_one())


def test_who_has_looked_is_kept_and_it_leaves_the_list(desk: Talk) -> None:
    hers(desk).sees(MEANS, HOW).taps("確認した")
    desk.sees(DONE, "記録の確認：令和8年11月23日（月）に確認（田中 みほさん）")
    assert "確認した" not in desk.buttons
    desk.presses("deadlines:").sees("記録を確認した方：1人")
    assert "記録の確認が必要：1人" not in desk.text
    desk.presses("deadlines.checked:").sees("渡辺 しん（相談支援センター ひなた）：令和8年11月23日（月）に確認")
    desk.presses("record:")
    assert "田中 みほさんが、渡辺 しんさんの研修の記録を確認しました" in desk.text


def test_of_two_coordinators_at_once_one_has_looked(desk: Talk, talk_as: TalkAs) -> None:
    other = talk_as(OTHER)
    button = hers(desk).data("確認した")
    hers(other)
    at_once((desk, button), (other, button))
    assert notes(desk) == 1
    answers = [DONE in desk.text, DONE in other.text, ALREADY in desk.text, ALREADY in other.text]
    assert answers in ([True, False, False, True], [False, True, True, False])


def test_a_record_that_says_something_else_by_now_is_shown_and_not_confirmed(desk: Talk) -> None:
    button = hers(desk).data("確認した")
    # She finds another certificate: now another window has passed.
    people.train(desk.world, (PASSED, INITIAL, date(2019, 6, 9)), (PASSED, "renewal", date(2020, 2, 1)))
    with people.inside(desk.world) as here:
        session = here.session
        session.execute(text("DELETE FROM completions WHERE done_on = '2018-06-09'"))
    desk.presses(button).sees(STALE)
    desk.sees("登録されている記録では、令和7年3月31日（月）で期限が過ぎているかもしれません。")
    assert notes(desk) == 0
    # One that runs again has nothing to confirm.
    people.train(desk.world, (PASSED, INITIAL, date(2025, 6, 9)))
    desk.presses(button).sees(STALE, "期限：令和13年3月31日（月）まで")
    assert notes(desk) == 0


def test_a_later_lapse_is_to_be_looked_at_anew(desk: Talk) -> None:
    hers(desk).taps("確認した")
    people.train(desk.world, (PASSED, INITIAL, date(2025, 6, 9)))
    desk.world.clock.forward(days=366 * 5)
    desk.presses("deadlines.check:").sees(
        "渡辺 しん（相談支援センター ひなた）：令和13年3月31日（月）で過ぎているかもしれません"
    )


def test_who_has_just_been_made_no_coordinator_confirms_nothing(desk: Talk) -> None:
    button = hers(desk).data("確認した")
    with people.inside(desk.world) as here:
        roster.set_roles(here, people.id_of(here, CENTRE), ["centre"])
    desk.presses(button).sees(STALE)
    assert notes(desk) == 0
