"""Drafts: beginning, filling, going back, leaving and coming back to a form; each answer is kept as it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.forms import Form, Page
from handlers.kit.house import FormKind
from handlers.kit.limits import check_form
from handlers.kit.turn import Ask, Filled, Reply, Scene, Turn
from messages.perspectives import SetError
from messages.words import Msg, msg
from storage import drafts
from storage.drafts import Draft
from storage.ids import short, uuid7
from storage.keys import TextKey
from storage.seal import Place, Unreadable
from storage.shown import forget


@dataclass(slots=True)
class Open:
    """A draft that was read: its form, its answers, its key where it is sealed; `heeded` after a quiet card."""

    draft: Draft
    kind: FormKind
    form: Form
    answers: dict[str, str | None]
    heeded: bool
    key: TextKey | None = None


def begin(turn: Turn, ask: Ask) -> Scene:
    """Begin a form in place of any draft of the same form, and show its first page."""
    kind = turn.house.form(ask.form)
    if kind is None:
        raise LookupError(ask.form)
    if not turn.house.may(turn, ask.form, "forms"):
        raise Stale("role")
    form = kind.build(turn, ask.params)
    check_form(form, turn.words)
    until = turn.now + timedelta(hours=form.hours)
    draft = Draft(uuid7(), turn.person_id, ask.form, dict(ask.params), b"", 1, True, until)
    if kind.sealed:
        turn.make_key(draft.id)
    key = turn.text_key(draft.id) if kind.sealed else None
    found = Open(draft, kind, form, {}, heeded=False, key=key)
    _pack(turn, found)
    replaced = drafts.add(turn.here, draft)
    if kind.sealed:
        for old in replaced:
            turn.keys.shred(old)
    return Scene(page=page_of(turn, found))


def read(turn: Turn, draft: Draft) -> Open | None:
    """Read a draft; None when its form is gone or not (any more) hers, or its text cannot be opened any more."""
    kind = turn.house.form(draft.form)
    if kind is None or not turn.house.may(turn, draft.form, "forms"):
        return None
    try:
        key = turn.text_key(draft.id) if kind.sealed else None
        plain = key.open(_place(turn, draft), draft.answers) if key else draft.answers
        form = kind.build(turn, draft.params)
    except (Unreadable, SetError):
        return None
    data = json.loads(plain)
    return Open(draft, kind, form, form.known(data["answers"]), bool(data["heeded"]), key)


def mine(turn: Turn) -> list[Open]:
    """Return the person's drafts, the one in hand first."""
    return _read_all(turn, drafts.of_person(turn.here, turn.person_id, turn.now))


def aside(turn: Turn) -> list[Open]:
    """Return the drafts that the person has laid aside."""
    return _read_all(turn, [d for d in drafts.of_person(turn.here, turn.person_id, turn.now) if not d.in_hand])


def _read_all(turn: Turn, found: list[Draft]) -> list[Open]:
    return [open for draft in found if (open := read(turn, draft)) is not None]


def in_hand(turn: Turn) -> Open | None:
    """Return the draft that the person is answering now."""
    first = next(iter(drafts.of_person(turn.here, turn.person_id, turn.now)), None)
    return read(turn, first) if first and first.in_hand else None


def pick_up(turn: Turn, id: str, version: int | None) -> Open:
    """Return the person's draft that a button belongs to; raises Stale when it is gone or has moved on."""
    for draft in drafts.of_person(turn.here, turn.person_id, turn.now):
        same = short(draft.id) == id and version in (None, draft.version)
        if same and (found := read(turn, draft)):
            return found
    raise Stale("draft")


