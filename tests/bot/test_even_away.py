"""On leave nothing unasked comes, but for what would be lost: by itself, at her hour, once, and never at night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from bot.app import build_house
from handlers.kit.cards import Card
from handlers.kit.house import Conversation, House, NoticeKind, Pace
from messages.words import given
from storage import claims
from storage.claims import OnLeave
from storage.leases import LEASE
from tests.bot.test_delivery import Wire
from tests.bot.trouble import post, rows
from tests.bot.wires import at, delivery_on, goes, likes
from tests.chat import Chat
from tests.world import ALONE, CENTRE, World, settings_for

LAST, SOON, NOW, MORNING = "away.last", "away.soon", "away.now", "away.morning"
ONE = "おはようございます。お知らせは1つだけです。"
LATE = "少し遅れてお届けするものが入っています。"


def kind(said: str, **values: object) -> NoticeKind:
    """Return a kind that says always the same."""
    return NoticeKind(lambda _turn, _subject: (Card(paragraphs=(given(said),)),), **values)  # type: ignore[arg-type]


def house(gone: set[UUID]) -> House:
    """Return the house with a kind of each pace, and one that comes even on leave unless its subject is gone."""

    def last(_turn: object, subject: UUID) -> tuple[Card, ...] | None:
        return None if subject in gone else (Card(paragraphs=(given("最後の窓口"),)),)

    notices = {
        SOON: kind("すぐのこと", pace="soon", repeats=True),
        NOW: kind("いまのこと", pace="now", repeats=True),
        MORNING: kind("朝のこと"),
        LAST: NoticeKind(last, even_calm=True, even_away=True),
    }
    own = build_house()
    return replace(own, conversations=(*own.conversations, Conversation("away", lambda _turn: (), {}, notices=notices)))


@pytest.fixture
def gone() -> set[UUID]:
    """Subjects that matter no more."""
    return set()


@pytest.fixture
def away(backend: str, tmp_path: Path, gone: set[UUID]) -> Iterator[World]:
    """A counsellor on leave without an end; it is Monday, 23 November, a holiday, at 17:50."""
    world = World(settings_for(tmp_path / "var", backend), house=house(gone))
    likes(world, away_since=datetime(2026, 11, 20, tzinfo=UTC), rhythm="none")
    yield world
    world.close()


def said(world: World, wire: Wire, name: str = ALONE) -> list[list[str]]:
    """Return what was shown to somebody, message by message."""
    return [text.split("\n") for user, _, text in wire.shown if user == world.person(name)]


def test_only_what_would_be_lost_comes_and_only_in_the_morning_of_a_working_day(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    for one in (SOON, NOW, MORNING, LAST):
        post(away, ALONE, kind=one)
    for moment in ("2026-11-23 17:50", "2026-11-23 23:30", "2026-11-24 02:00", "2026-11-24 08:59"):
        at(away, moment)
        goes(away, delivery)
        assert said(away, wire) == []
    at(away, "2026-11-24 09:00")
    for _ in range(3):
        goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]
    assert [(told.letter, told.quiet) for told in wire.told] == [(True, False)]


def test_where_nothing_would_be_lost_there_is_no_letter_at_all(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    post(away, ALONE, kind=MORNING)
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    assert (said(away, wire), rows(away, "SELECT state FROM outbox WHERE kind = 'morning.letter'")) == ([], [])


def test_not_in_her_evening_either(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    at(away, "2026-11-24 18:00")
    post(away, ALONE, kind=LAST)
    for moment in ("2026-11-24 18:00", "2026-11-24 22:00", "2026-11-25 08:59"):
        at(away, moment)
        goes(away, delivery)
    assert said(away, wire) == []
    at(away, "2026-11-25 09:00")
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]


def test_quiet_weeks_besides_change_nothing(away: World) -> None:
    likes(away, calm_until=date(2026, 12, 7))
    wire = Wire()
    delivery = delivery_on(away, wire)
    for one in (MORNING, LAST):
        post(away, ALONE, kind=one)
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]


def test_what_is_true_no_more_is_not_said(away: World, gone: set[UUID]) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    gone.add(post(away, ALONE, kind=LAST))
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    at(away, "2026-11-25 09:00")
    goes(away, delivery)
    assert said(away, wire) == []


def test_the_rest_comes_when_she_is_back_and_nothing_twice(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    for one in (MORNING, LAST):
        post(away, ALONE, kind=one)
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    at(away, "2026-11-25 08:00")
    Chat(away, away.person()).opens().presses("settings.back:")
    at(away, "2026-11-25 09:00")
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"], [ONE, LATE, "朝のこと"]]


def test_a_letter_that_waited_when_she_left_brings_only_what_would_be_lost(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    likes(away, away_since=None)
    post(away, ALONE, kind=MORNING)
    at(away, "2026-11-24 09:00")
    away.run(delivery.plan())
    likes(away, away_since=away.clock.now())
    goes(away, delivery)
    assert said(away, wire) == []
    post(away, ALONE, kind=LAST)
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]


def test_who_was_removed_or_paused_is_told_nothing(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    post(away, ALONE, kind=LAST)
    likes(away, paused_at=away.clock.now())
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    assert wire.shown == []


def test_what_a_sender_carried_that_died_comes_although_she_is_on_leave(away: World) -> None:
    wire = Wire()
    delivery = delivery_on(away, wire)
    post(away, ALONE, kind=LAST)
    at(away, "2026-11-24 09:00")
    away.run(delivery.plan())
    on_leave = OnLeave("morning.letter", frozenset({LAST}))
    with away.app.stores.database.writer.begin() as link:
        assert [one.kind for one in claims.claim(link, away.clock.now(), 9, {LAST, MORNING}, on_leave)] == [
            "morning.letter"
        ]
    away.clock.at += LEASE
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]


def test_others_get_their_letters_beside_her(away: World) -> None:
    likes(away, CENTRE, rhythm="none")
    wire = Wire()
    delivery = delivery_on(away, wire)
    for name in (ALONE, CENTRE):
        for one in (MORNING, LAST):
            post(away, name, kind=one)
    at(away, "2026-11-24 09:00")
    goes(away, delivery)
    assert said(away, wire) == [[ONE, "最後の窓口"]]
    assert [lines[1:] for lines in said(away, wire, CENTRE)] == [["朝のこと", "最後の窓口"]]


@pytest.mark.parametrize(("pace", "calm"), [("now", True), ("soon", True), ("morning", False)])
def test_only_what_waits_for_the_morning_can_break_a_leave(pace: Pace, calm: bool) -> None:
    wrong = kind("夜中のこと", pace=pace, repeats=True, even_calm=calm, even_away=True)
    own = build_house()
    with pytest.raises(ValueError, match=r"breaks a leave: \['away.night'\]"):
        replace(own, conversations=(Conversation("night", lambda _turn: (), {}, notices={"away.night": wrong}),))
