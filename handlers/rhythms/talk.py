"""毎月の声かけ when spoken to: turned on and off, put off, and two numbers a month that nobody else can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from handlers.kit.cards import PEOPLE, Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.language.counts import read_count
from handlers.rhythms import asks, rules
from messages.eras import Era
from messages.words import Msg, msg
from storage import careers, outbox, rhythms, stirring
from storage.ids import unshort
from storage.rhythms import Month

FORM = "rhythms.number"
NUMBER = "number"
# So many of the months that are over stand on the card.
PAST = 3
HOME = Button(msg("home-to-home"), "home")
HUB = Button(msg("rhythms-title"), "rhythms")
TRAINING = Button(msg("training-hub-back"), "training")


def show(turn: Turn, _id: str = "") -> Reply:
    """Show what is asked every month, and her own numbers."""
    return Reply(cards=(hub(turn),))


def hub(turn: Turn, *said: Msg) -> Card:
    """Return the card of the rhythms; `said` stands first on it."""
    mine = careers.of_person(turn.here, turn.person_id)
    cases, months = (mine.cases, mine.months) if mine else (False, False)
    known = rhythms.months_of(turn.here, turn.person_id)
    this = next((one for one in known if one.first_day == rules.month_of(turn.today)), None)
    facts = (
        Fact(msg("rhythms-cases"), _state(on=cases)),
        Fact(msg("rhythms-months"), _state(on=months)),
        *(Fact(_named(one.first_day), _numbers(one)) for one in known[:PAST]),
    )
    count = msg("rhythms-count-anew") if this else msg("rhythms-count")
    buttons = [
        Button(msg("rhythms-cases-off") if cases else msg("rhythms-cases-on"), _switch("cases", on=not cases)),
        Button(msg("rhythms-months-off") if months else msg("rhythms-months-on"), _switch("months", on=not months)),
        Button(count, "rhythms.count"),
        *([Button(msg("rhythms-left"), "rhythms.left")] if this and this.planned else []),
        *([Button(msg("rhythms-forget"), "rhythms.forget")] if known else []),
        TRAINING,
        HOME,
    ]
    # What was just done stands alone with whose the numbers are: how it goes she has read before.
    how = () if said else (msg("rhythms-when-each"), msg("rhythms-what"))
    says = (*said, *how, msg("rhythms-who"))
    return Card(title=msg("rhythms-title"), facts=facts, paragraphs=says, buttons=tuple(buttons), about=asks.ABOUT)


def _state(*, on: bool) -> Msg:
    return msg("rhythms-on") if on else msg("rhythms-off")


def _switch(which: str, *, on: bool) -> str:
    return f"rhythms.{which}_{'on' if on else 'off'}"


def _named(month: date) -> Msg:
    return msg("rhythms-month", month=Era(month, "month"))


def _numbers(one: Month) -> Msg:
    if one.left is None:
        return msg("rhythms-number", count=one.planned)
    return msg("rhythms-numbers", count=one.planned, left=one.left)


def switch(turn: Turn, _id: str, *, which: str, on: bool) -> Reply:
    """Turn one of them on or off at once."""
    mine = careers.made(turn.here, turn.person_id)
    was = getattr(mine, which)
    setattr(mine, which, on)
    turn.here.session.flush()
    if not on:
        for kind, its in rules.SWITCH.items():
            if its == which:
                asks.close(turn, kind)
        return Reply(cards=(hub(turn, msg("rhythms-stopped")),))
    # Of one that has begun already something may be on its way.
    begun = () if was else (msg("rhythms-begun", day=asks.comes(turn, which)),)
    return Reply(cards=(hub(turn, *begun),))


def _meant(turn: Turn, id: str) -> str:
    """Return which of this month's questions a button belongs to; raises Stale for one of a month that is over."""
    month, subject = rules.month_of(turn.today), unshort(id) if id else None
    kind = next((one for one in rules.KINDS if rules.subject_of(turn.person_id, one, month) == subject), None)
    if kind is None:
        raise Stale("month", shows=(hub(turn),))
    return kind


def later(turn: Turn, id: str) -> Reply:
    """Offer the days to which a question can be put off; raises Stale."""
    kind = _meant(turn, id)
    found = rules.later(kind, turn.today, turn.who.network.closed_days)
    if not found:
        # The month is all but over.
        return not_this(turn, id)
    days = [Button(msg("rhythms-on-day", day=day), f"rhythms.again_{name}", id) for name, day in found.items()]
    return Reply(cards=(Card(paragraphs=(msg("rhythms-when"),), buttons=(*days, HOME), about=f"{asks.ABOUT}:{id}"),))


def again(turn: Turn, id: str, *, when: str) -> Reply:
    """Put a question off to another morning of this month; raises Stale where none is left."""
    kind = _meant(turn, id)
    day = rules.later(kind, turn.today, turn.who.network.closed_days).get(when)
    if day is None or not asks.wants(turn, kind):
        raise Stale("later", shows=(hub(turn),))
    asks.close(turn, kind)
    month = rules.month_of(turn.today)
    subject = rules.subject_of(turn.person_id, kind, month, day)
    outbox.post(turn.here, turn.person_id, kind, subject, turn.who.network.midnight(day))
    return _answered(msg("rhythms-again", day=day), id)