def fill(turn: Turn, open: Open, raw: Mapping[str, str | None]) -> Scene:
    """Take the answers of the present page: all of them or, where one is refused, none; then show what comes next."""
    fields = open.form.page(open.answers, turn.traits.together)
    if not fields or not set(raw) <= {field.name for field in fields}:
        raise Stale("fields")
    taken: dict[str, str | None] = {}
    problems: dict[str, Msg] = {}
    for field in fields:
        try:
            taken[field.name] = field.read(raw.get(field.name), turn.words)
        except Refusal as refusal:
            problems[field.name] = refusal.sentence
    if problems:
        typed = {name: value for name, value in raw.items() if value and value.strip()}
        return Scene(page=replace(page_of(turn, open), problems=problems, typed=typed))
    open.answers |= taken
    quiet = _heed(open, taken)
    open.draft.in_hand = quiet is None
    _keep(turn, open)
    scene = Scene(cards=(quiet,)) if quiet else go_on(turn, open, sent=True)
    lasting = open.kind.sealed and not open.kind.fleeting
    return replace(scene, took=short(open.draft.id)) if lasting else scene


def _heed(open: Open, taken: Mapping[str, str | None]) -> Card | None:
    if open.kind.heed is None or open.heeded:
        return None
    card = next((card for text in taken.values() if text and (card := open.kind.heed(text))), None)
    if card is None:
        return None
    open.heeded = True
    return _with_way_on(card, open)


def _with_way_on(card: Card, open: Open) -> Card:
    return replace(card, buttons=(*card.buttons, Button(msg("kit-go-on"), "resume", short(open.draft.id))))


def laid_aside(turn: Turn, card: Card) -> Card:
    """Lay the draft in hand aside for a card that comes first, and put the way back into it on that card."""
    open = in_hand(turn)
    if open is None:
        return card
    drafts.take_in_hand(turn.here, turn.person_id, None)
    return _with_way_on(card, open)


def go_on(turn: Turn, open: Open, *, sent: bool = False) -> Scene:
    """Show the next page; where all is answered, submit, after a last look if the fields came one by one."""
    done = not open.form.page(open.answers, turn.traits.together)
    if done and (open.form.one_by_one or (sent and turn.traits.together)):
        return submit(turn, open)
    return Scene(page=page_of(turn, open))


def submit(turn: Turn, open: Open) -> Scene:
    """Hand the answers to the form's submit function; what it refuses is asked again, nothing else is lost."""
    filled = Filled(open.draft.id, open.draft.params, dict(open.answers))
    try:
        with turn.here.session.begin_nested():
            reply = open.kind.submit(turn, filled)
    except Refusal as refusal:
        return _refused(turn, open, refusal)
    drafts.remove(turn.here, open.draft.id)
    return shown(turn, reply)


def _refused(turn: Turn, open: Open, refusal: Refusal) -> Scene:
    typed = {}
    if refusal.field is not None and (value := open.answers.pop(refusal.field, None)):
        typed = {refusal.field: value}
    open.answers = open.form.known(open.answers)
    _keep(turn, open)
    page = page_of(turn, open)
    if any(field.name == refusal.field for field in page.fields):
        return Scene(page=replace(page, problems={refusal.field or "": refusal.sentence}, typed=typed))
    return Scene(page=replace(page, problem=refusal.sentence))


def shown(turn: Turn, reply: Reply) -> Scene:
    """Turn a talk function's reply into what a face shows, beginning its form if it has one."""
    if reply.ask is None:
        return Scene(cards=reply.cards, wipes=reply.wipes, whisper=reply.whisper)
    return replace(begin(turn, reply.ask), cards=reply.cards)


def back(turn: Turn, open: Open) -> Scene:
    """Drop the newest answer and ask it again, with what was answered."""
    return _ask_again(turn, open, next(reversed(open.answers), None))


def mend(turn: Turn, open: Open, index: int) -> Scene:
    """Drop one answer, by its place in the form, and ask it again, with what was answered."""
    if not 0 <= index < len(open.form.fields):
        raise Stale("field")
    return _ask_again(turn, open, open.form.fields[index].name)


