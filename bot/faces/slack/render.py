"""From cards and pages to messages, modals and the Home tab; pure. What each of them may hold is looked after here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

from bot.faces.files import Paper, paper_of
from bot.faces.slack.blocks import Json, buttons, call, escape, link, quote, section, title
from handlers.kit.cards import Button, Call, Card
from handlers.kit.fields import AnyField, Choice, Day, Select, Text
from handlers.kit.forms import Page, page_buttons
from handlers.kit.turn import Scene
from messages.words import Words, given, msg

MOST_IN_MESSAGE = 50
# Slack refuses more text in one message, without saying where the limit lies.
MOST_LETTERS = 9_000
MOST_FALLBACK = 3_000
ID_LENGTH = 22
# A message in which several things stand keeps standing when one of its buttons is pressed.
STAYS = "stays"
TAPS = "taps"
# What leads elsewhere from a question: every message that asks one has it.
PAGE = "page"


# A file, and what it quotes.
Filed = tuple[Paper, tuple[str, ...]]


@dataclass(slots=True)
class Out:
    """One message: its blocks, what is read out and shown in notifications, what its cards are about, its file."""

    blocks: list[Json]
    text: str
    about: tuple[str, ...] = ()
    file: Paper | None = None

    @property
    def shows(self) -> str:
        """What the message shows, as a short digest: the same again is the same."""
        return hashlib.sha256(json.dumps(self.blocks, sort_keys=True).encode()).hexdigest()[:22]


@dataclass(slots=True)
class _Part:
    blocks: list[Json] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    about: tuple[str, ...] = ()
    file: Paper | None = None

    def add(self, blocks: list[Json], line: str) -> None:
        self.blocks += blocks
        self.lines.append(line)

    def letters(self) -> int:
        return sum(map(len, self.lines))


def messages(scene: Scene, words: Words) -> list[Out]:
    """Return a scene's messages: its cards, then the page in hand; home where there is nothing else."""
    cards = scene.cards or (() if scene.page else scene.home)
    parts = [_card(card, words, f"{TAPS}.{place}") for place, card in enumerate(cards)]
    parts += [_asked(scene.page, words)] if scene.page else []
    return [_out(part) for part in parts for part in _pieces(part)]


def with_way_on(scene: Scene) -> Scene:
    """Return a scene with home below its cards, unless it leads on by itself: a page, what was kept, home."""
    if scene.kept or scene.page or not scene.cards or scene.cards[-len(scene.home) :] == scene.home:
        return scene
    return replace(scene, cards=(*scene.cards, *scene.home))


def letter(scene: Scene, words: Words) -> list[Out]:
    """Return a scene's cards as one message with lines between them, or several where it is too much for one."""
    stays = STAYS if len(scene.cards) > 1 else TAPS
    outs: list[_Part] = []
    for place, card in enumerate(scene.cards):
        for part in _pieces(_card(card, words, f"{stays}.{place}")):
            last = outs[-1] if outs else None
            if last and _fits(last, part):
                last.blocks += [{"type": "divider"}, *part.blocks]
                last.lines += part.lines
                last.about += part.about
            else:
                outs.append(part)
    return [_out(part) for part in outs]


def _fits(one: _Part, other: _Part) -> bool:
    blocks = len(one.blocks) + len(other.blocks) + 1
    return blocks <= MOST_IN_MESSAGE and one.letters() + other.letters() <= MOST_LETTERS


def _pieces(part: _Part) -> list[_Part]:
    """Return a part as parts that each fit a message: cut between blocks."""
    if len(part.blocks) <= MOST_IN_MESSAGE and part.letters() <= MOST_LETTERS:
        return [part]
    pieces, room = [_Part(about=part.about)], MOST_LETTERS
    for block in part.blocks:
        line = said(block)
        if pieces[-1].blocks and (len(line) > room or len(pieces[-1].blocks) == MOST_IN_MESSAGE):
            # What goes on from something private is announced by the same line, never by its own first words.
            pieces.append(_Part(lines=part.lines[:1] if part.about else [], about=part.about))
            room = MOST_LETTERS
        pieces[-1].add([block], line)
        room -= len(line)
    pieces[-1].file = part.file
    return pieces


def said(block: Json) -> str:
    """Return what a block says, buttons aside."""
    if block["type"] == "rich_text":
        return str(block["elements"][0]["elements"][0]["text"])
    return str(block["text"]["text"]) if "text" in block else ""


def _out(part: _Part) -> Out:
    # What is private stands in the blocks alone: the text comes on locked screens.
    lines = part.lines[:1] if part.about else part.lines
    text = "\n".join(line for line in lines if line)
    # Only what is read out: all of it stands in the blocks.
    short = text if len(text) <= MOST_FALLBACK else text[: MOST_FALLBACK - 1] + "…"
    return Out(part.blocks, escape(short), part.about, part.file)


def about_of(card: Card) -> tuple[str, ...]:
    """Return the ids of what a card quotes; a card about something that has no id quotes nothing."""
    return tuple(one for one in (card.about, *card.quotes) if len(one) >= ID_LENGTH)


def apart(cards: tuple[Card, ...], words: Words) -> tuple[tuple[Card, ...], list[Filed]]:
    """Return cards for a place that holds no files, and the files: these go to the private chat, the cards say so."""
    files = [(paper, about_of(card)) for card in cards if (paper := paper_of(card, words))]
    there = msg("slack-file-there")
    return tuple(replace(c, file=None, paragraphs=(*c.paragraphs, there)) if c.file else c for c in cards), files


