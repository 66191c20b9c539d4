"""期限の一覧 on every face: this year's last chances, what to look at, who is unknown, years and offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from storage import careers
from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import DONE, HIM, LAST, LATER, PASSED
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

LIST = "期限の一覧"
LACK = "登録されている記録から見たものです。記録の抜けのこともあります。"
TalkAs = Callable[[str], Talk]


ONCE, SINCE = "令和8年6月1日（月）開講の回に", "その後は聞いていません"


@pytest.fixture
def desk(talk_as: TalkAs) -> Talk:
    """The coordinator's chat, in a network where some have told what they have completed."""
    talk = talk_as(CENTRE)
    people.train(talk.world, *DONE)
    return talk


def opens(desk: Talk) -> Talk:
    """Go to the list by its doors."""
    return desk.enters("センターの仕事").taps("研修のこと").taps(LIST)


def test_this_years_last_chances_stand_first_and_then_the_parts(desk: Talk) -> None:
    opens(desk)
    desk.sees(
        "今年度が、受けられる最後の年度",
        "伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・開講の予定がまだ入っていません",
        "［伊藤 あおい］",
        LIST,
        "今年度が、受けられる最後の年度：1人",
        "記録の確認が必要：1人",
        "初任者研修の日がまだ分からない方：3人",
        "これからの年度：2人",
        LACK,
    )
    lines = desk.text.split("\n")
    assert lines.index("［伊藤 あおい］") < lines.index("記録の確認が必要：1人")


def test_who_is_of_the_other_parts_is_named_only_when_it_is_opened(desk: Talk) -> None:
    opens(desk)
    assert not any(name in desk.text for name in (PASSED, LATER, HIM, ALONE))
    desk.taps("記録の確認が必要").sees(
        "渡辺 しん（相談支援センター ひなた）：令和6年3月31日（日）で過ぎているかもしれません"
    )
    opens(desk).taps("まだ分からない方を見る").sees("加藤 みのり（相談室 みなも）：まだ分かりません")
    opens(desk).taps("これからの年度を見る").sees("令和11年度：1人", "令和12年度：1人")
    assert desk.described == ["令和11年度：1人。令和12年度：1人。"]
    assert LATER not in desk.text
    desk.taps("令和11年度の方を見る").sees("中村 ゆう（相談室 こかげ）：令和12年3月31日（日）まで", "令和11年度")


def test_an_office_is_opened_by_its_name_and_nothing_counts_it(desk: Talk) -> None:
    opens(desk).taps("事業所ごとに見る")
    offices = ["相談室 こかげ", "相談室 みなも", "相談支援 つくし", "相談支援センター ひなた"]
    desk.sees("事業所ごとに見る", *(f"［{office}］" for office in offices))
    assert not any(sign.isdigit() for sign in desk.text.partition("［")[0])
    desk.taps("相談支援センター ひなた").sees(
        "伊藤 あおい：令和9年3月31日（水）まで・開講の予定がまだ入っていません",
        "渡辺 しん：令和6年3月31日（日）で過ぎているかもしれません",
    )


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (None, "申し込みはまだ聞いていません・受付は12月1日（火）まで"),
        ("applied", "申し込みずみ"),
        ("accepted", "受講が決まっています（1月12日（火）開講）"),
        ("not_accepted", "この回は受けられないとのこと"),
        ("withdrawn", "申し込みを取り下げたとのこと"),
        ("not_for_me", "この回は対象外とのこと"),
    ],
)
def test_what_she_has_said_of_a_run_stands_beside_her_deadline(desk: Talk, state: str | None, says: str) -> None:
    people.practises(desk.world, LAST, date(2020, 4, 1))
    run = people.offer(desk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12))
    if state:
        people.says(desk.world, LAST, run, state)
    opens(desk).sees(f"伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・{says}")


