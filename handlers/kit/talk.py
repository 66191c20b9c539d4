"""From an act to what is shown: the one place where taps, texts and pages find their functions."""

from __future__ import annotations

from dataclasses import replace

from handlers.kit import drafting
from handlers.kit.called import begins, button, commands, door, spellings
from handlers.kit.cards import Button, Card, Press, parse_press
from handlers.kit.drafting import Open
from handlers.kit.errors import Forbidden, Refusal, Stale
from handlers.kit.events import Act, Heard, Opened, Said, Sent, Tapped
from handlers.kit.fields import Choice, Day, Select, Text
from handlers.kit.limits import check_card, check_field, check_lasting
from handlers.kit.text import command_form, digits_of
from handlers.kit.turn import Scene, Turn
from messages.words import Words, msg
from storage import drafts
from storage.drafts import Draft
from storage.ids import short


def respond(turn: Turn, act: Act) -> Scene:
    """Handle one act and return what is shown; raises nothing that a person could mend."""
    try:
        # What a person can put right, and a button that came too late, leave nothing half done.
        with turn.here.session.begin_nested():
            scene = _respond(turn, act)
    except Stale as stale:
        if isinstance(stale, Forbidden):
            # Somebody whose role has just been taken, or a forged button: the record says which, she reads the same.
            turn.refused(str(stale))
        if turn.watched:
            return Scene(kept=False, whisper=msg("kit-stale-there"))
        scene = standing(turn)
        # Home may be kept in view far above the chat, or nowhere: what the sentence promises stands below it.
        here = stale.shows or (scene.home if scene.page is None else ())
        scene = replace(scene, cards=(Card(paragraphs=(msg("kit-stale"),)), *scene.cards, *here), kept=False)
    except Refusal as refusal:
        if turn.watched:
            return Scene(kept=False, whisper=refusal.sentence)
        scene = replace(standing(turn), cards=(Card(paragraphs=(refusal.sentence,)),), kept=False)
    if scene.whisper and not turn.watched:
        # Where she is alone it is simply said.
        scene = replace(scene, cards=(Card(paragraphs=(scene.whisper,)), *scene.cards), whisper=None)
    return checked(turn, with_home(turn, scene))


def checked(turn: Turn, scene: Scene) -> Scene:
    """Check what is about to be shown against the limits; raises LimitError."""
    for card in (*scene.cards, *scene.home):
        check_card(card, turn.words)
    check_lasting(scene.home)
    for field in scene.page.fields if scene.page else ():
        check_field(field, turn.words)
    return scene


def with_home(turn: Turn, scene: Scene) -> Scene:
    """Add home as it is now, for faces that keep it in view."""
    if not turn.traits.home or scene.home:
        return scene
    return replace(scene, home=turn.house.home(turn))


def standing(turn: Turn) -> Scene:
    """Return where the person stands: the page in hand, or the card that comes first there, and home."""
    open = drafting.in_hand(turn)
    home = turn.house.home(turn)
    return replace(drafting.stands(turn, open) if open else Scene(), home=home)


def _respond(turn: Turn, act: Act) -> Scene:
    match act:
        case Opened():
            return standing(turn)
        case Tapped(data):
            return _tapped(turn, parse_press(data))
        case Sent(draft, version, answers):
            return _sent(turn, draft, version, dict(answers))
        case Said(text):
            return _called(turn, text) or _said(turn, text)
        case Heard():
            return _overheard(turn, act)


def _called(turn: Turn, text: str) -> Scene | None:
    """Handle a command that was typed where several people talk; None where it is none for there."""
    if turn.at is None:
        return None
    folded = command_form(text)
    for verb, word in [item for talk in turn.house.conversations for item in talk.there.items()]:
        if word and folded in spellings(turn.words, word):
            return _pressed(turn, verb, "")
    if turn.watched:
        raise Stale("there")
    return None


def _overheard(turn: Turn, act: Heard) -> Scene:
    for talk in turn.house.open_to(turn):
        if talk.overhears:
            return drafting.shown(turn, talk.overhears(turn, act))
    raise Stale("heard")


