"""What every platform can show, checked when forms and cards are declared; nothing is ever cut silently.

Sources: docs.slack.dev Block Kit reference and core.telegram.org/bots/api, late 2026. Where the platforms differ the
smaller number counts, so that one declaration serves all of them.
"""

from __future__ import annotations

import re

from handlers.kit.cards import MEDIA, VECTOR, Button, Call, Card, File, parse_press
from handlers.kit.errors import LimitError, Stale
from handlers.kit.fields import DAYS_OFFERED, AnyField, Choice, Day, Past, Select, Sheet, Text, Upload, When
from handlers.kit.forms import Form
from handlers.kit.text import utf16_units
from messages.words import Msg, Words, msg

DATA_BYTES = 64  # Telegram callback_data
SELECT_LABEL = 75  # Slack's options
LABEL = 30  # a phone's width; Slack would take 75
OPTIONS = 10  # Slack radio buttons
BUTTONS = 12  # a phone's height; Slack takes 25 in one block, Telegram 100
TITLE = 24  # Slack view title
TEXT = 3000  # Slack section text; Telegram takes 4096 UTF-16 units
ANSWER = 3000  # Slack plain_text_input
FIELD_NAME = 40
FILE_NAME = 60
FILE_SAYS = 600  # Slack would take 1000, but it goes in an address: nine letters there for one of Japanese
FIELDS = 15  # on one page: a Slack view holds 100 blocks, a field up to six
OPTION_KEY = re.compile(r"[A-Za-z0-9_]{1,16}")  # it stands in a button's verb
SELECT_KEY = re.compile(r"[A-Za-z0-9_-]{1,22}")  # what is chosen from a list has an id
MOST_SELECT = 500  # a list of people or offices; Slack takes 100 groups of 100
MOST_UPLOAD = 100_000  # bytes; in the page's JSON they may become twice as many, of the 256 KiB that it may send
MOST_SHEET = 150_000  # bytes; in base64 they become a third more
ENDING = re.compile(r"\.[a-z0-9]{1,8}")
DRAFT_DATA = 22 + 1 + 9 + 1  # id, version and colons that a page's buttons carry


def _say(words: Words, message: Msg | None, most: int, where: str) -> int:
    if message is None:
        return 0
    size = utf16_units(words.say(message))
    if not 1 <= size <= most:
        raise LimitError(f"{where}: {message.id} has {size} of 1 to {most}")
    return size


def check_form(form: Form, words: Words) -> None:
    """Raise LimitError when some platform could not show the form."""
    _say(words, form.title, TITLE, "title")
    names = [field.name for field in form.fields]
    if len(set(names)) < len(names) or not names:
        raise LimitError("field names")
    if not all(field.optional for field in form.fields if field.name in form.passed):
        raise LimitError("asked from its last card, but not optional")
    if not form.one_by_one and len(names) > FIELDS:
        raise LimitError(f"{len(names)} fields")
    for place, field in enumerate(form.fields):
        if not set(field.after) <= set(names[:place]):
            raise LimitError(f"{field.name}: after names a field that comes later")
        if field.when and not field.after:
            raise LimitError(f"{field.name}: when without after")
        check_field(field, words)
        if form.one_by_one and isinstance(field, Upload):
            raise LimitError(f"{field.name}: a file is no answer in a talk")
        if not form.one_by_one and isinstance(field, When | Past):
            raise LimitError(f"{field.name}: what is in doubt is asked back in a talk")
        if not form.one_by_one:
            # Its last look has a button for each answer.
            _say(words, msg("kit-mend", what=field.named), LABEL, field.name)


def check_kind(form: Form, *, sealed: bool) -> None:
    """Raise LimitError for a form whose draft would hold in the clear what the guard has not seen."""
    if not sealed and (open := [field.name for field in form.fields if isinstance(field, Text) and field.shared]):
        raise LimitError(f"shared, but not sealed: {', '.join(open)}")


def check_field(field: AnyField, words: Words) -> None:
    """Raise LimitError when some platform could not ask the field."""
    if not field.name.isascii() or not 1 <= len(field.name) <= FIELD_NAME:
        raise LimitError(f"{field.name}: name")
    whole = sum(_say(words, part, TEXT, field.name) for part in (field.heading, field.lead, field.ask))
    if whole > TEXT:
        raise LimitError(f"{field.name}: {whole} of {TEXT}")
    _say(words, field.skip, LABEL, field.name)
    if isinstance(field, Text) and not 1 <= field.most <= ANSWER:
        raise LimitError(f"{field.name}: most")
    if isinstance(field, Choice):
        _check_options(field, words, 2, OPTIONS)
    if isinstance(field, Select):
        _check_options(field, words, 0 if isinstance(field, When | Past) else 1, MOST_SELECT)
    most = MOST_SHEET if isinstance(field, Sheet) else MOST_UPLOAD
    if isinstance(field, Upload) and not (1 <= field.most <= most and ENDING.fullmatch(field.ending)):
        raise LimitError(f"{field.name}: {field.most} bytes of {field.ending}")
    if isinstance(field, Day):
        _check_options(field, words, 2, DAYS_OFFERED)


def _check_options(field: Choice | Select | Day, words: Words, least: int, most: int) -> None:
    keys = [option.key for option in field.options]
    if not least <= len(keys) <= most or len(set(keys)) < len(keys):
        raise LimitError(f"{field.name}: {len(keys)} options")
    key, most = (SELECT_KEY, SELECT_LABEL) if isinstance(field, Select) else (OPTION_KEY, LABEL)
    for option in field.options:
        _say(words, option.label, most, field.name)
        if not key.fullmatch(option.key):
            raise LimitError(f"{field.name}: key {option.key}")
        if len(f"pick.{option.key}:") + DRAFT_DATA > DATA_BYTES:
            raise LimitError(f"{field.name}: data of {option.key}")


def check_card(card: Card, words: Words) -> None:
    """Raise LimitError when some platform could not show the card; long quotes are split by the faces."""
    if not (card.title or card.paragraphs or card.facts or card.quote):
        raise LimitError("an empty card")
    _say(words, card.title, TEXT, "title")
    for paragraph in card.paragraphs:
        _say(words, paragraph, TEXT, "paragraph")
    for fact in card.facts:
        _say(words, fact.label, 200, "fact")
    if len(card.buttons) > BUTTONS:
        raise LimitError(f"{len(card.buttons)} buttons")
    for button in card.buttons:
        _check_button(button, words)
    if card.file:
        _check_file(card.file, words)


def _check_file(file: File, words: Words) -> None:
    _say(words, file.name, FILE_NAME, "file")
    _say(words, file.says, FILE_SAYS, "file")
    if not set(file.makes) <= set(MEDIA):
        raise LimitError(f"file: {', '.join(file.makes)}")
    if not set(file.makes) - {VECTOR}:
        raise LimitError("file: a chat shows no drawing of lines")


def check_lasting(cards: tuple[Card, ...]) -> None:
    """Raise LimitError for a file on what is drawn again and again: home, and what is said unasked."""
    if any(card.file for card in cards):
        raise LimitError("a file is for an answer: elsewhere stands a button that asks for it")


def _check_button(button: Button | Call, words: Words) -> None:
    _say(words, button.label, LABEL, "button")
    if isinstance(button, Call):
        return
    try:
        parse_press(button.data)
    except Stale:
        raise LimitError(f"button {button.verb}: its own data could not be read") from None
