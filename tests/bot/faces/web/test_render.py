"""A card and every kind of page as JSON: exactly this, and every string as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.faces.face import Answer, Told
from bot.faces.web import render
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.fields import Choice, Option, Text
from handlers.kit.forms import Form, Page
from handlers.kit.turn import Scene
from messages.words import given, msg, words_of

WORDS = words_of()
AT = datetime(2026, 11, 23, 8, 50, 0, 123456, tzinfo=UTC)
DRAFT = "AZrQ5d2vf0eJ3mW0cXyZAQ"
MARKUP = '<img src=x onerror="alert(1)">&amp;{ $x }'

WHERE = Text(name="where", ask=given("どこで？"), most=20, lines=1)
KIND = Choice(
    name="kind",
    heading=given("内容"),
    lead=given("ひとつだけ"),
    ask=given("どれですか"),
    label=given("内容"),
    options=(Option("good", given("よい")), Option("think", given("考える"))),
    skip=msg("kit-skip"),
)
MORE = Text(name="more", ask=given("ほかに？"), skip=msg("kit-next"), after=("kind",))
FORM = Form(title=given("アンケート"), fields=(WHERE, KIND, MORE))
SLOW = replace(FORM, one_by_one=True)

WHERE_JSON: dict[str, Any] = {
    "name": "where",
    "kind": "text",
    "heading": None,
    "lead": None,
    "ask": "どこで？",
    "value": None,
    "problem": None,
    "optional": False,
    "max": 20,
    "lines": 1,
    "options": [],
    "skip": None,
}
KIND_JSON: dict[str, Any] = {
    "name": "kind",
    "kind": "choice",
    "heading": "内容",
    "lead": "ひとつだけ",
    "ask": "どれですか",
    "value": None,
    "problem": None,
    "optional": True,
    "options": [
        {"label": "よい", "data": f"pick.good:{DRAFT}:2", "style": "plain", "key": "good"},
        {"label": "考える", "data": f"pick.think:{DRAFT}:2", "style": "plain", "key": "think"},
    ],
    "skip": {"label": "とばす", "data": f"skip:{DRAFT}:2", "style": "plain"},
}
SEND = {"label": "送る", "data": f"send:{DRAFT}:2", "style": "primary"}
BACK = {"label": "戻る", "data": f"back:{DRAFT}:2", "style": "plain"}
LEAVE = {"label": "やめる", "data": f"leave:{DRAFT}:2", "style": "plain"}


def page_json(**given: Any) -> dict[str, Any]:
    """Return a page's JSON: what is given, the rest as on a first page."""
    usual = {"draft": DRAFT, "version": 2, "title": "アンケート", "oneByOne": False, "private": False}
    return usual | {"recap": [], "problem": None, "fields": [], "buttons": []} | given


def test_a_card_with_everything() -> None:
    card = Card(
        title=msg("reflection-title"),
        facts=(
            Fact(msg("reflection-step-label"), given("散歩")),
            Fact(given("日"), msg("reflection-step-asked", step="道", day=date(2026, 11, 30))),
        ),
        quote="「道」\nの\t話",
        paragraphs=(msg("reflection-closing"), given("二つめ")),
        buttons=(
            Button(msg("kit-delete"), "reflection.delete", DRAFT, style="danger"),
            Call(msg("home-police"), "110"),
            Button(msg("home-to-home"), "home"),
        ),
        about=DRAFT,
    )
    assert render.render_card(card, WORDS) == {
        "key": DRAFT,
        "title": "ふりかえり",
        "facts": [["次の一歩", "散歩"], ["日", "道（11月30日（月）に聞きます）"]],
        "quote": "「道」\nの\t話",
        "paragraphs": ["このまま閉じても残ります。", "二つめ"],
        "buttons": [
            {"label": "消す", "data": f"reflection.delete:{DRAFT}", "style": "danger"},
            {"label": "☎ 110（警察）", "tel": "110", "style": "plain"},
            {"label": "はじめの画面へ", "data": "home:", "style": "plain"},
        ],
    }


def test_a_card_with_next_to_nothing() -> None:
    assert render.render_card(Card(paragraphs=(given("ひとこと"),)), WORDS) == {
        "key": "",
        "title": None,
        "facts": [],
        "quote": None,
        "paragraphs": ["ひとこと"],
        "buttons": [],
    }


def test_a_page_that_asks_together() -> None:
    page = Page(DRAFT, 2, FORM, (WHERE, KIND))
    assert render.render_page(page, WORDS) == page_json(fields=[WHERE_JSON, KIND_JSON], buttons=[SEND, LEAVE])


def test_a_page_that_was_refused_keeps_what_was_typed() -> None:
    problems = {"where": msg("kit-too-long", most=20, size=21)}
    page = Page(DRAFT, 2, FORM, (WHERE, KIND), problems=problems, typed={"where": "あ" * 21, "kind": "good"})
    sentence = "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    where = WHERE_JSON | {"value": "あ" * 21, "problem": sentence}
    assert render.render_page(page, WORDS) == page_json(
        fields=[where, KIND_JSON | {"value": "good"}], buttons=[SEND, LEAVE]
    )


