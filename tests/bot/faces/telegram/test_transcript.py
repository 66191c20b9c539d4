"""The reflection on a telephone between two visits."""

from __future__ import annotations

from tests.simulators.telegram import Telegram
from tests.telegram_chat import TelegramChat
from tests.world import World


def test_three_minutes_on_a_phone(phone: TelegramChat) -> None:
    phone.sees("利用者さんのことは書かない場所です。", "ふりかえりは、センターも事業所も読めません。", "［ふりかえり］")
    phone.taps("ふりかえり").sees("［3分（2つの視点）］", "Telegramの画面とサーバーには残ります。")
    phone.taps("3分（2つの視点）").sees("なにについて？", "［面談］", "［とばす］", "［やめる］")
    phone.taps("面談").sees("本人中心（1/2）", "きょうは、どうでしたか。", "［よかったところがある］", "［戻る］")
    phone.taps("よかったところがある").sees("［つぎへ］")
    phone.says("「帰り道が好き」と話してくれた").sees("社会モデル（2/2）")
    phone.taps("今回は関係しない").sees("次の一歩を、1行だけ。", "［今日はなし］")
    phone.says("来週、散歩の道を一緒に歩いてみる").sees("いつ聞きましょうか。", "［1週間後］")
    phone.taps("1週間後").sees(
        "おつかれさまでした",
        "よかったこと（本人中心）：「帰り道が好き」と話してくれた",
        "次の一歩：来週、散歩の道を一緒に歩いてみる（11月30日（月）に聞きます）",
        "［消す］",
    )
    phone.world.clock.forward(days=6, hours=16)
    phone.waits().sees("次の一歩のこと", "「来週、散歩の道を一緒に歩いてみる」", "［これから］")
    phone.taps("これから").sees("いまの答えは残していません。もう聞きません。")


def test_a_pressed_question_turns_into_the_next_one(phone: TelegramChat) -> None:
    phone.taps("ふりかえり").taps("おためし（保存しません）")
    asked = phone.news[-1]
    phone.taps("面談")
    assert [message.id for message in phone.news] == [asked.id]


def test_a_stranger_is_told_how_to_come_in(telegram: tuple[World, Telegram]) -> None:
    world, server = telegram
    TelegramChat(world, server, 999).says("こんにちは").sees(
        "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
    )


def writes(phone: TelegramChat, text: str) -> int:
    """Let her write, and return the number of her own message."""
    message = phone.telegram.message(phone.user, text=text)
    phone.waits_for(phone.telegram.update(message=message))
    return int(message["message_id"])


def deleted(phone: TelegramChat) -> set[int]:
    """Return the messages that the bot has had deleted."""
    return {int(params["message_id"]) for method, params in phone.telegram.calls if method == "deleteMessage"}


def test_what_is_deleted_goes_from_the_chat_with_what_she_wrote_herself(phone: TelegramChat) -> None:
    phone.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    own = {writes(phone, "「帰り道が好き」と話してくれた")}
    phone.taps("今回は関係しない")
    own.add(writes(phone, "来週、散歩の道を一緒に歩いてみる"))
    phone.taps("1週間後")
    closing = phone.telegram.seen(phone.user)[-1].id
    other = writes(phone, "/help")
    phone.taps("はじめの画面へ").taps("これまでのふりかえり").taps("11月23日（月）　面談").taps("消す")
    phone.taps("消す（元に戻せません）").sees("消しました。井戸端では、もうだれにも読めません。")
    phone.waits()
    assert own | {closing} <= deleted(phone)
    assert other not in deleted(phone)
    shown = "\n".join(message.text for message in phone.telegram.seen(phone.user))
    assert ("帰り道" in shown, "散歩" in shown) == (False, False)


def test_a_draft_that_is_thrown_away_takes_her_own_lines_with_it(phone: TelegramChat) -> None:
    phone.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    own = writes(phone, "「帰り道が好き」と話してくれた")
    phone.says("やめる").taps("消してやめる").sees("書きかけを消しました。")
    assert "長押しして消してください。" in phone.text
    phone.waits()
    assert own in deleted(phone)