def _tapped(turn: Turn, press: Press) -> Scene:
    verb, _, detail = press.verb.partition(".")
    if turn.watched:
        return _pressed(replace(turn, version=press.version), press.verb, press.id)
    if verb == "drop":
        drafting.drop_named(turn, press.id)
        says = (msg("kit-dropped"), *([turn.traits.leaves] if turn.traits.leaves else []))
        return Scene(cards=(drafting.gone_card(*says),), wipes=True)
    if verb in _ON_DRAFTS:
        if verb == "guard" and not any(short(draft.id) == press.id for draft in _drafts(turn)):
            raise Refusal(msg("kit-guard-over"))
        # Coming back is right in any version; everything else belongs to the page that it was on.
        open = drafting.pick_up(turn, press.id, None if verb == "resume" else press.version)
        if verb != "resume" and press.version is None:
            raise Stale("version")
        return _on_draft(turn, open, verb, detail)
    if press.verb == "home":
        return to_home(turn)
    return _pressed(replace(turn, version=press.version), press.verb, press.id)


def _pressed(turn: Turn, verb: str, id: str) -> Scene:
    tap = turn.house.verb(verb)
    if tap is None or not turn.house.there(turn, verb):
        raise Stale("verb")
    if not turn.house.may(turn, verb):
        raise Forbidden(verb)
    if not turn.watched:
        # What she does where others talk lays nothing aside that she is in the middle of.
        drafts.take_in_hand(turn.here, turn.person_id, None)
    return drafting.shown(turn, tap(turn, id))


def _drafts(turn: Turn) -> list[Draft]:
    return drafts.of_person(turn.here, turn.person_id, turn.now)


_ON_DRAFTS = ("pick", "skip", "back", "leave", "resume", "send", "mend", "last", "guard")


def _on_draft(turn: Turn, open: Open, verb: str, detail: str) -> Scene:
    if verb != "leave":
        drafting.take_up(turn, open)
    match verb:
        case "pick" | "skip":
            fields = open.form.page(open.answers, turn.traits.together)
            if not fields:
                raise Stale("fields")
            return drafting.fill(turn, open, {fields[0].name: detail if verb == "pick" else None})
        case "back":
            return drafting.back(turn, open)
        case "leave":
            return drafting.leave(turn, open)
        case "resume":
            return drafting.resume(turn, open)
        case "send" if not open.form.page(open.answers, turn.traits.together):
            return drafting.submit(turn, open)
        case "mend" if detail.isdecimal():
            return drafting.mend(turn, open, int(detail))
        case "last":
            return drafting.decide(turn, open, detail)
        case "guard":
            return drafting.choose(turn, open, detail)
    raise Stale("verb")


def _sent(turn: Turn, draft: str, version: int, answers: dict[str, str | None]) -> Scene:
    open = drafting.pick_up(turn, draft, version)
    drafting.take_up(turn, open)
    if open.form.one_by_one and len(answers) == 1:
        text = next(iter(answers.values())) or ""
        if verb := commands(turn.words).get(command_form(text)):
            return _command(turn, verb)
        if text.lstrip().startswith("/") and (scene := _typed(turn, command_form(text)) or _heard(turn, text)):
            return scene
    meant = _meant_as_door(turn, open, next(iter(answers.values())) or "") if len(answers) == 1 else None
    return meant or drafting.fill(turn, open, answers)


def _said(turn: Turn, text: str) -> Scene:
    folded = command_form(text)
    if verb := commands(turn.words).get(folded):
        return _command(turn, verb)
    if text.lstrip().startswith("/"):
        # With a slash it is meant as a command, whatever was asked.
        return _typed(turn, folded) or _heard(turn, text) or _no_answer(turn, text)
    open = drafting.in_hand(turn)
    if open and (scene := drafting.rewrite(turn, open, text)):
        return scene
    fields = open.form.page(open.answers, turn.traits.together) if open else ()
    if open and not fields and (meant := button(drafting.stands(turn, open), folded, turn.words)):
        return _tapped(turn, parse_press(meant.data))
    if open and len(fields) == 1:
        if scene := _meant_as_door(turn, open, text):
            return scene
        match fields[0]:
            case Text() | Day() | Select():
                return drafting.fill(turn, open, {fields[0].name: text}, wrote=True)
            case Choice() as choice if _names_option(choice, folded, turn.words):
                return drafting.fill(turn, open, {choice.name: text})
    return _typed(turn, folded) or _code(turn, text) or _heard(turn, text, bare=True) or _no_answer(turn, text)


