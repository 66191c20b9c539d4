"""One's own name and office: changed at any time, and what cannot be a name is said with its reason."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.bot.trouble import rows
from tests.chat import Chat
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import ALONE, World

ASK = "これから、どうお呼びしますか。ほかの方にも、この名前で見えます。"


def named(world: World) -> list[str]:
    """Return the names of everybody in her office."""
    found = "SELECT people.name FROM people JOIN offices ON offices.id = office_id WHERE offices.name = '相談室 みなも'"
    return [str(name) for (name,) in rows(world, f"{found} ORDER BY people.name")]


def test_a_new_name_is_hers_at_once(talk: Talk) -> None:
    talk.enters("設定").sees("お名前：加藤 みのり", "事業所：相談室 みなも")
    talk.taps("名前を変える").sees("いまは「加藤 みのり」です。", ASK)
    talk.says("鈴木　みのり").sees("設定", "お名前：鈴木 みのり")
    assert named(talk.world) == ["鈴木 みのり"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("🌻", "文字で書いてください。絵文字や記号だけでは、呼べないためです。"),
        ("あ" * 300, "60字までです（いま300字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"),
        # One that people count as two, and a column as more than sixty.
        (
            "み" + "👩‍👩‍👧‍👦" * 8,
            "60字までです（いま65字）。短くして、もう一度送ってください。書いた文はそのまま残っています。",
        ),
    ],
)
def test_what_is_no_name_is_said_with_its_reason_and_changes_nothing(talk: Talk, typed: str, said: str) -> None:
    talk.enters("設定").taps("名前を変える").says(typed).sees(said, ASK)
    assert named(talk.world) == [ALONE]
    talk.says("みのり").sees("お名前：みのり")


def test_one_space_is_no_name(chat: Chat) -> None:
    chat.presses("settings:").taps("名前を変える").fills({"name": " "})
    chat.sees("ここは、ひとこと書いてから進んでください。")
    assert named(chat.world) == [ALONE]


def test_whoever_moves_belongs_to_the_other_office(chat: Chat) -> None:
    chat.presses("settings:").taps("事業所を変える")
    assert chat.page
    labels = [option["label"] for option in chat.page["fields"][0]["options"]]
    assert labels == sorted(str(name) for (name,) in rows(chat.world, "SELECT name FROM offices"))
    key = next(o["key"] for o in chat.page["fields"][0]["options"] if o["label"] == "相談支援 つくし")
    chat.fills({"office": key}).sees("事業所：相談支援 つくし")
    assert named(chat.world) == []


def test_whoever_moves_says_so_on_any_face(talk: Talk) -> None:
    talk.enters("設定").taps("事業所を変える")
    match talk:
        case Chat(page=dict() as page):
            (key,) = [one["key"] for one in page["fields"][0]["options"] if one["label"] == "相談支援 つくし"]
            talk.fills({"office": key})
        case SlackChat():
            talk.taps("相談支援 つくし")
        case _:
            talk.says("つくし").taps("送る")
    talk.sees("設定", "事業所：相談支援 つくし")
    assert named(talk.world) == []


@pytest.mark.each_face
def test_on_a_telephone_the_office_is_found_by_a_part_of_its_name(talk: Talk) -> None:
    if talk.face == "web":
        talk = Chat(talk.world, talk.world.person(), together=False).opens()
    talk.presses("settings:").taps("事業所を変える").sees("どの事業所ですか。名前の一部を書いて探せます。")
    if talk.face != "slack":
        talk.says("つくし").taps("送る").sees("事業所：相談支援 つくし")
        assert named(talk.world) == []


def test_an_office_that_is_gone_since_is_not_taken(chat: Chat) -> None:
    chat.presses("settings:").taps("事業所を変える")
    assert chat.page
    gone = next(o["key"] for o in chat.page["fields"][0]["options"] if o["label"] == "相談支援 つくし")
    with chat.world.app.stores.database.write() as session:
        session.execute(
            text("UPDATE people SET office_id = NULL WHERE office_id = (SELECT id FROM offices WHERE name = :n)"),
            {"n": "相談支援 つくし"},
        )
        session.execute(text("DELETE FROM offices WHERE name = :n"), {"n": "相談支援 つくし"})
    chat.fills({"office": gone})
    assert named(chat.world) == [ALONE]
    chat.sees("見つかりませんでした。名前の一部を書いてみてください。")
