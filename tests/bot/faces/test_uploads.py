"""A file that is asked for, on every face: fetched before the turn, refused with a sentence, never taken elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.kit.house import House
from tests.bot.faces.lists import BRING, Lists, people
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat

TAKEN = "受け取りました"
WRONG = ".tomlのファイルを選んでください。"
LARGE = "大きすぎるファイルです。100字くらいまでにしてください。"
UNREAD = "文字を読めませんでした。文字コードをUTF-8にして保存したファイルを、もう一度選んでください。"
UNFETCHED = "ファイルを受け取れませんでした。書いたことは残っています。もう一度送ってください。"
SAID = 'name = "みほん"\nwhy = "なんとなく"'


@pytest.fixture
def house() -> House:
    """A house that asks for a file."""
    return Lists(people(3)).house()


def sees(talk: Talk, sentence: str) -> None:
    """Check that a sentence stands beside the question, or where this platform shows what was refused."""
    lines = talk.text.split("\n")
    assert sentence in lines or f"！{sentence}" in lines, talk.text


def last_look(talk: Talk) -> Talk:
    """Send what was asked one by one."""
    return talk.sees("一覧：2行のファイル").taps("送る") if talk.face == "telegram" else talk


def fetched(talk: Talk) -> list[Any]:
    """Return what the bot has fetched from its platform."""
    match talk:
        case TelegramChat():
            return [call for method, call in talk.telegram.calls if method == "getFile"]
        case SlackChat():
            return talk.slack.files.fetched
    return []


@pytest.mark.each_face
@pytest.mark.parametrize("data", [SAID, "\ufeff" + SAID, SAID.replace("\n", "\r\n")], ids=["plain", "bom", "crlf"])
def test_a_file_is_the_answer(talk: Talk, data: str) -> None:
    talk.enters("渡す").sees(BRING).gives("わたしの.TOML", data.encode())
    last_look(talk).sees(TAKEN)
    assert f"「{SAID}」" in talk.text


@pytest.mark.each_face
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("写真.png", b"\x89PNG", WRONG),
        ("toml", b"x = 1", WRONG),
        ("大きい.toml", b"x" * 301, LARGE),
        ("古い.toml", SAID.encode("cp932"), UNREAD),
        ("うそ.toml", b"\x89PNG\r\n\x1a\n\x00", UNREAD),
        ("空.toml", b"", WRONG),
        ("空白.toml", b" \n \n", WRONG),
    ],
)
def test_another_file_is_refused_beside_the_question(talk: Talk, name: str, data: bytes, said: str) -> None:
    talk.enters("渡す").gives(name, data)
    sees(talk, said)
    assert len(fetched(talk)) == (0 if talk.face == "web" or said in (LARGE,) or ".toml" not in name else 1)
    # Nothing is lost: the same question takes the right one.
    talk.gives("わたしの.toml", SAID.encode())
    last_look(talk).sees(TAKEN)


@pytest.mark.each_face
def test_what_the_rules_refuse_is_asked_again(talk: Talk) -> None:
    talk.enters("渡す").gives("わたしの.toml", "x\nだめ".encode())
    last_look(talk)
    sees(talk, "2行目を直してください。")
    talk.gives("わたしの.toml", SAID.encode())
    last_look(talk).sees(TAKEN)


@pytest.mark.each_face
def test_where_no_file_is_asked_for_none_is_fetched(talk: Talk) -> None:
    talk.enters("ゆっくり")
    if talk.face == "web":
        # There is no field that a file could be put into.
        assert '"kind": "file"' not in talk.everything
        return
    if isinstance(talk, TelegramChat):
        talk.telegram.sends(1, "よその人の.toml", SAID.encode())
    talk.gives("わたしの.toml", SAID.encode())
    talk.sees(
        "写真やファイルは受け取らないことにしています。利用者さんのことが写りこむのを防ぐためです。言葉で書いてください。"
    )
    assert fetched(talk) == []


HTML = (502, b"<html><body><h1>Bad Gateway</h1></body></html>")


@pytest.mark.each_face
def test_what_cannot_be_fetched_is_a_sentence_and_can_be_sent_again(talk: Talk) -> None:
    talk.enters("渡す")
    match talk:
        case TelegramChat():
            talk.telegram.trouble("download", page=HTML)
        case SlackChat():
            talk.slack.trouble("fetch", page=HTML)
        case _:
            return
    talk.gives("わたしの.toml", SAID.encode())
    sees(talk, UNFETCHED)
    talk.gives("わたしの.toml", SAID.encode())
    last_look(talk).sees(TAKEN)