def _ask_again(turn: Turn, open: Open, name: str | None) -> Scene:
    value = open.answers.pop(name, None) if name else None
    open.answers = open.form.known(open.answers)
    _keep(turn, open)
    return Scene(page=replace(page_of(turn, open), typed={name: value} if name and value else {}))


def leave(turn: Turn, open: Open) -> Scene:
    """Stop: at once where nothing was written; otherwise ask in one card whether it goes or waits."""
    # Another draft in hand is laid aside too: after this card nothing is asked any more.
    drafts.take_in_hand(turn.here, turn.person_id, None)
    if not any(open.answers.values()):
        drop(turn, open.draft)
        return Scene(cards=(gone_card(msg("kit-left")),))
    return Scene(cards=(waiting_card(turn, open),))


def gone_card(says: Msg) -> Card:
    """Return the card after which nothing is in hand: what happened, and the way home."""
    return Card(paragraphs=(says,), buttons=(Button(msg("home-to-home"), "home"),))


def waiting_card(turn: Turn, open: Open) -> Card:
    """Return the card of a draft that was laid aside: how long it waits, つづきから, 消してやめる."""
    id = short(open.draft.id)
    until = turn.who.network.local(open.draft.expires_at)
    return Card(
        title=msg("kit-waiting-title", title=open.form.title),
        paragraphs=(_until(turn, open, until.strftime("%-H:%M")),),
        buttons=(
            Button(msg("kit-resume"), "resume", id, style="primary"),
            Button(msg("kit-drop"), "drop", id),
        ),
    )


def _until(turn: Turn, open: Open, hour: str) -> Msg:
    until = turn.who.network.local(open.draft.expires_at).date()
    name = msg("kit-waiting-private") if open.kind.sealed else msg("kit-waiting-plain")
    return msg("kit-waiting-until", until=until, hour=hour, who=name)


def drop_named(turn: Turn, id: str) -> None:
    """Delete the person's draft that a button belongs to, also one that cannot be opened any more; raises Stale."""
    found = [d for d in drafts.of_person(turn.here, turn.person_id, turn.now) if short(d.id) == id]
    if not found:
        raise Stale("draft")
    drop(turn, found[0])


def drop(turn: Turn, draft: Draft) -> None:
    """Delete a draft; a private one is shredded."""
    kind = turn.house.form(draft.form)
    if kind is None or kind.sealed:
        turn.keys.shred(draft.id)
        forget(turn.here, turn.person_id, short(draft.id))
    drafts.remove(turn.here, draft.id)


def take_up(turn: Turn, open: Open) -> None:
    """Take a draft in hand, and lay the others aside: whoever acts on its page is answering it."""
    if not open.draft.in_hand:
        drafts.take_in_hand(turn.here, turn.person_id, open.draft.id)
        open.draft.in_hand = True


def resume(turn: Turn, open: Open) -> Scene:
    """Take a draft in hand again and show where it stands."""
    take_up(turn, open)
    return go_on(turn, open)


def page_of(turn: Turn, open: Open) -> Page:
    """Return the page of a draft as it stands."""
    return Page(
        draft=short(open.draft.id),
        version=open.draft.version,
        form=open.form,
        fields=open.form.page(open.answers, turn.traits.together),
        recap=open.form.facts(open.answers, turn.words),
        back=bool(open.answers),
        sealed=open.kind.sealed,
    )


def _pack(turn: Turn, open: Open) -> None:
    plain = json.dumps({"answers": open.answers, "heeded": open.heeded}, ensure_ascii=False).encode()
    open.draft.answers = open.key.seal(_place(turn, open.draft), plain) if open.key else plain


def _place(turn: Turn, draft: Draft) -> Place:
    return turn.place("drafts", "answers", draft.id)


def _keep(turn: Turn, open: Open) -> None:
    _pack(turn, open)
    if not drafts.save(turn.here, open.draft):
        raise Stale("version")
