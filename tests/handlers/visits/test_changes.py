"""What is settled changes: another comes, another time, off; each change reaches everyone concerned once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.visits import booking
from storage import visits
from storage.ids import short
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_hours
from tests.handlers.visits.three import NOW, OTHERS, PAIR, START, WHEN, Three
from tests.talk import STALE
from tests.world import ALONE, CENTRE

NEW = "12月4日（金）10:00–11:00"
LATER = START + timedelta(days=1, hours=-4)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, one chief and one of the centre with hours."""
    three = Three(tmp_path / "var")
    yield three
    three.close()


def with_another(three: Three) -> None:
    """Let the other chief have hours from now on."""
    have_hours(three.world, TAKAHASHI)


def test_a_host_who_cannot_come_after_all_is_followed_and_the_other_and_the_time_stay(three: Three) -> None:
    visit = three.settled()
    with_another(three)
    three.chief.presses(f"visit.unable:{short(visit.id)}")
    three.chief.sees("同じ時間で、ほかの方に聞きます。見つからないときは、センターが考えます。", "［行けないと伝える］")
    assert three.visit(visit.id).version == visit.version
    three.chief.taps("行けないと伝える").sees("［カレンダーから消す］", "［予定が重なっている］")
    assert three.heard() == [[], [], ["事業所訪問のお願いです"], [], []]
    # Nobody reads who may come before she has said so.
    assert [line for line in three.card(ALONE, visit.id) if "高橋" in line] == []
    looked_for = "時間はそのままです。主任の方を、いま探しています。"
    for name in (ALONE, SUZUKI, CENTRE):
        shown = "\n".join(three.card(name, visit.id))
        assert looked_for in shown
        assert "決まりました" not in shown
    three.other.taps("引き受ける")
    swapped = "うかがう人が変わりました"
    assert three.heard() == [[swapped], [], [], [swapped], []]
    assert OTHERS in " ".join(three.card(ALONE, visit.id))
    assert three.visit(visit.id).start_at == visit.start_at


def test_where_nobody_can_come_instead_the_centre_is_told_at_once(three: Three) -> None:
    visit = three.settled()
    three.chief.presses(f"visit.unable.now:{short(visit.id)}")
    asks = f"{WHEN} 相談室 みなもに行く人を探しています"
    assert three.heard() == [[f"主任によるSV {WHEN}"], [], [], [], [asks]]
    three.office.sees("時間はそのままです。主任の方を、いま探しています。")


def test_a_host_offers_another_time_and_it_stays_as_it_is_until_the_office_takes_it(three: Three) -> None:
    visit = three.settled()
    three.chief.presses(f"visit.retime:{short(visit.id)}").says("12月4日の10時")
    three.chief.sees(f"{NEW}ではどうか、事業所に聞きます。選ばれたら、ここに知らせます。")
    assert three.heard() == [["「主任によるSV」のほかの時間のご相談です"], [], [], [], []]
    assert f"うかがう人から、ほかの時間のお願いです。選ばなければ、{WHEN}のままです。" in three.office.text
    assert NEW in three.office.buttons
    three.office.taps(NEW)
    assert three.heard() == [[], [], [], [f"{WHEN}を{NEW}に変えたいとのことです"], []]
    three.centre.taps("引き受ける").sees(f"決まりました 📅 {NEW}")
    moved = f"時間が変わりました 📅 {NEW}"
    assert three.heard() == [[moved], [moved], [], [], []]


def test_where_nobody_of_the_office_is_here_the_centre_asks_by_telephone(three: Three) -> None:
    visit = three.settled(guest=None, booked_by=three.id(CENTRE))
    three.chief.presses(f"visit.retime:{short(visit.id)}").says("12月4日の10時")
    three.chief.sees(f"{NEW}ではどうか、センターが電話で聞きます。選ばれたら、ここに知らせます。")


