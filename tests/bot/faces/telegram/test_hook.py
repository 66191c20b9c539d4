"""The webhook: what Telegram brings is committed before it is told so; whoever does not know the secret is nobody."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select

from bot.faces.telegram.hook import HEADER, MOST_BYTES, PATH
from bot.links import make_link
from handlers.kit.errors import TryLater
from storage.inbox import inbox
from tests.bot.faces.telegram.conftest import SHORT, USER, face_of
from tests.simulators.telegram import BOT, TOKEN, Refused, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

PUBLIC = "https://idobata.example"


def opened(folder: Path, telegram: Telegram, **given: Any) -> World:
    """Return the program with a webhook, whose address leads to this machine."""
    settings = settings_for(folder / "var", "sqlite", telegram_token=TOKEN, telegram_webhook=PUBLIC)
    world = World(settings, beside=telegram, **given)
    telegram.reach[PUBLIC] = world.app.web.address
    face_of(world).answers.waits = SHORT
    return world


@pytest.fixture
def brought(tmp_path: Path) -> Iterator[TelegramChat]:
    """The chat of a counsellor whose updates are brought."""
    telegram = Telegram()
    world = opened(tmp_path, telegram)
    token = make_link(world.app.stores.database, ALONE)
    yield TelegramChat(world, telegram, USER).says(f"/start {token}")
    world.close()
    assert telegram.wrong == []


def post(chat: TelegramChat, body: bytes, **headers: str) -> int:
    """Post a body to the webhook as somebody would and return the status."""
    return ask(chat, "POST", body, **headers)


def ask(chat: TelegramChat, method: str, body: bytes = b"", **headers: str) -> int:
    """Ask the webhook's address for something and return the status."""

    async def go() -> int:
        async with ClientSession() as session:
            url = chat.world.app.web.address + PATH
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with session.request(method, url, data=io.BytesIO(body), headers=named) as response:
                assert response.headers.getall("Set-Cookie", []) == []
                return response.status

    return chat.world.run(go())


def secret(chat: TelegramChat) -> dict[str, str]:
    """Return the header that Telegram sends, as it was told."""
    return {HEADER: str(chat.telegram.hook["secret_token"])}


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, five seconds at most."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)


def rows(chat: TelegramChat) -> int | None:
    """Count what was done."""
    with chat.world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(inbox).where(inbox.c.platform == "telegram"))


def update(chat: TelegramChat, text: str = "/help", number: int = 900) -> bytes:
    """Return the body of an update."""
    return json.dumps({"update_id": number, "message": chat.telegram.message(USER, text=text)}).encode()


def test_what_is_brought_is_answered_like_what_is_fetched(brought: TelegramChat) -> None:
    brought.taps("ふりかえり").taps("3分（2つの視点）").sees("なにについて？")
    assert set(brought.telegram.brought) == {200}


def test_telegram_is_told_where_what_and_with_which_secret(brought: TelegramChat) -> None:
    hook = brought.telegram.hook
    assert hook["url"] == f"{PUBLIC}/hook/telegram"
    assert json.loads(hook["allowed_updates"]) == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert (len(hook["secret_token"]), hook["max_connections"], TOKEN in str(hook)) == (64, "8", False)


def test_an_update_that_is_brought_twice_is_done_once(brought: TelegramChat) -> None:
    before = rows(brought) or 0
    body = update(brought)
    assert [post(brought, body, **secret(brought)) for _ in range(3)] == [200, 200, 200]
    brought.world.run(face_of(brought.world).idle())
    assert rows(brought) == before + 1
    assert [message.text.split("\n")[0] for message in brought.telegram.seen(USER)].count("使い方") == 1


