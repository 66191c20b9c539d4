"""Home: what waits, the doors, the people one can talk to; and help."""

from __future__ import annotations

from collections.abc import Callable

from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, QUICK, STALE, WAITS
from tests.talk import Talk
from tests.world import CENTRE

UNKNOWN = "その言葉は、分かりませんでした。残していません。したいことは、下から選べます。"
DOORS = (
    HOME,
    "研修の修了日を教えてください。つぎの期限をお知らせします。",
    "［ふりかえり］",
    "［これまでのふりかえり］",
    "［井戸端］",
    "［事業所訪問］",
    "［研修］",
    "［設定］",
    "［使い方］",
    "［人に話す］",
)


def test_the_doors_end_with_people_to_talk_to(talk: Talk) -> None:
    talk.sees_only(*DOORS)


def test_what_waits_stands_above_the_doors(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").says("こんばんは")
    talk.sees("いまの文は、残していません。［つづきから］で、もとの質問に戻れます。", WAITS)
    talk.says("ホーム").sees_home(WAITS, HOME)
    assert talk.buttons[:2] == ["つづきから", "消してやめる"]


def test_a_draft_in_hand_is_not_said_to_wait(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談").sees_home(HOME)


def test_whatever_is_typed_brings_home(talk: Talk) -> None:
    for text in ("こんにちは", "お疲れ様です。", "ＯＫ！", "？", "ホーム", "メニュー", "\u202e"):
        talk.says(text).sees_only(*DOORS)
    for text in ("あ" * 4_096, "👨‍👩‍👧‍👦", "<script>alert(1)</script>", "はなまる", "/はなまる"):
        talk.says(text).sees_only(UNKNOWN, *DOORS)


def test_what_no_keyboard_types_brings_home(chat: Chat) -> None:
    for text in ("", " ", "\x00", "\ud800", "\u202e", "\u200b"):
        chat.says(text).sees_only(*DOORS)
        assert (chat.shown["cards"], chat.page) == (chat.shown["home"], None)
    chat.says("あ" * 10_000).sees_only(UNKNOWN, *DOORS)
    assert (chat.shown["cards"][1:], chat.shown["kept"], chat.page) == (chat.shown["home"], False, None)


def test_what_a_door_says_opens_it(talk: Talk) -> None:
    """Those on home, and those in a room behind one: nobody has to know where they stand."""
    for word in ("事業所訪問", "受けられる研修", " 毎月の声かけ。", "期限", "センターに電話したい", "センター"):
        assert not {UNKNOWN, HOME} & set(talk.says(word).text.split("\n")), word
    talk.says("受けられる研修").sees("受けられる研修", "いま、のっている回はありません。のったら、ここで見られます。")


def test_a_door_of_the_desk_is_opened_by_those_who_have_one(talk: Talk, talk_as: Callable[[str], Talk]) -> None:
    desk = talk_as(CENTRE)
    desk.says("期限の一覧").sees("期限の一覧", "［事業所ごとに見る］")
    desk.says("人と事業所").sees("人と事業所", "［センターの仕事へ］")
    talk.says("人と事業所").sees_only(UNKNOWN, *DOORS)


def test_people_are_the_networks_own_then_police_and_ambulance(talk: Talk) -> None:
    """It is 17:50 on a public holiday: who answers now comes first, and where nobody does it is said."""
    lines = talk.taps("人に話す").text.split("\n")
    assert lines[:4] == [
        "人に話す",
        "みほん区 虐待防止センター：03-0000-0002（24時間）",
        "みほん 支える人のこころの電話：03-0000-0003（毎日 17:00〜22:00）",
        "みほん区 基幹相談支援センター：03-0000-0001（平日 8:30〜17:15。いまは時間外です）",
    ]
    assert lines[-1] == "［はじめの画面へ］"
    assert [tel[-4:] for _, tel in talk.calls] == ["0002", "0003", "0001", "110", "119"]
    talk.waits(hours=16).says("人に話す").sees(
        "みほん区 基幹相談支援センター：03-0000-0001（平日 8:30〜17:15）",
        "みほん区 虐待防止センター：03-0000-0002（24時間）",
        "みほん 支える人のこころの電話：03-0000-0003（毎日 17:00〜22:00。いまは時間外です）",
    )
    assert talk.calls[-2:] == [("☎ 110（警察）", "110"), ("☎ 119（救急）", "119")]
    assert [tel for _, tel in talk.calls[:-2]] == ["03-0000-0001", "03-0000-0002", "03-0000-0003"]


def test_people_are_found_by_word(talk: Talk) -> None:
    for word in ("人に話す", "ひとに話す", "相談先", " 相談先。"):
        assert ("☎ 110（警察）", "110") in talk.says(word).calls
        talk.taps("はじめの画面へ").sees(HOME)


def test_help_says_what_how_and_who_reads_it(talk: Talk) -> None:
    for word in ("ヘルプ", "使い方", "つかいかた", "help", "/HELP", "ﾍﾙﾌﾟ"):
        talk.says(word).sees(
            "使い方",
            "ふりかえり、井戸端への質問、事業所訪問の申し込み、研修の期限のお知らせが、ここにあります。",
            "ふりかえりは、井戸端の中では、あなただけが読めます。井戸端に聞くことは、出す前に、だれに見えるかを確かめられます。",
            "途中でやめても、書きかけは残ります。「やめる」と書けば、いつでもやめられます。",
            "利用者さんやご家族のことが分かることは、書かない場所です。",
            "［人に話す］",
        )


def test_a_door_is_opened_by_its_name(talk: Talk) -> None:
    for word in ("ふりかえり", "振り返り", "reflect"):
        talk.says(word).sees("［3分（2つの視点）］")
    for word in ("これまでのふりかえり", "わたしのふりかえり"):
        talk.says(word).sees("まだありません。3分ではじめられます。")


def test_a_button_that_no_program_knows_shows_how_things_stand(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談")
    for data in ("gone:", "", ":", "home:x", "../..", "visits.take:AAAAAAAAAAAAAAAAAAAAAA:3"):
        talk.presses(data).sees(STALE, "本人中心（1/2）")


def test_looking_changes_nothing(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談")
    version = chat.page and chat.page["version"]
    for _ in range(3):
        chat.opens()
    assert chat.page is not None and chat.page["version"] == version


def test_with_a_slash_it_is_a_command_and_never_an_answer(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある")
    chat.sends({"say": "/せってい画面"}).sees("いまの文は、残していません。［つづきから］で、もとの質問に戻れます。")
    chat.taps("つづきから").sends({"say": "/設定"}).sees("設定", "朝の1通：平日の9:00から")
    chat.says("つづきから").says("よく聞けた").taps("とばす").taps("今日はなし").sees(
        "よかったこと（本人中心）：よく聞けた"
    )
