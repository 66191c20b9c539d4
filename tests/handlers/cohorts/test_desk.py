"""The coordinators' side: a cohort from the records, who comes in and goes out, a poll in one's own words, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from storage import cohorts, completions, people, polls
from tests.bot.trouble import rows
from tests.handlers.cohorts.steps import (
    FIRST,
    ITO,
    KOBAYASHI,
    MORNING,
    SECOND,
    SUZUKI,
    TIMES,
    TITLE,
    button,
    group,
    moment,
    on,
    person,
    polled,
    rows_in,
    stands,
)
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE, World

TalkAs = Callable[[str], Talk]
DOOR = "初任者研修の組"


def completed(world: World, *names: str, day: str = "2026-09-18", exactly: str = "day") -> None:
    """Let people have completed the 初任者研修."""
    with rows_in(world) as here:
        for name in names:
            me = person(here, name)
            completions.add(here, me, "initial", date.fromisoformat(day), exactly, me, world.clock.now())


def titles(world: World) -> list[tuple[str, str, list[str]]]:
    """Return the cohorts that go on: title, month, people."""
    with rows_in(world) as here:
        return [
            (one.title, str(one.ended_on), [member.name for member in cohorts.members(here, one.id)])
            for one in cohorts.live(here)
        ]


def desk(centre: Talk) -> Talk:
    """Go to the coordinators' list."""
    return centre.enters("センターの仕事").taps("研修のこと").taps(DOOR)


