"""The Home tab: a person's own, drawn when she opens it and when it has changed, with a way back into what is open."""

from __future__ import annotations

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.hands import called, closes, data, fills, home, modal, posts, presses
from tests.slack_chat import SlackChat, join
from tests.world import CENTRE

TITLE = "きょうは、なにをしますか"
DOORS = [
    "研修の修了日を教えてください。つぎの期限をお知らせします。",
    "［訪問をたのむ］",
    "［くわしく書く］",
    "［ふりかえり］",
    "［これまでのふりかえり］",
    "［井戸端］",
    "［事業所訪問］",
    "［研修］",
    "［設定］",
    "［使い方］",
    "［人に話す］",
]
HALF = ["訪問の希望", "途中のまま、取ってあります。", "［つづきから］"]


def test_it_is_drawn_when_it_is_opened(form: SlackChat) -> None:
    form.opens()
    assert home(form) == [TITLE, *DOORS]
    assert posts(form) == [], "nobody is written to for having looked"


def test_it_is_each_persons_own(line: SlackChat) -> None:
    other = "U0009"
    join(line.world, other, CENTRE)
    centre = SlackChat(line.world, line.slack, other).opens()
    line.opens()
    assert "［センターの仕事］" in home(centre)
    assert "［センターの仕事］" not in home(line)


def test_it_is_published_again_only_where_it_has_changed(line: SlackChat) -> None:
    line.opens()
    before = called(line, "views.publish")
    line.says("使い方").says("ホーム").says("人に話す")
    presses(line, "はじめの画面へ")
    assert called(line, "views.publish") == before
    line.says("ふりかえり").taps("3分（2つの視点）")
    assert called(line, "views.publish") == before + 1
    line.taps("面談").taps("よかったところがある")
    assert called(line, "views.publish") == before + 1, "the question moves on, the way back is the same"


def test_it_is_opened_anew_with_what_another_face_has_changed(line: SlackChat) -> None:
    line.opens()
    with line.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql('UPDATE networks SET terms = \'{"reflection": "ひとりごと"}\'')
    line.opens()
    assert "［ひとりごと］" in home(line)


def test_a_form_that_is_open_has_its_way_back_and_a_closed_one_keeps_it(form: SlackChat) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    assert home(form) == ["訪問の希望", "ボタンを押すと、書く画面が開きます。", "［ひらく］", TITLE, *DOORS]
    fills(form, how="ほか", day="2026-11-25", wish="散歩")
    closes(form)
    assert (modal(form), home(form)) == ([], [*HALF, TITLE, *DOORS])
    presses(form, "つづきから")
    assert modal(form)[:2] == ["訪問の希望", "ほかの会い方"]


def test_a_form_that_was_left_waits_with_both_ways_out(form: SlackChat) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    fills(form, how="ほか", day="2026-11-25", wish="散歩")
    presses(form, "やめる")
    waiting = [
        "訪問の希望の書きかけがあります",
        "11月30日（月）の17:50まで、このまま残しておきます。",
        "［つづきから］",
        "［消してやめる］",
    ]
    assert home(form) == [*waiting, TITLE, *DOORS]
    assert modal(form) == [*waiting, "［とじる］"]
    closes(form)
    presses(form, "消してやめる")
    assert home(form) == [TITLE, *DOORS]
    assert modal(form)[1].startswith("書きかけを消しました。")


def test_a_slow_talk_points_to_the_messages_and_asks_again_there(line: SlackChat) -> None:
    line.opens()
    presses(line, "ふりかえり")
    presses(line, "3分（2つの視点）")
    there = ["つづきは「メッセージ」で聞いています。", "［メッセージをひらく］"]
    assert modal(line) == ["井戸端", *there, "［とじる］"]
    assert home(line)[:5] == ["ふりかえり", *there, "［もう一度聞く］", TITLE]
    assert [lines[0] for lines in posts(line)] == ["なにについて？"]
    closes(line)
    line.slack.book.remove(line.slack.seen(USER)[-1])
    presses(line, "もう一度聞く")
    assert [lines[0] for lines in posts(line)] == ["なにについて？"]


def test_the_link_to_the_messages_opens_this_app_and_is_no_act(line: SlackChat) -> None:
    line.opens()
    presses(line, "ふりかえり")
    presses(line, "3分（2つの視点）")
    closes(line)
    blocks = str(line.slack.home(USER).blocks)  # type: ignore[union-attr]
    assert "slack://app?team=T0001&id=A0001&tab=messages" in blocks
    before = called(line, "chat.postMessage")
    presses(line, "メッセージをひらく")
    assert (modal(line), called(line, "chat.postMessage")) == ([], before)


def test_a_stranger_finds_a_door_and_the_same_door_again(line: SlackChat) -> None:
    stranger = SlackChat(line.world, line.slack, "U0404").opens()
    door = ["井戸端", "ここは、センターからリンクか番号を受け取った方の場所です。", "［リンクか番号を入れる］"]
    assert (home(stranger), data(stranger)) == (door, ["join"])
    stranger.opens()
    assert (home(stranger), posts(stranger)) == (door, [])


def test_a_home_tab_that_cannot_be_drawn_is_no_reason_to_lose_the_answer(line: SlackChat) -> None:
    line.slack.views.home_tab = False
    line.says("使い方").sees("使い方")
    assert posts(line)[-1][0] == "使い方"
