"""What comes later of a visit: quiet weeks, a word of one's own, promises, and a light question after months."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from storage.ids import short
from tests.handlers.visited.steps import (
    AS_USUAL,
    ASLEEP,
    GOOD,
    NO_GOOD,
    NOTHING,
    ONE,
    OURS,
    OUTCOME,
    PLANNED,
    PROMISE,
    QUIET,
    SATO,
    SUZUKI,
    answers,
    at,
    expect_came,
    goes_on,
    outcomes,
    settled,
    waiting,
)
from tests.handlers.visits.hosts import rows
from tests.talk import Talk
from tests.world import ALONE, World

Meets = Callable[[str], Talk]
WORD = "聞いてもらうと、次にすることが見えました"
NIGHT = "訪問から一晩たちました"
MONTH = "11月24日（火）の訪問から、1か月がたちました。その後、いかがですか。"
SEASON = "11月24日（火）の訪問から、3か月がたちました。その後、いかがですか。"


def said(meets: Meets, *more: tuple[str, str | None, str], **values: object) -> tuple[Talk, UUID]:
    """Let a visit have been held, and one of the pair have said so; return her chat and the visit's id."""
    chief = meets(SATO)
    visit = settled(chief.world, **values)  # type: ignore[arg-type]
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30"))
    if not more:
        return chief.taps("予定どおり終わった"), visit
    return answers(chief.taps("くわしく残す"), OUTCOME, PLANNED, *more), visit


def calm(world: World) -> list[tuple[str, str]]:
    """Return who has quiet weeks, and until when."""
    found = rows(world, "SELECT name, calm_until FROM people WHERE calm_until IS NOT NULL")
    return [(name, str(until)) for name, until in found]


