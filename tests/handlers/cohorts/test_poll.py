"""The date of a cohort's supervision: asked once, answered at a tap, settled, in the calendar, and in the record."""

from __future__ import annotations

from collections.abc import Callable

import vobject

from storage import cohorts, people
from tests.bot.trouble import rows
from tests.handlers.cohorts.steps import (
    ASKS,
    FIRST,
    ITO,
    KOBAYASHI,
    MORNING,
    TIMES,
    TITLE,
    WHO_SEES,
    button,
    group,
    moment,
    on,
    person,
    polled,
    recorded,
    rows_in,
    says,
    stands,
    votes,
)
from tests.talk import STALE, Talk, at_once
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]


def entry(talk: Talk) -> tuple[str, str, int, str, str]:
    """Return what a calendar reads of the newest file: method, id, number, status, beginning."""
    calendar = vobject.readOne(talk.files[-1][1].decode())
    (event,) = calendar.vevent_list
    start = f"{event.dtstart.value.astimezone(moment(FIRST).tzinfo):%m-%d %H:%M}"
    return calendar.method.value, event.uid.value, int(event.sequence.value), event.status.value, start


def test_a_letter_asks_and_each_answer_is_one_tap(talk: Talk) -> None:
    poll, times = polled(talk.world)
    on(talk, "2026-11-24").hears(MORNING, ASKS, *TIMES)
    assert votes(talk.world, poll) == []
    talk.presses(button("poll.yes", times[0])).sees(
        "あなた：◯ 行ける", "行ける人：1人", "ありがとうございます。あと2つ、お返事を聞かせてください。"
    )
    talk.presses(button("poll.no", times[1]))
    talk.presses(button("poll.maybe", times[2])).sees(
        "ありがとうございます。これでぜんぶです。12月4日（金）まで変えられます。", "［◯ 行ける］", "［× 行けない］"
    )
    # She can say something else, and the same twice.
    for _ in range(2):
        talk.presses(button("poll.yes", times[1])).sees("あなた：◯ 行ける")
    assert votes(talk.world, poll) == [(ALONE, "12-10", "yes"), (ALONE, "12-11", "yes"), (ALONE, "12-16", "maybe")]
    on(talk, "2026-12-02").hears()


def test_members_see_how_many_can_and_never_who_cannot(talk: Talk) -> None:
    _, times = polled(talk.world)
    says(talk.world, times[0], KOBAYASHI)
    says(talk.world, times[0], ITO, what="no")
    talk.says("集まり").sees(TITLE, "初任者研修：令和8年11月修了", "いっしょの方：伊藤 あおいさん、小林 なおさん")
    talk.sees(
        ASKS, "長さ：90分", "場所：センターの会議室", "お返事：12月4日（金）まで（それまでは変えられます）", WHO_SEES
    )
    talk.sees(TIMES[0], "行ける人：1人")
    assert "× 伊藤" not in talk.everything and "行けない人" not in talk.everything


def test_only_who_has_not_answered_is_reminded_once_two_working_days_before(talk_as: TalkAs) -> None:
    one, other = talk_as(ALONE), talk_as(KOBAYASHI)
    _, times = polled(one.world)
    says(one.world, times[0], KOBAYASHI)
    on(one, "2026-11-24").hears(MORNING, ASKS, *TIMES)
    other.comes()
    on(one, "2026-12-01").hears()
    on(one, "2026-12-02").hears(MORNING, "集まりの日のお返事は、12月4日（金）までです", *TIMES)
    other.comes().hears()
    for day in ("2026-12-03", "2026-12-04"):
        on(one, day).hears()


def test_the_letter_that_brings_the_question_does_not_remind_of_it(talk: Talk) -> None:
    polled(talk.world)
    # The machine stood still until two days before the end.
    on(talk, "2026-12-03").hears(MORNING, ASKS, *TIMES)
    on(talk, "2026-12-04").hears()