def test_a_page_that_was_refused_as_a_whole() -> None:
    page = Page(DRAFT, 2, FORM, (WHERE,), problem=msg("kit-choose"), back=True)
    assert render.render_page(page, WORDS) == page_json(
        problem="どれか1つを選んでください。", fields=[WHERE_JSON], buttons=[SEND, BACK, LEAVE]
    )


def test_a_later_page_shows_what_came_before() -> None:
    page = Page(DRAFT, 2, FORM, (MORE,), recap=(Fact(given("内容"), given("よい")),), back=True)
    more = WHERE_JSON | {"name": "more", "ask": "ほかに？", "optional": True, "max": 2000, "lines": 3}
    more |= {"skip": {"label": "つぎへ", "data": f"skip:{DRAFT}:2", "style": "plain"}}
    assert render.render_page(page, WORDS) == page_json(
        recap=[["内容", "よい"]], fields=[more], buttons=[SEND, BACK, LEAVE]
    )


def test_a_last_look_has_a_button_for_each_answer() -> None:
    recap = (Fact(given("どこで？"), given("集会所")), Fact(given("内容"), given("よい")))
    page = Page(DRAFT, 2, FORM, (), recap=recap, back=True)
    mend = [
        {"label": "「どこで？」を直す", "data": f"mend.0:{DRAFT}:2", "style": "plain"},
        {"label": "「内容」を直す", "data": f"mend.1:{DRAFT}:2", "style": "plain"},
    ]
    assert render.render_page(page, WORDS) == page_json(
        recap=[["どこで？", "集会所"], ["内容", "よい"]], buttons=[SEND, *mend, BACK, LEAVE]
    )


def test_a_page_that_asks_one_by_one_in_private() -> None:
    page = Page(DRAFT, 2, SLOW, (KIND,), back=True, sealed=True)
    assert render.render_page(page, WORDS) == page_json(
        oneByOne=True, private=True, fields=[KIND_JSON], buttons=[BACK, LEAVE]
    )


def test_a_slow_form_that_was_not_kept_yet_ends_in_a_last_look() -> None:
    page = Page(DRAFT, 2, SLOW, (), recap=(Fact(given("どこで？"), given("集会所")),), back=True)
    mend = {"label": "「どこで？」を直す", "data": f"mend.0:{DRAFT}:2", "style": "plain"}
    assert render.render_page(page, WORDS) == page_json(
        recap=[["どこで？", "集会所"]], buttons=[SEND, mend, BACK, LEAVE]
    )


def test_text_is_never_touched() -> None:
    page = Page(DRAFT, 2, FORM, (WHERE,), typed={"where": MARKUP}, recap=(Fact(given(MARKUP), given(MARKUP)),))
    assert render.render_page(page, WORDS) == page_json(
        recap=[[MARKUP, MARKUP]], fields=[WHERE_JSON | {"value": MARKUP}], buttons=[SEND, LEAVE]
    )
    card = render.render_card(Card(title=given(MARKUP), quote=MARKUP), WORDS)
    assert (card["title"], card["quote"]) == (MARKUP, MARKUP)


def test_the_words_are_the_wards_own() -> None:
    card = Card(title=msg("reflection-title"))
    assert render.render_card(card, words_of({"reflection": "ふり返りの時間"}))["title"] == "ふり返りの時間"


def test_a_reply_and_a_standing() -> None:
    home = Card(title=given("ホーム"))
    answer = Answer(
        Scene((Card(title=given("ひとつ")),), Page(DRAFT, 2, FORM, (WHERE,)), (home,)), WORDS, "加藤", "みなも"
    )
    reply = {
        "cards": [render.render_card(Card(title=given("ひとつ")), WORDS)],
        "page": page_json(fields=[WHERE_JSON], buttons=[SEND, LEAVE]),
        "home": [render.render_card(home, WORDS)],
        "kept": True,
        "wipe": False,
        "goesOn": False,
    }
    assert render.render_reply(answer) == reply
    assert render.render_standing(answer, "boot1", "加藤のアカウント", AT) == reply | {
        "boot": "boot1",
        "who": "9ebb73399fb9ca11",
        "me": "加藤（みなも）",
        "name": "加藤",
        "cursor": "1795423800123456",
        "notices": [],
    }
    empty = Answer(Scene(), WORDS, "加藤", "みなも")
    nothing: dict[str, object] = {"cards": [], "page": None, "home": [], "kept": True, "wipe": False, "goesOn": False}
    assert render.render_reply(empty) == nothing


def test_a_notice() -> None:
    card = Card(title=given("お知らせ"))
    assert render.render_told(Told("n1", AT, Scene(cards=(card,)), WORDS)) == {
        "id": "n1",
        "cursor": "1795423800123456",
        "cards": [render.render_card(card, WORDS)],
    }


@pytest.mark.parametrize(
    "moment",
    [
        AT,
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, 999999, tzinfo=UTC),
        datetime(2026, 11, 23, 17, 50, 0, 1, tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_a_cursor_is_a_moment_to_the_microsecond(moment: datetime) -> None:
    assert render.moment_of(int(render.cursor_of(moment))) == moment
