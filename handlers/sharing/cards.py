"""The cards of what is shared: choosing lines, the last look, the lists, and the one card that its readers read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.reflection.kept import Read
from handlers.sharing import rules, whom
from handlers.sharing.kept import Opened
from handlers.sharing.rules import LINES, Line
from messages.words import Msg, given, msg
from storage import shares
from storage.ids import short
from storage.people import Person
from storage.shares import Share

PAGE = 5


def home() -> Button:
    """Return the way home."""
    return Button(msg("home-to-home"), "home")


def said(text: Msg, *buttons: Button) -> Card:
    """Return a card of one sentence, with the way home."""
    return Card(paragraphs=(text,), buttons=(*buttons, home()))


def uses_card(read: Read) -> Card:
    """Ask for what lines of a reflection are to be shared; nothing is shown to anybody by it."""
    id = short(read.id)
    uses = [Button(label, f"sharing.{name}", id) for name, (label, _) in rules.USES.items()]
    return Card(
        title=msg("sharing-title"),
        paragraphs=(msg("sharing-why"),),
        buttons=(*uses, Button(msg("sharing-not-now"), "reflection.read", id)),
    )


def lines_card(opened: Opened, lines: Collection[Line], page: int, problem: Msg | None = None) -> Card:
    """Let the owner choose line by line; nothing is chosen before she does."""
    id, chosen = short(opened.share.id), {line.place for line in opened.lines}
    numbered = list(enumerate(lines, start=1))[page * LINES : (page + 1) * LINES]
    facts, buttons = [], []
    for number, line in numbered:
        yes = line.place in chosen
        state = msg("sharing-line-shown") if yes else msg("sharing-line-hidden")
        facts.append(Fact(msg("sharing-line", place=number, label=_label(line), state=state), given(line.text)))
        label = msg("sharing-hide", place=number) if yes else msg("sharing-show", place=number)
        buttons.append(Button(label, f"sharing.{'drop' if yes else 'add'}.{number}", id))
    if len(lines) > LINES:
        buttons.append(Button(msg("sharing-other-lines"), f"sharing.lines.{1 - page}", id))
    buttons.append(Button(msg("kit-next"), "sharing.next", id, style="primary" if chosen else "plain"))
    buttons.append(Button(msg("sharing-not-now"), "sharing.cancel", id))
    return Card(
        title=msg("sharing-lines-title"),
        paragraphs=(problem or msg("sharing-lines-why"),),
        facts=tuple(facts),
        buttons=tuple(buttons),
        about=id,
    )


def _label(line: Line) -> Msg:
    return given(line.label) if line.label else msg("reflection-step-label")


def shared_card(turn: Turn, opened: Opened, owner: Person, *buttons: Button) -> Card:
    """Return the card that readers read; its owner sees the same before anybody does."""
    until = rules.ends(turn.now) if opened.share.state == shares.PREPARED else opened.share.expires_at
    day = turn.who.network.local(until).date()
    return Card(
        title=msg("sharing-of", name=owner.name),
        facts=tuple(Fact(_label(line), given(line.text)) for line in opened.lines),
        paragraphs=(msg("sharing-until", day=day), msg("sharing-here-only")),
        buttons=buttons,
        about=short(opened.share.id),
    )


def look_cards(turn: Turn, opened: Opened, *, masked: bool) -> tuple[Card, ...]:
    """Return the last look: the very card that will be read, then who will read it, and what she may still do.

    It says so where something of the lines is `masked` in it.
    """
    share, id = opened.share, short(opened.share.id)
    who, count = whom.reader_names(turn, share)
    more = share.purpose == rules.GROUP and count < rules.MOST_READERS[rules.GROUP]
    buttons = [Button(msg("sharing-show-now"), "sharing.show", id, style="primary")]
    buttons += [Button(msg("sharing-one-more"), "sharing.more", id)] if more else []
    buttons.append(Button(msg("sharing-mend"), "sharing.mend", id))
    # Whom an answer is for is settled.
    buttons += [] if share.answers else [Button(msg("sharing-other"), "sharing.other", id)]
    buttons.append(Button(msg("sharing-not-now"), "sharing.cancel", id))
    both = (msg("sharing-both-first"),) if share.purpose == rules.MUTUAL and not share.answers else ()
    hidden = (msg("sharing-masked"),) if masked else ()
    checks = Card(
        title=msg("sharing-look"),
        paragraphs=(only(who, count), *both, *hidden, msg("sharing-clients"), msg("sharing-elsewhere")),
        buttons=tuple(buttons),
        about=id,
    )
    return shared_card(turn, opened, turn.who.person), checks


def only(who: Msg, count: int) -> Msg:
    """Say who can read something: these and nobody else."""
    if not count:
        return msg("sharing-only-none")
    return msg("sharing-only-one", who=who) if count == 1 else msg("sharing-only", who=who, count=count)


def list_card(turn: Turn, found: Sequence[Share], *, more: bool) -> Card:
    """Return what the person shares: for each who can read it, until when, and the way to take it back."""
    if not found:
        return Card(title=msg("sharing-mine"), paragraphs=(msg("sharing-mine-none"),), buttons=(home(),))
    facts, buttons = [], []
    for place, share in enumerate(found, start=1):
        who, count = whom.reader_names(turn, share)
        waits = share.state == shares.OFFERED and count
        stands = msg("sharing-waits", who=who) if waits else only(who, count)
        facts.append(Fact(_entry(turn, place, share), stands))
        buttons.append(Button(msg("sharing-see", place=place), "sharing.own", short(share.id)))
        buttons.append(Button(msg("sharing-take-back", place=place), "sharing.take_back", short(share.id)))
    last = [Button(msg("sharing-older"), "sharing.older", short(found[-1].id))] if more else []
    return Card(title=msg("sharing-mine"), facts=tuple(facts), buttons=(*buttons, *last, home()))


def _entry(turn: Turn, place: int, share: Share) -> Msg:
    until = turn.who.network.local(share.expires_at).date()
    return msg("sharing-entry", place=place, use=rules.USES[share.purpose][1], day=until)


def received_card(turn: Turn, found: Sequence[tuple[Share, Person]], *, more: bool) -> Card:
    """Return what others let the person read: whose, for what, until when; never a line of it."""
    if not found:
        return Card(title=msg("sharing-received"), paragraphs=(msg("sharing-received-none"),), buttons=(home(),))
    facts, buttons = [], []
    for place, (share, owner) in enumerate(found, start=1):
        facts.append(Fact(_entry(turn, place, share), whom.named(turn, owner)))
        buttons.append(Button(msg("sharing-read-this", place=place), "sharing.read", short(share.id)))
    last = [Button(msg("sharing-older"), "sharing.earlier", short(found[-1][0].id))] if more else []
    return Card(title=msg("sharing-received"), facts=tuple(facts), buttons=(*buttons, *last, home()))


def offer_card(turn: Turn, share: Share, owner: Person) -> Card:
    """Say that somebody would like to exchange lines; without any of them."""
    id = short(share.id)
    return Card(
        paragraphs=(msg("sharing-offer", who=whom.named(turn, owner)), msg("sharing-offer-how")),
        buttons=(
            Button(msg("sharing-answer"), "sharing.answer", id, style="primary"),
            Button(msg("sharing-decline"), "sharing.decline", id),
        ),
        about=f"offer-{id}",
    )
