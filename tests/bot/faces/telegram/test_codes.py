"""A stranger on Telegram who sends six digits is the person who got them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.links import make_link
from bot.signins import StoredSignIns
from storage import accounts
from storage.db import Here
from tests.bot.faces.telegram.conftest import USER
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.simulators.telegram import Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, CENTRE, World

Stranger = Callable[[int], TelegramChat]
OVER = (
    "この番号では入れませんでした。番号は1回だけ、6けたは10分、8けたは24時間使えます。"
    "少し待ってから、新しい番号で試してください。"
)
CLOSED = "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
WELCOME = "ふりかえりは、センターも事業所も読めません。"


@pytest.fixture
def stranger(telegram: tuple[World, Telegram]) -> Stranger:
    """Return a private chat of somebody whom nobody knows."""
    return lambda user: TelegramChat(*telegram, user)


def shown_code(world: World, name: str = ALONE) -> str:
    """Return the digits as the page shows them to somebody."""
    text = Chat(world, world.person(name)).opens().says("番号").text
    (found,) = re.findall(r"^番号：(\d{3} \d{3})$", text, re.M)
    return str(found)


def joined(world: World) -> list[str]:
    """Return the Telegram ids that belong to somebody."""
    return sorted(str(user) for (user,) in rows(world, "SELECT user_id FROM accounts WHERE platform = 'telegram'"))


@pytest.mark.parametrize("shape", ["{0} {1}", "{0}{1}", "{0}-{1}", "/start {0}{1}", "/start {0} {1}", "　{0}　{1}。"])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_digits_bring_her_in_however_they_are_written(stranger: Stranger, shape: str) -> None:
    phone = stranger(USER)
    one, two = shown_code(phone.world).split()
    if "。" in shape:
        phone.says(shape.format(one, two)).sees(CLOSED)
        return
    phone.says(shape.format(one, two)).sees(WELCOME, "きょうは、なにをしますか", "［ふりかえり］")
    assert [m.text.split("\n")[0] for m in phone.news] == [
        "利用者さんのことは書かない場所です。",
        "きょうは、なにをしますか",
    ]


def test_she_is_the_same_person_there(stranger: Stranger) -> None:
    phone = stranger(USER)
    world = phone.world
    wide = shown_code(world).translate({ord("0") + n: ord("０") + n for n in range(10)} | {ord(" "): "　"})
    phone.says(wide).sees(WELCOME)
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "telegram", str(USER))
        assert who is not None
        mine = accounts.of_person(Here(session, who.network.id), who.person.id)
    assert (who.person.name, sorted(account.platform for account in mine)) == (ALONE, ["telegram", "web"])
    phone.says("/home").sees("［ふりかえり］")


def test_wrong_used_expired_and_locked_are_told_alike(stranger: Stranger) -> None:
    world = stranger(1).world
    used = shown_code(world)
    stranger(1).says(used).sees(WELCOME)
    stranger(2).says(used).sees(OVER)
    expired = shown_code(world)
    world.clock.forward(minutes=10)
    stranger(2).says(expired).sees(OVER)
    code = shown_code(world)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"
    for text in (wrong, f"/start {wrong}", wrong, wrong):
        stranger(2).says(text).sees(OVER)
    guessed = stranger(2).says(code).sees(OVER)
    assert [message.text for message in guessed.news] == [OVER], "the right one, but the sixth try"
    assert joined(world) == ["1"]
    stranger(3).says(code).sees(WELCOME)
    world.clock.forward(minutes=10)
    stranger(2).says(shown_code(world)).sees(WELCOME)


def test_a_known_person_who_sends_six_digits_is_just_talking(phone: TelegramChat) -> None:
    code = shown_code(phone.world, CENTRE)
    phone.says(code).sees("きょうは、なにをしますか")
    phone.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    phone.says(code).sees("社会モデル（2/2）")
    with phone.world.app.stores.database.read() as session:
        who = accounts.who(session, "telegram", str(USER))
    assert who is not None and who.person.name == ALONE
    assert len(rows(phone.world, "SELECT id FROM sign_ins WHERE kind = 'code' AND used_at IS NULL")) == 1
    assert rows(phone.world, "SELECT count(*) FROM guesses") == [(0,)]


@pytest.mark.parametrize(
    "text", ["12345", "1234567", "12 34 5", "12345a", "123.456", "１２３４５", "電話は03-0000-0001"]
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_no_code_is_not_counted_as_one(stranger: Stranger, text: str) -> None:
    for _ in range(6):
        stranger(9).says(text).sees(CLOSED)
    assert rows(stranger(9).world, "SELECT count(*) FROM guesses") == [(0,)]
    stranger(9).says(shown_code(stranger(9).world)).sees(WELCOME)


def test_digits_in_a_group_are_nobodys(telegram: tuple[World, Telegram], stranger: Stranger) -> None:
    world, server = telegram
    code = shown_code(world)
    group = {"id": -100200, "type": "group", "title": "みほん"}
    someone = {"id": 5, "is_bot": False, "first_name": "みほん"}
    message = {"message_id": 1, "date": 1795000000, "chat": group, "from": someone, "text": code}
    stranger(5).waits_for(server.update(message=message))
    assert (server.seen(-100200), joined(world)) == ([], [])
    stranger(5).says(code).sees(WELCOME)


def test_digits_that_come_twice_answer_no_question(telegram: tuple[World, Telegram], stranger: Stranger) -> None:
    # Killed after the account was joined and before Telegram heard that the message was taken: it comes again.
    world, _ = telegram
    owner = Chat(world, world.person()).opens()
    code = shown_code(world)
    owner.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    asked = owner.page
    stores = world.app.stores
    signins = StoredSignIns(stores.database, stores.keys, world.app.writer, world.clock, demo=False)
    assert world.run(signins.join(code, "telegram", str(USER)))
    stranger(USER).says(code).sees("きょうは、なにをしますか", "［つづきから］")
    owner.opens().taps("つづきから")
    assert asked is not None and owner.page is not None
    assert owner.page["fields"] == asked["fields"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whom_the_centre_has_brought_reads_the_sentences_once(stranger: Stranger) -> None:
    phone = stranger(USER)
    with phone.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql("UPDATE people SET agreed_at = NULL")
    token = make_link(phone.world.app.stores.database, ALONE)
    assert isinstance(token, str)
    phone.says(f"/start {token}").sees(WELCOME, "お名前：加藤 みのり", "［わかりました、はじめる］")
    assert phone.everything.count(WELCOME) == 1