def test_what_cannot_be_kept_now_is_refused_so_that_it_comes_again(
    brought: TelegramChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = brought.world.app.runtime.handle
    tries: list[int] = []

    async def later(*given: Any) -> Any:
        tries.append(1)
        if len(tries) < 3:
            raise TryLater("busy")
        return await handle(*given)

    monkeypatch.setattr(brought.world.app.runtime, "handle", later)
    brought.says("/help").sees("使い方")
    assert brought.telegram.brought[-3:] == [503, 503, 200]


def test_a53_without_the_secret_or_with_a_wrong_one_nothing_is_read(brought: TelegramChat) -> None:
    before = rows(brought)
    right = secret(brought)[HEADER]
    wrong = ["", right[:-1], right + "0", right.upper(), "é", "0" * 64]
    assert post(brought, update(brought)) == 403
    assert [post(brought, update(brought), **{HEADER: one}) for one in wrong] == [403] * len(wrong)
    assert post(brought, b"x" * (10 * 1024 * 1024), **{HEADER: "0" * 64}) == 403
    assert rows(brought) == before


def test_a53_only_posting_is_known(brought: TelegramChat) -> None:
    known = secret(brought)
    methods = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")
    assert [ask(brought, method, b"", **known) for method in methods] == [405] * 5


def test_a53_what_is_too_large_is_refused_packed_or_not(brought: TelegramChat) -> None:
    large = b" " * (MOST_BYTES + 1)
    before = rows(brought)
    assert post(brought, large, **secret(brought)) == 413
    assert post(brought, b" " * (10 * MOST_BYTES), **secret(brought)) == 413
    bomb = gzip.compress(b" " * (20 * MOST_BYTES))
    assert len(bomb) < MOST_BYTES
    assert post(brought, bomb, **secret(brought), Content_Encoding="gzip") == 413
    assert rows(brought) == before


def test_a53_what_is_packed_and_small_is_taken(brought: TelegramChat) -> None:
    packed = gzip.compress(update(brought))
    before = rows(brought) or 0
    assert post(brought, packed, **secret(brought), Content_Encoding="gzip") == 200
    assert rows(brought) == before + 1


POISON = (
    b"",
    b"nonsense",
    b"[" * 50_000,
    b"[]",
    b"null",
    b'{"update_id": "x"}',
    b'{"update_id": 1, "message": 3}',
    b"\xff",
    b'{"update_id": ' + b"9" * 5000 + b"}",
)


def test_a16_poison_that_is_brought_is_passed_over_at_the_first_try(brought: TelegramChat) -> None:
    before = rows(brought)
    assert [post(brought, body, **secret(brought)) for body in POISON] == [200] * len(POISON)
    assert rows(brought) == before
    brought.says("/help").sees("使い方")


def test_neither_origin_nor_host_nor_cookie_matter(brought: TelegramChat) -> None:
    more = {"Origin": "https://evil.example", "Host": "idobata.example", "Cookie": "idobata=x; __Host-idobata=y"}
    assert post(brought, update(brought), **secret(brought), **more) == 200
    assert post(brought, update(brought), **more) == 403


def test_while_it_stops_nothing_is_taken_that_could_not_be_answered(brought: TelegramChat) -> None:
    face_of(brought.world).listening.hook.open = False  # type: ignore[union-attr]
    before = rows(brought)
    assert post(brought, update(brought), **secret(brought)) == 503
    assert rows(brought) == before


def test_updates_are_those_of_the_bot_even_before_telegram_has_said_who_it_is(brought: TelegramChat) -> None:
    with brought.world.app.stores.database.read() as session:
        sources = set(session.scalars(select(inbox.c.source).where(inbox.c.platform == "telegram")))
    assert sources == {f"telegram:{BOT['id']}"}


@pytest.mark.parametrize(
    "address",
    [
        "http://idobata.example",
        "idobata.example",
        "https://",
        "https://idobata.example:8080",
        "https://idobata.example/chat",
        "https://idobata.example:x",
        "https://me@idobata.example",
    ],
)
def test_an_address_that_telegram_would_not_call_is_said_and_the_bot_asks_by_itself(
    tmp_path: Path, address: str
) -> None:
    telegram, heard = Telegram(), list[str]()
    settings = settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN, telegram_webhook=address)
    world = World(settings, beside=telegram, report=lambda sentence: heard.append(sentence.id))
    TelegramChat(world, telegram, 999).says("こんにちは").sees(
        "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
    )
    assert (heard, telegram.hook) == (["telegram-webhook-address"], {})
    world.close()


def test_a_webhook_of_before_is_taken_away_when_the_bot_asks_by_itself_again(tmp_path: Path) -> None:
    telegram = Telegram()
    telegram.hook = {"url": f"{PUBLIC}/hook/telegram"}
    telegram.reach[PUBLIC] = "http://127.0.0.1:1"
    telegram.writes(999, "こんにちは")
    heard: list[str] = []
    settings = settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN)
    world = World(settings, beside=telegram, report=lambda sentence: heard.append(sentence.id))
    chat = TelegramChat(world, telegram, 999)
    chat.waits_for(1)
    dropped = [params for method, params in telegram.calls if method == "deleteWebhook"]
    assert [str(params.get("drop_pending_updates", "false")).lower() for params in dropped] == ["false"]
    assert (len(telegram.seen(999)), heard) == (1, [])
    world.close()


def test_a_webhook_that_keeps_coming_back_is_a_second_copy(tmp_path: Path) -> None:
    telegram, heard = Telegram(), list[str]()
    conflict = Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
    telegram.trouble("getUpdates", error=conflict, times=99)
    settings = settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN)
    world = World(settings, beside=telegram, report=lambda sentence: heard.append(sentence.id))
    face_of(world).listening.retry = 0.01
    TelegramChat(world, telegram, 999)
    world.run(until(lambda: len(heard) > 0))
    assert heard == ["telegram-twice"]
    assert [method for method, _ in telegram.calls].count("deleteWebhook") == 1
    world.close()


def test_a_webhook_that_somebody_has_changed_is_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.faces.telegram.listening.HOOK_SECONDS", 0.01)
    telegram = Telegram()
    world = opened(tmp_path, telegram)
    ours = f"{PUBLIC}{PATH}"
    world.run(until(lambda: telegram.hook.get("url") == ours))
    telegram.hook["url"] = "https://elsewhere.example/"
    world.run(until(lambda: telegram.hook["url"] == ours))
    world.close()
    assert [params["url"] for method, params in telegram.calls if method == "setWebhook"] == [ours, ours]


def test_when_much_is_waiting_at_telegram_it_cannot_get_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram.listening.HOOK_SECONDS", 0.01)
    telegram, heard = Telegram(), list[str]()
    world = opened(tmp_path, telegram, report=lambda sentence: heard.append(sentence.id))
    world.run(until(lambda: bool(telegram.hook)))
    telegram.reach[PUBLIC] = "http://127.0.0.1:1"
    for number in range(102):
        telegram.writes(1000 + number, "こんにちは")
    world.run(until(lambda: bool(heard)))
    assert heard == ["telegram-webhook-unreached"]
    world.close()