def test_after_it_has_closed_nothing_is_taken_any_more(talk: Talk) -> None:
    poll, times = polled(talk.world)
    on(talk, "2026-11-24")
    talk.world.clock.at = moment("2026-12-05", "00:01")
    talk.presses(button("poll.yes", times[0])).sees(
        STALE, "お返事をしめきりました。センターが日を決めて、お知らせします。"
    )
    assert votes(talk.world, poll) == []


def test_a_coordinator_settles_it_and_all_have_it_in_their_calendars(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    poll, times = polled(one.world)
    on(one, "2026-11-24")
    says(one.world, times[1], ALONE, KOBAYASHI)
    says(one.world, times[0], ALONE)
    says(one.world, times[0], ITO, what="maybe")
    # Before it stands who has not been reached: nobody else has opened anything here.
    assert on(centre, "2026-12-07").heard()[-1] == f"{TITLE}の集まりの日を決められます"
    centre.presses(button("cohort.see", poll)).sees(
        f"{TIMES[1]}：◯ 加藤 みのりさん、小林 なおさん　△ いません　× いません",
        f"{TIMES[0]}：◯ 加藤 みのりさん　△ 伊藤 あおいさん　× いません",
        "お名前は、日を決めるためだけのものです。組の方には、行ける人数だけが見えます。",
        "お返事をしめきりました。日を決められます。",
    )
    # What suits most stands first.
    labels = [label for label in centre.buttons if label.endswith("にする")]
    assert labels == ["12月11日（金）10:00にする", "12月10日（木）14:00にする", "12月16日（水）14:00にする"]
    centre.taps("12月11日（金）10:00にする").sees("この日時に決めますか", "3人に知らせます。")
    centre.taps("決めて知らせる").sees("決めました。3人に知らせます。カレンダーのファイルも受け取れます。")
    one.comes().hears(f"{TITLE}の集まりの日が決まりました")
    one.taps("カレンダーに入れる")
    assert entry(one) == ("REQUEST", f"{poll}@idobata", 2, "CONFIRMED", "12-11 10:00")
    assert stands(one.world, poll) == ("settled", "12-11 10:00", 2)


def test_it_is_moved_and_called_off_and_calendars_follow(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    poll, times = polled(one.world)
    on(one, "2026-11-24")
    centre.presses(button("cohort.settle", times[0], 1))
    one.comes()
    centre.presses(button("cohort.move", poll))
    centre.says("R8.12.17").sees("日にちと、はじまる時間を書いてください。「12月10日 14時」のように書けます。")
    centre.says("来月の17日 14時半").sees("日時：12月17日（木）14:30–16:00", "3人に知らせます。").taps("決めて知らせる")
    one.comes().hears(f"{TITLE}の集まりの日時が変わりました").taps("カレンダーに入れる")
    assert entry(one) == ("REQUEST", f"{poll}@idobata", 3, "CONFIRMED", "12-17 14:30")
    centre.presses(button("cohort.off", poll)).taps("取り消して知らせる").sees("取り消しました。組の方に知らせます。")
    said = f"{TITLE}の集まり（12月17日（木）14:30–16:00）は、取り消しになりました。別の日は、またお聞きします。"
    one.comes().hears(said).taps("カレンダーから消す")
    assert entry(one) == ("CANCEL", f"{poll}@idobata", 4, "CANCELLED", "12-17 14:30")
    # What was settled before is an old button now.
    centre.presses(button("cohort.settle", times[1], 2)).sees(STALE)
    assert stands(one.world, poll) == ("off", "12-17 14:30", 4)


def test_after_the_day_one_tap_is_in_her_record(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    poll, times = polled(one.world)
    on(one, "2026-11-24")
    centre.presses(button("cohort.settle", times[0], 1))
    one.comes()
    one.presses(button("poll.took", poll)).sees(STALE)
    asked = "12月10日（木）のグループスーパービジョンを受けましたか"
    on(one, "2026-12-11").hears(MORNING, asked)
    for _ in range(2):
        one.presses(button("poll.took", poll)).sees(
            "12月10日（木）にグループスーパービジョンを受けた、と記録しました。"
        )
    assert recorded(one.world, ALONE) == [("2026-12-10", "day")]
    assert recorded(one.world, KOBAYASHI) == []
    on(one, "2026-12-14").hears()


def test_who_was_not_there_is_not_asked_why(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    _, times = polled(one.world)
    centre.presses(button("cohort.settle", times[0], 1))
    on(one, "2026-12-11").taps("受けられませんでした")
    one.sees("わかりました。記録には何も入れません。別の機会は、センターに聞けます。")
    assert recorded(one.world, ALONE) == []
    on(one, "2026-12-14").hears()


def test_two_coordinators_settle_it_once(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    poll, times = polled(one.world)
    first, other = button("cohort.settle", times[0], 1), button("cohort.settle", times[1], 1)
    at_once((centre, first), (centre, other), (centre, first))
    state, at, version = stands(one.world, poll)
    assert (state, version) == ("settled", 2) and at in ("12-10 14:00", "12-11 10:00")
    assert rows(one.world, "SELECT count(*) FROM outbox WHERE kind = 'poll.settled'") == [(3,)]
    # Whoever presses the same again reads that it is so; for another time it is too late.
    told = "決めました。3人に知らせます。カレンダーのファイルも受け取れます。"
    won, lost = (first, other) if at == "12-10 14:00" else (other, first)
    centre.presses(won).sees(told)
    centre.presses(lost).sees(STALE, f"{TITLE}の集まりの日")


def test_who_leaves_the_cohort_votes_no_more_and_is_counted_no_more(talk: Talk) -> None:
    poll, times = polled(talk.world)
    says(talk.world, times[0], ALONE, KOBAYASHI)
    with rows_in(talk.world) as here:
        cohort = cohorts.of_person(here, person(here, ALONE))[0]
        assert cohorts.drop(here, cohort.id, person(here, ALONE))
        assert not cohorts.drop(here, cohort.id, person(here, ALONE))
    talk.presses(button("poll.yes", times[1])).sees(STALE)
    assert votes(talk.world, poll) == [(KOBAYASHI, "12-10", "yes")]
    talk.says("集まり").sees("いまは、入っている集まりはありません。")
    on(talk, "2026-11-24").hears()


def test_who_is_on_leave_hears_nothing_and_who_is_paused_does_not_count(talk_as: TalkAs) -> None:
    one, centre = talk_as(ALONE), talk_as(CENTRE)
    poll, times = polled(one.world)
    says(one.world, times[0], KOBAYASHI, ITO)
    with rows_in(one.world) as here:
        found = people.by_name(here, KOBAYASHI)[0]
        found.paused_at = one.world.clock.now()
        people.by_name(here, ALONE)[0].away_since = one.world.clock.now()
    on(one, "2026-11-24").hears()
    centre.presses(button("cohort.see", poll)).sees(f"{TIMES[0]}：◯ 伊藤 あおいさん　△ いません　× いません")
    centre.sees("お返事がまだの方：加藤 みのりさん")


def test_another_network_s_or_another_cohort_s_poll_is_not_hers(talk: Talk) -> None:
    poll, times = polled(talk.world, KOBAYASHI, ITO)
    group(talk.world, ALONE, title="ほかの組")
    for verb, id in (("poll.yes", times[0]), ("poll.file", poll), ("poll.took", poll), ("poll.missed", poll)):
        talk.presses(button(verb, id)).sees(STALE, "ほかの組")
    for verb, id in (("cohort.see", poll), ("cohort.settle", times[0]), ("cohort.off_now", poll)):
        talk.presses(button(verb, id)).sees(STALE)
    assert (votes(talk.world, poll), stands(talk.world, poll)) == ([], ("open", "", 1))
