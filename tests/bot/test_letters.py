"""朝の1通: one message a person and day, at her minute of a working day; what cannot wait does not wait for it."""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.letters import MOST_IN_LETTER
from bot.writer import Writer
from handlers.kit.errors import TryLater, Undeliverable
from storage.db import EVERYWHERE, open_database
from storage.outbox import outbox
from tests.bot.test_delivery import Wire
from tests.bot.trouble import KIND, MORNING, SOON, Doing, Trouble, post, rows
from tests.bot.wires import at, delivery_on, goes, likes
from tests.chat import Chat
from tests.world import ALONE, CENTRE, World

ONE = "おはようございます。お知らせは1つだけです。"
LATE = "少し遅れてお届けするものが入っています。"
# What hosts are asked on the twentieth has its own tests.
STATES = "SELECT kind, state FROM outbox WHERE kind <> 'hosting.month' ORDER BY id"


def many(count: int) -> str:
    """Return the greeting of a letter with several things."""
    return f"おはようございます。お知らせは{count}つです。"


def said(wire: Wire) -> list[list[str]]:
    """Return the lines of every message that was shown."""
    return [text.split("\n") for _, _, text in wire.shown]


def test_everything_that_can_wait_is_one_message_in_the_morning(troubled: World) -> None:
    at(troubled, "2026-11-24 08:00")
    subjects = [post(troubled, ALONE, kind=MORNING) for _ in range(3)]
    wire = Wire()
    delivery = delivery_on(troubled, wire)
    at(troubled, "2026-11-24 08:59:59")
    goes(troubled, delivery)
    assert wire.shown == []
    at(troubled, "2026-11-24 09:00")
    for _ in range(3):
        goes(troubled, delivery)
    assert said(wire) == [[many(3), *(f"お知らせ {subject}" for subject in subjects)]]
    assert [(told.letter, told.quiet, told.again) for told in wire.told] == [(True, False, False)]
    assert sorted(rows(troubled, STATES)) == [("morning.letter", "sent"), *[(MORNING, "sent")] * 3]
    assert rows(troubled, "SELECT DISTINCT reference, platform FROM outbox") == [("ref-1", "web")]


def test_what_comes_later_that_day_waits_for_the_next_working_day(troubled: World) -> None:
    # A Friday: the next working day is Monday.
    at(troubled, "2026-11-27 09:00")
    first, wire = post(troubled, ALONE, kind=MORNING), Wire()
    delivery = delivery_on(troubled, wire)
    goes(troubled, delivery)
    at(troubled, "2026-11-27 09:01")
    second = post(troubled, ALONE, kind=MORNING)
    for moment in ("2026-11-27 17:59", "2026-11-28 09:00", "2026-11-29 12:00", "2026-11-30 08:59"):
        at(troubled, moment)
        goes(troubled, delivery)
    assert said(wire) == [[ONE, f"お知らせ {first}"]]
    at(troubled, "2026-11-30 09:00")
    goes(troubled, delivery)
    # It comes when it was to come: nothing is said to be late.
    assert said(wire)[1:] == [[ONE, f"お知らせ {second}"]]


@pytest.mark.parametrize(
    "moment",
    ["2026-11-23 09:30", "2026-11-28 09:30", "2026-12-29 09:30", "2027-01-03 09:30", "2026-11-24 18:00"],
    ids=["public holiday", "Saturday", "end of the year", "third of January", "her evening"],
)
def test_no_letter_comes_when_offices_are_closed(troubled: World, moment: str) -> None:
    at(troubled, moment)
    post(troubled, ALONE, kind=MORNING)
    wire = Wire()
    goes(troubled, delivery_on(troubled, wire))
    assert (wire.shown, rows(troubled, STATES)) == ([], [(MORNING, "waiting")])


def test_each_person_has_her_own_hour(troubled: World) -> None:
    at(troubled, "2026-11-24 07:00")
    likes(troubled, ALONE, morning_at=7 * 60 + 30)
    likes(troubled, CENTRE, morning_at=11 * 60)
    for name in (ALONE, CENTRE):
        post(troubled, name, kind=MORNING)
    wire, came = Wire(), []
    delivery = delivery_on(troubled, wire)
    for hour in ("07:29", "07:30", "10:59", "11:00"):
        at(troubled, f"2026-11-24 {hour}")
        goes(troubled, delivery)
        came.append([user for user, _, _ in wire.shown])
    alone, centre = troubled.person(), troubled.person(CENTRE)
    assert came == [[], [alone], [alone], [alone, centre]]
    # Before the hours in which her telephone may ring the letter comes without a sound.
    assert [told.quiet for told in wire.told] == [True, False]


