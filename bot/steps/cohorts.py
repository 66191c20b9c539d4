"""Steps of the preview: a coordinator makes a cohort and asks for its day; somebody in it answers, and was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.cohorts import cards, looked, notices, rules, staff
from handlers.kit.events import Sent, Tapped
from handlers.kit.fields import Select
from handlers.kit.turn import Scene, Turn
from messages.words import msg
from storage import cohorts, completions, outbox, people, polls
from storage.ids import short


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through a cohort, its poll, and the day."""
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield walk.do(Tapped("cohorts:"))
    yield walk.do(Tapped("cohort.desk:"))
    yield from _made(walk)
    with walk.behind() as (_, turn):
        cohort = cohorts.live(turn.here)[0].id
    yield from _people(walk, cohort)
    yield from _asked(walk, cohort)
    yield from _answered(walk, cohort)
    yield from _settled(walk, cohort)
    yield from _moved(walk, cohort)
    yield from _afterwards(walk, cohort)
    yield from _ended(walk)


def _types(walk: Walk, text: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))


def _picks(walk: Walk, place: int) -> Shot:
    page = walk.scene.page
    assert page is not None and isinstance(page.fields[0], Select)
    return _types(walk, page.fields[0].options[place].key)


def _made(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("cohort.make:"))
    yield _picks(walk, -1)
    for text in ("x", f"{walk.clock.at.year}/1"):
        yield _types(walk, text)
    yield walk.on_page("skip")
    with walk.behind() as (_, turn):
        (empty,) = cohorts.live(turn.here)
        yield Shot("cohort.empty", Scene(cards=(cards.group(turn, empty),)))
    yield walk.do(Tapped(f"cohort.end:{short(empty.id)}"))
    yield walk.tap("cohort.end_now")
    with walk.behind() as (_, turn):
        for person in people.everyone(turn.here)[:2]:
            completions.add(turn.here, person.id, rules.FIRST, _month(turn), "month", None, turn.now)
        completions.add(turn.here, turn.person_id, rules.FIRST, _month(turn), "month", None, turn.now)
        old = completions.add(turn.here, turn.person_id, rules.FIRST, date(2015, 4, 1), "month", None, turn.now).id
    yield walk.do(Tapped("cohort.make:"))
    with walk.behind() as (_, turn):
        completions.remove(turn.here, old, turn.person_id)
    yield _picks(walk, 0)
    yield walk.on_page("skip")


