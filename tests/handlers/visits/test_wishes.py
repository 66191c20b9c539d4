"""ほかの希望: what has a default is changed on the last card, or before it; nothing of it is asked of anybody."""

from __future__ import annotations

from storage import people
from tests.handlers.visits.hosts import HOSTS, SATO, have_hours, network, rows
from tests.handlers.visits.steps import ANONYMOUS, ASK, BACK, LOOK, WISHES, WORRIES, last_look
from tests.talk import Talk

FIRST = "11月26日（木）9:00"
UNFIT = "その希望だと、選んだ時間は合いませんでした。ほかの時間から選んでください。"
GUARD = "出す前に、ここだけ確認させてください"
OTHER = "別の方にお願いしたい"


def wishes(talk: Talk, menu: str = WORRIES) -> Talk:
    """Come to what else can be wished for."""
    have_hours(talk.world)
    return last_look(talk, FIRST, menu, "" if menu == WORRIES else ANONYMOUS).taps(WISHES)


def test_everything_has_a_default_and_can_be_changed(talk: Talk) -> None:
    wishes(talk, "ケース相談").sees(WISHES, "長さ：60分", "かたち：訪問")
    talk.taps("長さを変える").taps("30分").taps("会い方を変える").taps("オンライン")
    talk.taps("手もとの資料").sees(
        "いまあるものだけで大丈夫です。紙のままお手もとに。ここに載せたり送ったりはしません。"
    ).taps("計画書")
    talk.taps("障害種別を選ぶ").taps("知的障害").taps("オブザーバーがいてもよい").taps(BACK)
    talk.sees(
        "11月26日（木）9:00–9:30　ケース相談　オンライン　匿名で話す",
        "長さ：30分",
        "手もとの資料：計画書",
        "障害種別：知的障害",
        "同席：オブザーバーがいてもよい",
    )
    talk.taps(ASK)
    wanted = "SELECT minutes, way, material, field, observer, buffer FROM visits"
    assert [tuple(map(str, row)) for row in rows(talk.world, wanted)] in (
        [("30", "online", "plan", "知的障害", "1", "0")],
        [("30", "online", "plan", "知的障害", "True", "0")],
    )


def test_whom_she_would_rather_not_have_only_the_matching_knows(talk: Talk) -> None:
    wishes(talk).taps(OTHER).sees("本人には伝わりません。だれにお願いするかを決めるためだけに使います。")
    assert [one for one in talk.buttons if "以外" in one] == [f"{name}さん以外に" for name in people_in_order(talk)]
    talk.taps(f"{SATO}さん以外に").sees(f"主任：{SATO}さん以外の方に", f"［{SATO}さんでもよい］")
    talk.taps(BACK).taps(BACK).sees("別の方に：1人（本人には伝わりません）").taps(ASK)
    assert rows(talk.world, "SELECT count(*) FROM visit_unwanted") == [(1,)]
    wanted = "SELECT people.name FROM visit_seats JOIN people ON people.id = visit_seats.person_id WHERE pool = 'chief'"
    assert rows(talk.world, wanted) == [("高橋 まこと",)]
    talk.taps("この訪問を見る")
    assert SATO not in talk.text


def people_in_order(talk: Talk) -> list[str]:
    """Return the hosts in the order in which they came."""
    with network(talk.world) as (here, _):
        return [one.name for one in people.everyone(here) if one.name in HOSTS]


def test_where_nobody_else_is_left_the_time_is_chosen_anew(talk: Talk) -> None:
    wishes(talk).taps(OTHER).taps(f"{SATO}さん以外に").taps("高橋 まことさん以外に")
    talk.sees(UNFIT, "いまは、合う時間が見つかりませんでした。日付は、センターにおまかせできます。")
    talk.taps("日付はおまかせ").sees(LOOK, "別の方に：2人（本人には伝わりません）")


def test_a_longer_visit_that_does_not_fit_is_said(talk: Talk) -> None:
    have_hours(talk.world, spans=[(3, 540, 600), (4, 540, 720)])
    last_look(talk, FIRST, WORRIES, "").taps(WISHES).taps("長さを変える").taps("90分").sees(UNFIT)
    talk.taps("11月27日（金）9:00").sees("11月27日（金）9:00–10:30　悩み事相談　訪問", "長さ：90分")


def test_one_line_passes_the_guard(talk: Talk) -> None:
    wishes(talk).taps("伝えておきたい一行").says("山田さんのことで迷っています").sees(GUARD).taps("伏せる")
    talk.sees("「Aさんのことで迷っています」")
    text = talk.text
    assert "山田" not in text
    talk.taps(BACK).sees(LOOK, "「Aさんのことで迷っています」").taps(ASK)
    assert rows(talk.world, "SELECT line FROM visits") == [("Aさんのことで迷っています",)]


def test_a_line_is_taken_out_again(talk: Talk) -> None:
    wishes(talk).taps("伝えておきたい一行").says("迷っています").taps("伝えておきたい一行").taps("書かない")
    talk.taps(BACK).sees(LOOK).taps(ASK)
    assert rows(talk.world, "SELECT line FROM visits") == [("",)]


def test_a_button_of_somebody_who_left_does_nothing(talk: Talk) -> None:
    wishes(talk).taps(OTHER)
    data = talk.data(f"{SATO}さん以外に")
    with network(talk.world) as (here, _):
        people.by_name(here, SATO)[0].paused_at = talk.world.clock.now()
    talk.presses(data).sees("前の画面のボタンでした。いまの様子はこちらです。")