def test_a_letter_brings_eight_things_and_the_next_one_the_rest(troubled: World) -> None:
    at(troubled, "2026-11-24 08:00")
    subjects = [f"お知らせ {post(troubled, ALONE, kind=MORNING)}" for _ in range(MOST_IN_LETTER * 2 + 1)]
    wire = Wire()
    delivery = delivery_on(troubled, wire)
    for day in (24, 25, 26, 27):
        at(troubled, f"2026-11-{day} 09:00")
        goes(troubled, delivery)
    eight = MOST_IN_LETTER
    assert said(wire) == [
        [many(eight), *subjects[:eight]],
        [many(eight), LATE, *subjects[eight : 2 * eight]],
        [ONE, LATE, subjects[-1]],
    ]


def test_what_does_not_matter_any_more_is_left_out_and_so_is_a_letter_of_nothing_else(
    troubled: World, doing: Doing
) -> None:
    at(troubled, "2026-11-24 08:00")
    gone = post(troubled, ALONE, kind=MORNING)
    post(troubled, ALONE, kind=MORNING)
    post(troubled, CENTRE, kind=MORNING, subject=gone)
    doing.told = lambda subject: None if subject == gone else "まだ大事"
    wire = Wire()
    at(troubled, "2026-11-24 09:00")
    goes(troubled, delivery_on(troubled, wire))
    assert [(user, text) for user, _, text in wire.shown] == [(troubled.person(), f"{ONE}\nまだ大事")]
    found = rows(troubled, "SELECT kind, state, count(*) FROM outbox GROUP BY kind, state ORDER BY kind, state")
    letters = [("morning.letter", "moot", 1), ("morning.letter", "sent", 1)]
    assert found == [*letters, (MORNING, "moot", 2), (MORNING, "sent", 1)]


@pytest.mark.parametrize("kind", [KIND, SOON])
def test_what_cannot_wait_comes_at_once_and_at_night_without_a_sound(troubled: World, kind: str) -> None:
    wire = Wire()
    delivery = delivery_on(troubled, wire)
    for moment in ("2026-11-24 12:00", "2026-11-24 22:00", "2026-11-28 12:00"):
        at(troubled, moment)
        post(troubled, ALONE, kind=kind)
        goes(troubled, delivery)
    assert [(told.quiet, told.letter) for told in wire.told] == [(False, False), (True, False), (True, False)]


def test_an_answer_at_night_waits_for_the_morning_where_she_likes_it_so(troubled: World) -> None:
    likes(troubled, after_hours="morning", hours_from=10 * 60)
    wire, came = Wire(), []
    delivery = delivery_on(troubled, wire)
    # A Friday evening.
    at(troubled, "2026-11-27 18:00")
    answer, urgent = post(troubled, ALONE, kind=SOON), post(troubled, ALONE, kind=KIND)
    for moment in ("2026-11-27 18:00", "2026-11-28 10:00", "2026-11-30 09:59", "2026-11-30 10:00"):
        at(troubled, moment)
        goes(troubled, delivery)
        came.append([text for _, _, text in wire.shown])
    first = [f"お知らせ {urgent}"]
    assert came == [first, first, first, [*first, f"お知らせ {answer}"]]
    assert [told.quiet for told in wire.told] == [True, False]


def test_on_leave_nothing_comes_and_afterwards_nothing_is_missing(troubled: World) -> None:
    at(troubled, "2026-11-24 08:00")
    likes(troubled, away_since=troubled.clock.now(), away_until=date(2026, 12, 7))
    kinds = (MORNING, SOON, KIND)
    subjects = {kind: post(troubled, ALONE, kind=kind) for kind in kinds}
    another = post(troubled, CENTRE, kind=KIND)
    wire = Wire()
    delivery = delivery_on(troubled, wire)
    for moment in ("2026-11-24 09:00", "2026-11-27 12:00", "2026-12-06 23:59"):
        at(troubled, moment)
        goes(troubled, delivery)
    assert said(wire) == [[f"お知らせ {another}"]]
    at(troubled, "2026-12-07 09:00")
    goes(troubled, delivery)
    assert sorted(said(wire)[1:]) == sorted(
        [[f"お知らせ {subjects[SOON]}"], [f"お知らせ {subjects[KIND]}"], [ONE, LATE, f"お知らせ {subjects[MORNING]}"]]
    )


