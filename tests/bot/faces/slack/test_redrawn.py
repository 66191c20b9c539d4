"""Where somebody stands is shown again after a start: with what could not be taken, without what is on its way."""

from __future__ import annotations

import pytest

from messages.words import msg, words_of
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, settled, texts, until
from tests.bot.trouble import unreplied
from tests.simulators.slack import TEAM, SlackRefused
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

POISON = words_of().say(msg("runtime-poison"))


def not_taken(chat: SlackChat) -> None:
    """Let what was done last never have been taken, and the program end before it could say so."""
    with chat.world.app.stores.database.writer.begin() as link:
        link.exec_driver_sql("UPDATE inbox SET state = 'failed', replied = 0 WHERE id = (SELECT max(id) FROM inbox)")


def restarts(chat: SlackChat) -> None:
    """Restart, and wait until everybody has been shown where she stands."""
    chat.world.restart()
    face = face_of(chat.world)
    chat.world.run(until(lambda: face.listening.caught_up and not face.answers.owed))
    chat.world.run(face.idle())


def test_who_wrote_what_could_not_be_taken_is_told_so_once(line: SlackChat) -> None:
    line.slack.trouble("chat.postMessage", error=SlackRefused("internal_error"), times=5)
    line.says("使い方")
    line.slack.calm()
    line.world.run(line.world.app.runtime.note_replied())
    not_taken(line)
    for _ in range(2):
        restarts(line)
    assert (texts(line), unreplied(line.world)) == ([POISON, "きょうは、なにをしますか"], 0)


def test_where_she_was_told_and_only_the_note_was_lost_nothing_comes(line: SlackChat) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    line.slack.trouble("chat.postMessage", error=SlackRefused("internal_error"), times=5)
    line.says("使い方")
    line.slack.calm()
    line.world.run(line.world.app.runtime.note_replied())
    not_taken(line)
    before = texts(line)
    restarts(line)
    assert texts(line)[len(before)] == POISON
    after = texts(line)
    not_taken(line)
    restarts(line)
    assert texts(line) == after


def test_what_stands_there_and_is_not_brought_yet_is_answered_and_nothing_is_asked_again(line: SlackChat) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    before = texts(line)
    written = line.slack.writes(USER, "よく聞けた", silent=True)
    face = face_of(line.world)
    line.world.run(face.redraw(f"{TEAM}:{USER}", lambda: None))
    line.world.run(face.idle())
    settled(line, *line.slack.carrier.again(written))
    assert len(texts(line)) == len(before) + 1
    assert texts(line)[-1] != before[-1]
