"""What even coordinators are not shown: whom an office would rather not have, a note, a reflection."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from storage import people, visit_notes
from storage.visit_notes import VisitNote
from tests.handlers.fitting.steps import MINAMO, asked, fills, goes, hosts, stands, tokyo
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_hours, network
from tests.talk import Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
LINE, GOOD = "山のことで迷っています", "落ちついた話し方"
DAY = "12月3日（木）"


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator, in a network whose hosts have hours."""
    talk = talk_as(CENTRE)
    have_hours(talk.world)
    return talk


def avoided(desk: Talk, name: str) -> UUID:
    """Let an office ask for a visit without somebody, and say a line."""
    with network(desk.world) as (here, _):
        unwanted = {people.by_name(here, name)[0].id}
    return asked(desk.world, MINAMO, start=tokyo("2026-12-03 14:00"), by=ALONE, unwanted=unwanted, line=LINE)


@pytest.mark.parametrize(("unwanted", "comes"), [(SATO, TAKAHASHI), (TAKAHASHI, SATO)])
def test_whom_an_office_would_rather_not_have_is_nowhere(desk: Talk, unwanted: str, comes: str) -> None:
    id = avoided(desk, unwanted)
    assert hosts(desk.world, id)[0] == comes
    goes(desk, "訪問の一覧", f"{DAY} {MINAMO}")
    # The line is for those who come and for the centre: whoever wrote it was told so.
    assert (unwanted in desk.text, LINE in desk.text) == (False, True)
    # Who were missing among those who may come instead would be known by that: she stands there as not free.
    desk.taps("来る人を変える").taps("主任を変える")
    assert f"{unwanted}（今年度0件）・この時間は入っています" in desk.text
    busy = "その時間に来られる人の組み合わせがありません。ほかの時間でお願いします。"
    fills(desk, ("instead", f"{unwanted}（今年度0件）・この時間は入っています"), send="この方に聞く")
    assert busy in desk.text
    goes(desk, "訪問の一覧", f"{DAY} {MINAMO}").taps("日と人を決める")
    assert hosts(desk.world, id)[0] == comes


@pytest.mark.parametrize("unwanted", [SATO, TAKAHASHI])
def test_nor_is_she_set_by_hand_and_nothing_says_why(desk: Talk, unwanted: str) -> None:
    id = avoided(desk, unwanted)
    goes(desk, "訪問の一覧", f"{DAY} {MINAMO}").taps("日と人を決める")
    who = (("pool_chief", f"{unwanted}（今年度0件）"), ("pool_centre", f"{SUZUKI}（今年度0件）"))
    fills(desk, ("day", "2026-12-04"), ("hour", "14:00"), *who, ("how", "もう引き受けてもらった"))
    assert "その時間は、どなたかに別の訪問が入っています。ほかの時間か、ほかの方でお願いします。" in desk.text
    assert "これで入れる" not in desk.buttons
    assert stands(desk.world, id).state == "asked"


def test_what_the_pair_has_noted_for_the_office_is_not_on_the_desk(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=tokyo("2026-12-03 14:00"), by=ALONE)
    with network(desk.world) as (here, _):
        author = people.by_name(here, SATO)[0].id
        note = VisitNote(
            network_id=here.network_id, visit_id=id, author_id=author, body=GOOD, at=desk.world.clock.now()
        )
        here.session.add(note)
        here.session.flush()
        assert [one.body for one in visit_notes.of_visit(here, id)] == [GOOD]
    goes(desk, "訪問の一覧", f"{DAY} {MINAMO}")
    assert GOOD not in desk.everything
    desk.taps("読みあげる文")
    assert GOOD not in desk.everything
