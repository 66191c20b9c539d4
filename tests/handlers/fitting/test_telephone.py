"""An office telephones: its visit is put in, read out, and printed, on three faces."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from handlers.visits import booking
from tests.handlers.fitting.steps import (
    MINAMO,
    TSUKUSHI,
    asked,
    does,
    fills,
    goes,
    hosts,
    nobody_has_hours,
    only,
    stands,
    tokyo,
)
from tests.handlers.visits.hosts import have_hours, visits
from tests.talk import Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
BOOK, THEN = "電話で受けた訪問を入れる", tokyo("2026-12-03 14:00")
FOUND = "11月26日（木）9:00–10:00"
MENU = ("menu", "主任によるSV")
SEND = "訪問を入れる"
LAST = (("way", "訪問"), ("case", "匿名で話す"), ("guest", "だれにも届けない（電話で）"))


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator, in a network whose hosts have hours."""
    talk = talk_as(CENTRE)
    have_hours(talk.world)
    return talk


def books(desk: Talk, *first: tuple[str, str], last: tuple[tuple[str, str], ...] = LAST) -> Talk:
    """Come to the last look before a visit is put in for an office that has telephoned."""
    return fills(goes(desk, BOOK), ("office", TSUKUSHI), MENU, *first, *last)


def test_from_the_call_to_hosts_who_are_asked(desk: Talk) -> None:
    books(desk, ("how", "人がそろう時間から選ぶ"), ("time", FOUND))
    desk.sees("これで入れますか", "事業所：相談支援 つくし", f"日時：{FOUND}", "［「事業所」を直す］")
    desk.sees("主任1人と基幹1人に「事業所訪問のお願いです」と届きます。").taps(SEND)
    desk.sees("入れました。行ける方に聞いています。［読みあげる文］を電話で使えます。", f"日時：{FOUND}")
    found = stands(desk.world, only(desk.world))
    assert (found.menu, found.state, found.case_kind, found.guest_id) == ("sv", "asked", "anonymous", None)
    assert str(found.booked_by) == desk.world.person(CENTRE)
    desk.taps("読みあげる文").sees(
        f"{FOUND}で、主任1人と基幹1人に聞いています。",
        "11月25日（水）までにご連絡します。",
        "ご都合が変わったら、みほん区 基幹相談支援センター（03-0000-0001）へどうぞ。",
    )
    assert desk.calls == [("☎ 事業所に電話する", "03-0000-0013")]
    assert "［紙にする（Word）］" not in desk.text.split("\n")


def test_an_hour_that_was_said_is_asked_for(desk: Talk) -> None:
    books(desk, ("how", "電話で話した時間を書く"), ("day", "2026-12-03"), ("hour", "14時から"))
    desk.sees("日時：12月3日（木）14:00–15:00").taps(SEND).sees("日時：12月3日（木）14:00–15:00")
    assert visits(desk.world) == [("sv", "asked")]


def test_that_nobody_is_free_at_an_hour_is_said_before_it_is_put_in(desk: Talk) -> None:
    books(desk, ("how", "電話で話した時間を書く"), ("day", "2026-12-03"), ("hour", "18:30"))
    shown = desk.text.split("\n")
    assert shown.index("その時間は、人がそろいません") < shown.index("日時：12月3日（木）18:30–19:30")
    assert SEND not in desk.buttons
    assert visits(desk.world) == []
    desk.taps("日はあとで合わせる").sees(
        "日を合わせる訪問として入れました。",
        "日時：これから合わせます",
        "事業所の希望：令和8年12月3日（木） 18:30",
    )
    # One visit, and nothing of the one that could not be.
    assert visits(desk.world) == [("sv", "desk")]


def test_an_hour_at_which_nobody_is_free_is_mended_with_all_else_in_place(desk: Talk) -> None:
    books(desk, ("how", "電話で話した時間を書く"), ("day", "2026-12-03"), ("hour", "18:30"))
    fills(desk.taps("「始まる時間」を直す"), ("hour", "14:00"))
    desk.sees("これで入れますか", "日時：12月3日（木）14:00–15:00", "ケースの扱い：匿名で話す").taps(SEND)
    assert visits(desk.world) == [("sv", "asked")]


def test_an_hour_that_is_over_is_said_to_be_over(desk: Talk) -> None:
    how = ("how", "電話で話した時間を書く")
    books(desk, how, ("day", "2026-11-23"), ("hour", "9:00"))
    desk.sees("その日時は過ぎています。これからの日時を選んでください。")
    assert SEND not in desk.buttons and "日はあとで合わせる" not in desk.buttons


