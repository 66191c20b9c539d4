"""Drafts: beginning, filling, going back, leaving and coming back to a form; each answer is kept as it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from handlers.kit import guarding
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Day, Select, Text
from handlers.kit.forms import Page
from handlers.kit.leaving import drop as drop
from handlers.kit.leaving import drop_named as drop_named
from handlers.kit.leaving import gone_card as gone_card
from handlers.kit.leaving import leave as leave
from handlers.kit.leaving import waiting_card as waiting_card
from handlers.kit.limits import check_form, check_kind
from handlers.kit.opened import Open as Open
from handlers.kit.opened import aside as aside
from handlers.kit.opened import in_hand as in_hand
from handlers.kit.opened import keep, pack
from handlers.kit.opened import mine as mine
from handlers.kit.opened import pick_up as pick_up
from handlers.kit.turn import Ask, Reply, Scene, Turn
from messages.words import Msg, msg
from storage import drafts
from storage.drafts import Draft
from storage.ids import short, uuid7

# What a form is told where words are typed at its last card.
TYPED = "typed"


def begin(turn: Turn, ask: Ask) -> Scene:
    """Begin a form in place of any draft of the same form, and show its first page, or what comes after its answers."""
    kind = turn.house.form(ask.form)
    if kind is None:
        raise LookupError(ask.form)
    if not turn.house.may(turn, ask.form, "forms"):
        raise Stale("role")
    form = kind.build(turn, ask.params)
    check_form(form, turn.words)
    check_kind(form, sealed=kind.sealed)
    until = turn.now + timedelta(hours=form.hours)
    draft = Draft(uuid7(), turn.person_id, ask.form, dict(ask.params), b"", 1, True, until)
    if kind.sealed:
        turn.make_key(draft.id)
    key = turn.text_key(draft.id) if kind.sealed else None
    found = Open(draft, kind, form, form.passed, heeded=False, key=key)
    pack(turn, found)
    replaced = drafts.add(turn.here, draft)
    if kind.sealed:
        for old in replaced:
            turn.keys.shred(old)
            guarding.forget(turn, short(old))
    if ask.answers:
        return fill(turn, found, ask.answers, wrote=ask.posted)
    if form.from_last:
        return stands(turn, found)
    return Scene(page=replace(page_of(turn, found), typed=dict(ask.typed)))


def fill(turn: Turn, open: Open, raw: Mapping[str, str | None], *, wrote: bool = False) -> Scene:
    """Take the answers of the present page: all of them or, where one is refused, none; then show what comes next.

    `wrote`: they stand in a chat as she wrote them.
    """
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
    asked = guarding.hold(turn, open, wrote=wrote)
    quiet = _heed(open, taken)
    open.draft.in_hand = quiet is None
    keep(turn, open)
    scene = Scene(cards=(quiet,)) if quiet else go_on(turn, open, sent=True)
    if asked:
        return replace(scene, took=guarding.about(open.id))
    lasting = open.kind.sealed and not open.kind.fleeting
    return replace(scene, took=open.id) if lasting else scene


def _heed(open: Open, taken: Mapping[str, str | None]) -> Card | None:
    if open.kind.heed is None:
        return None
    card = next((card for text in taken.values() if text and (card := open.kind.heed(text, open.heeded))), None)
    if card is None:
        return None
    open.heeded = True
    return _with_way_on(card, open)


def _with_way_on(card: Card, open: Open) -> Card:
    return replace(card, buttons=(*card.buttons, Button(msg("kit-go-on"), "resume", open.id)))


def laid_aside(turn: Turn, card: Card) -> Card:
    """Lay the draft in hand aside for a card that comes first, and put the way back into it, or home, on that card."""
    open = in_hand(turn)
    if open is None:
        return replace(card, buttons=(*card.buttons, Button(msg("home-to-home"), "home")))
    drafts.take_in_hand(turn.here, turn.person_id, None)
    return _with_way_on(card, open)


def go_on(turn: Turn, open: Open, *, sent: bool = False) -> Scene:
    """Show what comes next; where all is answered, submit, after a last look if the fields came one by one."""
    scene = stands(turn, open)
    if scene.page is None or scene.page.fields:
        return scene
    if open.form.one_by_one or (sent and turn.traits.together):
        return submit(turn, open)
    return scene


def stands(turn: Turn, open: Open) -> Scene:
    """Return where a draft stands: a card that comes before all, what the guard asks, its page, or its last card."""
    if card := _before(turn, open):
        return Scene(cards=(card,), behind=page_of(turn, open))
    page = page_of(turn, open)
    if not page.fields and open.kind.last:
        return Scene(cards=(open.kind.last(turn, open.filled),), behind=page)
    return Scene(page=page)


def _before(turn: Turn, open: Open) -> Card | None:
    first = open.kind.first(turn, open.filled) if open.kind.first else None
    return first or guarding.card(turn, open)


def decide(turn: Turn, open: Open, key: str) -> Scene:
    """Take a button of the first or last card; what it decides is kept with the draft, or the draft is done."""
    first = open.kind.first(turn, open.filled) if open.kind.first else None
    unready = guarding.card(turn, open) or open.form.page(open.answers, turn.traits.together)
    if open.kind.decide is None or (unready and not first):
        raise Stale("unready")
    try:
        with turn.here.session.begin_nested():
            decided = open.kind.decide(turn, open.filled, key)
    except Refusal as refusal:
        scene = stands(turn, open)
        return replace(scene, cards=(Card(paragraphs=(refusal.sentence,)), *scene.cards), kept=False)
    if isinstance(decided, Reply):
        return _done(turn, open, decided)
    open.beside = decided
    keep(turn, open)
    return stands(turn, open)


def choose(turn: Turn, open: Open, key: str) -> Scene:
    """Take what the author chose about what the guard found."""
    typed = guarding.choose(turn, open, key)
    keep(turn, open)
    scene = go_on(turn, open, sent=True)
    if typed is None:
        return scene
    page = replace(scene.page, typed=typed) if scene.page else None
    return replace(scene, cards=(guarding.gone(turn, open), *scene.cards), page=page, wipes=True)


def rewrite(turn: Turn, open: Open, text: str) -> Scene | None:
    """Take what is typed at the guard's question as the text written anew; None where it asks nothing."""
    if guarding.card(turn, open) is None:
        return None
    guarding.choose(turn, open, "rewrite")
    fields = open.form.page(open.answers, turn.traits.together)
    return fill(turn, open, {fields[0].name: text}, wrote=True) if len(fields) == 1 else None


