"""A word that is too long for a platform is not taken, a renamed one is said everywhere, preview shows every message.

That everything fits with the longest words of a ward is seen in a walk that is watched: tests/privacy/test_walk.py.
"""

from __future__ import annotations

from functools import cache

import pytest

from bot.faces.face import Answer
from bot.faces.web.render import render_reply
from bot.preview import Shot, scenes
from handlers.kit.errors import LimitError
from messages.words import TERM_LENGTH, Msg, Words, check_terms, shipped_terms
from tests.house.catalogue import catalogue

CONVERSATIONS = {"desk.ftl", "home.ftl", "joining.ftl", "morning.ftl", "reflection.ftl", "settings.ftl"}
CONVERSATIONS |= {"network.ftl", "sets.ftl"}
CONVERSATIONS |= {"record.ftl"}
CONVERSATIONS |= {"roster.ftl"}
CONVERSATIONS |= {"friday.ftl", "mydata.ftl"}
CONVERSATIONS |= {"sharing.ftl", "gathering.ftl"}
CONVERSATIONS |= {"questions.ftl"}
CONVERSATIONS |= {"asking.ftl"}
CONVERSATIONS |= {"reach.ftl"}
CONVERSATIONS |= {"places.ftl"}
CONVERSATIONS |= {"fitting.ftl"}
CONVERSATIONS |= {"visits.ftl"}
CONVERSATIONS |= {"visited.ftl"}
CONVERSATIONS |= {"hosting.ftl"}
CONVERSATIONS |= {"visit.ftl"}
CONVERSATIONS |= {"when.ftl"}
CONVERSATIONS |= {"yearsheet.ftl"}
CONVERSATIONS |= {"runs.ftl"}
CONVERSATIONS |= {"ladder.ftl"}
CONVERSATIONS |= {"rhythms.ftl"}
CONVERSATIONS |= {"training.ftl", "past.ftl"}
CONVERSATIONS |= {"cohorts.ftl"}
CONVERSATIONS |= {"deadlines.ftl"}
CONVERSATIONS |= {"courses.ftl"}
CONVERSATIONS |= {"nudges.ftl"}
SHOWN = CONVERSATIONS | {"kit.ftl", "runtime.ftl"}
# What a person types is read, not shown.
TYPED = {id for id in catalogue().messages if "-word" in id}
# Headings of tables that people bring, and what stands in their empty cells and in lines that add up others.
TYPED |= {id for id in catalogue().messages if id.startswith("yearsheet-heading-")}
TYPED |= {"yearsheet-nothing", "yearsheet-sum"}


# All that is asked so far is asked one by one, may be passed over, or has a button for each answer.
# What was written before 戻る stands in a field; only a chat has none.
IN_CHATS = {"kit-before"}
IN_CHATS |= {"joining-new", "joining-corporation", "joining-counsellors"}
OF_ORDINARY_FORMS = {"kit-needed", "kit-choose", "kit-day-needed"}
OF_ORDINARY_FORMS |= {"kit-name-letters", "kit-number", "kit-select-none", "kit-select-several"}
OF_ORDINARY_FORMS |= {f"kit-sheet-{why}" for why in ("rows", "letters", "broken", "empty")}
# A wish at the very end of what can be chosen, a button too long for a telephone, a field that knows no better place.
OF_ORDINARY_FORMS |= {"when-closed-alone", "when-so", "when-again"}
IN_CHATS |= {"ladder-set-last-label", "ladder-set-text-label"}
# What a chat says of a long list, and of a file that it could not read.
IN_CHATS |= {"kit-file-unfetched", "kit-file-lines"}
# What stands in a workbook alone, and what a brought file is called when it is looked at once more.
IN_CHATS |= {f"yearsheet-column-{what}" for what in ("line", "office", "name", "result")}
IN_CHATS |= {"yearsheet-head-initial", "yearsheet-head-renewal", "yearsheet-head-chief", "yearsheet-stands-here"}
IN_CHATS |= {"yearsheet-file"}
# On the page itself nobody is offered to close it.
IN_CHATS |= {"joining-out", "roster-linked-out"}
# What an answer is called when it is looked at once more.
IN_CHATS |= {"fitting-swap-whom"}
IN_CHATS |= {"courses-part-name"}
# A trial's draft on a platform that keeps what was typed there.
IN_CHATS |= {"kit-waiting-fleeting-there"}
# What is known stands in a page's fields.
IN_CHATS |= {"fitting-set-now"}

# Said where practice is told, which begins too late for a window.
OF_ORDINARY_FORMS |= {"why-opens", "why-opened", "why-tight", "why-too-late", "why-asks"}
# Hours of a run that are a part of a day: as a day that cannot be read.
OF_ORDINARY_FORMS |= {"runs-hours-unread"}
# Nobody who has a deadline: a network that has only just begun.
OF_ORDINARY_FORMS |= {"courses-nobody"}


class Listening(Words):
    """The catalogue, noting every message that is said."""

    def __init__(self) -> None:
        super().__init__({})
        self.heard: set[str] = set()

    def say(self, message: Msg) -> str:
        """Note a message and say it."""
        self.heard.add(message.id)
        return super().say(message)


@cache
def shots() -> list[Shot]:
    """Return the scenes of the preview, walked through once."""
    return scenes()


def test_a_longer_word_would_not_fit() -> None:
    terms = dict.fromkeys(sorted(shipped_terms()), "長" * (TERM_LENGTH + 5))
    assert check_terms(terms) == ["centre", "reflection", "visit", "well"]
    with pytest.raises(LimitError):
        scenes(terms)


@pytest.mark.slow
def test_a_renamed_term_is_said_everywhere() -> None:
    words = Words({"reflection": "ひとやすみ"})
    said = [str(render_reply(Answer(shot.scene, words, "", ""))) for shot in shots()]
    assert [text for text in said if "ふりかえり" in text] == []
    assert any("これまでのひとやすみ" in text for text in said)


@pytest.mark.slow
def test_the_preview_shows_every_message() -> None:
    words = Listening()
    for shot in shots():
        render_reply(Answer(shot.scene, words, "", ""))
    wanted = {id for id, entries in catalogue().messages.items() if entries[0].file in SHOWN} - TYPED
    assert wanted - words.heard == OF_ORDINARY_FORMS | IN_CHATS
