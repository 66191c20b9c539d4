"""Contacts and topics: added, mended, put in order, taken out; what somebody else did meanwhile stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.network.contacts import tel_of
from handlers.network.rules import is_tel
from tests.chat import Chat
from tests.handlers.network.steps import DONE, MEANWHILE, answers, changed_by_other, goes, kept, network, noted
from tests.talk import Talk
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]
CONTACTS = "相談先（☎）を変える"
NIGHT = {"name": "よるの電話", "tel": "03-0000-0009", "hours": "毎日 17:00〜22:00"}
LONG = "26字までです（いま{}字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
TEL = "電話番号は、「03-0000-0001」のように、数字とハイフンで書いてください。"


def names(talk: Talk) -> list[str]:
    """Return the names of the contacts as they are kept."""
    return [one["name"] for one in network(talk.world).contacts]


def test_a_contact_is_added_question_by_question_and_can_be_rung_at_once(talk_as: TalkAs) -> None:
    talk, other = goes(talk_as(CENTRE), CONTACTS, "相談先を足す"), talk_as(ALONE)
    answers(talk, name=NIGHT["name"], tel="０３‐００００ー0009", hours=NIGHT["hours"])
    talk.sees(DONE, "よるの電話：03-0000-0009　毎日 17:00〜22:00")
    assert network(talk.world).contacts[-1] == NIGHT
    other.enters("人に話す").sees("よるの電話：03-0000-0009（毎日 17:00〜22:00）")
    assert noted(talk.world) == [("network.changed", "contacts")]


def test_a_part_of_a_contact_is_changed_by_itself(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CONTACTS, "みほん区 虐待防止センター", "電話番号を直す").sees(
        "いまは「03-0000-0002」です。"
    )
    talk.says("でんわ").sees(TEL).says("0120 000 002").sees(DONE, "みほん区 虐待防止センター：0120000002　24時間")
    talk.taps("みほん区 虐待防止センター").taps("時間を直す").taps("時間は書かない").sees(
        "みほん区 虐待防止センター：0120000002"
    )
    talk.taps("みほん区 虐待防止センター").taps("名前を直す").says("虐待防止センター").sees(DONE)
    assert network(talk.world).contacts[1] == {"name": "虐待防止センター", "tel": "0120000002", "hours": ""}


def test_contacts_are_put_in_order_and_taken_out(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CONTACTS)
    first, second, third = names(talk)
    talk.taps(third).taps("1つ上へ").taps(third).taps("1つ上へ").taps(third)
    assert names(talk) == [third, first, second]
    assert "1つ上へ" not in talk.buttons
    talk.taps("一覧からはずす").sees(DONE)
    assert names(talk) == [first, second]
    talk.taps(first).taps("一覧からはずす").taps(second).taps("一覧からはずす")
    talk.sees("相談先は、1つは残しておきましょう。先に、新しい相談先を足してください。")
    assert names(talk) == [second]
    talk.enters("人に話す")
    assert [tel for _, tel in talk.calls] == ["03-0000-0002", "110", "119"]


def test_what_somebody_else_has_changed_is_shown_and_not_touched(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CONTACTS)
    first, second, third = network(talk.world).contacts
    talk.taps(third["name"])
    up, away = talk.data("1つ上へ"), talk.data("一覧からはずす")
    talk.taps("名前を直す")
    new = {**third, "name": "こころの電話"}
    changed_by_other(talk.world, "contacts", [first, second, new])
    talk.says("夜の電話").sees(MEANWHILE, "書いたもの：「夜の電話」", "こころの電話：03-0000-0003　毎日 17:00〜22:00")
    for data in (up, away):
        talk.presses(data).sees(MEANWHILE)
    assert network(talk.world).contacts == [first, second, new]
    assert len(kept(talk.world)) == 1


def test_two_who_add_at_once_both_add(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "話題を変える", "話題を足す")
    changed_by_other(talk.world, "topics", ["余暇"])
    talk.says("卒業後").sees(DONE)
    assert network(talk.world).topics == ["余暇", "卒業後"]


@pytest.fixture
def chat(chat_as: Callable[[str], Chat]) -> Chat:
    """The coordinator's page."""
    return chat_as(CENTRE)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (" ", "ここは、ひとこと書いてから進んでください。"),
        ("☎", "文字で書いてください。絵文字や記号だけでは、呼べないためです。"),
        ("長" * 300, LONG.format(300)),
        (
            "a" + "🧭" * 15,
            LONG.format(31),
        ),
        ("みほん区 虐待防止センター", "「みほん区 虐待防止センター」は、もうあります。"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(chat: Chat, name: str, problem: str) -> None:
    goes(chat, CONTACTS, "相談先を足す").fills({"name": name, "tel": "110", "hours": None})
    assert chat.page is not None
    assert [field["problem"] for field in chat.page["fields"] if field["name"] == "name"] == [problem]
    assert len(network(chat.world).contacts) == 3


def test_eight_contacts_are_a_full_card(chat: Chat) -> None:
    for number in range(5):
        goes(chat, CONTACTS, "相談先を足す").fills({"name": f"相談先{number}", "tel": "119", "hours": None})
    chat.sees("8件までです。足すときは、先に1つはずしてください。")
    assert ("相談先を足す" in chat.buttons, len(network(chat.world).contacts)) == (False, 8)
    chat.presses("network.contacts.add:").fills({"name": "もう1つ", "tel": "119", "hours": None})
    chat.sees("8件までです。足すときは、先に1つはずしてください。")
    assert len(network(chat.world).contacts) == 8


def test_topics_are_kept_in_order(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "話題を変える")
    talk.sees("井戸端で質問するときに選ぶ話題です。この順で出ます。", "まだありません")
    for topic in ("余暇", "卒業後", "お金"):
        talk.taps("話題を足す").says(topic).sees(DONE)
    talk.taps("話題を足す").says("余暇").sees("「余暇」は、もうあります。").taps("やめる")
    goes(talk, "話題を変える", "お金", "1つ上へ", "余暇", "言葉を直す").says("土日の居場所")
    talk.taps("卒業後").taps("一覧からはずす")
    assert network(talk.world).topics == ["土日の居場所", "お金"]
    for number in range(8):
        talk.taps("話題を足す").says(f"話題{number}")
    talk.sees("10件までです。足すときは、先に1つはずしてください。")
    assert "話題を足す" not in talk.buttons


@pytest.mark.parametrize(
    ("typed", "tel"),
    [
        ("03-0000-0001", "03-0000-0001"),
        ("０３（００００）０００１", None),
        ("０３－００００－０００１", "03-0000-0001"),
        ("03—0000―0001", "03-0000-0001"),
        ("110", "110"),
        ("11", None),
        ("-110", None),
        ("110-", None),
        ("1" * 16, None),
        ("1-" * 14 + "1", None),
        ("٠٣٠٠٠٠", None),
        ("+81 3 0000 0001", None),
    ],
)
def test_a_telephone_number_is_read_as_people_type_it(typed: str, tel: str | None) -> None:
    assert (tel_of(typed) if is_tel(tel_of(typed)) else None) == tel
