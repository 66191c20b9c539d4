"""A reflection at the page, on a phone: in the visible words, to its end, and what may come in its way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from handlers.kit.text import clean
from tests.browser.visitor import Visitor, Visits
from tests.world import ALONE

pytestmark = pytest.mark.browser

HOME = [
    "きょうは、なにをしますか",
    "研修の修了日を教えてください。つぎの期限をお知らせします。",
    "［ふりかえり］",
    "［これまでのふりかえり］",
    "［井戸端］",
    "［事業所訪問］",
    "［研修］",
    "［設定］",
    "［使い方］",
    "［人に話す］",
]
DOOR = [
    "＞ふりかえり",
    "ふりかえり",
    "🔒 井戸端の中では、あなただけが読めます。センターも事業所も読めません。",
    "利用者さんのお名前や、その人と分かることは書かないでください。",
    "［3分（2つの視点）］",
    "［6つぜんぶ］",
    "［おためし（保存しません）］",
    "［これまでのふりかえり］",
]
SAID = [
    "＞3分（2つの視点）",
    "なにについて？",
    "＞面談",
    "本人中心（1/2）",
    "本人の思いや願いに寄り添い、本人中心の支援を行う",
    "きょうは、どうでしたか。",
    "＞よかったところがある",
    "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。",
    "＞「帰り道が好き」と話してくれた",
    "社会モデル（2/2）",
    "障害を社会の状況・環境との関係の中で理解し、とらえる",
    "きょうは、どうでしたか。",
    "＞今回は関係しない",
    "次の一歩を、1行だけ。",
    "＞来週、散歩の道を一緒に歩いてみる",
    "いつ聞きましょうか。",
    "＞1週間後",
]
CLOSING = [
    "おつかれさまでした",
    "よかったこと（本人中心）：「帰り道が好き」と話してくれた",
    "次の一歩：来週、散歩の道を一緒に歩いてみる（11月30日（月）に聞きます）",
    "このまま閉じても残ります。",
    "［シートにする（Word）］",
    "［だれかと分かち合う］",
    "［はじめの画面へ］",
    "［消す］",
]
NASTY = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg/onload=alert(1)>',
    "javascript:alert(1) [押して](javascript:alert(1)) https://example.invalid/",
    "みぎ\u202eひだり\u2066まわり",
    "ゼロ\u200b幅\u200dと\ufeff{{web-name}} &amp; &#x1F600; \U0001f468\u200d\U0001f469\u200d\U0001f467",
]


def test_three_minutes_on_a_phone_then_listed_read_and_deleted(visitor: Visitor) -> None:
    assert visitor.lines("#home") == HOME
    visitor.reflects_until("はじめの画面へ")
    assert visitor.log == [*DOOR, *SAID, *CLOSING]
    visitor.taps("はじめの画面へ")
    assert visitor.log[-len(HOME) - 1 :] == ["＞はじめの画面へ", *HOME]
    visitor.taps("これまでのふりかえり")
    assert visitor.log[-5:] == [
        "＞これまでのふりかえり",
        "これまでのふりかえり",
        "井戸端の中では、あなただけが読めます。",
        "［11月23日（月）　面談］",
        "［どの視点を見たか］",
    ]
    visitor.taps("11月23日（月） 面談")
    assert visitor.log[-10:] == [
        "＞11月23日（月）　面談",
        "11月23日（月）　面談",
        "本人中心：よかったところがある",
        "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。：「帰り道が好き」と話してくれた",
        "社会モデル：今回は関係しない",
        "次の一歩：来週、散歩の道を一緒に歩いてみる（11月30日（月）に聞きます）",
        "［シートにする（Word）］",
        "［だれかと分かち合う］",
        "［消す］",
        "［これまでのふりかえり］",
    ]
    visitor.taps("消す")
    assert visitor.log[-4:] == [
        "11月23日（月）　面談",
        "消すと、井戸端では、もうだれにも読めません。",
        "［消す（元に戻せません）］",
        "［残しておく］",
    ]
    visitor.taps("消す（元に戻せません）")
    assert visitor.log[-2:] == ["消しました。井戸端では、もうだれにも読めません。", "［はじめの画面へ］"]
    visitor.reloads().taps("これまでのふりかえり")
    assert "まだありません。3分ではじめられます。" in visitor.log


def test_a_reload_in_the_middle_shows_home_the_answers_so_far_and_the_open_question(visitor: Visitor) -> None:
    visitor.reflects_until("今日はなし").writes("まだ送っていない")
    visitor.is_asked_before_it_loads_again(stays=False).is_home()
    assert visitor.lines("#home") == HOME
    assert visitor.log == [
        "ふりかえり 井戸端の中では、あなただけが読めます",
        "ここまで",
        "なにについて：面談",
        "本人中心：よかったところがある",
        "本人中心（ひとこと）：「帰り道が好き」と話してくれた",
        "社会モデル：今回は関係しない",
        "次の一歩を、1行だけ。",
        "［今日はなし］",
        "［戻る］",
        "［やめる］",
    ]
    expect(visitor.page.locator("#log h3")).to_be_in_viewport()
    visitor.says("来週、散歩の道を一緒に歩いてみる").taps("1週間後")
    assert visitor.log[-len(CLOSING) :] == CLOSING


def test_going_back_takes_the_dropped_answer_out_of_sight_and_leaving_asks_once(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").taps("戻る")
    assert "＞よかったところがある" not in visitor.log
    assert visitor.log[-6:] == [
        "［よかったところがある］",
        "［これから考えたい］",
        "［今回は関係しない］",
        "［とばす］",
        "［戻る］",
        "［やめる］",
    ]
    visitor.taps("やめる")
    assert visitor.log[-4:] == [
        "ふりかえりの書きかけがあります",
        "11月30日（月）の17:50まで、あなただけが読める形で残しておきます。",
        "［つづきから］",
        "［消してやめる］",
    ]
    visitor.page.locator("#log").get_by_role("button", name="つづきから").click()
    visitor.settles().sees("きょうは、どうでしたか。").taps("やめる", "消してやめる")
    # What was deleted leaves the screen too, and home is in sight.
    assert visitor.log == ["＞消してやめる", "書きかけを消しました。", "［はじめの画面へ］"]
    expect(visitor.page.locator("#home").get_by_role("button", name="ふりかえり", exact=True)).to_be_in_viewport()


def test_a_trial_is_seen_once_and_a_reload_finds_nothing_of_it(visitor: Visitor) -> None:
    visitor.taps("ふりかえり", "おためし（保存しません）", "自分のこと", "これから考えたい").says("ここだけの話")
    visitor.taps("今回は関係しない").says("深呼吸する")
    assert visitor.log[-5:-1] == [
        "おつかれさまでした",
        "本人中心：ここだけの話",
        "次の一歩：深呼吸する",
        "おためしなので、書いたものはもう消しました。ここに見えているだけです。",
    ]
    # The end of every way has a way on.
    assert visitor.log[-1] == "［はじめの画面へ］"
    visitor.reloads()
    assert visitor.log == []
    visitor.taps("これまでのふりかえり")
    assert "まだありません。3分ではじめられます。" in visitor.log


def test_heavy_words_bring_the_quiet_card_alone_and_a_way_on(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").says("きょうはもう限界です")
    assert visitor.log[-5:] == [
        "＞きょうはもう限界です",
        "今日は、きつい一日でしたね。話せる相手がいます。",
        "書いたことは、だれにも知らせていません。",
        "［人に話す］",
        "［つづける］",
    ]
    visitor.page.locator("#log").get_by_role("button", name="人に話す").click()
    visitor.settles().sees("ひとりで抱えなくて大丈夫です。話したことは、ここには残りません。")
    assert visitor.page.get_by_role("link", name="☎ 119（救急）").get_attribute("href") == "tel:119"
    visitor.page.locator("#log").get_by_role("button", name="つづける").click()
    visitor.settles().sees("社会モデル（2/2）")


def test_ten_thousand_characters_are_refused_with_the_sentence_and_stay_in_the_box(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").says("あ" * 10_000)
    problem = "500字までです（いま10000字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    assert problem in visitor.log
    assert visitor.written == "あ" * 10_000
    box = visitor.page.locator("#say")
    expect(box).to_have_accessible_description(problem)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(visitor.page.locator(".problem:visible")).to_be_in_viewport()
    visitor.says("短くした")
    assert visitor.written == ""
    at = visitor.log.index("＞短くした")
    assert visitor.log[at - 1] == "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
    assert visitor.log[at + 2] == "社会モデル（2/2）"


def test_what_is_too_large_even_to_read_is_refused_and_stays_in_the_box(visitor: Visitor) -> None:
    visitor.expects("status of 413").reflects_until("つぎへ").says("あ" * 100_000)
    sentence = "長すぎて受け取れませんでした。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    assert visitor.told == [sentence]
    assert len(visitor.written) == 100_000
    visitor.says("短くした").sees("社会モデル（2/2）")
    assert visitor.told == []


def test_sending_nothing_says_so_and_changes_nothing(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ")
    before = visitor.log
    visitor.says(" 　\n")
    assert visitor.told == ["まだ何も書いていません。ひとこと書いてから、もう一度押してください。"]
    assert visitor.log == before


def test_markup_and_marks_in_answers_are_text_and_nothing_else(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("ふりかえり", "6つぜんぶ", "ほか")
    for text in NASTY:
        visitor.taps("これから考えたい").says(text)
    visitor.taps("今日はなし").sees("おつかれさまでした")
    said = visitor.page.locator("#log .said")
    assert [text for text in said.all_text_contents() if text in NASTY] == NASTY
    assert visitor.page.locator("#log dd").all_text_contents() == [clean(text) for text in NASTY]
    visitor.reloads().taps("これまでのふりかえり", "11月23日（月） ほか")
    shown = visitor.page.locator("#log dd").all_text_contents()
    assert [text for text in shown if text != "これから考えたい"] == [clean(text) for text in NASTY]
    assert visitor.page.locator("#log").locator("script, img, svg, a").count() == 0