def test_an_hour_that_has_passed_at_the_last_look_is_said_to_be_over(desk: Talk) -> None:
    books(desk, ("how", "電話で話した時間を書く"), ("day", "2026-11-24"), ("hour", "9:00"))
    data = desk.data(SEND)
    desk.world.clock.at = tokyo("2026-11-24 09:01")
    desk.presses(data).sees("その日時は過ぎています。これからの日時を選んでください。", "［「始まる時間」を直す］")
    assert visits(desk.world) == []


def test_a_time_that_suits_nobody_on_the_telephone_is_written(desk: Talk) -> None:
    chosen = ("how", "人がそろう時間から選ぶ"), ("time", "電話で話した時間を書く")
    books(desk, *chosen, ("day", "2026-12-03"), ("hour", "14:00"))
    desk.sees("日時：12月3日（木）14:00–15:00")


def test_the_question_after_the_first_page_has_the_way_back(desk: Talk) -> None:
    fills(goes(desk, BOOK), ("office", TSUKUSHI), MENU, ("how", "電話で話した時間を書く"))
    desk.taps("戻る")
    fills(desk, ("how", "日はあとで合わせる"), *LAST)
    desk.sees("日を合わせる訪問として入れます。", "日時：これから合わせます")


def test_a_day_may_be_fitted_later(desk: Talk) -> None:
    books(desk, ("how", "日はあとで合わせる")).taps(SEND)
    desk.sees("日を合わせる訪問として入れました。")
    assert visits(desk.world) == [("sv", "desk")]
    desk.taps("読みあげる文").sees(
        "主任によるSVの日を、センターで合わせています。", "11月25日（水）までにご連絡します。"
    )


def test_where_hosts_have_given_no_hours_it_says_what_can_be_done(desk: Talk) -> None:
    nobody_has_hours(desk.world)
    fills(goes(desk, BOOK), ("office", TSUKUSHI), MENU, ("how", "人がそろう時間から選ぶ"))
    assert "いま、人がそろう時間が見つかりません。［日はあとで合わせる］で受けておけます。" in desk.text
    assert visits(desk.world) == []


def test_the_person_of_the_office_who_is_named_is_told(desk: Talk, talk_as: Meets) -> None:
    guest = talk_as("小林 なお")
    books(
        desk,
        ("how", "電話で話した時間を書く"),
        ("day", "2026-12-03"),
        ("hour", "14:00"),
        last=(*LAST[:2], ("guest", "小林 なお")),
    ).taps(SEND)
    id = only(desk.world)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    guest.waits_until(tokyo("2026-11-24 10:00"))
    assert any(line.startswith("決まりました") for line in guest.heard())


def test_the_slip_has_who_comes_when_and_where_and_nothing_else(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE, case_kind="anonymous", line="山のこと", material="plan")
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}", "読みあげる文")
    desk.sees(
        "主任によるSVのことです。12月3日（木）14:00–15:00に決まりました。",
        "お名前などを伏せた写しがあれば、お手もとに。新しい書類はいりません。",
    )
    desk.taps("紙にする（Word）")
    ((name, data),) = desk.files
    assert name == "訪問のお知らせ 12月3日（木）.docx"
    document = docx.Document(io.BytesIO(data))
    said = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = ["日時", "メニュー", "来る人", "事業所", "場所", "かたち", "手もとに"]
    assert said[::2] == heads
    assert said[1] == "12月3日（木）14:00–15:00"
    assert (said[7], said[9]) == (MINAMO, "みほん区みなも町0丁目5番")
    whole = "\n".join([*said, *(paragraph.text for paragraph in document.paragraphs)])
    assert not any(word in whole for word in (ALONE, "山のこと", "計画書"))
    assert stands(desk.world, id).state == "settled"


def test_what_was_laid_aside_says_for_which_office_it_is(desk: Talk) -> None:
    books(desk, ("how", "日はあとで合わせる")).taps("やめる")
    desk.sees("訪問（電話）の書きかけがあります", "相談支援 つくし・主任によるSV")


def test_an_office_that_is_gone_is_said(desk: Talk) -> None:
    desk.presses(f"fitting.book:{'A' * 22}").sees("前の画面のボタンでした。いまの様子はこちらです。")