def test_what_waits_for_those_on_leave_takes_nobody_elses_place(troubled: World) -> None:
    likes(troubled, away_since=troubled.clock.now())
    for _ in range(60):
        post(troubled, ALONE)
    troubled.clock.forward(seconds=1)
    post(troubled, CENTRE)
    wire = Wire()
    goes(troubled, delivery_on(troubled, wire))
    assert [user for user, _, _ in wire.shown] == [troubled.person(CENTRE)]


@pytest.mark.parametrize("until", ["2026-11-24 18:00", "2026-11-25 08:59"])
def test_a_letter_that_did_not_get_through_by_the_evening_is_the_next_mornings(troubled: World, until: str) -> None:
    away = True

    def later(_user: str) -> None:
        if away:
            raise TryLater("limit", 1800)

    at(troubled, "2026-11-24 17:50")
    subject, wire = post(troubled, ALONE, kind=MORNING), Wire(later)
    delivery = delivery_on(troubled, wire)
    goes(troubled, delivery)
    away = False
    at(troubled, until)
    goes(troubled, delivery)
    assert wire.shown == []
    at(troubled, "2026-11-25 09:00")
    for _ in range(2):
        goes(troubled, delivery)
    assert said(wire) == [[ONE, f"お知らせ {subject}"]]


def test_what_a_dead_letter_did_not_bring_comes_with_the_next(troubled: World) -> None:
    broken = True

    def fails(_user: str) -> None:
        if broken:
            raise Trouble

    at(troubled, "2026-11-24 09:00")
    likes(troubled, CENTRE, away_since=troubled.clock.now())
    subject, wire = post(troubled, ALONE, kind=MORNING), Wire(fails)
    delivery = delivery_on(troubled, wire)
    for _ in range(8):
        goes(troubled, delivery)
        troubled.clock.forward(minutes=25)
    assert rows(troubled, "SELECT kind, state, reason FROM outbox ORDER BY kind") == [
        ("morning.letter", "dead", "attempts"),
        (MORNING, "waiting", None),
    ]
    broken = False
    at(troubled, "2026-11-25 09:00")
    goes(troubled, delivery)
    assert said(wire) == [[ONE, LATE, f"お知らせ {subject}"]]
    # From here on nobody has to look after the dead one.
    assert rows(troubled, "SELECT count(*) FROM outbox WHERE state = 'dead' AND closed_at IS NULL") == [(0,)]


@pytest.mark.parametrize("times", [2, 10])
def test_however_often_it_is_planned_the_letter_comes_once(troubled: World, times: int) -> None:
    at(troubled, "2026-11-24 09:00")
    subject, wire = post(troubled, ALONE, kind=MORNING), Wire()
    delivery = delivery_on(troubled, wire)
    for _ in range(times):
        troubled.run(delivery.plan())
    for _ in range(times):
        goes(troubled, delivery)
    assert said(wire) == [[ONE, f"お知らせ {subject}"]]


def test_two_programs_that_plan_and_deliver_at_once_send_one_letter_each(troubled: World) -> None:
    at(troubled, "2026-11-24 09:00")
    names = (ALONE, CENTRE, "佐藤 はるか", "小林 なお")
    for name in names:
        for _ in range(3):
            post(troubled, name, kind=MORNING)
    databases = [open_database(troubled.settings.database) for _ in range(2)]
    writers = [Writer(database) for database in databases]
    wires = [Wire(), Wire()]
    parts = zip(wires, writers, databases, strict=True)
    works = [delivery_on(troubled, wire, writer=writer, database=database) for wire, writer, database in parts]

    async def at_once() -> None:
        for writer in writers:
            writer.start()
        for _ in range(3):
            await asyncio.gather(*(work.plan() for work in works))
            await asyncio.gather(*(work.tick() for work in works))
        for writer in writers:
            await writer.stop()

    troubled.run(at_once())
    for database in databases:
        database.dispose()
    shown = [user for wire in wires for user, _, _ in wire.shown]
    assert sorted(shown) == sorted(troubled.person(name) for name in names)
    assert {len(text.split("\n")) for wire in wires for _, _, text in wire.shown} == {4}


