"""The ward's 推薦: what is known is shown to her first, coordinators answer, and she hears of it the next morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from storage import applications, people
from storage.applications import Recommendation
from storage.completions import Teaching
from storage.db import Here
from storage.ids import short
from tests.chat import Chat
from tests.handlers.network.steps import OTHER, coordinator
from tests.handlers.runs.steps import by_name, changed, made, not_recommended, noted, trained, within
from tests.talk import STALE, Talk, at_once
from tests.world import ALONE, CENTRE, World

ASKED = "11月23日（月）に、区の推薦をお願いしました。"
WAITS = "センターの調整役が見て、お返事します。お返事は、ここと朝の1通で届きます。"
GIVEN = "区が推薦します。申し込みの方法は、この回の案内をご覧ください。"
NOT_NOW = "今回は、区の推薦を見送らせてください。これまでの歩みは変わりません。"
AGAIN = "推薦のお返事を、いちど取り消しました。決まりしだい、またお知らせします。"
TUESDAY, WEDNESDAY = (datetime(2026, 11, day, 0, 30, tzinfo=UTC) for day in (24, 25))


def chiefs(world: World) -> UUID:
    """Let there be a run of 主任研修 that needs the ward's 推薦."""
    return made(world, course="chief", title="主任研修（架空）", by_ward=True)


def kept(world: World) -> list[tuple[str, str, bool]]:
    """Return (who, state, somebody has decided) of every request."""

    def read(here: Here) -> list[tuple[str, str, bool]]:
        found = here.session.scalars(select(Recommendation).where(Recommendation.network_id == here.network_id))
        named = [(people.get(here, one.person_id), one) for one in found]
        return sorted((person.name, one.state, one.decided_by is not None) for person, one in named if person)

    return within(world, read)


def taught(world: World, name: str) -> None:
    """Let somebody have taught."""

    def teach(here: Here) -> None:
        row = Teaching(network_id=here.network_id, person_id=by_name(here, name), course="initial", part="facilitate")
        row.taught_on, row.exactly, row.entered_at = date(2024, 10, 1), "month", world.clock.now()
        here.session.add(row)

    within(world, teach)


def asks(chat: Chat, run: UUID) -> Chat:
    """Ask for the 推薦."""
    return chat.presses(f"run.ask:{short(run)}").taps("区の推薦をお願いする")


def looks(chat: Chat) -> Chat:
    """Look at the first request."""
    return chat.presses("runs.asked:").taps("1を見る")


def test_she_reads_what_is_known_before_she_asks_on_every_face(talk: Talk) -> None:
    run = chiefs(talk.world)
    trained(talk.world, ALONE, date(2016, 6, 1), initial=date(2015, 5, 1), renewal=date(2019, 9, 3))
    taught(talk.world, ALONE)
    talk.presses(f"run:{short(run)}").sees("申し込みには、区の推薦がいります。").taps("区の推薦をお願いする")
    talk.sees(
        "現任研修：令和元年9月3日（火）",
        "主任研修の3年：令和4年9月3日（土）からの回で満たします",
        "講師・ファシリ：令和6年10月　初任者研修（ファシリ）",
        "お願いすると、センターの調整役がこの内容を読みます。",
    )
    assert kept(talk.world) == []
    talk.taps("区の推薦をお願いする").sees(ASKED, WAITS)
    assert kept(talk.world) == [(ALONE, "asked", False)]
    # It is not asked a second time: what stands there is how it goes on.
    talk.taps("この回を見る").sees(ASKED, WAITS)
    assert "区の推薦をお願いする" not in talk.text.split("主任研修（架空）")[-1]
    talk.taps("推薦のお願いを見る").sees(ASKED, WAITS, "［お願いを取り消す］")
    assert "区の推薦をお願いする" not in talk.text.split("「主任研修（架空）」の推薦")[-1]


