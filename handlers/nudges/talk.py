"""Nudges when they are answered: each press looks at the rows again; an old button is told how things stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlers.kit.cards import Button
from handlers.kit.days import working_day
from handlers.kit.errors import Stale
from handlers.kit.fields import Day
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.nudges import cards, managers, notices
from handlers.nudges.notices import Found
from handlers.nudges.plan import KINDS, plan
from handlers.nudges.stages import COURSE, last_chance, of_topic, right
from handlers.nudges.words import course_key
from handlers.runs.answers import fills
from handlers.runs.said import titled_for
from handlers.settings import talk as settings
from handlers.training import asking, duty
from handlers.training import cards as training
from handlers.training.chances import open_on
from messages.courses import RENEWAL
from messages.words import Msg, msg
from storage import applications, careers, nudges, outbox, runs
from storage.ids import unshort
from storage.runs import CourseRun

# As far ahead as a day can be chosen.
FURTHEST = timedelta(days=366)


def _mine(turn: Turn, id: str) -> Found:
    """Return what a button belongs to; raises Stale where it is none of hers."""
    found = notices.find(turn, unshort(id)) if id else None
    if found is None:
        raise Stale("nudge", shows=(training.hub_card(turn),))
    return found


def _alive(turn: Turn, id: str) -> Found:
    """Return what a button belongs to, as long as its matter is open; raises Stale."""
    found = _mine(turn, id)
    if not _is_open(turn, found):
        raise Stale("over", shows=(training.hub_card(turn),))
    return found


def _is_open(turn: Turn, found: Found) -> bool:
    """Tell whether there is still something to be said of what it was about."""
    return bool(of_topic(right(found.facts, turn.today), found.facts, found.topic, turn.today))


def _answer(turn: Turn, found: Found, said: str, again_on: date | None = None) -> None:
    nudges.answer(turn.here, found.subject, turn.person_id, said, turn.now, again_on)
    for kind in KINDS:
        outbox.close(turn.here, turn.person_id, kind, found.subject, turn.now)


def applied(turn: Turn, id: str) -> Reply:
    """Keep that she has applied for the run that it was about, or ask which; raises Stale."""
    found = _mine(turn, id)
    filling = _lasting(turn, found)
    named = {row.about for row in found.rows}
    own = [run for run in filling if run.id in named]
    offered = own or open_on(filling, turn.today) or filling
    if not own and not _is_open(turn, found):
        raise Stale("applied", shows=(training.hub_card(turn),))
    if not offered:
        _answer(turn, found, "applied")
        return Reply(cards=(cards.said(msg("nudges-applied-noted"), buttons=(_door(),), about=id),))
    if len(offered) > 1:
        return Reply(cards=(cards.which(turn, offered, id),))
    _answer(turn, found, "applied")
    return _applied(turn, offered[0], id)


def _lasting(turn: Turn, found: Found) -> list[CourseRun]:
    """Return the runs that would fill her window and are not over."""
    return [run for run in fills(found.facts.known, found.facts.runs) if run.ends_on >= turn.today]


def applied_for(turn: Turn, id: str) -> Reply:
    """Keep that she has applied for the run that the press names; raises Stale where it is none for her."""
    found = _mine(turn, id)
    run = next((run for run in _lasting(turn, found) if cards.mark(run) == turn.version), None)
    if run is None:
        raise Stale("run", shows=(training.hub_card(turn),))
    _answer(turn, found, "applied")
    return _applied(turn, run, id)


def _applied(turn: Turn, run: CourseRun, about: str) -> Reply:
    applications.say(turn.here, run.id, turn.person_id, "applied", turn.now)
    said = msg("nudges-applied-said", title=titled_for(turn, run), day=run.opens_on)
    return Reply(cards=(cards.said(said, buttons=(_door(),), about=about),))


def _door() -> Button:
    return Button(msg("training-hub-back"), cards.ALL)


def done(turn: Turn, id: str) -> Reply:
    """Ask for the day of a completion alone: what it fills is told no more from then on; raises Stale."""
    found = _mine(turn, id)
    return asking.add_of(turn, course_key(found.facts, found.true[0]) if found.true else RENEWAL)


def later(turn: Turn, id: str) -> Reply:
    """Ask when she wants to hear of it again; raises Stale where it is over."""
    _alive(turn, id)
    return Reply(cards=(cards.when(id),))


def tomorrow(turn: Turn, id: str) -> Reply:
    """Tell it again on the next working day."""
    return _again(turn, id, turn.today + timedelta(days=1))


def next_week(turn: Turn, id: str) -> Reply:
    """Tell it again in a week."""
    return _again(turn, id, turn.today + timedelta(days=7))


def _again(turn: Turn, id: str, day: date) -> Reply:
    found = _alive(turn, id)
    day = working_day(day, turn.who.network.closed_days)
    _answer(turn, found, "later", day)
    says = [msg("nudges-later-said", day=day)]
    window = found.facts.known.standing.window
    last = last_chance(window, found.facts, turn.today) if window else None
    if found.topic == COURSE and last and last.apply_to and turn.today <= last.apply_to <= day:
        says.append(msg("nudges-later-last", day=last.apply_to))
    return Reply(cards=(cards.said(*says, about=id),))


def ask_day(turn: Turn, id: str) -> Reply:
    """Begin to ask for the day."""
    _alive(turn, id)
    return Reply(ask=Ask("nudge.day", {"id": id, "today": turn.today.isoformat()}))


def _day(today: date) -> Day:
    first = today + timedelta(days=1)
    return Day(name="day", ask=msg("nudges-day-ask"), today=today, first=first, last=today + FURTHEST)


def build_day(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks for the day, as seen from the day on which it was begun."""
    return Form(msg("nudges-day-title"), (_day(date.fromisoformat(params["today"])),), one_by_one=True)