def test_what_a_host_types_must_be_a_moment_at_which_all_can(three: Three) -> None:
    visit = three.settled()
    three.chief.presses(f"visit.retime:{short(visit.id)}").says("来週の火曜")
    three.chief.sees("日と、始まる時間まで書いてください。「来週の火曜 15時」のように。")
    # On a Saturday nobody has hours; hers do not bind her, those of the other do.
    three.chief.says("12月5日の10時")
    assert "ではどうか、事業所に聞きます。" not in three.chief.text
    assert three.visit(visit.id).times == ""
    three.chief.says("12月4日の10時").sees(f"{NEW}ではどうか、事業所に聞きます。選ばれたら、ここに知らせます。")


def test_the_office_moves_it_and_both_are_asked_again(three: Three) -> None:
    visit = three.settled()
    three.by(ALONE, lambda at: booking.move(at, visit.id, LATER))
    asks = f"{WHEN}を{NEW}に変えたいとのことです"
    assert three.heard() == [[], [asks], [], [asks], []]
    three.chief.taps("引き受ける").sees(f"{NEW}に変えられるか、聞いています。決まるまでは、いまの時間のままです。")
    three.centre.taps("今回は難しい")
    three.centre.sees("わかりました。新しい時間のことは、ほかの方にも聞いてみます。いまの時間は、そのままです。")
    kept = f"時間は変わりません 📅 {WHEN}"
    assert three.heard() == [[kept], [kept], [], [], []]
    assert PAIR in " ".join(three.card(ALONE, visit.id))


def test_what_is_held_is_moved_and_hosts_read_that_the_former_time_is_theirs_again(three: Three) -> None:
    anew = "事業所が時間を変えました。前の時間でお聞きした方は、もうあけておかなくて大丈夫です。"
    visit = three.asks()
    three.heard()
    assert anew not in three.chief.everything
    three.chief.taps("引き受ける").sees("［はじめの画面へ］")
    three.by(ALONE, lambda at: booking.move(at, visit.id, LATER))
    asks = "事業所訪問のお願いです"
    assert three.heard() == [[], [asks], [], [asks], []]
    for host in (SATO, SUZUKI):
        assert {anew, f"日時：{NEW}"} <= set(three.card(host, visit.id))


def test_what_is_held_is_set_anew_by_the_centre_and_hosts_read_that_the_former_time_is_theirs_again(
    three: Three,
) -> None:
    anew = "センターが時間を変えました。前の時間でお聞きした方は、もうあけておかなくて大丈夫です。"
    visit = three.asks()
    three.heard()
    pair = [three.id(SATO), three.id(SUZUKI)]
    three.by(CENTRE, lambda at: booking.assign(at, visit.id, LATER, pair))
    asks = "事業所訪問のお願いです"
    assert three.heard() == [[], [asks], [], [asks], []]
    for host in (SATO, SUZUKI):
        assert {anew, f"日時：{NEW}"} <= set(three.card(host, visit.id))


def test_other_hosts_at_the_same_time_read_of_no_former_one(three: Three) -> None:
    visit = three.asks()
    with_another(three)
    pair = [three.id(TAKAHASHI), three.id(SUZUKI)]
    three.by(CENTRE, lambda at: booking.assign(at, visit.id, START, pair))
    assert not any("前の時間" in line for name in (TAKAHASHI, SUZUKI) for line in three.card(name, visit.id))


def test_a_host_takes_it_off_after_being_asked_once(three: Three) -> None:
    visit = three.settled()
    three.centre.presses(f"visit.cancel:{short(visit.id)}")
    three.centre.sees("訪問そのものを取り消しますか。事業所とほかの方に、すぐお知らせします。", "［訪問を見る］")
    assert three.visit(visit.id).state == visits.SETTLED
    three.centre.taps("訪問を取り消す").sees("この訪問は、取り消しになりました。", "［カレンダーから消す］")
    off = f"主任によるSV {WHEN}"
    assert three.heard() == [[off], [off], [], [], []]
    assert "この訪問は、取り消しになりました。" in three.office.everything


