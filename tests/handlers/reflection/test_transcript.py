"""The reflection as a conversation, from the door to the question a week later, on every face."""

from __future__ import annotations

import pytest

from tests.fixtures import PLACES, TELEGRAM_POSTGRES
from tests.handlers.reflection.steps import MORNING
from tests.talk import HOME, Talk


@pytest.mark.each_face
@pytest.mark.parametrize("place", [*PLACES, TELEGRAM_POSTGRES], indirect=True)
def test_three_minutes_after_a_hard_interview(talk: Talk) -> None:
    talk.sees(HOME, "［ふりかえり］", "［人に話す］")
    talk.taps("ふりかえり").sees(
        "🔒 井戸端の中では、あなただけが読めます。センターも事業所も読めません。",
        "利用者さんのお名前や、その人と分かることは書かないでください。",
        "［3分（2つの視点）］",
        "［6つぜんぶ］",
        "［おためし（保存しません）］",
    )
    talk.sees("Telegramの画面とサーバーには残ります。", on="telegram")
    talk.taps("3分（2つの視点）").sees("なにについて？", "［面談］", "［計画づくり］", "［自分のこと］", "［やめる］")
    talk.taps("面談").sees(
        "本人中心（1/2）",
        "本人の思いや願いに寄り添い、本人中心の支援を行う",
        "きょうは、どうでしたか。",
        "［よかったところがある］",
        "［これから考えたい］",
        "［今回は関係しない］",
        "［戻る］",
    )
    talk.taps("よかったところがある").sees("［つぎへ］")
    talk.says("「帰り道が好き」と話してくれた").sees("社会モデル（2/2）")
    talk.taps("今回は関係しない").sees("次の一歩を、1行だけ。", "［今日はなし］")
    talk.says("来週、散歩の道を一緒に歩いてみる").sees("いつ聞きましょうか。", "［1週間後］", "［聞かなくていい］")
    talk.taps("1週間後").sees_only(
        "おつかれさまでした",
        "よかったこと（本人中心）：「帰り道が好き」と話してくれた",
        "次の一歩：来週、散歩の道を一緒に歩いてみる（11月30日（月）に聞きます）",
        "このまま閉じても残ります。",
        "［シートにする（Word）］",
        "［だれかと分かち合う］",
        "［はじめの画面へ］",
        "［消す］",
    )

    talk.waits(days=6).hears().sees_home(HOME)
    talk.waits(hours=16).hears(MORNING, "次の一歩のこと").sees(
        "「来週、散歩の道を一緒に歩いてみる」",
        "11月23日（月）に書いた一歩です。その後、どうですか。どれでも大丈夫です。",
    )
    talk.sees_home("次の一歩のこと", HOME)
    talk.taps("これから").sees("これからですね。急がなくて大丈夫です。", "いまの答えは残していません。もう聞きません。")
    talk.waits(days=30).hears().sees_home(HOME)
