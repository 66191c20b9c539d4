"""Lines of a reflection are brought to a visit: chosen one by one, read by those who come and by nobody else."""

from __future__ import annotations

from sqlalchemy import text

from tests.chat import Chat
from tests.handlers.reflection.steps import reflect
from tests.handlers.sharing.steps import LINE, STEP
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, accept_all, have_hours, network, rows
from tests.handlers.visits.steps import ASK, STALE, WORRIES, hub, last_look
from tests.talk import Talk
from tests.world import CENTRE

FIRST, BRING = "11月26日（木）9:00", "ふりかえりの行を見せる"


def settled(talk: Talk) -> Talk:
    """Ask for a visit, let everybody agree, and look at it."""
    have_hours(talk.world, SATO, SUZUKI)
    last_look(talk, FIRST, WORRIES, "").taps(ASK)
    accept_all(talk.world)
    return hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}")


def test_the_two_who_come_read_what_was_chosen_and_nobody_else(talk: Talk) -> None:
    reflect(talk, line=LINE, step=STEP)
    settled(talk).taps(BRING).sees("見せる行は、次に1行ずつ選びます。読めるのは、うかがう人だけです。")
    talk.taps("11月23日（月）　面談").sees("見せるところを選んでください").taps("1を見せる").taps("つぎへ")
    assert all(name in talk.text for name in (SATO, SUZUKI)) and TAKAHASHI not in talk.text
    talk.taps("見せる")
    wanted = "SELECT people.name FROM share_readers JOIN people ON people.id = share_readers.person_id ORDER BY 1"
    assert sorted(rows(talk.world, wanted)) == sorted([(SATO,), (SUZUKI,)])
    for name, reads in ((SATO, True), (SUZUKI, True), (TAKAHASHI, False), (CENTRE, False)):
        other = Chat(talk.world, talk.world.person(name)).opens()
        other.presses("sharing.received:")
        assert ("加藤 みのり" in other.text) is reads


def test_who_has_written_nothing_has_no_such_door(talk: Talk) -> None:
    settled(talk)
    assert BRING not in talk.buttons


def test_after_it_is_off_nothing_is_brought(talk: Talk) -> None:
    reflect(talk, line=LINE, step=STEP)
    data = settled(talk).data(BRING)
    with network(talk.world) as (here, _):
        here.session.execute(text("UPDATE visits SET state = 'off'"))
    talk.presses(data).sees(STALE)
    assert rows(talk.world, "SELECT count(*) FROM shares") == [(0,)]
