"""The settings' cards."""

from __future__ import annotations

from dataclasses import replace

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.settings import rules
from handlers.training import duty
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import accounts, offices

AFTER = {"quiet": msg("settings-after-quiet"), "morning": msg("settings-after-morning")}
# What people call the platforms; an account on one that is not here is not offered.
FACES = {
    "telegram": msg("settings-face-telegram"),
    "slack": msg("settings-face-slack"),
    "web": msg("settings-face-web"),
}


def faces_of(turn: Turn) -> list[str]:
    """Return the platforms on which the person has an account, in the order in which they reach people."""
    owned = {account.platform for account in accounts.of_person(turn.here, turn.person_id)}
    return [name for name in FACES if name in owned]


def settings_card(turn: Turn) -> Card:
    """Return everything that is set, and a button to change each."""
    person, faces = turn.who.person, faces_of(turn)
    office = offices.name_of(turn.here, person.office_id)
    facts = [
        Fact(msg("settings-name"), given(person.name)),
        *([Fact(msg("settings-office"), given(office))] if office else []),
        Fact(msg("settings-morning"), msg("settings-at", clock=rules.clock(person.morning_at))),
        Fact(msg("settings-hours"), span(person.hours_from, person.hours_until)),
        Fact(msg("settings-after"), AFTER["morning" if _rings(turn) else person.after_hours]),
    ]
    if len(faces) > 1:
        facts.append(Fact(msg("settings-face"), FACES[person.face if person.face in faces else faces[0]]))
    if person.fridays:
        facts.append(Fact(msg("settings-friday"), msg("settings-friday-on")))
    if person.away_since:
        facts.append(Fact(msg("settings-leave"), _leave(turn)))
    return Card(title=msg("settings-title"), facts=tuple(facts), buttons=_buttons(turn, several=len(faces) > 1))


def has_deadline(turn: Turn) -> bool:
    """Tell whether the last application for a training is told to the person even while she rests."""
    return duty.by_role(turn.roles)


def calm_card(turn: Turn) -> Card | None:
    """Return until when quiet weeks last, and the way out of them; None where there are none."""
    until = turn.who.person.calm_until
    if until is None or until <= turn.today:
        return None
    over = Button(msg("settings-calm-over"), "settings.calm_over")
    even = msg("settings-calm-even-training") if has_deadline(turn) else msg("settings-calm-even")
    says = (msg("settings-calm-until", day=until), even)
    return Card(title=msg("settings-calm"), paragraphs=says, buttons=(over,))


def _buttons(turn: Turn, *, several: bool) -> tuple[Button, ...]:
    face = (Button(msg("settings-change-face"), "settings.faces"),) if several else ()
    away = turn.who.person.away_since is not None
    leave = Button(msg("settings-come-back"), "settings.back") if away else Button(msg("settings-go"), "settings.leave")
    friday = Button(msg("settings-friday-stop"), "settings.friday.off")
    if not turn.who.person.fridays:
        friday = Button(msg("settings-friday-start"), "settings.friday.on")
    return (
        Button(msg("settings-change-morning"), "settings.mornings"),
        Button(msg("settings-change-hours"), "settings.spans"),
        Button(msg("settings-change-after"), "settings.afters"),
        *face,
        friday,
        leave,
        Button(msg("reach-title"), "reach"),
        *((Button(msg("hosting-title"), "hosting"),) if turn.house.may(turn, "hosting") else ()),
        Button(msg("settings-change-name"), "settings.name"),
        Button(msg("settings-change-office"), "settings.office"),
        *(() if several else (_join(),)),
        Button(msg("mydata-title"), "mydata"),
        Button(msg("home-to-home"), "home"),
    )


def _join() -> Button:
    # Whoever has connected one app already finds it where she chooses among them: the settings are a full card.
    return Button(msg("joining-title"), "joining.code")


def _leave(turn: Turn) -> Msg:
    until = turn.who.person.away_until
    return msg("settings-leave-until", day=Era(until)) if until else msg("settings-leave-open")


def span(start: int, end: int) -> Msg:
    """Return hours as 9:00〜18:00."""
    return msg("settings-span", start=rules.clock(start), end=rules.clock(end))


def mornings_card() -> Card:
    """Ask when 朝の1通 is to come."""
    buttons = [Button(given(rules.clock(at)), f"settings.morning.{at}") for at in rules.MORNINGS]
    return _choice(msg("settings-morning"), msg("settings-morning-why"), buttons)


def spans_card() -> Card:
    """Ask in which hours a telephone may ring."""
    buttons = [Button(span(start, end), f"settings.span.{start}_{end}") for start, end in rules.SPANS]
    return _choice(msg("settings-hours"), msg("settings-hours-why"), buttons)


def _rings(turn: Turn) -> bool:
    """Tell whether what comes to the person makes a telephone ring whatever she likes: so it is on Slack."""
    faces = faces_of(turn)
    return (turn.who.person.face if turn.who.person.face in faces else faces[0]) == "slack"


def afters_card(turn: Turn) -> Card:
    """Ask what happens to an answer that comes outside those hours."""
    buttons = [Button(said, f"settings.after.{how}") for how, said in AFTER.items()]
    card = _choice(msg("settings-after"), msg("settings-after-why"), buttons)
    return replace(card, paragraphs=(*card.paragraphs, msg("settings-after-slack"))) if _rings(turn) else card


def faces_card(turn: Turn) -> Card:
    """Ask where what is unasked is to be shown."""
    buttons = [*(Button(FACES[name], f"settings.face.{name}") for name in faces_of(turn)), _join()]
    return _choice(msg("settings-face"), msg("settings-face-why"), buttons)


def _choice(title: Msg, why: Msg, buttons: list[Button]) -> Card:
    back = Button(msg("kit-back"), "settings")
    return Card(title=title, paragraphs=(why,), buttons=(*buttons, back))
