"""From cards and pages to the page's JSON; pure. The page puts every string in as text, never as markup."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.faces.face import Answer, Told
from bot.faces.files import paper_of
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.fields import AnyField, Choice, Day, Select, Sheet, Text, Upload
from handlers.kit.forms import Page, page_buttons
from messages.words import Msg, Words, given, msg

Json = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(moment: datetime) -> str:
    """Return a moment as a cursor: microseconds since 1970."""
    return str((moment - _EPOCH) // timedelta(microseconds=1))


def moment_of(micros: int) -> datetime:
    """Return the moment of a cursor."""
    return _EPOCH + timedelta(microseconds=micros)


def render_reply(answer: Answer) -> Json:
    """Return {cards, page, home} for POST /event."""
    scene, words = answer.scene, answer.words
    return {
        "cards": [render_card(card, words) for card in scene.cards],
        "page": render_page(scene.page, words) if scene.page else None,
        "home": [render_card(card, words) for card in scene.home],
        "kept": scene.kept,
        "wipe": scene.wipes,
        "goesOn": scene.behind is not None,
    }


def render_standing(answer: Answer, boot: str, user_id: str, now: datetime) -> Json:
    """Return what POST /now gives: home, the page in hand, what came meanwhile, and from when on notices are new.

    `who` stays the same as long as nobody else signs in.
    """
    who = hashlib.sha256(user_id.encode()).hexdigest()[:16]
    news = [render_told(told) for told in _not_on_home(answer)]
    since = {"boot": boot, "cursor": cursor_of(now), "notices": news}
    return {**render_reply(answer), **named(answer), "who": who, **since}


def named(answer: Answer) -> Json:
    """Return what the person is called, which she may change: {me, name}."""
    return {"me": answer.words.say(me_of(answer.name, answer.office)), "name": answer.name}


def me_of(name: str, office: str) -> Msg:
    """Return who is signed in, as far as it is known yet."""
    return msg("web-me", name=name, office=office) if office else given(name)


def _not_on_home(answer: Answer) -> list[Told]:
    # What home shows anyway is not shown twice; a letter of which only the greeting is left is none.
    there = {card.about for card in answer.scene.home if card.about}
    found = []
    for told in answer.news:
        cards = tuple(card for card in told.scene.cards if card.about not in there)
        if len(cards) > int(told.letter or len(told.scene.cards) > len(cards)):
            found.append(replace(told, scene=replace(told.scene, cards=cards)))
    return found


def render_told(told: Told) -> Json:
    """Return a notice: {id, cursor, cards}."""
    cards = [render_card(card, told.words) for card in told.scene.cards]
    return {"id": told.id, "cursor": cursor_of(told.at), "cards": cards}


def render_card(card: Card, words: Words) -> Json:
    """Return a card with all its words said; a file without its bytes, which are made only once it is sent."""
    return {
        "key": card.about,
        "title": _say(card.title, words),
        "facts": [_fact(fact, words) for fact in card.facts],
        "quote": card.quote,
        "paragraphs": [words.say(paragraph) for paragraph in card.paragraphs],
        "buttons": [render_button(button, words) for button in card.buttons],
        **_file(card, words),
    }


def _file(card: Card, words: Words) -> Json:
    paper = paper_of(card, words, vector=True)
    if paper is None:
        return {}
    return {"file": {"name": paper.name, "ending": paper.ending, "says": paper.says, "media": paper.media}}


def _fact(fact: Fact, words: Words) -> list[str]:
    return [words.say(fact.label), words.say(fact.value)]


def _say(message: Msg | None, words: Words) -> str | None:
    return words.say(message) if message else None


def render_button(button: Button | Call, words: Words) -> Json:
    """Return a button, or a telephone number to press."""
    if isinstance(button, Call):
        return {"label": words.say(button.label), "tel": button.tel, "style": "plain"}
    return {"label": words.say(button.label), "data": button.data, "style": button.style}


def render_page(page: Page, words: Words) -> Json:
    """Return a page: its fields, the answers before them, what was refused, and the buttons that every page has."""
    # A form's fields are sent together; a question in the chat is answered by itself.
    sends = not (page.form.one_by_one and page.fields)
    return {
        "draft": page.draft,
        "version": page.version,
        "title": words.say(page.form.title),
        "oneByOne": page.form.one_by_one and bool(page.fields),
        "private": page.sealed,
        "recap": [_fact(fact, words) for fact in page.recap],
        "problem": _say(page.problem, words),
        "fields": [_field(field, page, words) for field in page.fields],
        "buttons": [render_button(button, words) for button in page_buttons(page, sends=sends)],
    }


def _field(field: AnyField, page: Page, words: Words) -> Json:
    skip = Button(field.skip, "skip", page.draft, page.version) if field.skip else None
    shared = {
        "name": field.name,
        "heading": _say(field.heading, words),
        "lead": _say(field.lead, words),
        "ask": words.say(field.ask),
        "value": page.typed.get(field.name),
        "problem": _say(page.problems.get(field.name), words),
        "optional": field.optional,
        "skip": render_button(skip, words) if skip else None,
    }
    if isinstance(field, Text):
        return {**shared, "kind": "text", "max": field.most, "lines": field.lines, "options": []}
    if isinstance(field, Upload):
        refusals = {"other": field.other, "large": field.large, "unread": field.unread}
        said = {name: words.say(sentence) for name, sentence in refusals.items()}
        # What a file said cannot be put back into its field.
        about = {"endings": field.endings, "max": field.most, "refusals": said, "value": None}
        about |= {"sheet": isinstance(field, Sheet)}
        return {**shared, **about, "kind": "file", "options": []}
    if isinstance(field, Select) and page.form.one_by_one:
        return {**shared, **_offered(field, page, words)}
    options = [{**_option(option.key, option.label, page, words), "key": option.key} for option in field.options]
    match field:
        case Choice():
            return {**shared, "kind": "choice", "options": options}
        case Select():
            return {**shared, "kind": "select", "options": options}
        case Day():
            first, last = field.first.isoformat(), field.last.isoformat()
            return {**shared, "kind": "day", "first": first, "last": last, "options": options}


def _offered(field: Select, page: Page, words: Words) -> Json:
    """Return a list as a question in the chat: a few buttons, and typing finds the others."""
    typed = page.typed.get(field.name)
    options = [
        {**_option(option.key, option.label, page, words), "key": option.key} for option in field.offered(typed, words)
    ]
    # What was chosen before is a button; what was typed stands where it was typed.
    value = None if typed is None or field.stands(typed) else typed
    return {"kind": "select", "value": value, "more": _say(field.more(typed, words), words), "options": options}


def _option(key: str, label: Msg, page: Page, words: Words) -> Json:
    return render_button(Button(label, f"pick.{key}", page.draft, page.version), words)
