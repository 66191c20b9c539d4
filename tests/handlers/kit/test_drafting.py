"""An ordinary form as a conversation, on a face that asks together and on one that asks one field a message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from handlers.kit import limits
from handlers.kit.fields import Text
from handlers.kit.house import FormKind
from messages.words import given
from storage.drafts import drafts
from storage.outbox import outbox
from tests.chat import Chat
from tests.handlers.kit import survey
from tests.world import World

ANSWERS = {"topic": "other", "other": "道のこと", "wish": "井戸がいい", "note": None}


def fill(chat: Chat, answers: dict[str, str | None]) -> Chat:
    """Answer page by page, send the last look where there is one; stop at the end, at a refusal, at another form."""
    form = chat.page and chat.page["oneByOne"]
    for _ in range(10):
        fields = names(chat)
        chat.fills({name: answers[name] for name in fields}) if fields else chat.taps("送る")
        page = chat.page
        if not page or page["oneByOne"] != form or page["problem"] or any(f["problem"] for f in page["fields"]):
            return chat
    raise AssertionError("the form has no end")


def count(chat: Chat, table: Any) -> int:
    """Return how many rows a table has."""
    with chat.world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def names(chat: Chat) -> list[str]:
    """Return the names of the fields on the page."""
    assert chat.page is not None
    return [field["name"] for field in chat.page["fields"]]


def test_the_same_form_ends_alike_on_every_face(chat: Chat) -> None:
    fill(chat.taps("アンケート"), ANSWERS)
    chat.sees("受け取りました", "こと：ほか", "ほかのこと：道のこと", "ひとこと：井戸がいい")
    assert chat.page is None
    assert (count(chat, drafts), count(chat, outbox)) == (0, 1)
    chat.world.tick()
    chat.opens()
    assert chat.page is None


def test_together_asks_what_it_can_on_one_page(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート")
    assert names(chat) == ["topic", "wish", "note"]
    chat.sees(
        "アンケート",
        "なにについてですか。",
        "［会議］",
        "ひとことお願いします。",
        "［とくになし］",
        "［送る］",
        "［やめる］",
    )
    chat.fills({"topic": "other", "wish": "井戸", "note": ""})
    assert names(chat) == ["other"]
    chat.sees("こと：ほか", "ひとこと：井戸", "どんなことですか。", "［戻る］")
    chat.fills({"other": "道"}).sees("受け取りました")


def test_one_at_a_time_ends_with_a_last_look(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").sees("なにについてですか。", "［会議］", "［研修］", "［ほか］", "［やめる］")
    chat.taps("会議").sees("ひとことお願いします。")
    chat.sends({"say": "井戸がいい"}).sees("ほかに、あれば。", "［とくになし］", "［戻る］")
    chat.taps("とくになし")
    assert names(chat) == []
    chat.sees("アンケート", "こと：会議", "ひとこと：井戸がいい")
    chat.sees("［送る］", "［「こと」を直す］", "［「ひとこと」を直す］", "［戻る］", "［やめる］")
    assert "［「そのほか」を直す］" not in chat.text
    assert count(chat, outbox) == 0
    chat.taps("送る").sees("受け取りました", "ひとこと：井戸がいい")
    assert count(chat, outbox) == 1


def test_an_answer_can_be_mended_from_the_last_look_and_is_offered_again(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("会議").sends({"say": "井戸"}).taps("とくになし")
    chat.taps("「ひとこと」を直す")
    assert chat.page is not None
    assert [(field["name"], field["value"]) for field in chat.page["fields"]] == [("wish", "井戸")]
    chat.sends({"say": "水"}).sees("ひとこと：水").taps("送る").sees("ひとこと：水")


def test_mending_a_choice_asks_what_hangs_on_it(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("ほか").sends({"say": "道"}).sends({"say": "井戸"}).taps("とくになし")
    chat.taps("「こと」を直す").sees("なにについてですか。").taps("研修")
    assert names(chat) == []
    chat.taps("送る").sees("こと：研修", "ひとこと：井戸")
    assert "ほかのこと" not in chat.text


def test_back_drops_the_newest_answer_and_offers_it_again(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート")
    assert "［戻る］" not in chat.text
    chat.taps("ほか").sends({"say": "道"}).taps("戻る").sees("どんなことですか。")
    assert chat.page is not None and chat.page["fields"][0]["value"] == "道"
    chat.taps("戻る").sees("なにについてですか。").taps("会議").sees("ひとことお願いします。")
    chat.sends({"say": "もどる"}).sees("なにについてですか。")


def test_back_from_the_second_page_of_a_form(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート").fills({"topic": "other", "wish": "井戸", "note": "n"})
    chat.taps("戻る")
    assert chat.page is not None
    assert [(field["name"], field["value"]) for field in chat.page["fields"]] == [("other", None), ("note", "n")]


def test_a_page_with_one_wrong_answer_keeps_nothing_and_loses_nothing(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート").fills({"topic": None, "wish": "長" * 21, "note": "そのまま"})
    assert chat.page is not None
    shown = {field["name"]: (field["value"], field["problem"]) for field in chat.page["fields"]}
    assert shown == {
        "topic": (None, "どれか1つを選んでください。"),
        "wish": (
            "長" * 21,
            "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。",
        ),
        "note": ("そのまま", None),
    }
    chat.opens()
    assert names(chat) == ["topic", "wish", "note"]
    assert chat.page is not None and chat.page["version"] == 1


def test_a_text_that_is_too_long_is_asked_again(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("会議").sends({"say": "長" * 10_000})
    chat.sees("20字までです（いま10000字）。短くして、もう一度送ってください。書いた文はそのまま残っています。")
    chat.sends({"say": "短い"}).sees("ほかに、あれば。")


def test_what_submit_refuses_stands_beside_its_field(chat: Chat) -> None:
    fill(chat.taps("アンケート"), ANSWERS | {"wish": "だめ"})
    assert chat.page is not None
    field = chat.page["fields"][0]
    assert (field["name"], field["value"], field["problem"]) == ("wish", "だめ", "それは受け取れません。")
    assert (len(chat.page["fields"]), chat.page["problem"]) == (1, None)
    assert (count(chat, outbox), count(chat, drafts)) == (0, 1)
    chat.fills({"wish": "いい"})
    if chat.page:
        chat.taps("送る")
    chat.sees("受け取りました", "ひとこと：いい", "ほかのこと：道のこと")
    assert count(chat, outbox) == 1


def test_what_submit_refuses_of_a_skipped_field_stands_beside_it_too(chat: Chat) -> None:
    fill(chat.taps("アンケート"), ANSWERS | {"wish": "くわしく"})
    assert chat.page is not None
    assert [(field["name"], field["problem"]) for field in chat.page["fields"]] == [
        ("note", "そのほかも書いてください。")
    ]


def test_what_submit_refuses_as_a_whole_stands_above_the_last_look(chat: Chat) -> None:
    fill(chat.taps("アンケート"), ANSWERS | {"wish": "いまはだめ"})
    chat.sees("いまは受け取れません。", "こと：ほか", "ひとこと：いまはだめ", "［送る］", "［「ひとこと」を直す］")
    assert (count(chat, outbox), count(chat, drafts)) == (0, 1)
    chat.taps("「ひとこと」を直す")
    fill(chat, ANSWERS).sees("受け取りました", "ひとこと：井戸がいい")


def test_the_longest_answer_is_shown_again_whole(world: World, chat: Chat) -> None:
    field = Text(name="wish", ask=given("ひとことお願いします。"), label=given("ひとこと"), most=limits.ANSWER)
    world.house = survey.house({"survey": survey.kind(survey.form((survey.NOTE, field)))})
    world.restart()
    text = "長い文です。" * (limits.ANSWER // 6)
    fill(chat.taps("アンケート"), {"wish": text, "note": None}).sees(f"ひとこと：{text}")


def test_a_slow_form_is_kept_at_its_end_without_a_last_look(chat: Chat) -> None:
    chat.taps("ゆっくり").sees("ひとことお願いします。").says("井戸").sees("ほかに、あれば。")
    chat.taps("とくになし").sees("受け取りました", "ひとこと：井戸")
    assert chat.page is None


def test_submit_may_go_on_with_another_form(chat: Chat) -> None:
    fill(chat.taps("アンケート"), ANSWERS | {"wish": "つづけて"})
    chat.sees("もうひとつ。", "ひとことお願いします。")
    assert count(chat, drafts) == 1
    chat.says("水").taps("とくになし").sees("受け取りました", "ひとこと：水")
    assert count(chat, outbox) == 2


def test_a_form_whose_fields_changed_under_a_live_draft_asks_what_is_new(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("ほか").sends({"say": "道"}).sends({"say": "井戸"})
    fields = (survey.NOTE, Text(name="when", ask=given("いつですか。"), label=given("いつ")), survey.WISH)
    changed: dict[str, FormKind] = {"survey": survey.kind(survey.form(fields))}
    chat.world.house = survey.house(changed)
    chat.world.restart()
    chat.opens().sees("ほかに、あれば。").taps("とくになし").sees("いつですか。").sends({"say": "あした"})
    chat.sees("いつ：あした", "ひとこと：井戸", "［送る］")
    assert "道" not in chat.text


def test_an_option_that_is_gone_is_not_shown_and_can_be_chosen_anew(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("会議")
    stale = chat.data("戻る")
    fewer = replace(survey.TOPIC, options=survey.TOPICS[1:])
    chat.world.house = survey.house({"survey": survey.kind(survey.form((fewer, survey.WISH)))})
    chat.world.restart()
    chat.opens()
    assert chat.page is not None and chat.page["recap"] == []
    chat.sends({"tap": stale}).sees("［研修］", "［ほか］")
    assert "［会議］" not in chat.text
