"""The first minute on every face: three sentences, what is missing, consent, home; and what people mistype."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import AGREE, WELCOME, answers, comes, invited, stranger
from tests.talk import HOME, Talk
from tests.world import CENTRE, World

NAMED = ("name", "山田 はな")
OFFICE = ("office", "相談室 みなも")
NOT_HERE = ("office", "ここにない")
CONSENT = (
    "はじめると、お名前と事業所が、同じネットワークの方に見えます。"
    "書いたものは、はじめにお伝えした3つのとおりに扱います。"
)
STAYS = "いつでもやめられます。そのときは、書いたものを鍵ごと消せます。"
DOORS = [f"［{AGREE}］", "［お名前か事業所を直す］", "［いまは、やめておく］"]
LONG = "長" * 300


@pytest.fixture
def new(talk_as: Callable[[str], Talk]) -> Talk:
    """Somebody unknown, on every face."""
    return stranger(talk_as(CENTRE))


def members(world: World) -> list[tuple[object, ...]]:
    """Return who came by an invitation: name, office, corporation, counsellors there, has she agreed, role."""
    found = rows(
        world,
        "SELECT people.name, offices.name, offices.corporation, offices.counsellors, people.agreed_at IS NOT NULL,"
        " roles.role FROM invites JOIN people ON people.id = invites.person_id"
        " LEFT JOIN offices ON offices.id = people.office_id JOIN roles ON roles.person_id = people.id",
    )
    return [(*who, bool(agreed), role) for *who, agreed, role in found]


@pytest.mark.parametrize("way", ["token", "code"])
def test_a_link_or_digits_then_a_name_an_office_and_consent(new: Talk, way: str) -> None:
    comes(new, getattr(invited(new.world), way)).sees_only(*WELCOME)
    answers(new.taps("はじめる"), NAMED, OFFICE)
    new.sees("井戸端へようこそ", "お名前：山田 はな", "事業所：相談室 みなも", CONSENT, STAYS, *DOORS)
    known = ("山田 はな", "相談室 みなも", "みほん みなも舎", 1)
    assert members(new.world) == [(*known, False, "counsellor")]
    new.taps(AGREE).sees_home(HOME)
    new.sees("［ふりかえり］", "［設定］", "［使い方］", "［人に話す］")
    assert members(new.world) == [(*known, True, "counsellor")]
    assert rows(new.world, "SELECT did FROM audit") == [("joined",)]


def test_who_has_not_agreed_yet_is_met_as_quietly_as_inside(new: Talk) -> None:
    comes(new, invited(new.world).token).says("もう死にたいです")
    new.sees("今日は、きつい一日でしたね。話せる相手がいます。", "［人に話す］", "［はじめの画面へ］")
    assert ("☎ 110（警察）", "110") in new.taps("人に話す").calls
    new.taps("はじめの画面へ").sees("［はじめる］")


def test_an_invitation_that_names_the_office_leaves_only_the_name_to_ask(new: Talk) -> None:
    comes(new, invited(new.world, "chief", office="相談室 こかげ").token)
    answers(new.taps("はじめる"), NAMED)
    new.sees("お名前：山田 はな", "事業所：相談室 こかげ").taps(AGREE).sees_home(HOME)
    assert members(new.world) == [("山田 はな", "相談室 こかげ", "みほんの森", 2, True, "chief")]


def test_an_office_that_is_not_there_is_added_with_what_is_needed_of_it(new: Talk) -> None:
    comes(new, invited(new.world).token).taps("はじめる")
    told = (("new", "相談室 あたらしい"), ("corporation", "みほん新会"), ("counsellors", "２"))
    answers(new, NAMED, NOT_HERE, *told)
    new.sees("事業所：相談室 あたらしい").taps(AGREE).sees_home(HOME)
    assert members(new.world) == [("山田 はな", "相談室 あたらしい", "みほん新会", 2, True, "counsellor")]


@pytest.mark.parametrize(
    ("which", "corporation", "count"),
    [("みほん みなも舎", "みほん みなも舎", 1), ("ない（別の事業所です）", "みなも第二", 3)],
)
def test_an_office_of_the_same_name_is_asked_about_and_nothing_is_lost(
    new: Talk, which: str, corporation: str, count: int
) -> None:
    comes(new, invited(new.world).token).taps("はじめる")
    answers(new, NAMED, NOT_HERE, ("new", "相談室みなも"), ("corporation", "みなも第二"), ("counsellors", "3"))
    new.sees("「相談室みなも」という事業所が、もうあります。法人は、このなかにありますか。")
    new.opens()
    new.taps(which).sees("お名前：山田 はな").taps(AGREE).sees_home(HOME)
    (who,) = members(new.world)
    assert (who[0], *who[2:5]) == ("山田 はな", corporation, count, True)
    offices = rows(new.world, "SELECT count(*) FROM offices WHERE name LIKE '相談室%みなも'")
    assert offices == [(1 if count == 1 else 2,)]


def test_two_offices_of_one_name_are_told_apart_by_something(new: Talk) -> None:
    comes(new, invited(new.world).token).taps("はじめる")
    answers(new, NAMED, NOT_HERE, ("new", "相談室みなも"), ("corporation", "みほん みなも舎"), ("counsellors", "3"))
    new.taps("ない（別の事業所です）")
    new.sees("同じ名前の事業所と見分けるために、法人の名前（なければ、町名など）を書いてください。")
    new.says("みほん みなも舎")
    assert "「みほん みなも舎」は、もう1つの事業所と同じです。見分けられる言葉を足してください。" in new.text
    new.says("みほん西町").taps(AGREE).sees_home(HOME)
    (who,) = members(new.world)
    assert who[1:4] == ("相談室みなも", "みほん西町", 3)


@pytest.mark.each_face
@pytest.mark.parametrize(
    ("name", "why"),
    [
        (" ", "ここは、ひとこと書いてから進んでください。"),
        ("🌸", "文字で書いてください。絵文字や記号だけでは、呼べないためです。"),
        (LONG, "60字までです（いま300字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"),
    ],
)
def test_a_name_that_cannot_be_one_is_explained(new: Talk, name: str, why: str) -> None:
    comes(new, invited(new.world, office="相談室 こかげ").token).taps("はじめる")
    new.says(name) if new.face != "web" else answers(new, ("name", name), once=True)
    assert why in new.text
    assert members(new.world)[0][0] == ""
    answers(new, NAMED)
    new.sees("お名前：山田 はな", *DOORS)


def test_consent_is_the_last_step_and_nothing_is_open_before_it(new: Talk) -> None:
    comes(new, invited(new.world, office="相談室 こかげ").token)
    answers(new.taps("はじめる"), NAMED)
    for verb in ("reflection", "settings", "joining.code", "desk", "roster.people"):
        new.presses(f"{verb}:")
        assert "［設定］" not in new.text.split("\n")
    assert rows(new.world, "SELECT count(*) FROM drafts") == [(0,)]
    new.opens().sees("お名前：山田 はな", *WELCOME[1:4], *DOORS)


def test_help_and_people_to_talk_to_are_there_from_the_first_moment(new: Talk) -> None:
    comes(new, invited(new.world).token).taps("人に話す")
    assert ("☎ 110（警察）", "110") in new.calls
    new.opens().taps("使い方").taps("はじめの画面へ").sees(*WELCOME)


def test_leaving_is_as_easy_and_takes_what_was_told(new: Talk) -> None:
    comes(new, invited(new.world).token)
    answers(new.taps("はじめる"), NAMED, OFFICE)
    new.taps("いまは、やめておく").sees(
        "わかりました。教えてくださったお名前と事業所は消しました。",
        "気が変わったら、いつでもここから始められます。",
    )
    assert members(new.world) == [("", None, None, None, False, "counsellor")]
    new.taps("はじめの画面へ").sees(*WELCOME)
    answers(new.taps("はじめる"), NAMED, OFFICE)
    new.taps(AGREE).sees_home(HOME)


def test_what_was_mistyped_can_be_put_right_before_the_consent(new: Talk) -> None:
    comes(new, invited(new.world, office="相談室 こかげ").token)
    answers(new.taps("はじめる"), ("name", "やまだ"))
    answers(new.taps("お名前か事業所を直す"), NAMED, OFFICE)
    new.sees("お名前：山田 はな", "事業所：相談室 みなも").taps(AGREE).sees_home(HOME)


def test_old_buttons_of_the_first_minute_lead_home(new: Talk) -> None:
    comes(new, invited(new.world, office="相談室 こかげ").token)
    answers(new.taps("はじめる"), NAMED)
    new.taps(AGREE)
    for verb in ("begin", "mend", "agree", "leave"):
        new.presses(f"joining.{verb}:").sees("［ふりかえり］")
    assert [did for (did,) in rows(new.world, "SELECT did FROM audit ORDER BY place")] == ["joined"]


def test_whom_the_wards_file_has_brought_only_agrees(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    with talk.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql("UPDATE people SET agreed_at = NULL")
    talk.opens().sees(
        "お名前：田中 みほ",
        "事業所：みほん区 基幹相談支援センター",
        *WELCOME[1:4],
        "はじめると、お名前と事業所が、同じネットワークの方に見えます。書いたものは、上の3つのとおりに扱います。",
        *DOORS,
    )
    talk.taps("いまは、やめておく").sees("わかりました。まだ何も始まっていません。")
    talk.taps("はじめの画面へ").taps(AGREE).sees_home(HOME)