def test_after_three_days_without_a_tick_there_is_one_letter_that_says_so(troubled: World) -> None:
    subjects = []
    for day in (24, 25, 26):
        at(troubled, f"2026-11-{day} 00:00")
        subjects.append(f"お知らせ {post(troubled, ALONE, kind=MORNING)}")
    at(troubled, "2026-11-27 13:00")
    wire = Wire()
    delivery = delivery_on(troubled, wire)
    for _ in range(2):
        goes(troubled, delivery)
    assert said(wire) == [[many(3), LATE, *subjects]]


def test_the_question_about_a_next_step_is_in_the_letter_and_on_home_once(world: World) -> None:
    at(world, "2026-11-24 10:00")
    chat = Chat(world, world.person()).opens()
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("これから考えたい").says("x")
    chat.taps("今回は関係しない").says("散歩の道を歩く").taps("1週間後").sees("おつかれさまでした")
    at(world, "2026-12-01 08:59")
    assert [chat.comes().notices, chat.home()] == [[], ["きょうは、なにをしますか"]]
    at(world, "2026-12-01 09:00")
    chat.comes()
    (letter,) = chat.notices
    assert letter["cards"][0]["paragraphs"] == [ONE]
    assert [card["title"] for card in letter["cards"]] == [None, "次の一歩のこと"]
    assert chat.home() == ["次の一歩のこと", "きょうは、なにをしますか"]
    # Answered, it stands neither on home nor in the letter any more.
    chat.taps("やってみた")
    chat.told = set()
    assert (chat.comes().notices, chat.home()) == ([], ["きょうは、なにをしますか"])


def test_a_letter_begun_before_a_leave_is_not_sent_on_the_saturday_after_it(troubled: World) -> None:
    at(troubled, "2026-11-26 09:00")
    subject, wire = post(troubled, ALONE, kind=MORNING), Wire()
    delivery = delivery_on(troubled, wire)
    troubled.run(delivery.plan())
    likes(troubled, away_since=troubled.clock.now(), away_until=date(2026, 11, 28))
    for moment in ("2026-11-26 09:01", "2026-11-28 10:00"):
        at(troubled, moment)
        goes(troubled, delivery)
    assert wire.shown == []
    at(troubled, "2026-11-30 09:00")
    goes(troubled, delivery)
    assert said(wire) == [[ONE, LATE, f"お知らせ {subject}"]]


def test_things_that_no_longer_matter_take_nobody_elses_place_in_a_letter(troubled: World, doing: Doing) -> None:
    at(troubled, "2026-11-24 08:00")
    gone = [post(troubled, ALONE, kind=MORNING) for _ in range(MOST_IN_LETTER + 1)]
    subject, wire = post(troubled, ALONE, kind=MORNING), Wire()
    doing.told = lambda one: None if one in gone else f"お知らせ {one}"
    at(troubled, "2026-11-24 09:00")
    goes(troubled, delivery_on(troubled, wire))
    assert said(wire) == [[ONE, f"お知らせ {subject}"]]


def test_one_thing_that_a_platform_refuses_does_not_keep_all_letters_back(troubled: World, doing: Doing) -> None:
    at(troubled, "2026-11-24 08:00")
    subjects = [post(troubled, ALONE, kind=MORNING) for _ in range(3)]
    bad, wire = subjects[1], Wire()
    delivery = delivery_on(troubled, wire)

    def refuses(_user: str) -> None:
        if bad in carried(troubled):
            raise Undeliverable("refused")

    wire.fails = refuses
    for day in ("24", "25", "26", "27", "30"):
        at(troubled, f"2026-11-{day} 09:00")
        goes(troubled, delivery)
    hers = [text.split("\n")[-1:] for user, _, text in wire.shown if user == troubled.person()]
    assert hers == [[f"お知らせ {subjects[0]}"], [f"お知らせ {subjects[2]}"]]
    ended = f"SELECT state, reason FROM outbox WHERE kind = '{MORNING}' ORDER BY id"
    assert rows(troubled, ended) == [("sent", ""), ("dead", "refused"), ("sent", "")]


def carried(world: World) -> set[UUID]:
    """Return the subjects of what is in a letter on its way."""
    with world.app.stores.database.read() as session:
        wanted = select(outbox.c.subject_id).where(outbox.c.state == "carried").execution_options(**EVERYWHERE)
        return set(session.scalars(wanted))
