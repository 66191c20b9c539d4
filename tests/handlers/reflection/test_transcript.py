"""The reflection as a conversation, from the door to the question a week later."""

from __future__ import annotations

from tests.chat import Chat


def test_three_minutes_after_a_hard_interview(chat: Chat) -> None:
    chat.sees("きょうは、なにをしますか", "［ふりかえり］", "［人に話す］")
    chat.taps("ふりかえり").sees(
        "🔒 井戸端の中では、あなただけが読めます。センターも事業所も読めません。",
        "［3分（2つの視点）］",
        "［6つぜんぶ］",
        "［おためし（保存しません）］",
    )
    chat.taps("3分（2つの視点）").sees("なにについて？", "［面談］", "［計画づくり］", "［自分のこと］", "［やめる］")
    chat.taps("面談").sees(
        "本人中心（1/2）",
        "本人の思いや願いに寄り添い、本人中心の支援を行う",
        "きょうは、どうでしたか。",
        "［よかったところがある］",
        "［これから考えたい］",
        "［今回は関係しない］",
        "［戻る］",
    )
    chat.taps("よかったところがある").sees("［つぎへ］")
    chat.says("「帰り道が好き」と話してくれた").sees("社会モデル（2/2）")
    chat.taps("今回は関係しない").sees("次の一歩を、1行だけ。", "［今日はなし］")
    chat.says("来週、散歩の道を一緒に歩いてみる").sees("いつ聞きましょうか。", "［1週間後］", "［聞かなくていい］")
    chat.taps("1週間後").sees(
        "おつかれさまでした",
        "よかったこと（本人中心）：「帰り道が好き」と話してくれた",
        "次の一歩：来週、散歩の道を一緒に歩いてみる（11月30日（月）に聞きます）",
        "このまま閉じても残ります。",
        "［消す］",
    )
    assert chat.page is None

    chat.world.clock.forward(days=6)
    chat.world.tick()
    chat.opens().sees_home("きょうは、なにをしますか")
    chat.world.clock.forward(hours=16)
    chat.world.tick()
    chat.opens().sees_home("次の一歩のこと", "きょうは、なにをしますか")
    chat.sees(
        "「来週、散歩の道を一緒に歩いてみる」",
        "11月23日（月）に書いた一歩です。その後、どうですか。どれでも大丈夫です。",
    )
    chat.taps("これから").sees("これからですね。急がなくて大丈夫です。", "いまの答えは残していません。もう聞きません。")
    chat.world.clock.forward(days=30)
    chat.world.tick()
    chat.opens().sees_home("きょうは、なにをしますか")