def card_blocks(card: Card, words: Words, block: str) -> list[Json]:
    """Return a card's blocks; `block` names its rows of buttons."""
    return _card(card, words, block).blocks


def _card(card: Card, words: Words, block: str) -> _Part:
    part = _Part(about=about_of(card), file=paper_of(card, words))
    if card.title:
        part.add(title(words.say(card.title)), words.say(card.title))
    for fact in card.facts:
        line = words.say(msg("slack-fact", label=fact.label, value=fact.value))
        part.add(section(line), line)
    if card.quote:
        part.add(quote(card.quote), card.quote)
    for paragraph in card.paragraphs:
        part.add(section(words.say(paragraph)), words.say(paragraph))
    for number in card.buttons:
        if isinstance(number, Call):
            part.add([call(words.say(number.label), number.tel)], f"{words.say(number.label)} {number.tel}")
    part.blocks += buttons([shown_button(one, words) for one in card.buttons if isinstance(one, Button)], block)
    return part


def shown_button(button: Button, words: Words) -> tuple[str, str, str]:
    """Return a button as its label, data and style."""
    return words.say(button.label), button.data, button.style


def _asked(page: Page, words: Words) -> _Part:
    """Return a page as a message: the question of a one-by-one form, or the door into a form's modal."""
    if not page.form.one_by_one:
        return _door(page, words)
    part = _Part()
    for problem in (page.problem, *page.problems.values()):
        if problem:
            part.add(section(words.say(problem)), words.say(problem))
    shown: list[Button] = []
    for asked in page.fields:
        for line in _lead(asked, words):
            part.blocks += line
        part.lines += [words.say(one) for one in (asked.heading, asked.lead, asked.ask) if one]
        if isinstance(asked, Text) and (before := page.typed.get(asked.name)):
            # A chat has no field in which it could still stand; what is private is not read out.
            part.blocks += section(words.say(msg("kit-before", text=given(before))))
        if isinstance(asked, Select) and (more := asked.more(page.typed.get(asked.name), words)):
            part.add(section(words.say(more)), words.say(more))
        shown += _options(asked, page, words)
    if not page.fields:
        part.add(title(words.say(page.form.title)), words.say(page.form.title))
    # In rows of their own: what answers, and what leads elsewhere.
    for row, block in ((shown, TAPS), (page_buttons(page, sends=not page.fields), PAGE)):
        part.blocks += buttons([shown_button(one, words) for one in row], block)
    return part


def asks(message: Json) -> bool:
    """Tell whether a message of a history is a question of ours."""
    return any(str(block.get("block_id", "")).startswith(f"{PAGE}.") for block in message.get("blocks") or [])


def _lead(asked: AnyField, words: Words) -> list[list[Json]]:
    heading = [title(words.say(asked.heading))] if asked.heading else []
    return heading + [section(words.say(one)) for one in (asked.lead, asked.ask) if one]


def _options(asked: AnyField, page: Page, words: Words) -> list[Button]:
    found = asked.options if isinstance(asked, Choice | Day) else ()
    found = asked.offered(page.typed.get(asked.name), words) if isinstance(asked, Select) else found
    shown = [Button(option.label, f"pick.{option.key}", page.draft, page.version) for option in found]
    return shown + ([Button(asked.skip, "skip", page.draft, page.version)] if asked.skip else [])


def door_blocks(page: Page, words: Words) -> list[Json]:
    """Return the door into a page that asks its fields together."""
    return _door(page, words).blocks


def _door(page: Page, words: Words) -> _Part:
    part = _Part()
    part.add(title(words.say(page.form.title)), words.say(page.form.title))
    begun = page.back or bool(page.typed)
    problems = [problem for problem in (page.problem, *page.problems.values()) if problem]
    for line in (*problems, msg("slack-halfway") if begun else msg("slack-unbegun")):
        part.add(section(words.say(line)), words.say(line))
    resume = Button(msg("kit-resume") if begun else msg("slack-open"), "resume", page.draft, style="primary")
    part.blocks += buttons([shown_button(resume, words)], TAPS)
    return part


def pointer(words: Words, address: str) -> Out:
    """Return what says that it goes on in the messages."""
    says = words.say(msg("slack-in-messages"))
    blocks = section(says)
    blocks += [link(words.say(msg("slack-to-messages")), address, "link")] if address else []
    return Out(blocks, says)


def of_view(view: Json, words: Words) -> list[Out]:
    """Return what a modal would have shown as messages: what it says, or for a page the way back into it."""
    part = _Part()
    if draft := str(view.get("private_metadata", "")).partition(":")[0]:
        part.add(section(words.say(msg("slack-unopened"))), words.say(msg("slack-unopened")))
        resume = Button(msg("kit-resume"), "resume", draft, style="primary")
        part.blocks += buttons([shown_button(resume, words)], TAPS)
    elif view.get("submit"):
        part.add(section(words.say(msg("slack-stranger"))), words.say(msg("slack-stranger")))
    else:
        name = str(view["title"]["text"])
        part.blocks += title(name) if name != words.say(msg("slack-name")) else []
        part.blocks += view["blocks"]
        part.lines += [said(block) for block in part.blocks]
    return [_out(piece) for piece in _pieces(part)]


WELCOME = Card(paragraphs=(msg("joining-clients"), msg("joining-private"), msg("joining-seen")))


def welcome(words: Words) -> list[Out]:
    """Return the three sentences for somebody who has just come in."""
    return messages(Scene(cards=(WELCOME,)), words)


def welcome_blocks(words: Words) -> list[Json]:
    """Return the three sentences as blocks."""
    return card_blocks(WELCOME, words, TAPS)