def test_after_a_hard_one_the_guest_has_two_quiet_weeks_and_sees_it(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, _ = said(meets, NO_GOOD, QUIET, NOTHING)
    chief.sees("事業所の方への急がないお知らせは、12月8日（火）の朝までお休みにします。")
    assert outcomes(chief.world) == [("done", "held", 60, True)]
    assert calm(chief.world) == [(ALONE, "2026-12-08")]
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00")).hears(ONE, NIGHT)
    expect_came(guest, ASLEEP)
    guest.presses("settings:").sees(
        "しばらく静かに", "急がないお知らせは、お休みしています。12月8日（火）の朝から、少しずつまとめてお届けします。"
    )
    guest.taps("もうふつうに受けとる")
    guest.sees("わかりました。お休みしていた分は、次の朝の1通から、まとめてお届けします。")
    guest.comes()
    assert calm(chief.world) == []


def test_what_is_heavy_by_its_menu_is_not_asked_about(meets: Meets) -> None:
    chief, _ = said(meets, NO_GOOD, NOTHING, menu="worries", title="悩み事相談")
    assert outcomes(chief.world) == [("done", "held", 60, True)]
    assert calm(chief.world) == [(ALONE, "2026-12-08")]


def test_the_second_of_the_pair_may_ask_for_quiet_too(meets: Meets) -> None:
    staff, chief = meets(SUZUKI), meets(SATO)
    settled(staff.world)
    chief.opens()
    staff.opens().waits_until(at(staff.world, "2026-11-24 15:30")).taps("くわしく残す")
    chief.comes().taps("予定どおり終わった")
    answers(staff, OUTCOME, PLANNED, NO_GOOD, QUIET, NOTHING)
    assert (outcomes(staff.world), len(calm(staff.world))) == ([("done", "held", 60, True)], 1)


def test_one_night_later_the_guest_has_a_word_of_her_own(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets)
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00")).hears(ONE, NIGHT)
    expect_came(guest, "🔒 井戸端の中では、あなただけが読めます。センターも事業所も読めません。")
    guest.presses(f"visited.word:{short(visit)}")
    guest.sees("話してみて、気づいたことや、心に残ったことはありますか。")
    guest.says(WORD).taps("今日はなし").sees("おつかれさまでした", f"訪問のあとに：{WORD}")
    assert rows(chief.world, "SELECT count(*) FROM visits WHERE word_id IS NOT NULL") == [(1,)]
    # Nobody of the pair sees anything of it.
    chief.presses(f"visited:{short(visit)}")
    assert WORD not in chief.text
    guest.enters("これまでのふりかえり").taps("11月25日（水）　訪問").sees(f"{ASKED_FOR}：{WORD}")
    guest.presses(f"visited:{short(visit)}").taps("訪問のひとことを読む").sees(f"{ASKED_FOR}：{WORD}")
    guest.taps("消す").taps("消す（元に戻せません）").sees("消しました。井戸端では、もうだれにも読めません。")
    assert rows(chief.world, "SELECT count(*) FROM visits WHERE word_id IS NOT NULL") == [(0,)]
    guest.presses(f"visited:{short(visit)}").sees("［ひとこと書く］")


ASKED_FOR = "話してみて、気づいたことや、心に残ったことはありますか。"


def test_the_word_can_be_passed_over(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets)
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00")).hears(ONE, NIGHT)
    guest.presses(f"visited.no_word:{short(visit)}").sees("わかりました。")
    guest.waits_until(at(chief.world, "2026-11-26 09:00")).hears()


def test_a_heavy_word_is_met_as_in_every_reflection(meets: Meets) -> None:
    guest = meets(ALONE)
    _, visit = said(meets)
    guest.opens().presses(f"visited.word:{short(visit)}").says("もう死にたいと思いました")
    guest.sees("今日は、きつい一日でしたね。話せる相手がいます。", "［人に話す］")


def test_promises_come_back_on_the_working_day_before_and_reproach_nobody(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(
        meets,
        NO_GOOD,
        AS_USUAL,
        ("what1", PROMISE, PROMISE),
        ("whose1", "office", "事業所"),
        ("by1", "2026-12-07", "12/7"),
        ("what2", OURS, OURS),
        ("whose2", "hosts", "うかがう側"),
        ("by2", "2026-12-02", "12/2"),
        ("what3", None, "ない"),
    )
    world = chief.world
    guest.opens().waits_until(at(world, "2026-11-25 09:00"))
    hers, ours = (short(UUID(str(id))) for (id,) in rows(world, "SELECT id FROM visit_promises ORDER BY id"))
    goes_on(chief).waits_until(at(world, "2026-12-01 09:00")).hears(ONE, "約束のこと")
    expect_came(
        chief, f"「{OURS}」", "12月2日（水）までの約束です。", "［できました］", "［あとで］", "［もういらない］"
    )
    chief.presses(f"visited.did:{ours}").sees("おつかれさまでした。")
    guest.comes().hears()
    # A Friday.
    guest.waits_until(at(world, "2026-12-04 09:00")).hears(ONE, "約束のこと")
    guest.presses(f"visited.wait:{hers}").sees("わかりました。12月11日（金）の朝に、また声をかけます。")
    guest.waits_until(at(world, "2026-12-11 09:00")).hears(ONE, "約束のこと")
    expect_came(guest, "これから、で大丈夫です。")
    guest.presses(f"visited:{short(visit)}")
    guest.sees(f"約束（事業所・これから）：{PROMISE}", f"約束（うかがう側・できました）：{OURS}")
    guest.presses(f"visited.drop:{hers}").sees("わかりました。この約束は、おわりにします。")
    guest.presses(f"visited.did:{hers}").sees("わかりました。この約束は、おわりにします。")
    assert [kind for kind, _ in waiting(world, ALONE)] == ["visited.month", "visited.season"]


def test_months_later_a_light_question_that_can_be_turned_off(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets)
    world = chief.world
    guest.opens().waits_until(at(world, "2026-11-25 09:00"))
    guest.waits_until(at(world, "2026-12-24 09:00")).hears(ONE, MONTH)
    expect_came(guest, "［また話す］", "［いまは大丈夫］", "［もう聞かなくていい］")
    guest.presses(f"visited.fine:{short(visit)}").sees("わかりました。話したくなったら、いつでもどうぞ。")
    guest.waits_until(at(world, "2027-02-24 09:00")).hears(ONE, SEASON)
    guest.presses(f"visited.no_more:{short(visit)}").sees("わかりました。この訪問のことは、もう聞きません。")


def test_who_wants_no_later_question_gets_none(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets)
    guest.opens().waits_until(at(chief.world, "2026-12-24 09:00"))
    guest.presses(f"visited.no_more:{short(visit)}")
    guest.waits_until(at(chief.world, "2027-02-24 09:00")).hears()


def test_who_is_visited_again_is_not_asked_about_the_visit_before(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, _ = said(meets)
    settled(chief.world, start=at(chief.world, "2027-01-20 10:00"), asked_at=chief.world.clock.now())
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00"))
    guest.waits_until(at(chief.world, "2026-12-24 09:00")).hears()


def test_what_was_good_goes_where_its_author_takes_it_back(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets, ("good", GOOD, GOOD), AS_USUAL, NOTHING)
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00"))
    expect_came(guest, f"「{GOOD}」")
    chief.presses(f"visited:{short(visit)}").taps("ひとことを消す")
    guest.comes()
    guest.presses(f"visited:{short(visit)}")
    assert GOOD not in guest.text
    assert rows(chief.world, "SELECT count(*) FROM visit_notes") == [(0,)]


def test_what_was_good_can_be_written_anew(meets: Meets) -> None:
    guest = meets(ALONE)
    chief, visit = said(meets, ("good", GOOD, GOOD), AS_USUAL, NOTHING)
    guest.opens().waits_until(at(chief.world, "2026-11-25 09:00"))
    expect_came(guest, f"「{GOOD}」")
    goes_on(chief).presses(f"visited:{short(visit)}").taps("よかったところ・約束を足す")
    better = "ことばを選んで聴いておられました"
    answers(chief, ("good", better, better), NOTHING)
    guest.waits_until(at(chief.world, "2026-11-26 09:00")).hears(ONE, "サポーターからのひとこと")
    expect_came(guest, f"「{better}」")
    assert rows(chief.world, "SELECT body FROM visit_notes") == [(better,)]