def test_of_another_course_it_shows_what_fits_that_course(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = made(chat.world, title="第3回", by_ward=True)
    trained(chat.world, ALONE, date(2021, 12, 1), initial=date(2021, 11, 20))
    taught(chat.world, ALONE)
    lines = (
        "「現任研修　第3回」の推薦",
        "初任者研修：令和3年11月20日（土）",
        "現任研修：記録なし",
        "相談支援の仕事：令和3年12月1日（水）から",
        "期限：令和9年3月31日（水）",
    )
    chat.presses(f"run.ask:{short(run)}").sees(*lines)
    assert "主任研修の3年" not in chat.text and "ファシリ" not in chat.text
    chat.taps("区の推薦をお願いする")
    looks(centre).sees(f"{ALONE}さん：{lines[0]}", *lines[1:])
    assert "主任研修の3年" not in centre.text


def test_what_the_record_does_not_say_keeps_nobody_from_asking(chat: Chat) -> None:
    run = chiefs(chat.world)
    chat.presses(f"run.ask:{short(run)}").sees(
        "現任研修：記録なし", "主任研修の3年：記録なし", "講師・ファシリ：記録なし"
    )
    chat.taps("区の推薦をお願いする").sees(ASKED)


@pytest.mark.parametrize(
    ("label", "state", "says", "did"),
    [
        ("推薦する", "given", GIVEN, "recommendation.given"),
        ("今回は見送る", "not_now", NOT_NOW, "recommendation.not_now"),
    ],
)
def test_coordinators_hear_of_it_and_answer_and_she_is_told(
    chat_as: Callable[[str], Chat], label: str, state: str, says: str, did: str
) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    asks(chat, run)
    centre.waits_until(TUESDAY)
    assert centre.heard()[1:] == [f"{ALONE}さんが、「主任研修（架空）」の推薦をお願いしています。"]
    centre.enters("センターの仕事").taps("研修のこと").taps("推薦のお願い")
    centre.sees(f"1 {ALONE}：主任研修（架空）・お返事を待っています").taps("1を見る").taps(label)
    assert kept(chat.world) == [(ALONE, state, True)]
    assert noted(chat.world) == [did]
    chat.waits_until(WEDNESDAY)
    assert chat.heard()[1:] == ["主任研修（架空）"]
    assert says in str(chat.notices)
    chat.presses(f"run:{short(run)}").sees(says)


def test_asked_twice_is_asked_once(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    for _ in range(2):
        chat.presses(f"run.ask_now:{short(run)}").sees(ASKED)
    assert kept(chat.world) == [(ALONE, "asked", False)]
    assert len(centre.waits_until(TUESDAY).heard()) == 2


def test_a_request_is_taken_back_and_made_again(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    asks(chat, run)
    look = centre.presses("runs.asked:").data("1を見る")
    chat.presses(f"run.ask:{short(run)}").taps("お願いを取り消す")
    chat.sees("お願いを取り消しました。また、いつでもお願いできます。")
    assert kept(chat.world) == [(ALONE, "withdrawn", False)]
    # What she has taken back is read by nobody any more, with what her record said for it.
    centre.presses("runs.asked:").sees("いま、推薦のお願いはありません。")
    centre.presses(look).sees(STALE, "いま、推薦のお願いはありません。")
    assert ALONE not in centre.text and "現任研修：" not in centre.text
    assert centre.waits_until(TUESDAY).heard() == []
    asks(chat, run)
    assert kept(chat.world) == [(ALONE, "asked", False)]


def test_an_answer_is_taken_back_and_given_otherwise(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    asks(chat, run)
    looks(centre).taps("推薦する")
    chat.waits_until(TUESDAY)
    looks(centre).taps("返事を取り消す").sees("お返事を待っています")
    chat.presses(f"run:{short(run)}").sees(AGAIN)
    centre.taps("今回は見送る")
    chat.waits_until(WEDNESDAY)
    # Of both only how it stands now.
    assert chat.heard()[1:] == ["主任研修（架空）"] and NOT_NOW in str(chat.notices)
    assert noted(chat.world) == ["recommendation.given", "recommendation.taken_back", "recommendation.not_now"]


def test_a_second_press_answers_once_and_the_other_answer_is_an_old_one(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    asks(chat, chiefs(chat.world))
    give, not_now = looks(centre).data("推薦する"), centre.data("今回は見送る")
    for _ in range(2):
        centre.presses(give).sees("推薦します")
    centre.presses(not_now).sees(STALE, "推薦します")
    assert (kept(chat.world), noted(chat.world)) == ([(ALONE, "given", True)], ["recommendation.given"])


def test_two_coordinators_at_once_give_one_answer(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    coordinator(chat.world, OTHER)
    other = chat_as(OTHER)
    asks(chat, chiefs(chat.world))
    at_once((centre, looks(centre).data("推薦する")), (other, looks(other).data("今回は見送る")))
    assert [len(kept(chat.world)), len(noted(chat.world))] == [1, 1]
    assert sorted(STALE in one.text for one in (centre, other)) == [False, True]


def test_her_taking_back_and_an_answer_at_once_leave_either(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    asks(chat, run)
    give = looks(centre).data("推薦する")
    at_once((chat, f"run.ask_back:{short(run)}"), (centre, give))
    # Whoever was first: she has taken it back in the end, and a recommendation that was given before is noted.
    assert [state for _, state, _ in kept(chat.world)] == ["withdrawn"]


def test_a_run_without_the_ward_has_no_such_door(chat: Chat) -> None:
    run = made(chat.world)
    assert "区の推薦をお願いする" not in chat.presses(f"run:{short(run)}").buttons
    chat.presses(f"run.ask_now:{short(run)}").sees(STALE)
    assert kept(chat.world) == []


def test_of_a_run_that_is_off_or_over_nothing_waits(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    run = chiefs(chat.world)
    asks(chat, run)
    give = looks(centre).data("推薦する")
    changed(chat.world, run, off_at=chat.world.clock.now())
    centre.presses(give).sees(STALE, "いま、推薦のお願いはありません。")
    chat.presses(f"run.ask_now:{short(run)}").sees(STALE)
    assert kept(chat.world) == [(ALONE, "asked", False)]
    assert centre.waits_until(TUESDAY).heard() == []


@pytest.mark.parametrize("verb", ["asked_one", "give", "not_now", "undecide"])
def test_nobody_else_reads_or_answers_a_request(chat_as: Callable[[str], Chat], verb: str) -> None:
    chat, other = chat_as(ALONE), chat_as("小林 なお")
    asks(chat, chiefs(chat.world))

    def read(here: Here) -> UUID:
        return here.session.scalars(select(Recommendation.id)).one()

    for one in (chat, other):
        one.presses(f"runs.{verb}:{short(within(chat.world, read))}").sees(STALE)
    assert kept(chat.world) == [(ALONE, "asked", False)]


def test_who_has_left_asks_for_nothing_any_more(chat_as: Callable[[str], Chat]) -> None:
    chat, centre = chat_as(ALONE), chat_as(CENTRE)
    asks(chat, chiefs(chat.world))

    def leave(here: Here) -> None:
        people.by_name(here, ALONE)[0].removed_at = chat.world.clock.now()

    within(chat.world, leave)
    centre.presses("runs.asked:").sees("いま、推薦のお願いはありません。")


def test_for_one_persons_requests_nobody_elses_are_read(world: World) -> None:
    run = chiefs(world)
    for name in (ALONE, CENTRE):
        not_recommended(world, name, run)

    def read(here: Here) -> tuple[list[UUID], list[object]]:
        found = applications.requests_of(here, by_name(here, ALONE))
        loaded = [one for one in here.session.identity_map.values() if isinstance(one, Recommendation)]
        return [one.run_id for one in found], [one is found[0] for one in loaded]

    assert within(world, read) == ([run], [True])