def not_this(turn: Turn, id: str) -> Reply:
    """Take a no for this month: it needs no reason."""
    asks.close(turn, _meant(turn, id))
    return _answered(msg("rhythms-fine"), id)


def stop(turn: Turn, id: str) -> Reply:
    """Turn what was asked off at once, from the question itself; raises Stale."""
    return switch(turn, "", which=rules.SWITCH[_meant(turn, id)], on=False)


def _answered(says: Msg, id: str) -> Reply:
    return Reply(cards=(Card(paragraphs=(says,), buttons=(HUB, HOME), about=f"{asks.ABOUT}:{id}"),))


def ask(turn: Turn, _id: str = "", *, left: bool) -> Reply:
    """Ask for a number of this month; raises Stale where what is left is asked of a month that has none."""
    month = rules.month_of(turn.today)
    if left and rhythms.month(turn.here, turn.person_id, month) is None:
        raise Stale("month", shows=(hub(turn),))
    return Reply(ask=Ask(FORM, {"month": month.isoformat(), "left": left}))


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question for one number."""
    month = date.fromisoformat(params["month"])
    asked = msg("rhythms-ask-left", month=month.month) if params["left"] else msg("rhythms-ask", month=month.month)
    field = Text(name=NUMBER, ask=asked, lead=msg("rhythms-hers"), most=20, lines=1)
    return Form(msg("rhythms-title"), (field,), one_by_one=True, hours=24)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep the number for the month that it was asked about; raises Refusal for what is none."""
    count = read_count(filled.answers[NUMBER] or "")
    if count is None:
        raise Refusal(msg("rhythms-unread"), NUMBER)
    if count > rules.MOST:
        raise Refusal(msg("rhythms-many", count=count, most=rules.MOST), NUMBER)
    month = date.fromisoformat(filled.params["month"])
    return _left(turn, month, count) if filled.params["left"] else _planned(turn, month, count)


def _planned(turn: Turn, month: date, count: int) -> Reply:
    rhythms.keep(turn.here, turn.person_id, month, count, turn.now)
    says = [msg("rhythms-kept", month=month.month, count=count)]
    if month == rules.month_of(turn.today):
        asks.close(turn, rules.BEGIN)
        ends = rules.span(rules.END, month, turn.who.network.closed_days)[0]
        if count and ends > turn.today and asks.wants(turn, rules.END):
            says.append(msg("rhythms-asks-left", day=ends))
    return Reply(cards=(Card(paragraphs=tuple(says), buttons=(HUB, HOME), about=asks.ABOUT),))


def none_left(turn: Turn, _id: str = "") -> Reply:
    """Keep at one tap that nothing is left; raises Stale where she has not said how many there were."""
    return _left(turn, rules.month_of(turn.today), 0)


def _left(turn: Turn, month: date, count: int) -> Reply:
    if not rhythms.leave(turn.here, turn.person_id, month, count, turn.now):
        raise Stale("month", shows=(hub(turn),))
    if month == rules.month_of(turn.today):
        asks.close(turn, rules.END)
    said = msg("rhythms-all-done", month=month.month) if count == 0 else msg("rhythms-some", count=count)
    heard = (msg("rhythms-heard"),) if count else ()
    talk = (PEOPLE,) if count else ()
    return Reply(cards=(Card(paragraphs=(said, *heard), buttons=(*talk, HUB, HOME), about=asks.ABOUT),))


def forget(_turn: Turn, _id: str = "") -> Reply:
    """Ask once more before her numbers go."""
    sure = Button(msg("kit-delete-now"), "rhythms.forget_now", style="danger")
    return Reply(cards=(Card(paragraphs=(msg("rhythms-forget-sure"),), buttons=(sure, HUB, HOME), about=asks.ABOUT),))


def forget_now(turn: Turn, _id: str = "") -> Reply:
    """Delete all her numbers."""
    rhythms.forget(turn.here, turn.person_id)
    return Reply(cards=(hub(turn, msg("rhythms-forgotten")),))


CONVERSATION = Conversation(
    name="rhythms",
    doors=lambda _turn: (),
    verbs={
        "rhythms": show,
        "rhythms.later": later,
        "rhythms.not_this": not_this,
        "rhythms.stop": stop,
        "rhythms.count": partial(ask, left=False),
        "rhythms.left": partial(ask, left=True),
        "rhythms.none_left": none_left,
        "rhythms.forget": forget,
        "rhythms.forget_now": forget_now,
        **{f"rhythms.again_{when}": partial(again, when=when) for when in ("tomorrow", "week")},
        **{
            _switch(which, on=on): partial(switch, which=which, on=on)
            for which in ("cases", "months")
            for on in (True, False)
        },
    },
    typed={"rhythms-word": "rhythms"},
    forms={FORM: FormKind(build, submit, sealed=True)},
    notices=asks.NOTICES,
    plan=asks.plan,
    takes_up=stirring.RHYTHMS,
)
