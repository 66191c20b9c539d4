"""How Idobata speaks, as far as a machine can tell: no judging words, no shouting, no code words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.bring import DEMO
from messages import courses, papers
from messages.ladder import PATH as LADDER
from messages.perspectives import SHIPPED
from tests.house.catalogue import catalogue

JUDGING = ("評価", "点検", "指導", "採点", "未達", "不足", "失効", "できていません", "エラー")
# What says what something is not; a proper name (評価会議) would be listed here by message id too.
MAY_JUDGE = {"paper-not", "visits-what", "visits-seen-by"}
# What a training is called by who holds it: its whole name, and no other sentence with that word.
PROPER_NAMES = {"演習指導者養成研修"}
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_.+/-]*")
# What is typed may be English: people do type it.
TYPED = re.compile("[a-z]+-word(-|$)")
# On the screen: keys that are printed so on a keyboard, a name that browsers' settings use, the platforms' own names.
ON_SCREEN = {"telegram-stays": {"Telegram"}, "web-keys": {"Ctrl", "Enter"}, "web-no-script": {"JavaScript"}}
_TELEGRAM = ("telegram-leaves", "desk-why-blocked", "settings-face-telegram")
ON_SCREEN |= {id: {"Telegram"} for id in _TELEGRAM}
ON_SCREEN |= {id: {"Slack"} for id in ("slack-stays", "slack-leaves", "settings-face-slack", "settings-after-slack")}
ON_SCREEN |= {"settings-face-web": {"Web"}, "reflection-sheet": {"Word"}}
# What an editor calls it where a file is saved.
ON_SCREEN |= {"kit-file-encoding": {"UTF-8"}}
ON_SCREEN |= {"joining-out": {"Web"}, "roster-linked-out": {"Web"}}
ON_SCREEN |= {id: {"Web"} for id in ("slack-guest", "export-signed-in", "roster-code-where")}
ON_SCREEN |= {"roster-hand-over": {"Telegram", "Slack", "Web"}}
# What a file and an address are called where they are made, and how columns are headed.
ON_SCREEN |= {id: {"Excel"} for id in ("kit-sheet-needed", "kit-sheet-letters", "kit-sheet-broken", "keep-bring-ask")}
ON_SCREEN["kit-sheet-needed"] |= {"CSV"}
ON_SCREEN["keep-bring-ask"] |= {"CSV"}
ON_SCREEN["kit-sheet-letters"] |= {"xlsx"}
ON_SCREEN["kit-sheet-needed"] |= {"xlsx"}
ON_SCREEN |= {"keep-handout-url": {"https"}, "keep-handout-how": {"https"}, "keep-month-paper": {"Word"}}
ON_SCREEN |= {"keep-heading-question": {"Q"}, "keep-heading-answer": {"A"}}
ON_SCREEN["deadlines-export"] = {"Excel"}
ON_SCREEN |= {"fitting-export": {"Excel"}, "fitting-slip": {"Word"}}
ON_SCREEN |= {"yearsheet-ask": {"Excel", "CSV"}, "yearsheet-export": {"Excel"}}
# Days as certificates and rosters write them.
ON_SCREEN |= {"yearsheet-how-days": {"H24", "R3.11.20"}}
ON_SCREEN |= {"runs-bring-ask": {"Excel", "CSV"}, "runs-bring-days": {"R9.1.12"}}
ON_SCREEN |= {id: {"https"} for id in ("runs-url-ask", "runs-url-how")}
# What is typed to connect a place is written as it is typed.
ON_SCREEN |= {"places-telegram": {"Telegram"}, "places-slack": {"Slack"}, "places-how-link": {"Telegram"}}
ON_SCREEN |= {"places-how-telegram": {"connect"}, "places-how-slack": {"Slack", "idobata"}}
ON_SCREEN |= {"places-hello-topic": {"connect"}}
# How an address of a talk online begins.
ON_SCREEN |= {"visit-url-how": {"https"}}
ON_SCREEN |= {id: {"https"} for id in ("courses-ask-guide", "courses-guide-how")}
# What supervision is called by everybody who has it.
_SUPERVISION = ("sharing-single", "sharing-group", "sharing-use-single", "sharing-use-group", "nudges-gap")
ON_SCREEN |= {id: {"SV"} for id in _SUPERVISION}
# How the day of a certificate is typed, with its era.
_DAYS = ("past-needed", "past-unread", "past-yearless", "past-which-time", "past-no-year", "past-no-day")
ON_SCREEN |= {id: {"R3.11.20"} for id in _DAYS} | {"training-on-ask": {"R3.11.20", "H24"}}
ON_SCREEN |= {"training-practice-ask": {"H30.4"}, "training-taught-ask": {"R6.11.20"}}
# The set's own title, and in the demo's file its id; what a group's supervision is called for short.
THE_SET = {"Ver.8", "tokyo-v8", "GSV"}
# cli.ftl speaks to whoever runs the program: file names, settings and commands are written as they are typed.
FOR_THE_KEEPER = "cli.ftl"


def sentences() -> dict[str, str]:
    """Return every text of the catalogue by id, terms too, parameters left out."""
    every = {**catalogue().messages, **catalogue().terms}
    return {id: entries[0].text for id, entries in every.items()}


def data_sentences() -> Iterator[tuple[str, str]]:
    """Give every text of the shipped data that the bot says."""
    for folder in (SHIPPED, papers.SHIPPED, courses.FOLDER):
        for path in sorted(folder.glob("*.toml")):
            # Where a rule of the trainings stands is said with it.
            unsaid = UNSAID - {"source"} if folder == courses.FOLDER else UNSAID
            yield from ((path.name, text) for text in _texts(_read(path), unsaid))
    for path in (DEMO, LADDER):
        yield from ((path.name, text) for text in _texts(_read(path), UNSAID))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


# Keys, ids and where a set comes from: nobody is shown them.
UNSAID = {
    "key",
    "band",
    "role",
    "of",
    "count_from",
    "id",
    "zone",
    "roles",
    "source",
    "paper",
    "font",
    "fallback",
    "part",
    "as",
}


def _texts(value: Any, unsaid: set[str]) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            yield from (text for item in value for text in _texts(item, unsaid))
        case dict():
            yield from (text for name, item in value.items() if name not in unsaid for text in _texts(item, unsaid))


@pytest.mark.parametrize("word", JUDGING)
def test_nobody_is_judged(word: str) -> None:
    assert [id for id, text in sentences().items() if word in text and id not in MAY_JUDGE] == []
    assert [where for where, text in data_sentences() if word in text and text not in PROPER_NAMES] == []


def test_nobody_is_shouted_at() -> None:
    assert [id for id, text in sentences().items() if re.search("[!！]", text)] == []
    assert [text for _, text in data_sentences() if re.search("[!！]", text)] == []


def test_no_button_says_only_yes_or_no() -> None:
    alone = {"はい", "いいえ", "OK", "ＯＫ"}
    assert [id for id, text in sentences().items() if text.strip(" 。") in alone] == []


def test_nobody_is_shown_a_code_word() -> None:
    found: dict[str, set[str]] = {}
    for id, entries in catalogue().messages.items():
        if entries[0].file != FOR_THE_KEEPER and not TYPED.match(id):
            words = set(LATIN.findall(entries[0].text)) - ON_SCREEN.get(id, set())
            found |= {id: words} if words else {}
    assert found == {}
    assert [text for _, text in data_sentences() if set(LATIN.findall(text)) - THE_SET] == []


def test_dates_are_never_left_to_be_computed() -> None:
    assert [id for id, text in sentences().items() if "営業日" in text] == []


def test_few_pictures_stand_in_words() -> None:
    pictures = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
    found = {sign for text in sentences().values() for sign in pictures.findall(text)}
    assert found <= {"📅", "🔒", "☎"}


def test_a_message_is_short() -> None:
    # Three lines are a lot: on a phone that is about 80 characters; cli.ftl is read in a terminal.
    long = {id: len(entries[0].text) for id, entries in catalogue().messages.items() if len(entries[0].text) > 80}
    assert [id for id in long if catalogue().messages[id][0].file != FOR_THE_KEEPER] == []


def test_the_lint_reads_what_a_person_reads() -> None:
    assert sentences()["kit-mend"] == "「」を直す"
    assert sentences()["weekday"] == "月火水木金土日"
    assert ("tokyo-v8.toml", "本人中心") in set(data_sentences())
    assert ("national.toml", "平成30年厚生労働省告示") in set(data_sentences())
    assert Path(DEMO).name == "demo.toml"
