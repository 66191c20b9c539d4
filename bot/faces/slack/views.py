"""Modals and the Home tab; pure. What Slack lets one hold is looked after here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.faces.slack.blocks import Json, answer, buttons, plain, quote, section, title
from bot.faces.slack.render import TAPS, card_blocks, door_blocks, pointer, shown_button, welcome_blocks
from handlers.kit.cards import Button, Card
from handlers.kit.fields import AnyField, Choice, Day, Select, Text, Upload
from handlers.kit.forms import Page, page_buttons
from handlers.kit.text import utf16_units
from handlers.kit.turn import Scene
from messages.words import Msg, Words, msg

MOST_IN_VIEW = 100
MOST_TITLE = 24
MOST_INPUT = 3_000
MOST_LABEL = 2_000
MOST_OPTIONS = 100


def view_of_cards(cards: tuple[Card, ...], words: Words) -> Json:
    """Return cards as a modal that asks nothing; the first one's title is the modal's where there is room for it."""
    name = words.say(cards[0].title) if cards[0].title else ""
    fits = 0 < len(name) <= MOST_TITLE
    shown = (replace(cards[0], title=None), *cards[1:]) if fits else cards
    return _modal(name if fits else words.say(msg("slack-name")), _cards(shown, words), words)


def _cards(cards: tuple[Card, ...], words: Words) -> list[Json]:
    return [block for place, card in enumerate(cards) for block in card_blocks(card, words, f"{TAPS}.{place}")]


def view_of_page(page: Page, cards: tuple[Card, ...], words: Words) -> Json:
    """Return a form's page as a modal, with whatever is said above it."""
    blocks = _cards(cards, words)
    blocks += section(words.say(page.problem)) if page.problem else []
    if not page.fields:
        for fact in page.recap:
            blocks += section(words.say(msg("slack-fact", label=fact.label, value=fact.value)))
    for asked in page.fields:
        blocks += _input(asked, page, words)
    sends = not page.fields
    blocks += buttons([shown_button(one, words) for one in page_buttons(page, sends=sends)], "page")
    view = _modal(words.say(page.form.title), blocks, words)
    view |= {"private_metadata": f"{page.draft}:{page.version}", "callback_id": "page", "notify_on_close": True}
    return view | ({"submit": plain(words.say(page.form.sends))} if page.fields else {})


def input_id(name: str, version: int) -> str:
    """Return the block of a field: another one for each version, so that what was typed before stays out of it."""
    return f"{name}:{version}"


def _input(asked: AnyField, page: Page, words: Words) -> list[Json]:
    above = [words.say(page.problems[asked.name])] if asked.name in page.problems else []
    heading = title(words.say(asked.heading)) if asked.heading else []
    lead = section(words.say(asked.lead)) if asked.lead else []
    blocks = [*heading, *lead, *(block for line in above for block in section(line))]
    ask = words.say(asked.ask)
    if len(ask) > MOST_LABEL:
        blocks += section(ask)
        ask = words.say(asked.named)
    typed = page.typed.get(asked.name)
    if typed and utf16_units(typed) > MOST_INPUT:
        # More than a field holds, so it came by another face: it stands above, whole.
        blocks, typed = [*blocks, *quote(typed)], None
    element = _element(asked, typed, words)
    return [*blocks, answer(input_id(asked.name, page.version), ask, element, optional=asked.optional)]


def _element(asked: AnyField, typed: str | None, words: Words) -> Json:
    match asked:
        case Text():
            text: Json = {"type": "plain_text_input", "action_id": "answer", "multiline": asked.lines > 1}
            return text | {"max_length": MOST_INPUT} | ({"initial_value": typed} if typed else {})
        case Choice():
            options = [{"text": plain(words.say(one.label)), "value": one.key} for one in asked.options]
            radio: Json = {"type": "radio_buttons", "action_id": "answer", "options": options}
            chosen = [one for one in options if one["value"] == typed]
            return radio | ({"initial_option": chosen[0]} if chosen else {})
        case Select():
            return _list(asked, typed, words)
        case Upload():
            return {"type": "file_input", "action_id": "answer", "max_files": 1}
        case Day():
            # Slack's calendar knows no first and last day; what lies outside is refused with a sentence.
            return {"type": "datepicker", "action_id": "answer"} | ({"initial_date": typed} if _is_date(typed) else {})


def _list(asked: Select, typed: str | None, words: Words) -> Json:
    options = [{"text": plain(words.say(one.label)), "value": one.key} for one in asked.options]
    chosen = [one for one in options if one["value"] == typed]
    found: Json = {"type": "static_select", "action_id": "answer"}
    found |= {"options": options} if len(options) <= MOST_OPTIONS else {"option_groups": _groups(options, words)}
    return found | ({"initial_option": chosen[0]} if chosen else {})


