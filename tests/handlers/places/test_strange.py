"""What people write pings nobody in a place, and says nothing of who asked."""

from __future__ import annotations

import json

import pytest

from tests.bot.trouble import rows
from tests.handlers.places.town import Town
from tests.world import ALONE, CENTRE

GROUP, CHANNEL = -1001234567890, "C0100"
STRANGE = (
    "<!channel> <!here> <@U0BOT> <#C0100> を見てください",
    "@everyone @idobata_test_bot お願いします",
    "<b>太字</b> & <a href='https://x.invalid'>ここ</a>",
    "*強調* _斜め_ `code` ~消し~ [名前](tg://user?id=1)",
    "https://example.invalid/a?b=c&d=e を見ました",
    "\u202e右から\u202c　ゼロ\u200b幅 \ufeff",
    "=HYPERLINK(1)",
)


@pytest.mark.parametrize("text", STRANGE)
def test_markup_and_mentions_are_only_letters(town: Town, text: str) -> None:
    town.telegram.group(GROUP, "<!channel> *輪*").inside = True
    town.group(GROUP)
    town.channel(CHANNEL)
    town.answers(town.asks(text), text)
    town.ticks()
    # The simulators look at each call: markup that means something, addresses that unfold, names that ping.
    posts = [call for method, call in town.slack.calls if method == "chat.postMessage"]
    assert len(posts) == 2
    for call in posts:
        for block in call["blocks"]:
            assert "mrkdwn" not in json.dumps(block)
    sent = [call for method, call in town.telegram.calls if method == "sendMessage"]
    assert len(sent) == 2
    assert [one for one in sent if "parse_mode" in one] == []
    kinds = {entity["type"] for one in sent for entity in json.loads(one.get("entities", "[]"))}
    assert kinds == {"bold"}


def test_nothing_of_the_asker_goes_into_a_place(town: Town) -> None:
    town.telegram.group(GROUP, "輪").inside = True
    town.group(GROUP)
    town.channel(CHANNEL)
    asker, colleague = town.phone(ALONE), town.phone(CENTRE)
    question = town.asks("土曜日の居場所を知りませんか", by=ALONE)
    town.answers(question, "あります", by=CENTRE, named=False)
    town.ticks()
    accounts = rows(town.world, "SELECT user_id FROM accounts")
    ids = {str(row[0]) for row in accounts} | {str(row[0]) for row in rows(town.world, "SELECT id FROM people")}
    assert str(asker.user) in ids and str(colleague.user) in ids
    calls = [str(call) for _, call in [*town.telegram.calls, *town.slack.calls]]
    there = [one for one in calls if str(GROUP) in one or CHANNEL in one]
    said = "\n".join(there)
    assert len(there) == 4
    assert [id for id in ids if id in said or id.replace("-", "") in said] == []
    assert [name for name in (ALONE, CENTRE, "みなも") if name in said] == []