def test_when_all_windows_have_closed_nobody_is_asked_for_more(desk: Talk) -> None:
    people.practises(desk.world, LAST, date(2020, 4, 1))
    days = (date(2026, 11, 10), date(2026, 11, 20))
    run = people.offer(desk.world, until=date(2026, 11, 1), opens=days[0], days=days)
    line = "伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・"
    opens(desk).sees(f"{line}今年度の受付は終わっているようです")
    people.says(desk.world, LAST, run, "accepted")
    opens(desk).sees(f"{line}令和8年11月20日（金）に研修が終わり、修了日はこれから")


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [
        ((date(2026, 6, 1), date(2026, 11, 23)), "accepted", "受講が決まっています（6月1日（月）開講）"),
        ((date(2026, 6, 1), date(2026, 11, 22)), "applied", "令和8年11月22日（日）に研修が終わり、修了日はこれから"),
        ((date(2026, 6, 1), date(2026, 10, 24)), "applied", "令和8年10月24日（土）に研修が終わり、修了日はこれから"),
        ((date(2026, 6, 1), date(2026, 10, 23)), "applied", f"{ONCE}申し込んだと聞いています。{SINCE}"),
        ((date(2026, 6, 1), date(2026, 10, 23)), "accepted", f"{ONCE[:-1]}の受講が決まったと聞いています。{SINCE}"),
        # Of whose days only the first is known: it usually lasts 120 days.
        ((date(2026, 7, 26),), "accepted", "受講が決まっています（7月26日（日）開講）"),
        ((date(2026, 7, 25),), "accepted", "研修が終わったころで、修了日はこれから"),
        ((date(2026, 6, 1),), "applied", f"{ONCE}申し込んだと聞いています。{SINCE}"),
    ],
)
def test_a_word_that_nothing_followed_is_told_as_that(
    desk: Talk, days: tuple[date, ...], state: str, says: str
) -> None:
    people.practises(desk.world, LAST, date(2020, 4, 1))
    run = people.offer(desk.world, until=date(2026, 5, 1), opens=days[0], days=days)
    people.says(desk.world, LAST, run, state)
    line = f"伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・{says}"
    if SINCE not in says:
        opens(desk).sees(line)
        return
    opens(desk).sees(f"{line}・今年度の受付は終わっているようです")
    people.offer(desk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12))
    opens(desk).sees(f"{line}・受付は12月1日（火）まで")


def test_what_she_goes_to_now_comes_before_what_was_long_ago(desk: Talk) -> None:
    people.practises(desk.world, LAST, date(2020, 4, 1))
    old = people.offer(desk.world, until=date(2024, 5, 1), opens=date(2024, 6, 1))
    people.says(desk.world, LAST, old, "accepted")
    now = people.offer(desk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12))
    people.says(desk.world, LAST, now, "applied")
    opens(desk).sees("伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・申し込みずみ")


def test_who_has_said_that_it_is_not_hers_is_counted_nowhere_else(desk: Talk) -> None:
    with people.inside(desk.world) as here:
        careers.made(here, people.id_of(here, LAST)).not_mine_at = desk.world.clock.now()
    opens(desk).sees("ご本人が「対象外」とした方：1人", "記録の確認が必要：1人")
    assert "受けられる最後の年度" not in desk.text
    desk.taps("対象外とした方を見る").taps(LAST).sees("期限：ご本人から")


def test_who_is_away_or_unreached_is_said_so_that_somebody_calls(desk: Talk) -> None:
    with people.inside(desk.world) as here:
        people.person_of(here, PASSED).away_since = desk.world.clock.now()
    desk.world.run(desk.world.app.runtime.stopped("web", desk.world.person(LAST), "gone"))
    opens(desk).sees(
        "伊藤 あおい（相談支援センター ひなた）：令和9年3月31日（水）まで・開講の予定がまだ入っていません"
        "・お知らせが届いていません",
        "届いていない人：1人",
    )
    desk.taps("記録の確認が必要").sees(
        "渡辺 しん（相談支援センター ひなた）：令和6年3月31日（日）で過ぎているかもしれません・お休み中"
    )
    opens(desk).taps(LAST).taps("届いていない人").sees("届いていない人")


def test_a_person_has_a_card_with_what_the_record_says(desk: Talk) -> None:
    people.practises(desk.world, HIM, date(2011, 4, 1))
    opens(desk).taps("これからの年度を見る").taps("令和12年度の方を見る").taps(HIM).sees(
        HIM,
        "事業所：相談支援センター ひなた",
        "初任者研修：平成22年9月1日（水）",
        "現任研修：平成26年9月1日（月）・令和5年9月1日（金）",
        "主任研修：平成30年12月1日（土）",
        "相談支援の仕事：平成23年4月1日（金）から",
        LACK,
    )
    assert desk.calls == [("☎ 事業所に電話する", "03-0000-0011")]


def test_nobody_else_has_the_list(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE)
    for data in ("deadlines:", "deadlines.check:", "deadlines.export:", "deadlines.offices:", "deadlines.own:"):
        talk.presses(data).sees(STALE)


def test_who_has_no_such_role_any_more_is_not_in_it(desk: Talk) -> None:
    button = opens(desk).data(LAST)
    with people.inside(desk.world) as here:
        people.set_roles(here, people.id_of(here, LAST), ["support_worker"])
    desk.presses(button).sees(STALE)
    opens(desk)
    assert LAST not in desk.text
