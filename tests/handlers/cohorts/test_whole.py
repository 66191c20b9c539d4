"""A cohort's date from the first press to the record: made, asked, reminded, settled, held, and no more nudged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from storage import polls
from tests.handlers.cohorts.steps import KOBAYASHI, MORNING, button, on, recorded, rows_in, votes
from tests.handlers.cohorts.test_desk import completed, desk
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

TITLE = "令和8年9月修了の組"
ASKS = f"{TITLE}の集まり（グループスーパービジョン）、いつ行けますか"
TIMES = ("12月10日（木）14:00–15:30", "12月11日（金）10:00–11:30")
HELD = "12月11日（金）のグループスーパービジョンを受けましたか"
NUDGE = "グループスーパービジョン（GSV）"
NUDGE_SAYS = "同じ組の方との話し合いは、令和9年9月18日（土）までに1回です。"


def asked(world: World) -> tuple[UUID, list[UUID]]:
    """Return the poll that was begun, and its times in order."""
    with rows_in(world) as here:
        (poll,) = polls.standing(here, world.clock.now())
        return poll.id, [one.id for one in polls.times(here, poll.id)]


def test_from_the_first_press_to_the_record(talk_as: Callable[[str], Talk]) -> None:
    centre, one, other = talk_as(CENTRE), talk_as(ALONE), talk_as(KOBAYASHI)
    completed(centre.world, ALONE, KOBAYASHI)
    desk(centre).taps("組をつくる").taps("令和8年9月に修了した2人").taps("おまかせ").taps("集まりの日を聞く")
    centre.says("12月10日 14時").says("12月11日 10時").taps("これで足ります").says("90").says("センターの会議室")
    centre.says("12月4日").taps("2人に聞く").sees(f"{TIMES[0]}：◯ いません　△ いません　× いません")
    poll, (first, second) = asked(centre.world)

    on(one, "2026-11-24").hears(MORNING, ASKS, *TIMES)
    one.presses(button("poll.yes", first))
    one.presses(button("poll.yes", second)).sees(
        "ありがとうございます。これでぜんぶです。12月4日（金）まで変えられます。"
    )
    # Only who has not answered is reminded.
    other.comes()
    on(other, "2026-12-02").hears(MORNING, "集まりの日のお返事は、12月4日（金）までです", *TIMES)
    one.comes().hears()
    other.presses(button("poll.no", first))
    other.presses(button("poll.yes", second))
    assert [says for _, _, says in votes(one.world, poll)] == ["yes", "yes", "no", "yes"]

    assert on(centre, "2026-12-03").heard()[-1] == f"{TITLE}の集まりの日を決められます"
    centre.presses(button("cohort.see", poll)).taps("12月11日（金）10:00にする").taps("決めて知らせる")
    one.comes().hears(f"{TITLE}の集まりの日が決まりました")
    other.comes()
    for talk in (one, other):
        assert talk.taps("カレンダーに入れる").files[-1][0].endswith(".ics")

    on(one, "2026-12-14").hears(MORNING, HELD)
    other.comes()
    assert HELD in other.everything
    one.presses(button("poll.took", poll)).sees("12月11日（金）にグループスーパービジョンを受けた、と記録しました。")
    assert recorded(one.world, ALONE) == [(str(date(2026, 12, 11)), "day")]
    # Three months after the 初任者研修 only who was not there hears of it again.
    on(other, "2026-12-18").hears(MORNING, NUDGE)
    one.comes()
    assert NUDGE_SAYS in other.everything and NUDGE_SAYS not in one.everything
