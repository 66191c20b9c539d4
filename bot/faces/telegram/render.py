"""From cards and pages to messages; pure. User text is never markup: emphasis is entities, counted in UTF-16 units."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.faces.files import Paper, paper_of
from handlers.kit.cards import Button, Call, Card
from handlers.kit.fields import AnyField, Choice, Day, Select, Text
from handlers.kit.forms import Page, page_buttons
from handlers.kit.text import split, utf16_units
from handlers.kit.turn import Scene
from messages.words import Msg, Words, given, msg

MOST_UNITS = 4096
ID_LENGTH = 22
# Room for the line that says that a message may have come before.
MARK_UNITS = 16
MOST_BUTTONS = 100
MOST_IN_ROW = 2
SHORT_LABEL = 9

Keyboard = list[list[dict[str, str]]]


@dataclass(slots=True)
class Out:
    """One message: text, bold stretches, the keyboard under it, what its cards are about, and the file that follows."""

    text: str
    bold: list[tuple[int, int]] = field(default_factory=list)
    keyboard: Keyboard = field(default_factory=list)
    about: tuple[str, ...] = ()
    file: Paper | None = None

    def marked(self, mark: str) -> Out:
        """Return the message with a line above it; one that has the line already stays as it is."""
        if self.text.startswith(mark):
            return self
        shift = utf16_units(mark) + 1
        bold = [(start + shift, length) for start, length in self.bold]
        return replace(self, text=f"{mark}\n{self.text}", bold=bold)


def render_scene(scene: Scene, words: Words, mark: Msg | None = None) -> list[Out]:
    """Return a scene's messages: its cards, then the page in hand; home where there is nothing else.

    `mark` stands above the first of them: it says that they may have been sent before.
    """
    cards = scene.cards or (() if scene.page else scene.home)
    texts = [_card(card, words) for card in cards]
    texts += [_page(scene.page, words)] if scene.page else []
    return _marked([out for text in texts for out in _outs(text)], words, mark)


def render_letter(scene: Scene, words: Words, mark: Msg | None = None) -> list[Out]:
    """Return a scene's cards as one message, a blank line between them.

    Where more than one card has buttons, those cards are numbered and their buttons' labels say which is whose. What is
    too much for one message goes on in another, from card to card.
    """
    texts = [_card(card, words) for card in scene.cards]
    pressable = [text for text in texts if text.buttons]
    for number, text in enumerate(pressable if len(pressable) > 1 else [], start=1):
        text.number(number, words)
    joined: list[_Text] = []
    for text in texts:
        if joined and joined[-1].has_room(text):
            joined[-1].join(text)
        else:
            joined.append(text)
    return _marked([out for text in joined for out in _outs(text)], words, mark)


def _marked(outs: list[Out], words: Words, mark: Msg | None) -> list[Out]:
    return [outs[0].marked(words.say(mark)), *outs[1:]] if mark and outs else outs


@dataclass(slots=True)
class _Text:
    lines: list[tuple[str, bool]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    file: Paper | None = None

    def add(self, line: str | None, *, bold: bool = False) -> None:
        if line:
            self.lines.append((line, bold))

    def press(self, button: Button, words: Words) -> None:
        self.buttons.append(button)
        self.labels.append(words.say(button.label))

    def number(self, number: int, words: Words) -> None:
        first, bold = self.lines[0] if self.lines else ("", False)
        self.lines[:1] = [(words.say(msg("telegram-numbered", n=number, text=given(first))), bold)]
        self.labels = [words.say(msg("telegram-numbered-button", n=number, label=given(one))) for one in self.labels]

    def units(self) -> int:
        return sum(utf16_units(line) + 1 for line, _ in self.lines)

    def has_room(self, other: _Text) -> bool:
        fits = self.units() + other.units() + 1 <= MOST_UNITS - MARK_UNITS
        return fits and len(self.buttons) + len(other.buttons) <= MOST_BUTTONS

    def join(self, other: _Text) -> None:
        self.lines += [("", False), *other.lines]
        self.buttons += other.buttons
        self.labels += other.labels
        self.about += other.about


def _card(card: Card, words: Words) -> _Text:
    # A card about something that has no id quotes nothing that could be deleted.
    about = [one for one in (card.about, *card.quotes) if len(one) >= ID_LENGTH]
    text = _Text(about=about, file=paper_of(card, words))
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
    if isinstance(asked, Text) and (before := page.typed.get(asked.name)):
        # A chat has no field in which it could still stand.
        text.add(words.say(msg("kit-before", text=given(before))))
    if isinstance(asked, Select):
        typed = page.typed.get(asked.name)
        text.add(words.say(more) if (more := asked.more(typed, words)) else None)
        for option in asked.offered(typed, words):
            text.press(Button(option.label, f"pick.{option.key}", page.draft, page.version), words)
    if isinstance(asked, Choice | Day):
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
    parts = split(whole.strip("\n"), MOST_UNITS - MARK_UNITS)
    outs = [Out(part, about=tuple(text.about)) for part in parts]
    # Titles stand at the beginning; one that a split has cut would have an offset of another message.
    outs[0].bold = [(start, length) for start, length in bold if start + length <= utf16_units(parts[0])]
    outs[-1].keyboard, outs[-1].file = _keyboard(text), text.file
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
