"""The simulated Slack is as strict about files as Slack: scopes, sizes, order, who may fetch."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import BOT_TOKEN, Slack
from tests.simulators.slack_client import WHO, refused

DATA = b"a paper"


async def ticket(web: AsyncWebClient, **more: Any) -> dict[str, Any]:
    """Return where a file may be brought."""
    given: dict[str, Any] = {"filename": "a.docx", "length": len(DATA), "alt_txt": "紙です。"} | more
    data = (await web.files_getUploadURLExternal(**given)).data
    assert isinstance(data, dict)
    return data


async def brings(url: str, data: bytes = DATA, **headers: str) -> int:
    """Bring bytes and return the status."""
    async with aiohttp.ClientSession() as session, session.post(url, data=data, headers=headers) as response:
        return response.status


async def test_a_file_is_brought_shared_seen_and_deleted(slack: Slack, web: AsyncWebClient) -> None:
    given = await ticket(web)
    assert await brings(given["upload_url"]) == 200
    channel = slack.book.dm(WHO).id
    files: list[dict[str, str | None]] = [{"id": given["file_id"], "title": "a.docx"}]
    await web.files_completeUploadExternal(files=files, channel_id=channel)
    (post,) = slack.seen(WHO)
    (file,) = slack.files.seen(post)
    assert (file.name, file.data, file.alt, post.lines) == ("a.docx", DATA, "紙です。", [])
    history: list[dict[str, Any]] = (await web.conversations_history(channel=channel)).get("messages", [])
    assert [one["files"][0]["id"] for one in history] == [file.id]
    await web.files_delete(file=file.id)
    assert slack.files.seen(post) == []
    assert await refused(web.files_delete(file=file.id)) == "file_deleted"
    assert slack.wrong == []


@pytest.mark.parametrize("more", [{"filename": ""}, {"length": 0}, {"alt_txt": "a" * 1001}, {"filename": "a" * 256}])
async def test_what_slack_would_not_take_is_refused(slack: Slack, web: AsyncWebClient, more: dict[str, Any]) -> None:
    assert await refused(ticket(web, **more)) == "invalid_arguments"
    assert len(slack.wrong) == 1


async def test_a_file_that_was_not_brought_cannot_be_shared(slack: Slack, web: AsyncWebClient) -> None:
    given = await ticket(web)
    files: list[dict[str, str | None]] = [{"id": given["file_id"]}]
    channel = slack.book.dm(WHO).id
    assert await refused(web.files_completeUploadExternal(files=files, channel_id=channel)) == "invalid_arguments"
    assert await brings(given["upload_url"], DATA + b"!") == 400
    assert await brings(given["upload_url"]) == 200
    assert await refused(web.files_completeUploadExternal(files=files, channel_id="C404")) == "channel_not_found"
    await web.files_completeUploadExternal(files=files, channel_id=channel)
    assert await refused(web.files_completeUploadExternal(files=files, channel_id=channel)) == "invalid_arguments"
    gone: list[dict[str, str | None]] = [{"id": "F404"}]
    assert await refused(web.files_completeUploadExternal(files=gone, channel_id=channel)) == "file_not_found"


async def test_without_its_scope_nothing_goes(slack: Slack, web: AsyncWebClient) -> None:
    slack.scopes.discard("files:write")
    assert await refused(ticket(web)) == "missing_scope"
    assert await refused(web.files_delete(file="F1")) == "missing_scope"


async def test_a_key_has_no_place_at_an_upload(slack: Slack, web: AsyncWebClient) -> None:
    await brings((await ticket(web))["upload_url"], Authorization="Bearer x")
    assert slack.wrong == ["upload: a token goes where none is needed"]


@pytest.mark.parametrize(
    ("key", "scope", "status"), [(BOT_TOKEN, True, 200), ("x", True, 302), (BOT_TOKEN, False, 302)]
)
async def test_what_a_person_gave_is_handed_to_the_app_alone(slack: Slack, key: str, scope: bool, status: int) -> None:
    if not scope:
        slack.scopes.discard("files:read")
    url = slack.files.given("あ.toml", DATA, WHO)["url_private"]
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as found:
        assert (found.status, await found.read() if status == 200 else DATA) == (status, DATA)
