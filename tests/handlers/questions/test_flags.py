"""気になる and 地域課題かも: a coordinator looks, hides with a reason or leaves it; nobody sees whose tap it was."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from storage.ids import short
from tests.handlers.questions.steps import ASKED, SAID, asked, expect_told, roles, said, says
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
LIST, REGION = "気になる書きこみ", "地域課題かも"

Meet = Callable[[str], Talk]


def desk(talk: Talk, door: str) -> Talk:
    """Go through one of the desk's doors."""
    return talk.presses("desk:").taps("井戸端のこと").taps(door)


def test_something_said_is_hidden_with_a_reason_and_shown_again(at_work: Meet) -> None:
    talk, other, centre = at_work(ALONE), at_work(OTHER), at_work(CENTRE)
    id = asked(talk.world, ALONE)
    answer = says(talk.world, id, CHIEF)
    desk(centre, LIST).sees("気になるという声は、いまありません。")
    other.presses(f"question:{short(id)}").taps("気になる").sees(
        "だれが押したかは、だれにも見えません。", f"1 匿名の相談員さん：{SAID}"
    )
    other.taps("1が気になる").sees("ありがとうございます。センターの担当の人が見ます。")
    # Two whom it troubles are not told from one.
    talk.presses(f"flag.said:{short(answer)}")
    desk(centre, LIST).sees(f"1 やりとり：{SAID}", "［1を読む］")
    assert OTHER not in centre.everything and "2人" not in centre.text
    centre.taps("1を読む").sees(
        "匿名の相談員さんの答え",
        f"「{SAID}」",
        "見えなくするときは、理由を押してください。書いた人にお伝えします。あとで戻せます。",
    )
    assert CHIEF not in centre.everything
    centre.taps("利用者さんが分かりそう").sees("見えなくしました。書いた人には、理由をお伝えします。")
    for reader in (talk, other):
        assert SAID not in reader.presses(f"question:{short(id)}").text
    chief = at_work(CHIEF)
    chief.presses("mine.answers:").sees(f"1 11月24日（火）（いまは見えません）：{SAID}").taps("1を読む").sees(
        "いまは見えません"
    )
    desk(centre, LIST).sees("気になるという声は、いまありません。").taps("見えなくしたもの").taps("1を読む")
    centre.sees("いまは、だれにも見えません。戻すと、書いた人にお伝えします。")
    centre.taps("また見えるようにする").sees("また見えるようにしました。書いた人にお伝えします。")
    talk.presses(f"question:{short(id)}").sees(f"「{SAID}」")
    centre.presses("record:")
    lines = [line for line in centre.text.split("\n") if "書きこみ" in line]
    assert [CHIEF in line for line in lines] == [False, False]
    assert ["また見えるように" in line for line in lines] == [True, False]


def test_the_author_hears_the_reason_kindly_and_that_it_is_back(at_work: Meet) -> None:
    chief, centre = at_work(CHIEF), at_work(CENTRE)
    id = asked(chief.world, CHIEF)
    hide = f"flagged.hide.harsh:{short(id)}"
    centre.presses(hide)
    why = "読んだ方がつらくなるかもしれない言葉があったためです。言い方をかえれば、また書けます。"
    first = "井戸端に書いてくださったものを、いま見えなくしています。"
    expect_told(chief, first, why, "［人に話す］")
    chief.presses("mine.questions:").sees(f"1 あなた（匿名）（11月24日（火）・いまは見えません）：{ASKED}")
    at_work(OTHER).presses(f"question:{short(id)}").sees(STALE)
    # She alone reads it still, and can take it back.
    chief.taps("1を読む").sees(f"「{ASKED}」", "いまは見えません")
    assert [one for one in ("取り下げる", "答える", "直す") if one in chief.buttons] == ["取り下げる"]
    centre.presses(f"flagged.show:{short(id)}")
    expect_told(chief, "見えなくしていた書きこみを、また読めるようにしました。")
    # A second time is told again.
    centre.presses(hide)
    expect_told(chief, first, why)


def test_what_is_left_as_it_is_is_told_to_nobody(at_work: Meet) -> None:
    chief, other, centre = at_work(CHIEF), at_work(OTHER), at_work(CENTRE)
    id = asked(chief.world, CHIEF)
    other.presses(f"flag:{short(id)}").taps("質問が気になる")
    desk(centre, LIST).sees(f"1 質問：{ASKED}").taps("1を読む").taps("このままでよい")
    desk(centre, LIST).sees("気になるという声は、いまありません。")
    chief.comes().hears()
    chief.presses(f"question:{short(id)}").sees(f"「{ASKED}」")
    # If it troubles somebody again, it comes again.
    other.presses(f"flag:{short(id)}").taps("質問が気になる")
    desk(centre, LIST).sees(f"1 質問：{ASKED}")


def test_the_coordinators_letter_says_that_there_is_something(at_work: Meet) -> None:
    chief, centre = at_work(CHIEF), at_work(CENTRE)
    id = asked(chief.world, OTHER)
    chief.presses(f"flag:{short(id)}").taps("質問が気になる")
    centre.waits(days=1)
    assert "井戸端の書きこみが気になる、という声がありました。" in centre.heard()[-1:] + centre.text.split("\n")
    centre.presses(f"flagged.see:{short(id)}").sees(f"「{ASKED}」")
    assert CHIEF not in centre.text


def test_a_matter_of_the_region_is_one_tap(at_work: Meet) -> None:
    talk, centre = at_work(ALONE), at_work(CENTRE)
    id = asked(talk.world, CHIEF)
    talk.presses(f"question:{short(id)}").taps(REGION).sees("地域の課題かもしれない、と受け取りました。")
    talk.presses(f"flag.region:{short(id)}")
    assert REGION not in talk.presses(f"question:{short(id)}").buttons
    centre.presses("keep.region:")
    assert ASKED in centre.text and ALONE not in centre.text
    with talk.world.app.stores.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM flags")).scalar_one() == 1


def test_only_coordinators_hide_and_only_what_is_theirs_to_read(at_work: Meet) -> None:
    talk, centre = at_work(ALONE), at_work(CENTRE)
    id = asked(talk.world, CHIEF)
    for verb in ("flagged", "flagged.see", "flagged.hide.harsh", "flagged.show", "flagged.hidden"):
        talk.presses(f"{verb}:{short(id)}").sees(STALE)
    chiefs = asked(talk.world, "高橋 まこと", "主任だけの質問です", audience="chiefs")
    at_work(CHIEF).presses(f"flag.question:{short(chiefs)}")
    desk(centre, LIST).sees("1 質問：主任だけの質問です")
    roles(talk.world, CENTRE, "coordinator")
    desk(centre, LIST).sees("気になるという声は、いまありません。")
    centre.presses(f"flagged.see:{short(chiefs)}").sees(STALE)
    withdrawn = said(talk.world, id, CHIEF, state="withdrawn")
    centre.presses(f"flagged.see:{short(withdrawn)}").sees(STALE)
