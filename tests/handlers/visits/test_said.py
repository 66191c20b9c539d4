"""What is said fits what has happened: nobody failed to answer where somebody was not there, and no day is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete

from bot.faces.web.render import render_card
from handlers.fitting import one
from handlers.kit.turn import Turn
from handlers.visits import booking, cards, notices
from handlers.visits.booking import Wanted
from messages.menus import by_key
from storage import offices, people, visit_steps, visits
from storage.hosts import Week
from tests.chat import card_lines
from tests.handlers.places.town import does
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, network
from tests.handlers.visits.test_reminding import local
from tests.handlers.visits.three import OTHERS, START, WHEN, Three, at
from tests.world import ALONE, CENTRE

TSUKUSHI = "相談支援 つくし"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, two chiefs and one of the centre with hours."""
    three = Three(tmp_path / "var", hosts=(SATO, TAKAHASHI, SUZUKI))
    yield three
    three.close()


def read(three: Three, name: str, id: UUID, what: str) -> list[str]:
    """Return as lines what somebody is told of the last step of a kind."""

    def draw(turn: Turn) -> list[str]:
        step = [one for one in visit_steps.of_visits(turn.here, [id]) if one.what == what][-1]
        cards = notices.kinds()[f"visit.{what}"].cards(turn, step.id) or ()
        return [line for card in cards for line in card_lines(render_card(card, turn.words))]

    return does(three.world, name, draw)


def test_who_is_late_at_night_wakes_nobody(three: Three) -> None:
    three.settled()
    three.waits_until(local(2, 9, 5))
    three.heard()
    three.waits_until(local(2, 23, 30))
    three.office.taps("少し遅れます").taps("10分").sees("10分ほど遅れると、お知らせしました。気をつけて。")
    late = "加藤 みのりさんが、10分ほど遅れます"
    # A page that stands open makes no sound.
    assert three.heard() == [[], [], [], [late], []]
    three.waits_until(local(3, 9, 5))
    assert [heard.count(late) for heard in three.heard()] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize("outcome", ["absent", "postponed"])
def test_nobody_is_said_not_to_have_answered_after_it_was_settled(three: Three, outcome: str) -> None:
    visit = three.settled()
    three.waits_until(local(3, 15, 40))
    three.by(SATO, lambda at: booking.finish(at, visit.id, outcome))
    shown = three.card(ALONE, visit.id)
    assert "ほかの時間ではどうですか。もう一度書くことはありません。" in shown
    three.by(ALONE, lambda at: booking.dateless(at, visit.id))
    assert "センターが日を合わせています。12月4日（金）までにお知らせします。" in three.card(ALONE, visit.id)


def test_times_for_what_had_none_are_no_second_choice(three: Three) -> None:
    visit = three.asks(start=None)
    three.by(CENTRE, lambda at: booking.offer(at, visit.id, [START]))
    assert "ほかの時間ではどうですか。もう一度書くことはありません。" in three.card(ALONE, visit.id)


def test_who_comes_instead_is_said_with_the_day(three: Three) -> None:
    visit = three.settled()
    three.by(SATO, lambda at: booking.decline(at, visit.id))
    three.by(TAKAHASHI, lambda at: booking.accept(at, visit.id))
    for name in (ALONE, SUZUKI):
        told = read(three, name, visit.id, "swapped")
        assert told[:2] == ["うかがう人が変わりました", f"日時：{WHEN}"]
        assert OTHERS in " ".join(told)


def test_who_has_booked_for_an_office_reads_that_it_is_settled_and_calls_it(three: Three) -> None:
    def books(turn: Turn) -> UUID:
        office, menu = offices.by_name(turn.here, TSUKUSHI), by_key("sv")
        assert office and menu
        wanted = Wanted(office.id, menu, 60, "visit", booked_by=turn.person_id, start=START)
        return booking.request(at(turn), wanted).id

    id = does(three.world, CENTRE, books)
    for seat in three.seats(id):
        (name,) = (one for one in (SATO, TAKAHASHI, SUZUKI) if three.id(one) == seat.person_id)
        three.by(name, lambda at: booking.accept(at, id))
    call = "事業所には、お電話で知らせてください。"
    told = read(three, CENTRE, id, "settled")
    assert (told[0], call in told) == (f"決まりました 📅 {WHEN}", True)
    assert three.heard()[-1] == [f"決まりました 📅 {WHEN}"]
    three.staff.taps("読みあげる文").sees(f"主任によるSVのことです。{WHEN}に決まりました。")
    three.by(SUZUKI, lambda at: booking.cancel(at, id))
    assert call in read(three, CENTRE, id, "off")