def _code(turn: Turn, text: str) -> Scene | None:
    digits = digits_of(text)
    for talk in turn.house.open_to(turn) if digits else ():
        if talk.codes and (reply := talk.codes(turn, digits or "")):
            drafts.take_in_hand(turn.here, turn.person_id, None)
            return drafting.shown(turn, reply)
    return None


def _heard(turn: Turn, text: str, *, bare: bool = False) -> Scene | None:
    command, rest = (*text.split(maxsplit=1), "", "")[:2]
    for talk in turn.house.open_to(turn):
        for word, tap in talk.hears.items():
            if bare and word not in talk.bare:
                continue
            if command_form(command) in spellings(turn.words, word):
                drafts.take_in_hand(turn.here, turn.person_id, None)
                return drafting.shown(turn, tap(turn, rest))
    return None


def _typed(turn: Turn, folded: str) -> Scene | None:
    if called := door(turn, folded):
        return _pressed(replace(turn, version=called.version), called.verb, called.id)
    for word, verb in turn.house.typed().items():
        if folded in spellings(turn.words, word) and turn.house.may(turn, verb) and (tap := turn.house.verb(verb)):
            drafts.take_in_hand(turn.here, turn.person_id, None)
            return drafting.shown(turn, tap(turn, ""))
    return None


def _meant_as_door(turn: Turn, open: Open, text: str) -> Scene | None:
    """Open the door that a text names just so, where it would be all that others read of her; None otherwise."""
    whole = begins(open.form, open.form.page(open.answers, turn.traits.together))
    scene = _typed(turn, command_form(text)) if whole else None
    if scene is None or not any(one.id == open.id for one in drafting.mine(turn)):
        return scene
    way = Button(msg("kit-resume"), "resume", open.id)
    return replace(scene, cards=(Card(paragraphs=(msg("kit-not-taken"),), buttons=(way,)), *scene.cards), kept=False)


def _no_answer(turn: Turn, text: str) -> Scene:
    # Somebody who types something heavy at the door is met as she would be inside, whoever she is.
    for talk in turn.house.conversations:
        for kind in talk.forms.values():
            if kind.heed and (card := kind.heed(text, False)):
                return Scene(cards=(drafting.laid_aside(turn, card),))
    open = drafting.in_hand(turn)
    if open is None:
        return _not_known(turn, text)
    if not text.lstrip().startswith("/") and (scene := drafting.written(turn, open, text)):
        return scene
    # In the middle of a form it may have been meant as an answer: it stays where it was written.
    scene = to_home(turn)
    return replace(scene, cards=(Card(paragraphs=(msg("kit-not-taken"),)), *scene.cards), kept=False)


def _not_known(turn: Turn, text: str) -> Scene:
    scene, folded = to_home(turn), command_form(text)
    kind = [one for word in ("kit-word-greeting", "kit-word-thanks") for one in spellings(turn.words, word)]
    if turn.who.person.state != "here" or folded in ("", *kind):
        # Before she belongs, home is all that there is; a greeting wants no answer but that one is there.
        return scene
    return replace(scene, cards=(Card(paragraphs=(msg("kit-not-known"),)), *scene.cards), kept=False)


def _names_option(choice: Choice, folded: str, words: Words) -> bool:
    return folded in [command_form(words.say(option.label)) for option in choice.options]


def _command(turn: Turn, verb: str) -> Scene:
    open = drafting.in_hand(turn)
    if verb == "leave" and open:
        return drafting.leave(turn, open)
    if verb == "back" and open:
        return drafting.back(turn, open)
    if verb == "resume" and (waiting := drafting.mine(turn)):
        return drafting.resume(turn, waiting[0])
    tap = turn.house.verb(verb)
    if tap is None or not turn.house.may(turn, verb):
        return to_home(turn)
    drafts.take_in_hand(turn.here, turn.person_id, None)
    return drafting.shown(turn, tap(turn, ""))


def to_home(turn: Turn) -> Scene:
    """Lay the draft in hand aside and show home, which has the way back into it."""
    drafts.take_in_hand(turn.here, turn.person_id, None)
    home = turn.house.home(turn)
    return Scene(cards=home, home=home)
