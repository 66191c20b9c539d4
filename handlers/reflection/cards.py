"""The reflection's cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.kit.cards import PEOPLE, Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.reflection import rules
from handlers.reflection.forms import abouts, label_of, look_options
from handlers.reflection.kept import Read
from messages.heavy import is_grave, is_heavy
from messages.words import Msg, given, msg
from storage.ids import short


def start_card(perspectives: int, keeps: Msg | None) -> Card:
    """Return the three ways to begin with a set of so many perspectives, who can read it, what the platform keeps."""
    return Card(
        title=msg("reflection-title"),
        paragraphs=(msg("reflection-private"), *([keeps] if keeps else []), msg("reflection-no-clients")),
        buttons=(
            Button(msg("reflection-quick", count=min(rules.QUICK, perspectives)), "reflection.quick", style="primary"),
            *(
                [Button(msg("reflection-all", count=perspectives), "reflection.all")]
                if perspectives > rules.QUICK
                else []
            ),
            Button(msg("reflection-trial"), "reflection.trial"),
            Button(msg("reflection-mine"), "reflection.mine"),
        ),
    )


def heed(text: str, again: bool) -> Card | None:
    """Return the card that comes first and alone when a text is heavy; the kit adds the way on.

    `again` in the same reflection it comes only where it may be about her life.
    """
    if not (is_grave(text) if again else is_heavy(text)):
        return None
    return Card(
        paragraphs=(msg("reflection-heavy"), msg("reflection-heavy-private")),
        buttons=(replace(PEOPLE, style="primary"),),
    )


def _door(heavy: bool) -> tuple[Button, ...]:
    # Whoever has written something heavy finds a door to a person first, wherever she meets it again.
    return (PEOPLE,) if heavy else ()


def closing_card(turn: Turn, read: Read, *, trial: bool) -> Card:
    """Return what stands at the end: the good first, then the rest, the next step and when it is asked about."""
    says = msg("reflection-closing")
    home, door = Button(msg("home-to-home"), "home"), _door(read.is_heavy)
    if trial:
        keeps = turn.traits.keeps
        # What the platform keeps of a trial is its own affair, and must not be passed over.
        gone = (msg("reflection-closing-trial-there"), keeps) if keeps else (msg("reflection-closing-trial"),)
        return Card(title=msg("reflection-thanks"), paragraphs=gone, facts=_facts(read), buttons=(*door, home))
    buttons = (
        *door,
        _to_sheet(read),
        *_share(read),
        home,
        Button(msg("kit-delete"), "reflection.delete", short(read.id)),
    )
    return Card(
        title=msg("reflection-thanks"), paragraphs=(says,), facts=_facts(read), buttons=buttons, about=short(read.id)
    )


def _to_sheet(read: Read) -> Button:
    return Button(msg("reflection-sheet"), "reflection.sheet", short(read.id))


def _share(read: Read) -> tuple[Button, ...]:
    # Only words can be shared; whoever wrote none is not asked.
    can = bool(read.step) or any(line.text for line in read.lines)
    return (Button(msg("sharing-begin"), "sharing.start", short(read.id)),) if can else ()


def _facts(read: Read) -> tuple[Fact, ...]:
    facts = [Fact(msg("reflection-good", label=line.label), given(line.text)) for line in read.good if line.text]
    facts += [Fact(given(line.label), msg("reflection-look-good")) for line in read.good if not line.text]
    facts += [Fact(given(line.label), given(line.text)) for line in read.rest if line.text]
    return (*facts, *_step(read, read.ask_on))


def _step(read: Read, asked_on: date | None) -> tuple[Fact, ...]:
    if not read.step:
        return ()
    says = msg("reflection-step-asked", step=read.step, day=asked_on) if asked_on else given(read.step)
    return (Fact(msg("reflection-step-label"), says),)


def list_card(turn: Turn, reads: list[Read], more: bool, shared: tuple[Button, ...]) -> Card:
    """Return my reflections, newest first, each a button with its day and what it was about; then what is shared."""
    if not reads:
        none = (Button(msg("reflection-begin"), "reflection", style="primary"), *shared)
        return Card(title=msg("reflection-mine"), paragraphs=(msg("reflection-mine-none"),), buttons=none)
    buttons = [Button(name_of(turn, read), "reflection.read", short(read.id)) for read in reads]
    if more:
        buttons.append(Button(msg("reflection-older"), "reflection.older", short(reads[-1].id)))
    buttons.append(Button(msg("reflection-flower"), "reflection.flower"))
    return Card(title=msg("reflection-mine"), paragraphs=(msg("reflection-mine-only"),), buttons=(*buttons, *shared))


def name_of(turn: Turn, read: Read) -> Msg:
    """Return what a reflection is called: its day and what it was about."""
    day = turn.who.network.local(read.made_at).date()
    return msg("reflection-name", day=day, about=label_of(abouts(), read.about) or msg("reflection-no-about"))


def read_card(turn: Turn, read: Read) -> Card:
    """Return one reflection as it was written."""
    facts = []
    for line in read.lines:
        look = label_of(look_options(), line.look) or msg("reflection-skipped")
        if line.text:
            facts += [Fact(given(line.label), look), Fact(given(line.asked or line.label), given(line.text))]
        else:
            facts.append(Fact(given(line.label), look))
    # On the day itself it may have been asked and answered already: answers are not kept.
    facts += _step(read, read.ask_on if read.ask_on and read.ask_on > turn.today else None)
    return Card(
        title=name_of(turn, read),
        facts=tuple(facts),
        buttons=(
            *_door(read.is_heavy),
            _to_sheet(read),
            *_share(read),
            Button(msg("kit-delete"), "reflection.delete", short(read.id)),
            Button(msg("reflection-mine"), "reflection.mine"),
        ),
        about=short(read.id),
    )


def delete_card(turn: Turn, read: Read) -> Card:
    """Ask once before a reflection is deleted for good."""
    return Card(
        title=name_of(turn, read),
        paragraphs=(msg("reflection-delete-ask"),),
        buttons=(
            Button(msg("kit-delete-now"), "reflection.erase", short(read.id), style="danger"),
            Button(msg("reflection-keep"), "reflection.read", short(read.id)),
        ),
        about=short(read.id),
    )


def step_card(turn: Turn, read: Read) -> Card:
    """Ask, once, how the next step went: there is no wrong answer, and none is kept."""
    day = turn.who.network.local(read.made_at).date()
    id = short(read.id)
    return Card(
        title=msg("reflection-step-title"),
        quote=read.step,
        paragraphs=(msg("reflection-step-question", day=day),),
        buttons=(
            *_door(is_heavy(read.step or "")),
            Button(msg("reflection-step-done"), "reflection.did", id),
            Button(msg("reflection-step-yet"), "reflection.yet", id),
            Button(msg("reflection-step-over"), "reflection.over", id),
        ),
        about=f"step-{id}",
    )


def half_done_card(turn: Turn, draft: str, mode: str) -> Card:
    """Say that a reflection is half written, before a new one takes its place."""
    return Card(
        paragraphs=(msg("reflection-half-done"),),
        buttons=(
            Button(msg("kit-resume"), "resume", draft, style="primary"),
            Button(msg("reflection-afresh"), f"reflection.{mode}_afresh"),
        ),
    )