def test_a_host_who_goes_on_leave_is_shown_her_visits_that_lie_in_it(three: Three) -> None:
    three.settled()
    three.chief.enters("設定").taps("お休みに入る").taps("12月3日（木）")
    assert "その時間に、訪問があります" not in three.chief.text
    three.chief.enters("設定").taps("お休みをおわる").enters("設定").taps("お休みに入る").taps("12月4日（金）")
    three.chief.sees("その時間に、訪問があります", "訪問は、そのままです。ほかの方にも、まだ何もお伝えしていません。")
    three.chief.taps("12月3日（木）14:00を見る").sees(f"決まりました 📅 {WHEN}")


@pytest.mark.parametrize(("rule", "read_by"), [("warn", [CENTRE, SATO]), ("allow", [])])
def test_of_the_same_corporation_the_centre_and_the_host_read_where_it_matters_and_the_office_nothing(
    tmp_path: Path, rule: str, read_by: list[str]
) -> None:
    three = Three(tmp_path / "var", hosts=(SATO, SUZUKI))
    guest = "伊藤 あおい"

    def ask(turn: Turn) -> UUID:
        turn.who.network.own_house = rule
        office, menu = turn.who.person.office_id, by_key("sv")
        assert office and menu
        return booking.request(at(turn), Wanted(office, menu, 60, "visit", turn.person_id, start=START)).id

    def card(turn: Turn) -> list[str]:
        visit = visits.get(turn.here, asked)
        assert visit
        return card_lines(render_card(cards.card(turn, visit), turn.words))

    asked = does(three.world, guest, ask)
    line = "法人：事業所と同じ法人の方がいます"
    assert [name for name in (CENTRE, SATO, guest) if line in does(three.world, name, card)] == read_by
    three.close()


def test_that_it_did_not_take_place_is_told_once_with_a_door_to_another_time(three: Three) -> None:
    visit = three.settled()
    three.waits_until(START + timedelta(hours=20))
    three.heard()
    three.by(SATO, lambda at: booking.finish(at, visit.id, "cancelled"))
    title = f"{WHEN}の訪問は、中止になりました"
    assert three.heard() == [[title], [], [], [title], []]
    # Whoever is asked next is whose turn it is then.
    assert "準備してくださり、ありがとうございました。" in read(three, SUZUKI, visit.id, "called")
    three.office.sees("そういう日もあります。またお話しできる日を、いつでも選べます。")
    three.office.taps("新しい時間をたのむ").sees("［悩み事相談］")
    assert three.heard() == [[], [], [], [], []]


def test_the_line_is_read_by_whom_its_author_was_told_of_wherever_the_visit_stands(three: Three) -> None:
    visit, line = three.asks(line="家族会議の進め方"), "家族会議の進め方"

    def readers() -> list[str]:
        names = (ALONE, SATO, TAKAHASHI, SUZUKI, CENTRE)
        return [name for name in names if line in "\n".join(three.card(name, visit.id))]

    def desk(turn: Turn) -> str:
        found = visits.get(turn.here, visit.id)
        assert found
        return "\n".join(card_lines(render_card(one.card(turn, found), turn.words)))

    assert readers() == [ALONE, SATO, SUZUKI, CENTRE]
    assert line in does(three.world, CENTRE, desk)
    three.by(SATO, lambda at: booking.decline(at, visit.id))
    assert readers() == [ALONE, TAKAHASHI, SUZUKI, CENTRE]
    three.by(ALONE, lambda at: booking.cancel(at, visit.id))
    # Whoever was to come is free: it is nothing to her any more.
    assert readers() == [ALONE, CENTRE]


def test_where_the_office_let_times_pass_nobody_is_said_not_to_have_answered(three: Three) -> None:
    visit = three.asks()
    three.by(SATO, lambda at: booking.propose(at, visit.id, START + timedelta(days=1)))
    assert three.visit(visit.id).state == "offered"
    three.waits_until(local(1, 9, 0))
    three.heard()
    kind = "お忙しいことと思います。日はセンターが合わせています。12月2日（水）までにお知らせします。"
    assert (three.visit(visit.id).state, kind in three.card(ALONE, visit.id)) == ("desk", True)


def test_where_a_host_left_the_office_is_not_said_to_have_been_busy(three: Three) -> None:
    visit = three.asks()
    three.by(SATO, lambda at: booking.propose(at, visit.id, START + timedelta(days=1)))
    with network(three.world) as (here, found):
        here.session.execute(delete(Week).where(Week.network_id == here.network_id))
        host = people.get(here, three.id(SATO))
        assert host
        host.removed_at = three.world.clock.now()
        here.session.flush()
        booking.expire(here, found, three.world.clock.now())
    said = "センターが日を合わせています。11月25日（水）までにお知らせします。"
    assert (three.visit(visit.id).state, said in three.card(ALONE, visit.id)) == ("desk", True)
