"""Files on their way to and from Slack: brought, shared, looked for where in doubt; fetched from Slack alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiohttp import web

from bot.faces.slack.uploads import _is_slacks
from storage.shown import shown
from tests.bot.faces.lists import BRING, Lists, people
from tests.bot.faces.papers import DOCX, MISSING, SAYS, TITLE, Makers, png
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun
from tests.simulators.slack import SlackRefused
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

HTML = (502, b"<html><body><h1>Bad Gateway</h1></body></html>")
CARD = "ファイルは「メッセージ」に届きます。"
UNFETCHED = "！ファイルを受け取れませんでした。書いたことは残っています。もう一度送ってください。"
SAID = b'name = "x"'


@pytest.fixture
def makers() -> Makers:
    """What makes the files."""
    return Makers()


@pytest.fixture
def paper(begins: Callable[..., Begun], makers: Makers) -> Iterator[SlackChat]:
    """The chat where files are handed out."""
    begun = begins(house=makers.house())
    yield begun.chat(USER).opens()
    assert begun.slack.wrong == []


@pytest.fixture
def asking(begins: Callable[..., Begun]) -> Iterator[SlackChat]:
    """The modal in which a file is asked for."""
    begun = begins(house=Lists(people(3)).house())
    yield begun.chat(USER).enters("渡す").sees(BRING)
    assert begun.slack.wrong == []


def stands(chat: SlackChat) -> list[str]:
    """Return what stands in the chat, each message by its first line, files by their names."""
    found = []
    for post in chat.slack.seen(chat.user):
        files = [file.name for file in chat.slack.files.seen(post)]
        found += files or [post.lines[0]]
    return found


def quotes(chat: SlackChat) -> list[str]:
    """Return the references of what is known to quote something."""
    with chat.world.app.stores.database.read() as session:
        return [row.reference for row in session.execute(shown.select())]


def test_from_home_the_card_opens_and_the_file_comes_into_the_chat(paper: SlackChat) -> None:
    paper.enters("絵").sees(TITLE, CARD)
    assert stands(paper) == ["みた視点.png"]
    (post,) = paper.slack.seen(USER)
    # Nothing is said beside it: that would come on locked screens.
    assert (post.text, paper.described) == ("", [SAYS])


def test_in_the_chat_it_follows_its_card(paper: SlackChat) -> None:
    paper.says("ホーム").taps("シート")
    assert stands(paper)[-2:] == ["シート", "振り返り_シート.docx"]
    (kept,) = [file for file in paper.slack.files.kept.values() if not file.gone]
    assert f"file:{kept.id}" in quotes(paper)
    assert CARD not in paper.text


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_too_many_is_waited_for_and_made_once(paper: SlackChat, makers: Makers, method: str) -> None:
    paper.slack.trouble(method, error=SlackRefused("ratelimited", retry_after=1), times=1)
    paper.enters("絵")
    assert paper.files == [("みた視点.png", png())]
    assert len(makers.threads) == 1


@pytest.mark.parametrize("how", [{"page": HTML, "done": False}, {"drop": True}, {"page": (429, b"")}])
def test_bytes_that_do_not_arrive_are_brought_again(paper: SlackChat, how: dict[str, Any]) -> None:
    paper.slack.trouble("upload", **how)
    paper.enters("絵")
    assert stands(paper) == ["みた視点.png"]


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("how", [{"page": HTML}, {"drop": True}], ids=["html", "drop"])
def test_one_that_may_be_shared_is_looked_for_first(paper: SlackChat, how: dict[str, Any], done: bool) -> None:
    paper.slack.trouble("files.completeUploadExternal", done=done, **how)
    paper.enters("絵")
    assert stands(paper) == ["みた視点.png"]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("error", ["not_allowed_file_type", "missing_scope", "fatal_error"])
def test_one_that_slack_does_not_take_is_a_sentence_and_the_card_stands(
    paper: SlackChat, method: str, error: str
) -> None:
    paper.slack.trouble(method, error=SlackRefused(error, needed="files:write"), times=9)
    paper.enters("絵").sees(TITLE)
    assert stands(paper) == [MISSING]
    paper.slack.calm()
    paper.taps("もう一度みる")
    assert stands(paper) == [MISSING, "みた視点.png"]


def test_a_file_of_the_bots_is_no_sign_that_somebody_waits(paper: SlackChat) -> None:
    paper.says("ホーム").taps("シート")
    before = stands(paper)
    with paper.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql("update inbox set replied = 0")
    paper.restarts()
    assert stands(paper) == before


def test_it_is_deleted_with_what_it_quotes_and_gone_is_fine(paper: SlackChat) -> None:
    paper.enters("シート")
    paper.enters("シート")
    first, second = paper.slack.files.kept.values()
    assert (first.data, second.data) == (DOCX, DOCX)
    paper.slack.files.delete({"file": first.id})
    paper.enters("消す").comes()
    assert (first.gone, second.gone, quotes(paper)) == (True, True, [])


def test_without_the_scope_a_file_is_refused_beside_its_field(asking: SlackChat) -> None:
    asking.slack.scopes.discard("files:read")
    asking.gives("わたしの.toml", SAID).sees(UNFETCHED)
    asking.slack.scopes.add("files:read")
    asking.gives("わたしの.toml", SAID).sees("受け取りました")


def test_a_file_that_lies_elsewhere_is_not_asked_for_with_our_key(asking: SlackChat) -> None:
    asked: list[str] = []

    async def take(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", ""))
        return web.Response(body=SAID)

    app = web.Application()
    app.router.add_get("/{rest:.*}", take)
    runner = web.AppRunner(app)
    asking.world.run(runner.setup())
    asking.world.run(web.TCPSite(runner, "127.0.0.1", 0).start())
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/files-pri/F1/x.toml"
    field = asking._fields()[0]
    asking.slack.attaches(USER, field, "わたしの.toml", SAID, url_private=url)
    asking.settles(asking.slack.submits(USER)).sees(UNFETCHED)
    assert asked == []
    asking.world.run(runner.cleanup())


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.toml", True),
        ("https://mihon.slack.com/files/a", True),
        ("http://files.slack.com/a", False),
        ("https://files.slack.com.evil.example/a", False),
        ("https://evilslack.com/a", False),
        ("https://files.slack.com:8443/a", False),
        ("https://files.slack.com@evil.example/a", False),
        ("file:///etc/passwd", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_only_slacks_own_places_are_known(url: str, known: bool) -> None:
    assert _is_slacks(url, "https://slack.com/api/") is known
    assert _is_slacks("http://127.0.0.1:9/files-pri/a", "http://127.0.0.1:9/api/")


def test_one_that_takes_long_shows_the_page_that_waits(asking: SlackChat) -> None:
    asking.slack_face().events.wait_seconds = 0.05
    asking.slack.trouble("fetch", late=0.3, page=None)
    asking.gives("わたしの.toml", SAID)
    asking.world.run(asking.slack_face().idle())
    asking.sees("受け取りました")
