"""A person's own visits: the list, another time, one of those that lie with her, and taking it off."""

from __future__ import annotations

from storage import people, visits
from tests.chat import Chat
from tests.handlers.fitting.steps import tokyo
from tests.handlers.visits.hosts import CHIEFS, accept_all, decline_chiefs, have_hours, network, rows
from tests.handlers.visits.steps import ASK, STALE, TAKEN, WORRIES, WRITE, asked, hub, last_look, times
from tests.privacy.visits import visit_of
from tests.talk import Talk
from tests.world import ALONE

FIRST, NEXT = "11月26日（木）9:00", "11月27日（金）9:00"
OFF, MOVE = "訪問を取り消す", "時間を変える"
SEND = "この時間で聞く"
OFFERED = "その時間では人がそろいませんでした。ほかの時間ではどうですか。もう一度書くことはありません。"
MOVING = "新しい時間を、まず同じ人たちに聞きます。決まるまで、いまの時間はそのままです。"


def arranged(talk: Talk) -> Talk:
    """Ask for a visit and look at it."""
    have_hours(talk.world)
    return last_look(talk, FIRST, WORRIES, "").taps(ASK).taps("この訪問を見る")


def settled(talk: Talk) -> Talk:
    """Ask for a visit, let everybody agree, and look at it."""
    arranged(talk)
    accept_all(talk.world)
    return hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}")


def test_the_list_has_what_is_to_come_and_what_was(talk: Talk) -> None:
    arranged(talk)
    hub(talk).taps("わたしの訪問").sees("11月26日（木）9:00–10:00　悩み事相談：お返事待ち", f"［{FIRST}　{WORRIES}］")
    with network(talk.world) as (here, _):
        (visit,) = visits.in_states(here, visits.STATES)
        visit.state = "done"
    hub(talk).taps("わたしの訪問").sees("11月26日（木）9:00–10:00　悩み事相談：終わりました")


def test_an_empty_list_is_a_door_to_the_first(talk: Talk) -> None:
    hub(talk).taps("わたしの訪問").sees("まだありません。", "［訪問をたのむ］", "［はじめの画面へ］")
    talk.taps("訪問をたのむ").sees(f"［{WORRIES}］")


def test_a_long_list_is_turned_over(talk: Talk) -> None:
    arranged(talk)
    with network(talk.world) as (here, _):
        (person,) = people.by_name(here, ALONE)
        assert person.office_id
        for _ in range(7):
            past = visit_of(person.office_id, person.id, talk.world.clock.now(), state="done", line="")
            past.network_id = here.network_id
            here.session.add(past)
    hub(talk).taps("わたしの訪問")
    assert len([one for one in talk.buttons if "　" in one]) == 6
    talk.taps("もっと前の訪問")
    assert len([one for one in talk.buttons if "　" in one]) == 2


def test_she_takes_it_off_after_being_asked_once(talk: Talk) -> None:
    arranged(talk).taps(OFF).sees("11月26日（木）9:00–10:00の訪問を取り消しますか。", "［取り消さない］")
    assert [state for _, state, *_ in asked(talk.world)] == ["asked"]
    talk.taps("取り消さない").sees(f"［{OFF}］").taps(OFF)
    data = talk.data(OFF)
    talk.presses(data).sees("取り消しました。またいつでもたのめます。")
    assert [state for _, state, *_ in asked(talk.world)] == ["off"]
    assert rows(talk.world, "SELECT count(*) FROM visit_cells") == [(0,)]
    talk.presses(data).sees(STALE)


def test_it_is_moved_and_stands_until_all_have_agreed(talk: Talk) -> None:
    settled(talk).taps(MOVE).sees(MOVE, MOVING, f"［{NEXT}］", f"［{WRITE}］")
    assert "日付はおまかせ" not in talk.buttons
    stays = "決まるまで、いまの時間（11月26日（木）9:00–10:00）はそのままです。"
    look = f"11月27日（金）9:00–10:00に変えられるか聞きます。{stays}"
    talk.taps(NEXT).sees(look, f"［{SEND}］").taps("ほかの時間を見る").sees(MOVING).taps(NEXT)
    assert rows(talk.world, "SELECT moving_to FROM visits") == [(None,)]
    talk.taps(SEND).sees("11月27日（金）9:00–10:00に変えられるか、聞いています。決まるまでは、いまの時間のままです。")
    assert asked(talk.world) == [("worries", "settled", "11-26 09:00", "")]
    accept_all(talk.world)
    assert asked(talk.world) == [("worries", "settled", "11-27 09:00", "")]


