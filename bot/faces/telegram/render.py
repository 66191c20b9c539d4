"""From cards and pages to messages; pure. User text is never markup: emphasis is entities, counted in UTF-16 units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handlers.kit.cards import Button, Call, Card
from handlers.kit.fields import AnyField, Choice
from handlers.kit.forms import Page, page_buttons
from handlers.kit.text import split, utf16_units
from handlers.kit.turn import Scene
from messages.words import Msg, Words, msg

MOST_UNITS = 4096
MOST_IN_ROW = 2
SHORT_LABEL = 8

Keyboard = list[list[dict[str, str]]]


@dataclass(slots=True)
class Out:
    """One message: text, bold stretches, and the keyboard under it."""

    text: str
    bold: list[tuple[int, int]] = field(default_factory=list)
    keyboard: Keyboard = field(default_factory=list)

    def entities(self) -> list[dict[str, Any]]:
        """Return the message's entities as the Bot API wants them."""
        return [{"type": "bold", "offset": offset, "length": length} for offset, length in self.bold]


def render_scene(scene: Scene, words: Words, mark: Msg | None = None) -> list[Out]:
    """Return a scene's messages: its cards, then the page in hand; home where there is nothing else.

    `mark` stands above the first of them: it says that they may have been sent before.
    """
    cards = scene.cards or (() if scene.page else scene.home)
    texts = [_card(card, words) for card in cards]
    texts += [_page(scene.page, words)] if scene.page else []
    if mark and texts:
        texts[0].lines.insert(0, (words.say(mark), False))
    return [out for text in texts for out in _outs(text)]


@dataclass(slots=True)
class _Text:
    lines: list[tuple[str, bool]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def add(self, line: str | None, *, bold: bool = False) -> None:
        if line:
            self.lines.append((line, bold))

    def press(self, button: Button, words: Words) -> None:
        self.buttons.append(button)
        self.labels.append(words.say(button.label))


def _card(card: Card, words: Words) -> _Text:
    text = _Text()
    text.add(words.say(card.title) if card.title else None, bold=True)
    for fact in card.facts:
        text.add(words.say(msg("telegram-fact", label=fact.label, value=fact.value)))
    text.add(words.say(msg("telegram-quote", text=card.quote)) if card.quote else None)
    for paragraph in card.paragraphs:
        text.add(words.say(paragraph))
    for button in card.buttons:
        if isinstance(button, Call):
            # Telegram has no telephone buttons; it makes numbers in a text pressable by itself.
            text.add(words.say(msg("telegram-call", label=button.label, tel=button.tel)))
        else:
            text.press(button, words)
    return text


def _page(page: Page, words: Words) -> _Text:
    text = _Text()
    text.add(words.say(page.problem) if page.problem else None)
    if not page.fields:
        text.add(words.say(page.form.title), bold=True)
        for fact in page.recap:
            text.add(words.say(msg("telegram-fact", label=fact.label, value=fact.value)))
    for asked in page.fields:
        _field(text, asked, page, words)
    for button in page_buttons(page, sends=not page.fields):
        text.press(button, words)
    return text


def _field(text: _Text, asked: AnyField, page: Page, words: Words) -> None:
    problem = page.problems.get(asked.name)
    text.add(words.say(problem) if problem else None)
    text.add(words.say(asked.heading) if asked.heading else None, bold=True)
    text.add(words.say(asked.lead) if asked.lead else None)
    text.add(words.say(asked.ask))
    if isinstance(asked, Choice):
        for option in asked.options:
            text.press(Button(option.label, f"pick.{option.key}", page.draft, page.version), words)
    if asked.skip:
        text.press(Button(asked.skip, "skip", page.draft, page.version), words)


def _outs(text: _Text) -> list[Out]:
    whole, bold, at = "", [], 0
    for line, strong in text.lines:
        if strong:
            bold.append((at, utf16_units(line)))
        whole += line + "\n"
        at += utf16_units(line) + 1
    parts = split(whole.strip("\n"), MOST_UNITS)
    outs = [Out(part) for part in parts]
    # Titles stand at the beginning; one that a split has cut would have an offset of another message.
    outs[0].bold = [(start, length) for start, length in bold if start + length <= utf16_units(parts[0])]
    outs[-1].keyboard = _keyboard(text)
    return outs


def _keyboard(text: _Text) -> Keyboard:
    rows: Keyboard = []
    short = False
    for button, label in zip(text.buttons, text.labels, strict=True):
        shown = {"text": label, "callback_data": button.data}
        fits = len(label) <= SHORT_LABEL
        if rows and short and fits and len(rows[-1]) < MOST_IN_ROW:
            rows[-1].append(shown)
        else:
            rows.append([shown])
        short = fits
    return rows
