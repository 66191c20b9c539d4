"""Who reads there from now on decides what stands in a place, and what is gone stands on no list either."""

from __future__ import annotations

from tests.handlers.places.town import Town
from tests.telegram_chat import TelegramChat
from tests.world import CENTRE

GROUP = -1001234567890
ASKED, CHIEFS = "土曜日に開いている居場所を知りませんか。", "主任だけに聞きます"


def quoted(town: Town) -> list[str]:
    """Return which questions stand in the group."""
    return [
        line for card in town.in_group(GROUP) for line in card.split("\n") if line in (f"「{ASKED}」", f"「{CHIEFS}」")
    ]


def reads(coordinator: TelegramChat, label: str) -> None:
    """Say who reads in the only place."""
    coordinator.opens().enters("センターの仕事").taps("井戸端のこと").taps("質問が出る場所").taps(
        "1番の場所を変える"
    ).taps(label)


def test_what_is_for_chiefs_goes_where_everybody_reads_from_now_on(phones: Town) -> None:
    phones.telegram.group(GROUP, "相談支援の輪").inside = True
    phones.group(GROUP, audience="chiefs")
    phones.asks(ASKED)
    secret = phones.asks(CHIEFS, audience="chiefs", by=CENTRE)
    phones.ticks()
    assert quoted(phones) == [f"「{ASKED}」", f"「{CHIEFS}」"]
    coordinator = phones.phone(CENTRE)
    reads(coordinator, "みんなの場所にする")
    phones.ticks()
    assert quoted(phones) == [f"「{ASKED}」"]
    # Nor does what is said about it come there.
    phones.answers(secret, "主任の答えです", by=CENTRE)
    phones.ticks()
    assert not any("主任の答えです" in card for card in phones.in_group(GROUP))


def test_what_can_be_read_no_more_leaves_the_lists_that_began_with_it(town: Town) -> None:
    id = town.asks(ASKED)
    chats = (town.phone(CENTRE).opens().presses("well.older:"), town.desk("佐藤 はるか").opens().presses("well.older:"))
    assert [ASKED in chat.everything for chat in chats] == [True, True]
    town.moves(id, "open", "hidden")
    town.ticks()
    assert [ASKED in chat.everything for chat in chats] == [False, False]