def _month(turn: Turn) -> date:
    return (turn.today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _people(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    for verb in ("add", "drop"):
        yield walk.do(Tapped(f"cohort.{verb}:{short(cohort)}"))
        yield _picks(walk, 0)
    yield walk.do(Tapped("cohort.desk:"))
    with walk.behind() as (_, turn):
        outside = [one.id for one in people.everyone(turn.here)]
        inside = [one.id for one in cohorts.members(turn.here, cohort)]
        cohorts.join(turn.here, cohort, outside)
    yield walk.do(Tapped(f"cohort.add:{short(cohort)}"))
    with walk.behind() as (_, turn):
        for id in outside:
            if id not in inside and id != turn.person_id:
                cohorts.drop(turn.here, cohort, id)
        cohorts.join(turn.here, cohort, [turn.person_id])
        others = [cohorts.make(turn.here, f"{number}", _month(turn), turn.person_id, turn.now) for number in range(7)]
    yield walk.do(Tapped("cohort.desk:"))
    with walk.behind() as (_, turn):
        for one in others:
            cohorts.end(turn.here, one.id, turn.now)


def _day(walk: Walk, after: int, hour: int) -> str:
    day = walk.network.local(walk.clock.at).date() + timedelta(days=after)
    while day.weekday() > 3:
        day += timedelta(days=1)
    return f"{day:%Y/%m/%d} {hour}:00"


def _asked(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    id = short(cohort)
    yield walk.do(Tapped(f"cohort.one:{id}"))
    yield walk.do(Tapped(f"cohort.ask:{id}"))
    for place in range(rules.MOST_TIMES):
        # The last one is the first once more.
        shot = _types(walk, _day(walk, 40, 10 + place % 5))
        if place in (0, 1, 5):
            yield shot
    yield _types(walk, "90")
    yield _types(walk, "A-1")
    yield _types(walk, _closing(walk, 59))
    yield _types(walk, _closing(walk, 30))
    yield walk.tap("last.send")
    yield walk.tap("mend.5")
    yield _types(walk, _day(walk, 20, 16))
    yield walk.tap("last.send")
    yield walk.tap("mend.8")
    yield _types(walk, _closing(walk, 10))
    yield walk.tap("last.send")
    yield walk.do(Tapped(f"cohort.one:{id}"))


def _closing(walk: Walk, after: int) -> str:
    return f"{walk.network.local(walk.clock.at).date() + timedelta(days=after):%Y/%m/%d}"


def _answered(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    yield walk.do(Tapped("cohorts:"))
    with walk.behind() as (_, turn):
        look = looked.of_cohort(turn, _cohort(turn, cohort))
        assert look
        title = msg("poll-remind", day=look.poll.closes_on)
        reminder = Shot(notices.REMIND, Scene(cards=cards.asked(turn, look, title=title)))
        times = look.times
    yield reminder
    for place, one in enumerate(times):
        yield walk.do(Tapped(f"poll.{polls.SAYS[place % 3]}:{short(one.id)}"))
    yield walk.do(Tapped(f"cohort.see:{short(look.poll.id)}"))


def _cohort(turn: Turn, id: UUID) -> cohorts.Cohort:
    found = cohorts.get(turn.here, id)
    assert found
    return found


def _settled(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        look = looked.of_cohort(turn, _cohort(turn, cohort))
        assert look
        outbox.post(turn.here, turn.person_id, notices.CLOSED, notices.subject(look.poll, notices.CLOSED), turn.now)
    id = short(look.poll.id)
    walk.clock.at += timedelta(days=11)
    yield walk.do(Tapped("cohorts:"))
    yield walk.do(Tapped(f"cohort.one:{short(cohort)}"))
    yield walk.do(Tapped(f"cohort.see:{id}"))
    with walk.behind() as (_, turn):
        closed = notices.NOTICES[notices.CLOSED].cards(turn, notices.subject(look.poll, notices.CLOSED))
    assert closed
    yield Shot(notices.CLOSED, Scene(cards=closed))
    yield (
        walk.tap("cohort.fix") if _has(walk, "cohort.fix") else walk.do(Tapped(f"cohort.fix:{short(look.times[0].id)}"))
    )
    yield walk.tap("cohort.settle")
    yield walk.do(Tapped(f"cohort.one:{short(cohort)}"))
    yield walk.do(Tapped("cohorts:"))
    yield walk.do(Tapped(f"poll.file:{id}"))


def _has(walk: Walk, verb: str) -> bool:
    return any(getattr(button, "verb", "") == verb for card in walk.scene.cards for button in card.buttons)


def _moved(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        look = looked.of_cohort(turn, _cohort(turn, cohort))
        assert look and look.poll.start_at
        start = turn.who.network.local(look.poll.start_at)
    id = short(look.poll.id)
    yield walk.do(Tapped(f"cohort.move:{id}"))
    yield _types(walk, f"{start:%Y/%m/%d}")
    yield _types(walk, f"{start:%Y/%m/%d %H:%M}")
    yield walk.tap("last.send")
    walk.do(Tapped(f"cohort.move:{id}"))
    _types(walk, _day(walk, 1, 15))
    walk.clock.at += timedelta(days=6)
    yield walk.tap("last.send")
    walk.do(Tapped(f"cohort.move:{id}"))
    _types(walk, _day(walk, 60, 15))
    yield walk.tap("last.send")
    with walk.behind() as (_, turn):
        look = looked.of_cohort(turn, _cohort(turn, cohort))
        assert look
        moved = cards.settled(turn, look, msg("poll-moved", title=look.cohort.title))
        out, open_off = cards.out(turn, look), staff.sure_off(look)
    yield Shot(notices.SETTLED, Scene(cards=(moved,)))
    yield Shot(notices.OFF, Scene(cards=(out, open_off)))


def _afterwards(walk: Walk, cohort: UUID) -> Iterator[Shot]:
    walk.clock.at += timedelta(days=70)
    with walk.behind() as (_, turn):
        look = looked.of_cohort(turn, _cohort(turn, cohort))
        assert look
    yield walk.do(Tapped(f"cohort.one:{short(cohort)}"))
    yield walk.do(Tapped("cohorts:"))
    for verb in ("missed", "took"):
        yield walk.do(Tapped(f"poll.{verb}:{short(look.poll.id)}"))


def _ended(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        another = cohorts.make(turn.here, "2", _month(turn), turn.person_id, turn.now)
        cohorts.join(turn.here, another.id, [turn.person_id])
    yield walk.do(Tapped("cohorts:"))
    with walk.behind() as (_, turn):
        starts, closes = [turn.now + timedelta(days=40)], turn.today + timedelta(days=20)
        poll = polls.begin(turn.here, another.id, starts, 60, "1", closes, turn.person_id, turn.now)
    yield walk.do(Tapped(f"cohort.off:{short(poll.id)}"))
    yield walk.tap("cohort.off_now")
    with walk.behind() as (_, turn):
        look = looked.look(turn, poll.id)
        assert look
        bare = cards.off(turn, look)
        polls.settle(turn.here, poll.id, starts[0])
        polls.call_off(turn.here, poll.id)
        look = looked.look(turn, poll.id)
        assert look
        dated = cards.off(turn, look)
    yield Shot(notices.OFF, Scene(cards=(bare, dated)))
    yield walk.do(Tapped(f"poll.file:{short(poll.id)}"))
