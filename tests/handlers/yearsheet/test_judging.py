"""What would become of each line, beside what is known: pure, line by line."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from handlers.training.grid import Done
from handlers.yearsheet import merging
from handlers.yearsheet.judging import Around, Member, Outcome, Waited, judge
from handlers.yearsheet.lines import Roster, Told
from messages.courses import rules
from messages.words import words_of
from storage.awaited import alike
from tests.world import START

RULES, TODAY, WORDS = rules(), START.date(), words_of({})
NAME, OFFICE = "架空 花", "相談室 こかげ"


def done(*said: str) -> tuple[Done, ...]:
    """Return trainings: 'initial 2012' (a fiscal year), 'renewal 2021-11', 'chief 2023-02-10'."""
    found = []
    for one in said:
        course, _, day = one.partition(" ")
        parts = [int(part) for part in day.split("-")]
        exactly = ("year", "month", "day")[len(parts) - 1]
        month = 4 if exactly == "year" else parts[1]
        found.append(Done(date(parts[0], month, parts[2] if exactly == "day" else 1), course, exactly))
    return tuple(sorted(found))


def told(*said: str, line: int = 2, name: str = NAME, office: str = OFFICE) -> Told:
    """Return a line of a roster."""
    return Told(line, office, name, done(*said))


def member(
    *said: str, own: tuple[str, ...] = (), state: str = "here", name: str = NAME, office: str = OFFICE
) -> Member:
    """Return somebody of the network with what is known of her."""
    known = {one: uuid4() for one in done(*said, *own)}
    return Member(uuid4(), name, office, state, known, frozenset(done(*own)))


def outcome(*lines: Told, members: tuple[Member, ...] = (), waited: Waited | None = None) -> Outcome:
    """Return what would become of a roster."""
    by: dict[str, list[Member]] = {}
    for one in members:
        by.setdefault(alike(one.name, one.office), []).append(one)
    waits = {alike(NAME, OFFICE): waited} if waited else {}
    return judge(Roster(lines), Around(by, waits, RULES, TODAY))


def says(found: Outcome) -> list[tuple[int, str]]:
    """Return what is said of each line, problems first."""
    rows = [(one.line, one.why) for one in found.problems] + [(one.told.line, one.says) for one in found.results]
    return [(line, WORDS.say(said)) for line, said in rows]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["initial 2027"], "初任者研修 令和9年度：これからの日です。修了した日を書いてください。"),
        (["initial 2026-11-24"], "初任者研修 令和8年11月24日（火）：これからの日です。修了した日を書いてください。"),
        (["initial 2026-12"], "初任者研修 令和8年12月：これからの日です。修了した日を書いてください。"),
        (
            ["initial 2003"],
            "初任者研修 平成15年度：「初任者研修」がまだなかったころの日です（平成17年4月から）。"
            "年をたしかめてください。",
        ),
        (
            ["chief 2018-03-31"],
            "主任研修 平成30年3月31日（土）："
            "「主任研修」がまだなかったころの日です（平成30年4月から）。年をたしかめてください。",
        ),
        (
            ["initial 2021", "renewal 2020"],
            "現任研修 令和2年度："
            "初任者研修の修了より前の日です。前にも初任者研修を受けていれば、そちらを先に入れてください。",
        ),
        (
            ["initial 2020", "initial 2022"],
            "初任者研修が2つあります。期限がすぎて受けなおした方でなければ、1つにしてください。",
        ),
    ],
)
def test_what_cannot_be_is_named(said: list[str], why: str) -> None:
    for members in ((), (member(),)):
        assert says(outcome(told(*said, line=7), members=members)) == [(7, why)]


@pytest.mark.parametrize(
    "said",
    [
        ["initial 2026-11-23"],
        ["initial 2026"],
        ["chief 2018-04-01"],
        ["renewal 2020"],
        ["initial 2021", "renewal 2021"],
        # 2011-2015 had none: taken again in 2016.
        ["initial 2010", "initial 2016"],
        ["initial 2010", "renewal 2015", "initial 2021"],
    ],
)
def test_what_can_be_is_taken(said: list[str]) -> None:
    (one,) = outcome(told(*said), members=(member(),)).results
    assert (one.kind, one.new) == ("new", done(*said))


@pytest.mark.parametrize("second", ["initial 2014", "initial 2015"])
def test_a_second_course_before_the_first_has_lapsed_is_asked_about(second: str) -> None:
    assert len(outcome(told("initial 2010", second)).problems) == 1


@pytest.mark.parametrize(
    ("known", "line", "kind", "new", "gone"),
    [
        (["initial 2012"], ["initial 2012"], "same", [], []),
        (["initial 2012-11-20"], ["initial 2012"], "same", [], []),
        (["initial 2012-11"], ["initial 2012"], "same", [], []),
        (["initial 2012"], ["initial 2012-11-20"], "changed", ["initial 2012-11-20"], ["initial 2012"]),
        (["initial 2012-11-20"], ["initial 2012-12-20"], "changed", ["initial 2012-12-20"], ["initial 2012-11-20"]),
        (["initial 2012"], ["initial 2013"], "changed", ["initial 2013"], ["initial 2012"]),
        # A new one after a lapse is one more.
        (["initial 2010"], ["initial 2016"], "new", ["initial 2016"], []),
        (["initial 2012", "renewal 2017"], ["renewal 2022"], "new", ["renewal 2022"], []),
        (["initial 2012", "renewal 2017-09"], ["renewal 2017-10"], "changed", ["renewal 2017-10"], ["renewal 2017-09"]),
        # What a roster does not say stays.
        (["initial 2012", "renewal 2017"], ["initial 2012"], "same", [], []),
        (["initial 2012"], [], "empty", [], []),
    ],
)
def test_what_is_known_meets_what_is_told(
    known: list[str], line: list[str], kind: str, new: list[str], gone: list[str]
) -> None:
    whom = member(*known)
    (one,) = outcome(told(*line), members=(whom,)).results
    assert (one.kind, one.new) == (kind, done(*new))
    assert one.gone == tuple(whom.done[each] for each in done(*gone))


def test_what_she_has_said_herself_stays() -> None:
    (one,) = outcome(told("initial 2012-11-21", "renewal 2017"), members=(member(own=("initial 2012-11-20",)),)).results
    assert (one.kind, one.new, one.gone) == ("hers", done("renewal 2017"), ())
    (one,) = outcome(told("initial 2012-11-21"), members=(member(own=("initial 2012",)),)).results
    assert (one.kind, one.does) == ("hers", False)


def test_what_is_known_already_is_no_problem_of_the_roster() -> None:
    whom = member("initial 2020", "initial 2022", "renewal 2019")
    (one,) = outcome(told("initial 2020", "renewal 2026"), members=(whom,)).results
    assert (one.kind, one.new) == ("new", done("renewal 2026"))
    assert len(outcome(told("initial 2020", "initial 2022"), members=(member("initial 2020"),)).problems) == 1


def test_names_and_offices_are_the_same_in_every_spelling() -> None:
    whom = member(name="ｶｸｳ ハナ", office="相談室こかげ")
    (one,) = outcome(told("initial 2012", name="カクウ　ハナ", office="相談室　こかげ"), members=(whom,)).results
    assert (one.kind, one.person) == ("new", whom.id)


def test_one_person_in_two_lines_is_named() -> None:
    found = outcome(told("initial 2012"), told("initial 2012", line=5, name="架空花"))
    assert [(one.line, WORDS.say(one.why)) for one in found.problems] == [
        (5, "2行目と同じ方です。1行にまとめてください。")
    ]
    assert not found.ready


def test_two_people_of_one_name_are_named() -> None:
    why = "この事業所に同じ名前の方が2人います。この行は外し、お一人ずつ入れてください。"
    assert says(outcome(told("initial 2012"), members=(member(), member(name="架空花")))) == [(2, why)]


def test_a_namesake_in_another_office_is_somebody_else() -> None:
    found = outcome(told("initial 2012"), members=(member(office="ひなた"),))
    assert says(found) == [(2, "預かります（初任者研修 平成24年度）。同じ名前の方が「ひなた」にいます")]


@pytest.mark.parametrize(
    ("here", "line", "maybe"),
    [
        ("伊藤 あおい", "伊藤 葵", True),
        ("高橋 花子", "髙橋 花子", True),
        ("高橋花子", "髙橋花子", True),
        ("澤田 広", "沢田　広", True),
        ("佐藤 花子", "伊藤 花子", True),
        ("佐藤 花子", "伊藤 葵", False),
        ("佐藤花子", "伊藤葵", False),
    ],
)
def test_who_may_be_somebody_of_the_same_office_is_pointed_out(here: str, line: str, maybe: bool) -> None:
    whom = member(name=here)
    found = outcome(told("initial 2012", name=line), members=(whom,))
    why = f"預かります（初任者研修 平成24年度）。この事業所の「{here}」さんと同じ方なら、表のお名前をそろえてください"
    assert says(found) == [(2, why if maybe else "まだ参加していません。預かります（初任者研修 平成24年度）")]
    assert (found.count("maybe"), found.waits, found.ready) == (maybe, 1, True)
    # Whose own line stands there too, and who is in another office, is somebody else.
    own = told("initial 2012", name=here, line=3)
    both = outcome(told("initial 2012", name=line), own, members=(whom,))
    away = outcome(told("initial 2012", name=line), members=(member(name=here, office="ひなた"),))
    assert (both.count("maybe"), away.count("maybe")) == (0, 0)


@pytest.mark.parametrize(
    ("state", "kind"), [("here", "new"), ("paused", "new"), ("joining", "waits"), ("removed", "gone")]
)
def test_how_she_belongs_says_what_becomes_of_her_line(state: str, kind: str) -> None:
    (one,) = outcome(told("initial 2012"), members=(member(state=state),)).results
    assert (one.kind, one.does) == (kind, kind != "gone")


def test_while_she_is_asked_nothing_becomes_hers() -> None:
    kept = Waited(done("initial 2012"))
    (one,) = outcome(told("initial 2012", "renewal 2017"), members=(member(),), waited=kept).results
    assert (one.kind, one.person, one.new, one.waits) == ("waits", None, (), done("initial 2012", "renewal 2017"))
    (one,) = outcome(told("initial 2012"), members=(member(),), waited=Waited(kept.done, refused=True)).results
    assert (one.kind, one.does) == ("refused", False)


def test_merging_twice_is_merging_once() -> None:
    known, line = done("initial 2012", "renewal 2017-09"), done("initial 2012-11-20", "renewal 2017-10", "chief 2023")
    once = merging.merge(known, line, (), RULES).after(known)
    assert merging.merge(once, line, (), RULES) == merging.Merged()


def test_the_digest_follows_what_would_be_done() -> None:
    whom = Member(UUID(int=1), NAME, OFFICE, "here")
    first = outcome(told("initial 2012"), members=(whom,)).digest
    assert first == outcome(told("initial 2012"), members=(whom,)).digest
    others = [outcome(told("initial 2013"), members=(whom,)), outcome(told("initial 2012"))]
    assert first not in [one.digest for one in others]