def test_the_office_takes_it_off_and_old_buttons_say_how_it_stands(three: Three) -> None:
    visit = three.settled()
    three.by(ALONE, lambda at: booking.cancel(at, visit.id))
    off = f"主任によるSV {WHEN}"
    assert three.heard() == [[], [off], [], [off], []]
    for verb in ("accept", "cannot", "someone", "other", "retime", "unable", "unable.now", "cancel", "late", "url"):
        three.chief.presses(f"visit.{verb}:{short(visit.id)}").sees(STALE, "この訪問は、取り消しになりました。")
    assert three.visit(visit.id).state == visits.OFF
    assert three.heard() == [[], [], [], [], []]


def test_a_coordinator_swaps_and_who_came_off_is_told(three: Three) -> None:
    visit = three.settled()
    with_another(three)
    three.by(CENTRE, lambda at: booking.swap(at, visit.id, three.id(SATO)))
    assert three.heard() == [[], [f"{WHEN}が空きました（主任によるSV）"], ["事業所訪問のお願いです"], [], []]
    three.chief.presses(f"visit.accept:{short(visit.id)}").sees(STALE)
    three.other.taps("引き受ける")
    assert three.heard() == [["うかがう人が変わりました"], [], [], ["うかがう人が変わりました"], []]


def test_nobody_answers_and_the_office_reads_by_when_it_hears(three: Three) -> None:
    visit = three.asks()
    assert str(three.visit(visit.id).answer_by) == "2026-11-26"
    three.heard()
    # The morning after, before anybody's letter.
    three.waits_until(NOW + timedelta(days=2, hours=22))
    told = three.heard()
    assert three.visit(visit.id).state == visits.DESK
    assert told[0] == [f"主任によるSV {WHEN}"]
    assert (
        "お返事がそろわないので、センターが日を合わせています。11月27日（金）までにお知らせします。"
        in three.office.everything
    )
    free = f"{WHEN}が空きました（主任によるSV）"
    # At eight no telephone of hers rings on Slack: it comes at nine.
    assert (told[1], told[3], told[4]) == ([], [free], [])
    three.waits_until(NOW + timedelta(days=2, hours=23))
    told = three.heard()
    assert (told[1], told[4][-1:]) == ([free], ["日を合わせる訪問があります"])
    three.chief.presses(f"visit.accept:{short(visit.id)}").sees(STALE)


def test_a_visit_without_a_date_lies_on_the_desk_once(three: Three) -> None:
    visit = three.asks(start=None)
    letter = ["おはようございます。お知らせは1つだけです。", "日を合わせる訪問があります"]
    # Today's letter has come before.
    assert three.heard() == [[], [], [], [], []]
    three.waits_until(NOW + timedelta(days=1))
    assert three.heard() == [[], [], [], [], letter]
    three.waits_until(NOW + timedelta(days=2))
    assert three.told(three.staff) == []
    three.by(CENTRE, lambda at: booking.assign(at, visit.id, START, [three.id(SATO), three.id(SUZUKI)], agreed=True))
    settled = f"決まりました 📅 {WHEN}"
    assert three.heard() == [[settled], [settled], [], [settled], []]


def test_what_has_changed_again_before_it_was_told_is_told_as_it_is(three: Three) -> None:
    visit = three.asks()
    for name in (SATO, SUZUKI):
        three.by(name, lambda at: booking.accept(at, visit.id))
    three.by(ALONE, lambda at: booking.cancel(at, visit.id))
    off = f"主任によるSV {WHEN}"
    assert three.heard() == [[], [off], [], [off], []]
    assert three.kinds() == [
        ("visit.asked", "moot", SATO),
        ("visit.asked", "moot", SUZUKI),
        ("visit.off", "sent", SATO),
        ("visit.off", "sent", SUZUKI),
        ("visit.settled", "moot", SATO),
        ("visit.settled", "moot", ALONE),
    ]