def chosen(turn: Turn, filled: Filled) -> Reply:
    """Tell it again on the chosen day; raises Refusal where that is over by now."""
    day = _day(turn.today).read(filled.answers.get("day"), turn.words)
    assert day
    return _again(turn, filled.params["id"], date.fromisoformat(day))


def not_mine(turn: Turn, id: str) -> Reply:
    """Say what it means that training deadlines do not concern her, before it holds; raises Stale."""
    found = _mine(turn, id)
    return Reply(cards=(cards.sure_not_mine(id, of_run=any(row.about for row in found.rows)),))


def out(turn: Turn, id: str) -> Reply:
    """Keep that training deadlines do not concern her: nothing of them is told from then on."""
    found = _mine(turn, id)
    careers.made(turn.here, turn.person_id).not_mine_at = turn.now
    _answer(turn, found, "not_mine")
    buttons = [Button(msg("nudges-not-mine-back"), "nudge.mine", id)]
    return Reply(cards=(cards.said(msg("nudges-not-mine-said"), buttons=buttons, about=id),))


def look(turn: Turn, id: str) -> Reply:
    """Show what was told once more, as it stands; raises Stale where there is nothing to say of it any more."""
    found = _mine(turn, id)
    told = notices.told(turn, found.subject)
    if told is None:
        raise Stale("over", shows=(training.hub_card(turn),))
    return Reply(cards=told)


def mine(turn: Turn, id: str) -> Reply:
    """Take back that they do not concern her; raises Stale where the button is none of hers."""
    _mine(turn, id)
    careers.made(turn.here, turn.person_id).not_mine_at = None
    turn.here.session.flush()
    # What is due today is told today: it may be the last day to apply.
    nudges.look_anew(turn.here)
    return Reply(cards=(cards.said(msg("nudges-not-mine-back-said"), about=id),))


def not_this(turn: Turn, id: str) -> Reply:
    """Keep that only these runs are none for her."""
    return _about(turn, id, "not_for_me", msg("nudges-not-this-said"))


def missed(turn: Turn, id: str) -> Reply:
    """Keep that she did not take part after all."""
    return _about(turn, id, "withdrawn", msg("nudges-missed-said"))


def _about(turn: Turn, id: str, state: str, says: Msg) -> Reply:
    found = _mine(turn, id)
    for run_id in sorted({row.about for row in found.rows if row.about}):
        if runs.get(turn.here, run_id):
            applications.say(turn.here, run_id, turn.person_id, state, turn.now)
    # Another run may be her last one now.
    nudges.look_anew(turn.here)
    _answer(turn, found, "not_mine")
    return Reply(cards=(cards.said(says, about=id),))


def away(turn: Turn, id: str) -> Reply:
    """Lead to her leave: nobody is asked why, and only the last chance is told meanwhile."""
    _mine(turn, id)
    return Reply(ask=Ask("nudge.away", {"id": id, "today": turn.today.isoformat()}))


def left(turn: Turn, filled: Filled) -> Reply:
    """Begin her leave: only with it is the nudge answered, for she may leave the question as well."""
    found = notices.find(turn, unshort(filled.params["id"]))
    reply = settings.leave(turn, filled)
    if found:
        _answer(turn, found, "away")
    return reply


CONVERSATION = Conversation(
    name="nudges",
    doors=lambda _turn: (),
    verbs={
        "nudge.applied": applied,
        "nudge.for": applied_for,
        "nudge.done": done,
        "nudge.later": later,
        "nudge.tomorrow": tomorrow,
        "nudge.week": next_week,
        "nudge.day": ask_day,
        "nudge.not_mine": not_mine,
        "nudge.out": out,
        "nudge.look": look,
        "nudge.mine": mine,
        "nudge.not_this": not_this,
        "nudge.missed": missed,
        "nudge.away": away,
    },
    forms={"nudge.day": FormKind(build_day, chosen), "nudge.away": FormKind(settings.build_leave, left)},
    notices=notices.NOTICES,
    plan=plan,
    # A manager's line comes to him whatever else he is.
    only=frozenset((*duty.ROLES, managers.ROLE)),
)
