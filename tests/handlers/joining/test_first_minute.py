"""The first minute on every face: three sentences, what is missing, consent, home; and what people mistype."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import AGREE, WELCOME, answers, comes, invited, stranger
from tests.talk import HOME, Talk
from tests.world import CENTRE

NAMED = ("name", "山田 はな")
CONSENT = (
    "はじめると、お名前と事業所が、同じネットワークの方に見えます。"
    "書いたものは、はじめにお伝えした3つのとおりに扱います。"
)
STAYS = "いつでもやめられます。そのときは、書いたものを鍵ごと消せます。"
DOORS = [f"［{AGREE}］", "［お名前か事業所を直す］", "［いまは、やめておく］"]


@pytest.fixture
def new(talk_as: Callable[[str], Talk]) -> Talk:
    """Somebody unknown, on every face."""
    return stranger(talk_as(CENTRE))


def members(new: Talk) -> list[tuple[object, ...]]:
    """Return the people who came by an invitation: name, office, whether they have agreed, role."""
    return rows(
        new.world,
        "SELECT people.name, offices.name, people.agreed_at IS NOT NULL, roles.role FROM invites"
        " JOIN people ON people.id = invites.person_id LEFT JOIN offices ON offices.id = people.office_id"
        " JOIN roles ON roles.person_id = people.id",
    )


@pytest.mark.parametrize("way", ["token", "code"])
def test_a_link_or_digits_then_a_name_an_office_and_consent(new: Talk, way: str) -> None:
    comes(new, getattr(invited(new.world), way)).sees_only(*WELCOME)
    answers(new.taps("はじめる"), NAMED, ("office", "相談室 みなも"))
    new.sees("井戸端へようこそ", "お名前：山田 はな", "事業所：相談室 みなも", CONSENT, STAYS, *DOORS)
    assert [bool(agreed) for _, _, agreed, _ in members(new)] == [False]
    new.taps(AGREE).sees_home(HOME)
    new.sees("［ふりかえり］", "［設定］", "［使い方］", "［人に話す］")
    assert [(*who, bool(agreed), role) for *who, agreed, role in members(new)] == [
        ("山田 はな", "相談室 みなも", True, "counsellor")
    ]
    assert rows(new.world, "SELECT did FROM audit") == [("joined",)]