def test_a_cohort_is_made_of_those_who_completed_together(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    completed(centre.world, ALONE, KOBAYASHI)
    completed(centre.world, ITO, day="2026-09-01", exactly="month")
    desk(centre).sees("まだ組がありません。修了の記録から、一緒に受けた方の組をつくれます。")
    centre.taps("組をつくる").sees(
        "どの初任者研修の組ですか。", "［令和8年9月に修了した3人］", "［ほかの月（人はあとで足す）］"
    )
    centre.taps("令和8年9月に修了した3人").sees("組の名前は。24字までです。組の方に見えます。").taps("おまかせ")
    centre.sees(
        "令和8年9月修了の組", "3人の組をつくりました。", "集まりのめやす：令和9年9月まで", "集まりの日：これから"
    )
    assert titles(centre.world) == [("令和8年9月修了の組", "2026-09-01", [ITO, ALONE, KOBAYASHI])]
    # They are in one now, so they are not proposed again.
    desk(centre).sees("令和8年9月修了の組：3人").taps("組をつくる")
    assert [label for label in centre.buttons if "修了した" in label] == []


def test_of_whom_only_the_fiscal_year_is_known_is_a_group_of_its_own(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    completed(centre.world, ALONE)
    completed(centre.world, KOBAYASHI, day="2026-04-01", exactly="year")
    completed(centre.world, ITO, day="2026-04-10")
    desk(centre).taps("組をつくる")
    assert [label for label in centre.buttons if "修了した" in label] == [
        "令和8年9月に修了した1人",
        "令和8年度に修了した1人",
        "令和8年4月に修了した1人",
    ]


def test_single_people_of_old_years_stand_behind_another_button(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    completed(centre.world, ALONE, day="2025-04-01")
    completed(centre.world, KOBAYASHI, day="2025-03-31")
    completed(centre.world, ITO, SUZUKI, day="2012-09-01", exactly="month")
    desk(centre).taps("組をつくる")
    others = ["ほかの年度", "ほかの月（人はあとで足す）"]
    assert centre.buttons[:4] == ["令和7年4月に修了した1人", "平成24年9月に修了した2人", *others]
    centre.taps("ほかの年度").sees("どの初任者研修の組ですか。", "［令和7年3月に修了した1人］")
    assert "令和7年4月に修了した1人" not in centre.buttons
    centre.taps("令和7年3月に修了した1人").taps("おまかせ").sees("令和7年3月修了の組", "1人の組をつくりました。")
    assert titles(centre.world) == [("令和7年3月修了の組", "2025-03-01", [KOBAYASHI])]


def test_a_cohort_of_another_month_is_written_in_any_form(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    desk(centre).taps("組をつくる").taps("ほかの月（人はあとで足す）")
    how = "これまでの年と月で書いてください。「令和8年11月」のように書けます。"
    for wrong in ("そのうち", "令和19年4月", "四半期"):
        centre.says(wrong).sees(how)
    centre.says("Ｒ８．９").sees("組の名前は。24字までです。組の方に見えます。").says("みほんの集い")
    centre.sees("みほんの集い", "組をつくりました。人を足してください。", "人（0人）：いません")
    assert "［集まりの日を聞く］" not in centre.text
    centre.taps("人を足す").says(KOBAYASHI).sees("足しました。", "人（1人）：小林 なおさん", "［集まりの日を聞く］")
    centre.taps("人を足す").says("加藤").sees("人（2人）：加藤 みのりさん、小林 なおさん")
    centre.taps("人を外す").says("小林").sees("外しました。", "人（1人）：加藤 みのりさん")
    assert titles(centre.world) == [("みほんの集い", "2026-09-01", [ALONE])]


def test_a_poll_is_asked_in_ones_own_words(talk_as: TalkAs) -> None:
    centre, one = talk_as(CENTRE), talk_as(ALONE)
    cohort = group(centre.world)
    centre.presses(button("cohort.one", cohort)).taps("集まりの日を聞く")
    centre.says("来月の10日").sees("日にちと、はじまる時間を書いてください。「12月10日 14時」のように書けます。")
    centre.says("来月の10日 14時").sees("2つめの日時は。").says("R8.12.11 １０時").sees("3つめの日時は。")
    centre.says("12月10日 14時").sees("4つめの日時は。").taps("これで足ります").sees("何分くらいですか。").says(
        "９０分"
    )
    centre.sees("どこで、ですか。組の方に見えます。").says("センターの会議室")
    centre.sees("お返事は、いつまでにしますか。").says("12月10日")
    centre.sees(
        "令和8年12月10日（木）は選べません。令和8年11月24日（火）から令和8年12月9日（水）までの日を選んでください。"
    )
    centre.says("12月9日")
    centre.sees(f"1つめ：{TIMES[0]}", "長さ：90分", "場所：センターの会議室", "3人に聞きます。次の平日の朝に届きます。")
    centre.taps("3人に聞く").sees("同じ日時が2つあります。どちらかを直してください。")
    centre.taps("「3つめ」を直す").says("12月16日 14時").taps("これで足ります")
    centre.taps("「1つめ」を直す").says("12月9日 14時")
    centre.taps("3人に聞く").sees("しめきりは、はじめの日時（12月9日（水））より前の日にしてください。")
    centre.taps("「1つめ」を直す").says("12月10日 14時から17時")
    centre.sees(f"1つめ：{TIMES[0]}").taps("「お返事」を直す").says("12月4日").taps("3人に聞く")
    centre.sees("次の平日の朝に届きます。しめきりの2日前に、まだの方にだけ、もう一度お知らせします。")
    centre.sees(f"{TIMES[2]}：◯ いません　△ いません　× いません")
    on(one, "2026-11-24").hears(MORNING, f"{TITLE}の集まり（グループスーパービジョン）、いつ行けますか", *TIMES)


def test_a_time_from_when_on_is_when_it_begins(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    centre.presses(button("cohort.ask", group(centre.world)))
    centre.says("１２月５日（土）10時から").taps("12月5日（土） 10:00から").sees("2つめの日時は。")
    centre.says("12月10日 14時から").sees("3つめの日時は。")
    centre.says("11月24日 10時").sees(
        "令和8年11月24日（火）は選べません。令和8年11月25日（水）から令和9年11月23日（火）までの日を選んでください。"
    )
    centre.taps("これで足ります").says("1時間半くらい").taps("あとで知らせる")
    assert centre.data("12月4日（金）")
    assert "［12月5日（土）］" not in centre.text
    centre.says("12月4日").sees("1つめ：12月5日（土）10:00–11:30", f"2つめ：{TIMES[0]}", "長さ：90分")


def test_one_poll_at_a_time(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    poll, _ = polled(centre.world)
    with rows_in(centre.world) as here:
        cohort = cohorts.live(here)[0].id
    centre.presses(button("cohort.ask", cohort)).sees(STALE, f"{TITLE}の集まりの日")
    centre.presses(button("cohort.off", poll)).taps("取り消して知らせる").sees("［集まりの日を聞く］")
    centre.taps("集まりの日を聞く")
    assert centre.asked


def test_two_who_begin_a_poll_at_once_begin_one(talk_as: TalkAs) -> None:
    centre = talk_as(CENTRE)
    cohort = group(centre.world)
    centre.presses(button("cohort.ask", cohort))
    for text in ("12月10日 14時", "12月11日 10時"):
        centre.says(text)
    centre.taps("これで足ります").says("60").taps("あとで知らせる").says("12月1日")
    send = centre.data("3人に聞く")
    # Somebody else has been faster.
    with rows_in(centre.world) as here:
        starts = [moment(FIRST), moment(SECOND)]
        polls.begin(here, cohort, starts, 60, "", date(2026, 12, 1), person(here, CENTRE), centre.world.clock.now())
    centre.presses(send).sees(STALE, f"{TITLE}の集まりの日")
    assert rows(centre.world, "SELECT count(*) FROM polls") == [(1,)]


def test_who_is_taken_out_of_a_settled_day_is_told_and_who_comes_in_too(talk_as: TalkAs) -> None:
    centre, one = talk_as(CENTRE), talk_as(ALONE)
    poll, times = polled(centre.world, ALONE, ITO)
    on(one, "2026-11-24")
    centre.presses(button("cohort.settle", times[0], 1))
    one.comes()
    with rows_in(centre.world) as here:
        cohort = cohorts.live(here)[0].id
    centre.presses(button("cohort.drop", cohort)).says(ALONE).sees("外しました。")
    said = f"{TITLE}の組から外れました。{TIMES[0]}の集まりは、カレンダーから消してください。"
    one.comes().hears(said).taps("カレンダーから消す")
    assert b"STATUS:CANCELLED" in one.files[-1][1]
    centre.presses(button("cohort.add", cohort)).says(ALONE).sees("足しました。")
    # The same entry, and newer than what took it out.
    one.presses(button("poll.file", poll))
    assert b"STATUS:CONFIRMED" in one.files[-1][1]


def test_a_cohort_ends_and_the_day_is_off(talk_as: TalkAs) -> None:
    centre, one = talk_as(CENTRE), talk_as(ALONE)
    poll, times = polled(centre.world)
    on(one, "2026-11-24")
    centre.presses(button("cohort.settle", times[0], 1))
    one.comes()
    with rows_in(centre.world) as here:
        cohort = cohorts.live(here)[0].id
    centre.presses(button("cohort.end", cohort))
    centre.sees(f"「{TITLE}」をおわりにします。これからの日があれば、取り消して知らせます。").taps("おわりにする")
    centre.sees("まだ組がありません。修了の記録から、一緒に受けた方の組をつくれます。")
    one.comes().hears(f"{TITLE}の集まり（{TIMES[0]}）は、取り消しになりました。別の日は、またお聞きします。")
    assert stands(centre.world, poll)[0] == "off"
    for verb in ("cohort.one", "cohort.end_now", "cohort.ask", "cohort.add"):
        centre.presses(button(verb, cohort)).sees(STALE)


def test_nobody_but_coordinators_does_any_of_it(talk: Talk) -> None:
    poll, times = polled(talk.world)
    with rows_in(talk.world) as here:
        cohort = cohorts.live(here)[0].id
        assert people.with_role(here, "coordinator") == [person(here, CENTRE)]
    for verb, id in (
        ("cohort.one", cohort),
        ("cohort.see", poll),
        ("cohort.settle", times[0]),
        ("cohort.end_now", cohort),
    ):
        talk.presses(button(verb, id)).sees(STALE)
    assert stands(talk.world, poll) == ("open", "", 1)
