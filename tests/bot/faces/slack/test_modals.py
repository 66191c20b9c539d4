"""Forms whose fields are asked together, as modals: opened from everywhere, gone on with, refused, left, finished."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.kit.events import Event, Sent
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, settled
from tests.bot.faces.slack.hands import called, closes, does, fills, home, modal, posts, presses
from tests.slack_chat import SlackChat

TITLE = "訪問の希望"
FIRST = ["どう会いますか。", "［訪問］", "［電話］", "［ほか］", "いつがいいですか。", "話したいこと", "ほかに、あれば"]
ENDS = ["［送る］", "［とじる］"]
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
GIVEN = {"how": "電話", "day": "2026-11-25", "wish": "散歩のこと"}
DONE = ["受け取りました", "会い方：電話", "日：令和8年11月25日（水）", "話：散歩のこと", "［とじる］"]


def opened(form: SlackChat) -> SlackChat:
    """Open the form from Home."""
    form.opens()
    return presses(form, "訪問をたのむ")


def acknowledged(form: SlackChat) -> Any:
    """Return what the last act was acknowledged with."""
    return form.slack.acks[-1][0].answer


def test_from_home_it_opens_at_once(form: SlackChat) -> None:
    assert modal(opened(form)) == [TITLE, *FIRST, "［やめる］", *ENDS]
    assert (called(form, "views.open"), posts(form)) == (1, [])


def test_from_a_message_it_opens_and_the_message_stays(form: SlackChat) -> None:
    form.says("ここは").sees("たのみますか。", "［たのむ］")
    presses(form, "たのむ")
    assert (modal(form)[0], posts(form)) == (TITLE, [["たのみますか。", "［たのむ］"]])


def test_from_the_entry_anywhere_in_slack_it_is_two_presses(form: SlackChat) -> None:
    does(form, form.slack.shortcut(USER, "idobata_home"))
    presses(form, "訪問をたのむ")
    assert modal(form)[0] == TITLE
    assert len(form.slack.views.stacks[USER]) == 1, "the list of doors has become the page"


def test_from_the_command_it_opens_at_once(form: SlackChat) -> None:
    delivery = form.slack.command(USER, "日にちを選ぶか")
    assert settled(form, delivery) == [True]
    assert (modal(form)[0], delivery.answer, posts(form)) == (TITLE, None, [])


def test_typed_in_the_chat_it_is_a_button_that_opens_it(form: SlackChat) -> None:
    form.says("日にちを選ぶか").sees_only(TITLE, "ボタンを押すと、書く画面が開きます。", "［ひらく］")
    presses(form, "ひらく")
    assert modal(form) == [TITLE, *FIRST, "［やめる］", *ENDS]


def test_the_card_at_the_end_takes_the_place_of_the_page_as_its_acknowledgement(form: SlackChat) -> None:
    fills(opened(form), **GIVEN)
    assert modal(form) == DONE
    assert acknowledged(form)["response_action"] == "update"
    assert (called(form, "views.update"), posts(form)) == (0, [])
    assert home(form)[0] == "きょうは、なにをしますか"


def test_the_next_page_is_the_acknowledgement_where_an_answer_asks_for_more(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"})
    assert modal(form) == [TITLE, "ほかの会い方", "［戻る］", "［やめる］", *ENDS]
    assert (acknowledged(form)["response_action"], called(form, "views.update")) == ("update", 0)
    fills(form, other="散歩しながら")
    assert modal(form)[:3] == ["受け取りました", "会い方：ほか", "ほか：散歩しながら"]


def test_what_may_be_left_out_may_be_filled_too(form: SlackChat) -> None:
    fills(opened(form), **GIVEN, note="駅まで来てください")
    assert "そのほか：駅まで来てください" in modal(form)


def test_slack_itself_keeps_her_from_leaving_out_what_is_needed(form: SlackChat) -> None:
    with pytest.raises(AssertionError, match="must be filled"):
        fills(opened(form), how="電話")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"wish": "あ" * 21},
            "wish:1",
            "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。",
        ),
        ({"wish": "　 "}, "wish:1", "ここは、ひとこと書いてから進んでください。"),
        (
            {"day": "2026-11-23"},
            "day:1",
            "令和8年11月23日（月）は選べません。令和8年11月24日（火）から令和9年3月31日（水）までの日を選んでください。",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_everything_typed_stays(
    form: SlackChat, given: dict[str, str], field: str, sentence: str
) -> None:
    fills(opened(form), **{**GIVEN, **given})
    assert acknowledged(form) == {"response_action": "errors", "errors": {field: sentence}}
    assert f"！{sentence}" in modal(form)
    assert next(line for line in modal(form) if line.startswith("＞")) == "＞電話"
    fills(form, day="2026-11-25", wish="散歩のこと")
    assert modal(form) == DONE


def test_two_refusals_stand_beside_their_two_fields(form: SlackChat) -> None:
    fills(opened(form), how="電話", day="2026-11-23", wish="あ" * 21)
    assert sorted(acknowledged(form)["errors"]) == ["day:1", "wish:1"]


def test_what_the_talk_refuses_is_asked_again_with_the_rest_kept(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "wish": "だめ"})
    assert modal(form) == [TITLE, "それは受け取れません。", "話したいこと", "＞だめ", "［戻る］", "［やめる］", *ENDS]
    fills(form, wish="散歩のこと")
    assert modal(form) == DONE


def test_what_no_field_can_mend_stands_above_a_last_look(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "wish": "いまはだめ"})
    answers = ["会い方：電話", "日：令和8年11月25日（水）", "話：いまはだめ"]
    mends = ["［「会い方」を直す］", "［「日」を直す］", "［「話」を直す］"]
    assert modal(form) == [
        TITLE, "いまは受け取れません。", *answers, "［送る］", *mends, "［戻る］", "［やめる］", "［とじる］"
    ]  # fmt: skip
    presses(form, "「話」を直す")
    assert modal(form) == [TITLE, "話したいこと", "＞いまはだめ", "［戻る］", "［やめる］", *ENDS]
    fills(form, wish="散歩のこと")
    assert modal(form) == DONE


def test_a_last_look_is_sent_with_its_button(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "wish": "いまはだめ"})
    presses(form, "送る")
    assert modal(form)[1] == "いまは受け取れません。"
    assert len(form.slack.views.stacks[USER]) == 1


def test_back_shows_what_was_answered_in_its_field(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"}, note="駅まで")
    presses(form, "戻る")
    assert modal(form)[:5] == [TITLE, "ほかの会い方", "ほかに、あれば", "＞駅まで", "［戻る］"]


def test_leaving_with_nothing_written_leaves_nothing(form: SlackChat) -> None:
    presses(opened(form), "やめる")
    assert modal(form) == ["井戸端", "やめました。", "［はじめの画面へ］", "［とじる］"]
    assert home(form)[0] == "きょうは、なにをしますか"


def test_leaving_asks_whether_what_was_written_goes_or_waits(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"})
    presses(form, "やめる")
    assert modal(form)[0] == "訪問の希望の書きかけがあります"
    presses(form, "つづきから")
    assert modal(form)[:2] == [TITLE, "ほかの会い方"]
    presses(form, "やめる")
    presses(form, "消してやめる")
    assert modal(form)[1].startswith("書きかけを消しました。")


def test_closing_tells_the_app_and_the_draft_waits_on_home(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"})
    closes(form)
    assert form.slack.acks[-1][0].payload["type"] == "view_closed"
    assert (modal(form), home(form)[:3]) == ([], [TITLE, "途中のまま、取ってあります。", "［つづきから］"])
    presses(form, "つづきから")
    fills(form, other="散歩しながら")
    assert modal(form)[0] == "受け取りました"


def test_the_same_page_sent_twice_is_taken_once(form: SlackChat) -> None:
    opened(form)
    form.slack.carrier.hold()
    fields = {"how": "ほか", "day": "2026-11-25", "wish": "散歩のこと"}
    with_twin(form, fields)
    first, second = (delivery.answer for delivery, _ in form.slack.acks[-2:])
    assert [one["response_action"] for one in (first, second)] == ["update", "update"]
    assert first["view"]["private_metadata"] == second["view"]["private_metadata"]
    assert modal(form)[:2] == [TITLE, "ほかの会い方"]
    fills(form, other="散歩しながら")
    assert modal(form)[0] == "受け取りました"


def with_twin(form: SlackChat, fields: dict[str, str]) -> None:
    """Send the open page twice at the same moment."""
    assert form.modal
    for block in list(form.modal.blocks):
        name = str(block.get("block_id")).partition(":")[0]
        if name == "how":
            form.slack.chooses(USER, block["block_id"], fields[name])
        elif name in fields:
            form.slack.types(USER, block["block_id"], fields[name])
    first = form.slack.submits(USER)
    twins = form.slack.carrier.again(first)
    form.slack.carrier.release()
    assert settled(form, first, *twins) == [True, True]


def test_a_second_press_on_a_button_of_a_page_is_absorbed(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"})
    form.slack.carrier.hold()
    first, second = form.slack.presses(USER, "戻る"), form.slack.presses(USER, "戻る")
    form.slack.carrier.release()
    assert first and second and settled(form, first, second) == [True, True]
    assert modal(form)[:4] == [TITLE, STALE, "ほかの会い方", "ほかに、あれば"]


def test_an_old_page_explains_itself_and_what_was_typed_into_it_is_not_lost(form: SlackChat) -> None:
    opened(form)
    form.says("やめる")
    presses(form, "訪問をたのむ")
    form.world.run(other_page(form))
    fills(form, **GIVEN)
    assert modal(form)[:5] == [TITLE, STALE, "「散歩のこと」", "ほかの会い方", "［戻る］"]


async def other_page(form: SlackChat) -> None:
    """Let her go on elsewhere: on the page in her browser."""
    runtime, traits = form.world.app.runtime, face_of(form.world).traits
    assert form.modal
    draft, _, version = form.modal.given["private_metadata"].partition(":")
    sent = Sent(draft, int(version), {"how": "other", "day": "2026-11-30", "wish": "ほかの話"})
    await runtime.handle(Event("web:x", "1", "slack", f"T0001:{USER}", sent), traits)


def test_an_old_page_of_a_form_that_is_gone_says_so_and_shows_home(form: SlackChat) -> None:
    opened(form)
    old = form.modal
    assert old
    form.slack.views.stacks[USER] = []
    form.says("やめる")
    form.slack.views.stacks[USER] = [old]
    fills(form, **GIVEN)
    assert modal(form)[:4] == ["井戸端", STALE, "「散歩のこと」", "きょうは、なにをしますか"]


def test_after_a_bug_of_ours_the_page_stands_there_with_all_that_was_typed(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "wish": "こわれる"})
    lines = modal(form)
    assert lines[:2] == [TITLE, "うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。"]
    assert [line for line in lines if line.startswith("＞")] == ["＞電話", "＞2026-11-25", "＞こわれる"]
    fills(form, wish="散歩のこと")
    assert modal(form) == DONE


def test_a_long_text_goes_through_a_modal_whole(form: SlackChat) -> None:
    form.opens()
    presses(form, "くわしく書く")
    text = "散歩の道で聞いた話。\n" * 270
    fills(form, long=text)
    assert "\n".join(modal(form)[1:-1]) == f"「{text.strip()}」"


def test_after_a_restart_the_page_that_is_still_open_goes_on(form: SlackChat) -> None:
    opened(form)
    form.restarts()
    fills(form, **GIVEN)
    assert modal(form) == DONE


def test_the_one_question_that_is_left_may_be_answered_in_the_chat_too(form: SlackChat) -> None:
    fills(opened(form), **{**GIVEN, "how": "ほか"})
    closes(form)
    form.says("散歩しながら").sees("受け取りました", "ほか：散歩しながら")


def test_what_is_refused_in_the_chat_says_why(form: SlackChat) -> None:
    form.opens()
    presses(form, "くわしく書く")
    closes(form)
    form.says("あ" * 3001)
    why = "3000字までです（いま3001字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    assert posts(form) == [["くわしく", why, "途中のまま、取ってあります。", "［つづきから］"]]
