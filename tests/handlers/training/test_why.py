"""なぜ？: the windows, what filled them, the rule, where it stands, and who decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from handlers.training import eligible, why
from messages.words import words_of
from storage import networks, people
from storage.db import Here
from storage.networks import Network
from storage.runs import CourseRun
from tests.handlers.training.records import moved, network, record
from tests.handlers.training.test_eligible import FULL, HERS, run
from tests.handlers.training.test_grid import TODAY
from tests.talk import Talk
from tests.world import ALONE, CENTRE

TITLE = "なぜ、この期限なのか"
RULE = (
    "初任者研修の次の年度から5年度ずつ区切り、それぞれのうちに1回、現任研修か主任研修を修了します。",
    "早めに受けても、区切りは変わりません。1つの区切りに2回受けても、次の分にはなりません。",
)
SOURCE = "もとの決まり：平成24年厚生労働省告示第227号（令和8年2月1日（日）に確かめました）"
TOKYO = "最後に決めるのは東京都の要項です。申し込みの前に確かめてください。"
UNSAID = "現任研修を受けられる回：相談支援の仕事を始めた日を入れると、ここに出ます"
NOW = "現任研修を受けられる回：いま相談支援の仕事をしていれば、どの回でも"
NO_GUIDE = "東京都の要項：登録されていません。センターに聞いてみてください。"
TOKYOS = Network(prefecture="東京都", contacts=[{"name": "センター", "tel": "03-0000-0000", "hours": ""}])
ELSEWHERE = "東京都は、この地域で選ばれている都道府県です。ほかで受ける方は、そちらの要項を見てください。"
DOORS = ("［人に話す］", "［研修へ］", "［はじめの画面へ］")


def asks(talk: Talk) -> Talk:
    """Ask why, through the doors."""
    return talk.enters("研修").taps("なぜ、この期限？")


def test_of_whom_nothing_is_known_it_says_what_is_missing(talk: Talk) -> None:
    network(talk.world, prefecture="")
    talk.presses("training.why:").sees(
        TITLE,
        "もとの決まり：平成24年厚生労働省告示第227号（令和8年2月1日（日）に確かめました）",
        "都道府県の要項：登録されていません。センターに聞いてみてください。",
        "初任者研修の修了日が、まだ入っていません。入れると、期限がここに出ます。",
        *RULE,
        "最後に決めるのは都道府県の要項です。申し込みの前に確かめてください。",
        *DOORS,
    )


def test_the_windows_and_what_filled_them(talk: Talk) -> None:
    network(talk.world, prefecture="東京都")
    record(talk.world, "initial 2012-10-05", "renewal 2016-11", "chief 2020")
    asks(talk).sees(
        TITLE,
        "初任者研修：平成24年10月5日（金）修了",
        "平成25〜29年度：現任研修 平成28年11月修了",
        "平成30〜令和4年度：主任研修 令和2年度修了",
        "令和5〜9年度：これから1回（期限 令和10年3月31日（金））",
        NOW,
        SOURCE,
        NO_GUIDE,
        *RULE,
        TOKYO,
        ELSEWHERE,
        *DOORS,
    )


def test_the_first_one_needs_two_years_and_the_guide_has_an_address(talk: Talk) -> None:
    guide = "https://example.jp/youkou"
    network(talk.world, prefecture="東京都", courses=[{"key": "renewal", "guide": guide}])
    record(talk.world, "initial 2021-11-20")
    asks(talk).sees("令和4〜8年度：これから1回（期限 令和9年3月31日（水））", UNSAID, f"東京都の要項：{guide}")
    record(talk.world, practice=date(2025, 1, 6))
    asks(talk).sees("現任研修を受けられる回：令和9年1月6日（水）以後に始まる回（相談支援の仕事が2年になる日）")


def test_a_month_says_what_is_sure_and_what_the_day_decides(talk: Talk) -> None:
    network(talk.world, prefecture="東京都")
    record(talk.world, "initial 2021-11-20", practice=date(2025, 1, 1), exactly="month")
    sure, early = "令和9年1月31日（日）以後に始まる回。", "令和9年1月1日（金）からの回は、仕事をはじめた日で決まります"
    asks(talk).sees(f"現任研修を受けられる回：{sure}{early}")
    talk.taps("研修の記録へ").sees("研修の記録", "相談支援の仕事：令和7年1月から")
    record(talk.world, practice=date(2025, 1, 31))
    asks(talk).sees("現任研修を受けられる回：令和9年1月31日（日）以後に始まる回（相談支援の仕事が2年になる日）")
    assert "研修の記録へ" not in talk.buttons


def test_a_deadline_that_was_moved_says_by_whom_and_why(talk: Talk) -> None:
    network(talk.world, prefecture="東京都")
    record(talk.world, "initial 2021-11-20")
    moved(talk.world, date(2027, 3, 31), date(2028, 3, 31))
    moved(talk.world, date(2026, 3, 31), date(2027, 3, 31))
    reason = "（東京都：会場の都合で中止になったため）"
    asks(talk).sees(
        "令和4〜8年度：これから1回（期限 令和10年3月31日（金））",
        f"動いた期限：令和9年3月31日（水）が令和10年3月31日（金）に{reason}",
        f"動いた期限（いまの記録とは合いません）：令和8年3月31日（火）が令和9年3月31日（水）に{reason}",
    )


def test_what_has_passed_is_said_kindly_and_no_renewal_is_promised(talk: Talk) -> None:
    network(talk.world, prefecture="東京都")
    record(talk.world, "initial 2018-08-20")
    asks(talk).sees(
        "令和元〜5年度：登録がありません（期限 令和6年3月31日（日））",
        "記録では、令和6年3月31日（日）で期限が過ぎているかもしれません。記録の抜けのこともあります。",
    )
    assert "現任研修を受けられる回" not in talk.text
    record(talk.world, "initial 2024-10-05")
    asks(talk).sees(
        "初任者研修：令和6年10月5日（土）修了",
        "令和元〜5年度：登録がありません（期限 令和6年3月31日（日））",
        "令和7〜11年度：これから1回（期限 令和12年3月31日（日））",
    )


def test_what_no_source_tells_is_said(talk: Talk) -> None:
    record(talk.world, "initial 2018-08-20", "initial 2021-10-05")
    asks(talk).sees("初任者研修が2つあるので、どちらから数えるかは、確かめが要ります。")


def test_who_completed_within_a_year_that_was_granted_is_told_that_it_is_unsure(talk: Talk) -> None:
    record(talk.world, "initial 2018-08-20", "renewal 2024-10-05")
    moved(talk.world, date(2024, 3, 31), date(2025, 3, 31))
    asks(talk).sees(
        "令和元〜5年度：現任研修 令和6年10月5日（土）修了",
        "令和6〜10年度：これから1回（期限 令和11年3月31日（土））",
        "のばした期限のなかで修了しているので、次の期限がこのままかは、確かめが要ります。",
    )


def test_who_has_no_deadline_by_her_role_is_told_so(talk: Talk) -> None:
    record(talk.world, "initial 2018-08-20")
    with talk.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, ALONE)[0].id, ["support_worker"])
    asks(talk).sees("いまの役割（相談支援員、管理者など）には、この期限はありません。")


def test_the_last_day_is_over_at_midnight_in_tokyo(talk: Talk) -> None:
    record(talk.world, "initial 2021-11-20")
    talk.world.clock.at = datetime(2027, 3, 31, 14, 59, 59, tzinfo=UTC)
    asks(talk).sees("令和4〜8年度：これから1回（期限 令和9年3月31日（水））")
    talk.world.clock.forward(seconds=1)
    asks(talk).sees("令和4〜8年度：登録がありません（期限 令和9年3月31日（水））")


def test_the_early_warning_in_words() -> None:
    def said(*runs: CourseRun) -> list[str]:
        tight = eligible.warning(HERS, runs, TODAY)
        assert tight is not None
        return [words_of().say(one) for one in why.warned(tight, TOKYOS)]

    opens = "最初の現任研修は、令和10年7月1日（土）以後に始まる回から受けられます。期限は令和11年3月31日（土）です。"
    early = "それより前に始まる年もあります。早めに、センター（☎ 03-0000-0000）か東京都に相談してください。"
    assert said() == [opens, early]
    assert said(run(date(2027, 6, 8))) == [opens, "いま分かっている回は、令和9年6月8日（火）開講までです。", early]
    nowhere = Network(prefecture="", contacts=[])
    late = why.warned(eligible.Tight("after", FULL, date(2028, 3, 31), roughly=True), nowhere)
    assert [words_of().say(one) for one in late[1:]] == [
        "仕事をはじめた日や修了日を、日にちまで入れると、受けられるかがはっきりします。",
        "期限までに受けられないかもしれません。早めに、センターか都道府県に相談してください。",
    ]
    own = why.warned(eligible.Tight("after", FULL, date(2028, 3, 31)), TOKYOS, staff=True)
    assert words_of().say(own[-1]) == "期限までに受けられないかもしれません。早めに、東京都に相談してください。"


def test_who_enters_the_rules_is_not_sent_to_herself(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    network(talk.world, prefecture="")
    record(talk.world, "initial 2021-11-20", name=CENTRE)
    asks(talk).sees("都道府県の要項：登録されていません。［研修のきまり］で入れられます。")
    record(talk.world, "initial 2021-11-20")
    talk.says("ホーム").presses("deadlines.year:").taps(ALONE).taps("なぜこの期限？")
    talk.sees("都道府県の要項：登録されていません。［研修のきまり］で入れられます。")
