"""What can happen to a conversation on the way: leaving, coming back, old buttons, old drafts, forms that are gone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from handlers.kit.house import FormKind
from storage.drafts import drafts
from storage.inbox import inbox
from storage.keys import text_keys
from storage.outbox import outbox
from tests.chat import Chat
from tests.handlers.kit import survey
from tests.world import CENTRE, World

STALE = "前の画面のボタンでした。いまの様子はこちらです。"
WAITS = "アンケートの書きかけがあります"


def slowly(chat: Chat) -> Chat:
    """Begin the slow form by a button of home, however old that is: not every face keeps home in view."""
    return chat.sends({"tap": "survey.slow:"}).sees("ひとことお願いします。")


def begun(chat: Chat) -> Chat:
    """Begin the slow form and give its first answer."""
    return slowly(chat).says("井戸がいい").sees("ほかに、あれば。")


def rows(world: World) -> dict[str, int]:
    """Return how many drafts, notices and keys there are."""
    with world.app.stores.database.read() as session:
        found = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in (drafts, outbox)}
    with world.app.stores.keys.engine.connect() as connection:
        return found | {"keys": connection.scalar(select(func.count()).select_from(text_keys)) or 0}


def test_leaving_before_anything_was_written_asks_nothing(chat: Chat) -> None:
    chat.taps("アンケート").taps("やめる").sees("やめました。")
    assert (chat.page, rows(chat.world)["drafts"]) == (None, 0)


def test_leaving_with_something_written_says_until_when_it_waits(chat: Chat) -> None:
    begun(chat).taps("やめる").sees(
        WAITS, "11月30日（月）の17:50まで、このまま残しておきます。", "［つづきから］", "［消してやめる］"
    )
    assert chat.page is None
    chat.taps("つづきから").sees("ほかに、あれば。").taps("やめる").taps("消してやめる").sees("書きかけを消しました。")
    assert rows(chat.world)["drafts"] == 0


def test_leaving_works_by_word_in_every_spelling(chat: Chat) -> None:
    for word in ("やめる", "やめます", "ｃａｎｃｅｌ", "/cancel", "中止。", " やめる "):
        begun(chat).says(word).sees(WAITS)
        assert chat.page is None
        chat.taps("消してやめる")


def test_help_works_everywhere_and_keeps_the_draft(chat: Chat) -> None:
    chat.says("ヘルプ").sees("使い方", "［はじめの画面へ］", "［人に話す］")
    begun(chat).says("使い方").sees("使い方")
    assert chat.page is None
    chat.taps("はじめの画面へ").sees(WAITS).taps("つづきから").sees("ほかに、あれば。")


def test_the_first_screen_is_shown_by_word(chat: Chat) -> None:
    begun(chat).says("メニュー").sees(WAITS, "きょうは、なにをしますか")
    chat.says("/start").sees("きょうは、なにをしますか")


def test_leaving_where_nothing_is_begun_shows_the_first_screen(chat: Chat) -> None:
    chat.says("やめる").sees("きょうは、なにをしますか")
    chat.says("戻る").sees("きょうは、なにをしますか")
    chat.says("つづきから").sees("きょうは、なにをしますか")


def test_coming_back_works_by_word_after_a_restart(chat: Chat) -> None:
    begun(chat).says("やめる")
    chat.world.restart()
    chat.says("つづき").sees("ほかに、あれば。").taps("とくになし").sees("ひとこと：井戸がいい")


def test_what_is_no_answer_brings_home_with_the_way_back(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("ほか").sends({"say": "道"}).taps("戻る").taps("戻る")
    chat.sends({"say": "こんにちは"}).sees("きょうは、なにをしますか")
    chat.taps("アンケート").taps("会議").taps("戻る").sends({"say": "ほか"}).sees("どんなことですか。")
    chat.sends({"say": "道"}).sends({"say": "水"}).sends({"say": "x"}).sends({"say": "こんにちは"})
    chat.sees(WAITS, "きょうは、なにをしますか").taps("つづきから").sees("［送る］", "ほかのこと：道")


@pytest.mark.parametrize("yes", ["はい", "送る"])
def test_a_last_look_is_answered_by_what_its_buttons_say(line_chat: Chat, yes: str) -> None:
    chat = line_chat.taps("アンケート").taps("会議").sends({"say": "水"}).sends({"say": "x"}).sees("［送る］")
    chat.sends({"say": "「ひとこと」を直す"}).sees("ひとことお願いします。")
    chat.sends({"say": "井戸"}).sends({"say": yes}).sees("受け取りました", "ひとこと：井戸")


def test_a_typed_word_opens_its_door(chat: Chat) -> None:
    chat.says("相談先").sees("なにについてですか。")


def test_a_page_of_a_former_version_changes_nothing_and_shows_the_present_one(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート")
    assert chat.page is not None
    draft = chat.page["draft"]
    chat.fills({"topic": "other", "wish": "井戸", "note": None})
    old = {"draft": draft, "version": 1, "answers": {"topic": "meeting", "wish": "水", "note": None}}
    chat.sends(old).sees(STALE, "ひとこと：井戸", "どんなことですか。")
    chat.fills({"other": "道"}).sees("ひとこと：井戸", "こと：ほか")
    chat.sends(old).sees(STALE)
    assert rows(chat.world) == {"drafts": 0, "outbox": 1, "keys": 0}


def test_an_old_button_shows_the_present_state(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート")
    old = chat.data("研修")
    chat.taps("会議").sends({"tap": old}).sees(STALE, "ひとことお願いします。")
    chat.sends({"say": "井戸"}).taps("とくになし").sees("こと：会議")


def test_answers_for_fields_that_are_not_asked_are_refused(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート").fills({"topic": "meeting", "wish": "x", "note": None, "other": "forged"})
    chat.sees(STALE, "なにについてですか。")
    chat.fills({"role": "centre"}).sees(STALE)
    assert rows(chat.world)["outbox"] == 0


def test_pressing_send_before_all_is_answered_sends_nothing(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("会議")
    assert chat.page is not None
    tail = f"{chat.page['draft']}:{chat.page['version']}"
    for verb in ("send", "mend.9", "mend.-1", "mend.x", "mend.", "pick", "leave.x.y"):
        chat.sends({"tap": f"{verb}:{tail}"})
    assert rows(chat.world)["outbox"] == 0


def test_a_button_on_a_draft_needs_its_version(line_chat: Chat) -> None:
    chat = line_chat.taps("アンケート").taps("会議")
    assert chat.page is not None
    for verb in ("back", "leave", "pick.meeting", "skip", "send"):
        chat.sends({"tap": f"{verb}:{chat.page['draft']}"}).sees(STALE, "ひとことお願いします。")


def test_beginning_again_puts_a_new_draft_in_the_place_of_the_old(chat: Chat) -> None:
    begun(chat)
    assert chat.page is not None
    old = {"draft": chat.page["draft"], "version": chat.page["version"], "answers": {"note": "x"}}
    slowly(chat)
    assert rows(chat.world)["drafts"] == 1
    chat.sends(old).sees(STALE, "ひとことお願いします。")


def test_one_draft_of_each_form_waits_and_one_is_in_hand(chat: Chat) -> None:
    begun(chat).sends({"tap": "survey:"}).sees("なにについてですか。")
    assert rows(chat.world)["drafts"] == 2
    cards = chat.says("メニュー").shown["cards"]
    assert [card["title"] for card in cards] == [WAITS, WAITS, "きょうは、なにをしますか"]
    # What was begun last comes first.
    chat.sends({"tap": cards[1]["buttons"][0]["data"]}).sees("ほかに、あれば。", "［戻る］")
    cards = chat.says("メニュー").shown["cards"]
    chat.sends({"tap": cards[0]["buttons"][0]["data"]}).sees("なにについてですか。", "［会議］")


def test_a_draft_that_has_expired_is_gone(chat: Chat) -> None:
    begun(chat)
    page = chat.page
    assert page is not None
    chat.world.clock.forward(days=7, seconds=1)
    chat.sends({"draft": page["draft"], "version": page["version"], "answers": {"note": "x"}}).sees(STALE)
    chat.opens()
    assert (chat.page, rows(chat.world)["drafts"]) == (None, 1)
    chat.world.tick()
    assert rows(chat.world)["drafts"] == 0


def test_a_draft_is_there_until_the_last_moment(chat: Chat) -> None:
    begun(chat)
    chat.world.clock.forward(days=7, seconds=-1)
    chat.world.tick()
    chat.taps("とくになし").sees("受け取りました")


def test_a_form_that_is_gone_takes_its_drafts_out_of_sight_and_harms_nobody(chat: Chat) -> None:
    begun(chat)
    page = chat.page
    assert page is not None
    chat.world.house = survey.house({"survey": survey.kind(survey.form())})
    chat.world.restart()
    chat.opens()
    assert chat.page is None
    assert [card["title"] for card in chat.shown["home"]] == ["きょうは、なにをしますか"]
    chat.sends({"draft": page["draft"], "version": page["version"], "answers": {"note": "x"}}).sees(STALE)
    chat.sends({"tap": f"resume:{page['draft']}"}).sees(STALE)
    chat.says("つづきから").sees("きょうは、なにをしますか")
    chat.world.clock.forward(days=8)
    chat.world.tick()
    assert rows(chat.world)["drafts"] == 0


def test_a_private_form_has_a_key_as_long_as_its_draft(chat: Chat) -> None:
    form = survey.form((survey.WISH, survey.NOTE), slow=True, hours=1)
    kinds = {"slow": FormKind(survey.kind(form).build, survey.submit, sealed=True)}
    chat.world.house = survey.house(kinds)
    chat.world.restart()
    begun(chat.opens()).says("やめる").sees("11月23日（月）の18:50まで、あなただけが読める形で残しておきます。")
    assert rows(chat.world) == {"drafts": 1, "outbox": 0, "keys": 1}
    begun(chat)
    assert rows(chat.world) == {"drafts": 1, "outbox": 0, "keys": 1}
    chat.world.clock.forward(hours=2)
    begun(chat)
    # The first draft had expired and no sweep had come by: its key goes all the same.
    assert rows(chat.world) == {"drafts": 1, "outbox": 0, "keys": 1}
    chat.taps("やめる").taps("消してやめる")
    assert rows(chat.world) == {"drafts": 0, "outbox": 0, "keys": 0}


def test_what_a_tap_refuses_leaves_nothing_behind(chat: Chat) -> None:
    chat.sends({"tap": "survey.refuse:"}).sees("できませんでした。")
    assert rows(chat.world)["outbox"] == 0


def test_a_bug_leaves_nothing_behind_but_the_sealed_event(chat: Chat) -> None:
    begun(chat).sends({"tap": "survey.fall:"})
    chat.sees("うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。", "ほかに、あれば。")
    assert rows(chat.world)["outbox"] == 0
    with chat.world.app.stores.database.read() as session:
        failed = session.execute(select(inbox.c.body).where(inbox.c.state == "failed")).scalars().all()
    assert len(failed) == 1 and failed[0] is not None and b"survey" not in failed[0]
    chat.taps("とくになし").sees("受け取りました", "ひとこと：井戸がいい")


def test_nobody_can_touch_anothers_draft(world: World, chat: Chat) -> None:
    begun(chat)
    assert chat.page is not None
    draft, version = chat.page["draft"], chat.page["version"]
    other = Chat(world, world.person(CENTRE)).opens()
    other.sends({"draft": draft, "version": version, "answers": {"note": "forged"}}).sees(STALE)
    for verb in ("resume", "drop", "leave", "back", "skip", "send", "pick.x", "mend.0"):
        other.sends({"tap": f"{verb}:{draft}:{version}"}).sees(STALE)
    chat.opens().sees("ほかに、あれば。").taps("とくになし").sees("ひとこと：井戸がいい")


def test_the_same_event_sent_twice_is_done_once(form_chat: Chat) -> None:
    chat = form_chat.taps("アンケート")
    assert chat.page is not None
    act = {"draft": chat.page["draft"], "version": 1, "answers": {"topic": "meeting", "wish": "x", "note": None}}
    chat.sends(act, id="00000000-0000-4000-8000-000000000001").sees("受け取りました")
    chat.sends(act, id="00000000-0000-4000-8000-000000000001").sees("きょうは、なにをしますか")
    assert rows(chat.world)["outbox"] == 1


@pytest.mark.each_database
def test_odd_texts_are_answers_or_refused_but_never_harm(chat: Chat) -> None:
    for text in ("", "\x00", "\ud83d", "\u202e", "\u200b", " \u3000 "):
        slowly(chat).says(text).sees("ここは、ひとこと書いてから進んでください。")
    for text, kept in (
        ("a\x00b", "ab"),
        ("👨‍👩‍👧‍👦" * 5, "👨‍👩‍👧‍👦" * 5),
        ("\u202eמזל\ud800", "מזל"),
        ("<b>&amp;", "<b>&amp;"),
    ):
        slowly(chat).says(text).taps("とくになし").sees(f"ひとこと：{kept}")
    chat.says("長" * 10_000).sees("きょうは、なにをしますか")
