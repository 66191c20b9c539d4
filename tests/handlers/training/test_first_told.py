"""What comes after a 初任者研修 that nobody knows yet: that one is told in between, and nothing is lost by it."""

from __future__ import annotations

from tests.handlers.training.steps import INITIAL, ON, RENEWAL, kept, puts, tells
from tests.talk import Talk
from tests.world import ALONE

BEFORE = "初任者研修の修了より前の日です。前にも初任者研修を受けていれば、そちらを先に入れてください。"
FIRST = "初任者研修を先に入れる"


def test_a_training_before_its_first_one_waits_until_that_is_told(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2021-11-20", "day"))
    tells(talk, RENEWAL, "H29.9.1").sees(BEFORE, f"［{FIRST}］", "［日にちを直す］")
    talk.taps(FIRST).sees(ON).says("H24.6.1").sees("初任者研修　平成24年6月1日（金）")
    # It is a second one, and may stand.
    talk.taps("このまま残す").sees("残しました。初任者研修　平成24年6月1日（金）")
    talk.taps("つづける").sees("現任研修　平成29年9月1日（金）").taps("残す")
    assert kept(talk.world) == [
        ("initial", "2012-06-01", "day"),
        ("renewal", "2017-09-01", "day"),
        ("initial", "2021-11-20", "day"),
    ]


def test_who_has_none_to_tell_corrects_the_day(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2021-11-20", "day"))
    mend = tells(talk, RENEWAL, "H29.9.1").data("日にちを直す")
    talk.taps(FIRST).taps("やめる").taps("消してやめる")
    talk.presses(mend).says("R6.9.1").sees("現任研修　令和6年9月1日（日）").taps("残す")
    assert kept(talk.world) == [("initial", "2021-11-20", "day"), ("renewal", "2024-09-01", "day")]


def test_of_whom_none_is_known_it_is_asked_for_next(talk: Talk) -> None:
    tells(talk, RENEWAL, "R5.9.1").taps("残す").sees("残しました。現任研修　令和5年9月1日（金）")
    talk.taps("初任者研修も入れる").sees(ON).says("H30.6.9").taps("残す")
    talk.sees("残しました。初任者研修　平成30年6月9日（土）")
    assert "初任者研修も入れる" not in talk.buttons
    assert [course for course, *_ in kept(talk.world)] == ["initial", "renewal"]
    talk.taps("ほかにもある").sees("どの研修ですか。", f"［{INITIAL}］")