def test_what_is_held_is_moved_too_and_asked_anew(talk: Talk) -> None:
    held = "新しい時間を、まず同じ人たちに聞きます。いまの仮おさえは、新しい時間に入れかわります。"
    arranged(talk).sees(f"［{MOVE}］", f"［{OFF}］", "［はじめの画面へ］").taps(MOVE).sees(held)
    talk.taps(NEXT).sees(
        "11月27日（金）9:00–10:00で聞きなおします。いまの仮おさえ（11月26日（木）9:00–10:00）は、なくなります。"
    )
    talk.taps(SEND).sees("仮おさえしました。11月25日（水）までにお返事します。", "悩み事相談 11月27日（金）9:00–10:00")
    assert asked(talk.world) == [("worries", "asked", "11-27 09:00", "")]
    accept_all(talk.world)
    assert asked(talk.world) == [("worries", "settled", "11-27 09:00", "")]


def test_what_is_settled_while_she_chooses_stands_until_all_have_agreed(talk: Talk) -> None:
    data = arranged(talk).taps(MOVE).taps(NEXT).data(SEND)
    accept_all(talk.world)
    talk.presses(data)
    talk.sees("11月27日（金）9:00–10:00に変えられるか、聞いています。決まるまでは、いまの時間のままです。")
    assert asked(talk.world) == [("worries", "settled", "11-26 09:00", "")]


def test_a_held_visit_that_the_centre_fits_meanwhile_is_said_to_be_there(talk: Talk) -> None:
    data = arranged(talk).taps(MOVE).taps(NEXT).data(SEND)
    talk.taps("やめる").sees("新しい時間の書きかけがあります", f"{WORRIES} 11月26日（木）9:00–10:00").taps("つづきから")
    talk.world.clock.at = tokyo("2026-11-26 08:00")
    talk.world.tick()
    talk.presses(data)
    assert "センターが日を合わせています。" in talk.text, talk.text
    assert asked(talk.world) == [("worries", "desk", "11-26 09:00", "")]


def test_words_move_it_too(talk: Talk) -> None:
    settled(talk).taps(MOVE).taps(WRITE).says("12/1 14時").taps("12月1日（火）14:00").taps(SEND)
    accept_all(talk.world)
    assert asked(talk.world) == [("worries", "settled", "12-01 14:00", "")]


def test_it_can_be_moved_by_half_an_hour_and_its_own_time_is_no_other(talk: Talk) -> None:
    settled(talk).taps(MOVE)
    assert FIRST not in talk.buttons
    talk.taps(WRITE).says("11/26 9:30").taps("11月26日（木）9:30").taps(SEND)
    accept_all(talk.world)
    assert asked(talk.world) == [("worries", "settled", "11-26 09:30", "")]


def test_a_move_to_a_time_that_was_taken_is_said(talk: Talk) -> None:
    data = settled(talk).taps(MOVE).taps(NEXT).data(SEND)
    with network(talk.world) as (here, _):
        for name in CHIEFS:
            people.by_name(here, name)[0].away_since = talk.world.clock.now()
    talk.presses(data).sees(TAKEN)
    assert asked(talk.world) == [("worries", "settled", "11-26 09:00", "")]


def test_other_times_are_taken_with_one_tap(talk: Talk) -> None:
    arranged(talk)
    decline_chiefs(talk.world)
    hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}").sees(OFFERED)
    data = talk.data("11月27日（金）9:00–10:00")
    talk.presses(data).sees("仮おさえしました。11月25日（水）までにお返事します。")
    assert asked(talk.world) == [("worries", "asked", "11-27 09:00", "")]
    # The same button again shows how it stands.
    talk.presses(data).sees(STALE, "悩み事相談 11月27日（金）9:00–10:00")


def test_or_she_writes_a_day_of_her_own(talk: Talk) -> None:
    arranged(talk)
    decline_chiefs(talk.world)
    hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}").taps(WRITE).says("12/1 14時")
    talk.sees("お預かりしました。センターが日を合わせて、11月24日（火）までにお知らせします。")
    assert rows(talk.world, "SELECT state, wish FROM visits") == [("desk", "2026-12-01 14:00")]


def test_or_left_to_the_centre(talk: Talk) -> None:
    arranged(talk)
    decline_chiefs(talk.world)
    hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}").taps("センターに合わせてもらう")
    talk.sees("お預かりしました。センターが日を合わせて、11月24日（火）までにお知らせします。")
    assert asked(talk.world) == [("worries", "desk", "", "")]


def test_what_was_wished_for_is_not_forgotten_then(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk, WORRIES).taps(WRITE).says("11/26の午前").taps(FIRST).taps(ASK)
    decline_chiefs(talk.world)
    hub(talk).taps("わたしの訪問").taps(f"{FIRST}　{WORRIES}").taps("センターに合わせてもらう")
    assert rows(talk.world, "SELECT state, wish FROM visits") == [("desk", "2026-11-26 09:00-12:00")]


def test_whose_visit_it_is_not_can_do_nothing(talk: Talk) -> None:
    data = arranged(talk).data(OFF)
    other = Chat(talk.world, talk.world.person("小林 なお")).opens()
    for one in (data, data.replace("visit.off", "visit.off.now"), data.replace("visit.off", "visit.take.0")):
        other.presses(one).sees(STALE)
    assert [state for _, state, *_ in asked(talk.world)] == ["asked"]