def written(turn: Turn, open: Open, text: str) -> Scene | None:
    """Take what is typed at the last card of a form `from_last` as its first field; None where it is not asked so."""
    field = open.form.fields[0]
    if not open.form.from_last or not isinstance(field, (Text, Day, Select)) or open.kind.decide is None:
        return None
    if open.form.page(open.answers, turn.traits.together) or _before(turn, open):
        return None
    try:
        decided = open.kind.decide(turn, open.filled, TYPED)
    except Stale:
        return None
    if isinstance(decided, dict):
        open.beside = decided
    mend(turn, open, 0)
    return fill(turn, open, {field.name: text}, wrote=True)


def submit(turn: Turn, open: Open) -> Scene:
    """Hand the answers to the form's submit function; what it refuses is asked again, nothing else is lost."""
    if _before(turn, open):
        return stands(turn, open)
    try:
        with turn.here.session.begin_nested():
            reply = open.kind.submit(turn, open.filled)
    except Refusal as refusal:
        return _refused(turn, open, refusal)
    return _done(turn, open, reply)


def _done(turn: Turn, open: Open, reply: Reply) -> Scene:
    if guarding.stands_at(open.form):
        guarding.remember(turn, open)
        # Its key goes after the commit, with the sweep: a death in between must not lose what was not yet posted.
        drafts.expire(turn.here, open.draft.id, turn.now)
    else:
        drafts.remove(turn.here, open.draft.id)
    return shown(turn, reply)


def _refused(turn: Turn, open: Open, refusal: Refusal) -> Scene:
    typed = {}
    if refusal.field is not None and (value := open.answers.pop(refusal.field, None)):
        typed = {refusal.field: value}
    open.answers = open.form.known(open.answers)
    keep(turn, open)
    page = page_of(turn, open)
    if any(field.name == refusal.field for field in page.fields):
        return Scene(page=replace(page, problems={refusal.field or "": refusal.sentence}, typed=typed))
    return Scene(page=replace(page, problem=refusal.sentence))


def shown(turn: Turn, reply: Reply) -> Scene:
    """Turn a talk function's reply into what a face shows, beginning its form if it has one."""
    if reply.ask is None:
        return Scene(cards=reply.cards, wipes=reply.wipes, whisper=reply.whisper)
    scene = begin(turn, reply.ask)
    return replace(scene, cards=(*reply.cards, *scene.cards))


def back(turn: Turn, open: Open) -> Scene:
    """Drop the newest answer and ask it again, with what was answered; from a field to the last card that asked it."""
    if open.form.from_last or not open.form.passed.keys() <= open.answers.keys():
        open.answers = open.form.passed | open.answers
        keep(turn, open)
        return stands(turn, open)
    return _ask_again(turn, open, next(reversed(open.answers), None))


def mend(turn: Turn, open: Open, index: int) -> Scene:
    """Drop one answer, by its place in the form, and ask it again, with what was answered."""
    if not 0 <= index < len(open.form.fields):
        raise Stale("field")
    return _ask_again(turn, open, open.form.fields[index].name)


def _ask_again(turn: Turn, open: Open, name: str | None) -> Scene:
    value = open.answers.pop(name, None) if name else None
    open.answers = open.form.known(open.answers)
    keep(turn, open)
    return Scene(page=replace(page_of(turn, open), typed={name: value} if name and value else {}))


def take_up(turn: Turn, open: Open) -> None:
    """Take a draft in hand, and lay the others aside: whoever acts on its page is answering it."""
    if not open.draft.in_hand:
        drafts.take_in_hand(turn.here, turn.person_id, open.draft.id)
        open.draft.in_hand = True


def resume(turn: Turn, open: Open) -> Scene:
    """Take a draft in hand again and show where it stands."""
    take_up(turn, open)
    return go_on(turn, open)


def _has_back(open: Open) -> bool:
    passed, given = open.form.passed.keys(), open.answers.keys()
    # From what was passed over at first the way back leads to the last card.
    return not passed <= given or (bool(given - passed) and not open.form.from_last)


def page_of(turn: Turn, open: Open) -> Page:
    """Return the page of a draft as it stands."""
    return Page(
        draft=open.id,
        version=open.draft.version,
        form=open.form,
        fields=open.form.page(open.answers, turn.traits.together),
        recap=open.form.facts(open.answers, turn.words),
        back=_has_back(open),
        # What others will read is hers alone only until it is sent.
        sealed=open.kind.sealed and not guarding.stands_at(open.form),
        heeded=open.heeded,
    )