def _groups(options: list[Json], words: Words) -> list[Json]:
    starts = range(0, len(options), MOST_OPTIONS)
    parts = [(start, options[start : start + MOST_OPTIONS]) for start in starts]
    labels = [msg("slack-from-to", first=start + 1, last=start + len(part)) for start, part in parts]
    return [{"label": plain(words.say(label)), "options": part} for label, (_, part) in zip(labels, parts, strict=True)]


def _is_date(typed: str | None) -> bool:
    try:
        return typed is not None and date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def waiting_view(words: Words) -> Json:
    """Return the page that stands there while a turn takes longer than Slack waits."""
    return _modal(words.say(msg("slack-name")), section(words.say(msg("slack-waiting"))), words)


def pointer_view(words: Words, address: str) -> Json:
    """Return the page that says that it goes on in the messages."""
    return _modal(words.say(msg("slack-name")), pointer(words, address).blocks, words)


def joined_view(words: Words) -> Json:
    """Return the page for somebody who has just come in."""
    blocks = section(words.say(msg("slack-joined"))) + welcome_blocks(words)
    return _modal(words.say(msg("slack-name")), blocks, words)


def sentence_view(sentence: Msg, words: Words) -> Json:
    """Return a page with one sentence."""
    return _modal(words.say(msg("slack-name")), section(words.say(sentence)), words)


def _modal(name: str, blocks: list[Json], words: Words) -> Json:
    close = plain(words.say(msg("slack-close")))
    return {"type": "modal", "title": plain(name), "close": close, "blocks": _within(blocks, words)}


def _within(blocks: list[Json], words: Words) -> list[Json]:
    if len(blocks) <= MOST_IN_VIEW:
        return blocks
    # What a view cannot hold comes as messages: it says how.
    return [*blocks[: MOST_IN_VIEW - 1], *section(words.say(msg("slack-more")))]


def home_view(scene: Scene, words: Words, address: str) -> Json:
    """Return the Home tab: the way back into what is half done, then home's cards."""
    page = scene.page or scene.behind
    blocks = _half_done(page, words, address) if page else []
    for place, card in enumerate(scene.home):
        blocks += [{"type": "divider"}] if blocks else []
        blocks += card_blocks(card, words, f"home.{place}")
    return {"type": "home", "blocks": _within(blocks, words)}


def _half_done(page: Page, words: Words, address: str) -> list[Json]:
    if not page.form.one_by_one:
        return door_blocks(page, words)
    blocks = title(words.say(page.form.title)) + pointer(words, address).blocks
    resume = Button(msg("slack-ask-again"), "resume", page.draft)
    return blocks + buttons([shown_button(resume, words)], TAPS)


def door_home(words: Words) -> Json:
    """Return the Home tab of somebody whom Idobata does not know: how to come in."""
    blocks = title(words.say(msg("slack-name"))) + section(words.say(msg("slack-place")))
    blocks += buttons([(words.say(msg("slack-enter-code")), JOIN, "primary")], "door")
    return {"type": "home", "blocks": blocks}


JOIN = "join"


def join_view(words: Words) -> Json:
    """Return the page that asks for a link or the digits of a code."""
    element: Json = {"type": "plain_text_input", "action_id": "answer", "max_length": 300}
    blocks = [answer("token", words.say(msg("slack-code-ask")), element, optional=False)]
    view = _modal(words.say(msg("slack-name")), blocks, words)
    return view | {"callback_id": JOIN, "submit": plain(words.say(msg("slack-enter")))}


SORRY = "sorry"
_SENT = ("type", "title", "submit", "close", "private_metadata", "callback_id", "notify_on_close")


def view_again(sent: Json, sentence: Msg, words: Words) -> Json:
    """Return a modal as it stood before somebody, with what she had typed, and a sentence above."""
    values = (sent.get("state") or {}).get("values") or {}
    blocks = [_typed_again(one, values) for one in sent["blocks"] if one.get("block_id") != SORRY]
    above = [block | {"block_id": SORRY} for block in section(words.say(sentence))]
    return {name: sent[name] for name in _SENT if sent.get(name)} | {"blocks": [*above, *blocks][:MOST_IN_VIEW]}


def _typed_again(block: Json, values: Json) -> Json:
    found = values.get(str(block.get("block_id")), {}).get("answer")
    if block["type"] != "input" or not found:
        return block
    first = {one: found[now] for now, one in _FIRST.items() if found.get(now)}
    bare = {name: value for name, value in block["element"].items() if name not in _FIRST.values()}
    return block | {"element": bare | first}


_FIRST = {"value": "initial_value", "selected_date": "initial_date", "selected_option": "initial_option"}


def shown_view(blocks: list[Json], words: Words) -> Json:
    """Return blocks as a page that asks nothing."""
    return _modal(words.say(msg("slack-name")), blocks, words)
