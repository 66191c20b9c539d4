"""One person on two faces, over the wire of both: what is begun on one goes on on the other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.links import make_link
from tests.bot.faces.telegram.conftest import USER
from tests.bot.faces.web.client import Client
from tests.bot.trouble import rows
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, World, settings_for

LINE, STEP = "「帰り道が好き」と話してくれた", "来週、散歩の道を一緒に歩いてみる"


@pytest.fixture
def both(backend: str, tmp_path: Path) -> Iterator[tuple[TelegramChat, Client]]:
    """A private chat and a browser, both of somebody whom nobody knows yet."""
    telegram = Telegram()
    world = World(settings_for(tmp_path / "var", backend, telegram_token=TOKEN), beside=telegram)
    client = Client(world)
    yield TelegramChat(world, telegram, USER), client
    client.close()
    world.close()


def text(client: Client) -> str:
    """Return everything that the page has been told, as JSON."""
    return json.dumps(client.shown, ensure_ascii=False)


def code_in(text: str) -> str:
    """Return the digits in what is shown."""
    (found,) = re.findall(r"\d{3} \d{3}", text)
    return str(found)


def by_link(client: Client) -> str:
    """Return the token of a personal link."""
    token = make_link(client.world.app.stores.database, ALONE)
    assert isinstance(token, str)
    return token


def kept(client: Client) -> list[tuple[object, ...]]:
    """Return how many reflections and drafts there are."""
    return rows(client.world, "SELECT (SELECT count(*) FROM reflections), (SELECT count(*) FROM drafts)")


def test_half_a_reflection_on_telegram_goes_on_on_the_web(both: tuple[TelegramChat, Client]) -> None:
    phone, page = both
    phone.says(f"/start {by_link(page)}").taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    phone.taps("よかったところがある").says(LINE).sees("社会モデル（2/2）")
    phone.says("やめる").sees("ふりかえりの書きかけがあります")
    assert page.form("/code", {"code": code_in(phone.says("番号").text)}).status == 303
    page.opens()
    assert (page.shown["page"], page.shown["home"][0]["title"]) == (None, "ふりかえりの書きかけがあります")
    page.tap("つづきから")
    assert page.shown["page"]["recap"][-1][1] == LINE
    page.tap("今回は関係しない").writes(STEP).tap("1週間後")
    assert (LINE in text(page), STEP in text(page)) == (True, True)
    assert kept(page) == [(1, 0)]
    phone.says("/home").taps("これまでのふりかえり")
    assert len([line for line in phone.text.split("\n") if line.startswith("［11月23日（月）")]) == 1


def test_half_a_reflection_on_the_web_goes_on_on_telegram(both: tuple[TelegramChat, Client]) -> None:
    phone, page = both
    assert page.form(f"/in/{by_link(page)}").status == 303
    page.opens().tap("ふりかえり").tap("3分（2つの視点）").tap("面談").tap("よかったところがある").writes(LINE)
    page.tap("やめる").sends({"say": "つなぐ"})
    phone.says(code_in(text(page))).sees("ふりかえりの書きかけがあります", "［つづきから］")
    phone.taps("つづきから").sees("社会モデル（2/2）", "きょうは、どうでしたか。")
    phone.taps("今回は関係しない").says(STEP).taps("1週間後")
    phone.sees("おつかれさまでした", f"よかったこと（本人中心）：{LINE}")
    assert kept(page) == [(1, 0)]
    assert [card["title"] for card in page.opens().shown["home"]] == ["きょうは、なにをしますか"]


def test_to_and_fro_with_one_draft_never_two(both: tuple[TelegramChat, Client]) -> None:
    phone, page = both
    assert page.form(f"/in/{by_link(page)}").status == 303
    phone.says(code_in(text(page.opens().sends({"say": "番号"}))))
    page.opens().tap("ふりかえり").tap("3分（2つの視点）").tap("面談")
    phone.says("つづき").sees("本人中心（1/2）").taps("よかったところがある").sees("［つぎへ］")
    # The page that she left stands a question behind: it is not taken, and shows how things stand.
    page.tap("よかったところがある")
    assert "前の画面のボタンでした。いまの様子はこちらです。" in text(page)
    page.writes(LINE)
    phone.says("つづき").sees("社会モデル（2/2）").taps("今回は関係しない").taps("今日はなし")
    assert kept(page) == [(1, 0)]


def test_the_digits_of_one_face_work_on_several_others(
    both: tuple[TelegramChat, Client], chat_on: Callable[[int], TelegramChat]
) -> None:
    phone, page = both
    phone.says(f"/start {by_link(page)}")
    other = chat_on(USER + 1)
    other.says(code_in(phone.says("番号").text)).sees("きょうは、なにをしますか")
    assert page.form("/code", {"code": code_in(other.says("番号").text)}).status == 303
    assert page.post("/now").json["me"].startswith(ALONE)


@pytest.fixture
def chat_on(both: tuple[TelegramChat, Client]) -> Callable[[int], TelegramChat]:
    """Return another private chat with the same bot."""
    return lambda user: TelegramChat(both[0].world, both[0].telegram, user)
