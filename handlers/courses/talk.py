"""研修のきまり when spoken to: the prefecture, each course, a course of the ward's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.courses import began, moving, rules, said, use
from handlers.desk import ways
from handlers.desk.rules import ROLE
from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Name, Option, Select, Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import things
from handlers.training import known
from messages.courses import Course
from messages.courses.prefectures import PREFECTURES
from messages.courses.reading import GUIDE, LONGEST
from messages.words import Msg, given, msg
from storage import networks
from storage.ids import uuid7

WHAT, WHERE = "courses", "prefecture"
PAGE = 8
PREFECTURE, PART, NEW = "courses.prefecture", "courses.part", "courses.new"
BACK = Button(msg("courses-back"), "courses")
LIST = Button(msg("courses-list"), "courses.list")


def id_of(key: str) -> str:
    """Return what a button names a course by."""
    return things.item_id("course", key)


def room(turn: Turn) -> Card:
    """Return where the rules come from, and what can be changed."""
    prefecture = turn.who.network.prefecture
    held = known.rules_of(turn.who.network).courses
    guides = [one for one in held if one.guide]
    facts = (
        Fact(msg("courses-prefecture"), given(prefecture) if prefecture else msg("courses-nowhere")),
        Fact(msg("courses-guides"), msg("courses-count", count=len(guides), all=len(held))),
    )
    buttons = (
        Button(msg("courses-change-prefecture"), PREFECTURE),
        LIST,
        Button(msg("courses-add"), "courses.add"),
        Button(msg("courses-move"), "courses.move"),
        Button(msg("network-changes"), "network.changes"),
        ways.TRAINING,
    )
    return Card(msg("courses-title"), facts, None, (msg("courses-why"), msg("courses-decides")), buttons)


def show(turn: Turn, _id: str = "") -> Reply:
    """Show it."""
    return Reply(cards=(room(turn),))


def listed(turn: Turn, after: str = "") -> Reply:
    """Show the courses, eight at a time."""
    return Reply(cards=(_listed(turn, after),))


def _listed(turn: Turn, after: str = "") -> Card:
    held = known.rules_of(turn.who.network).courses
    shown, last = paging.page(held, after, PAGE, lambda one: id_of(one.key))
    facts = tuple(Fact(given(one.name), said.part("checked_on", one.checked_on)) for one in shown)
    looks = [Button(given(one.name), "courses.look", id_of(one.key)) for one in shown]
    more = (Button(msg("network-more"), "courses.list", last),) if last else ()
    return Card(msg("courses-list-title"), facts, None, (msg("courses-list-why"),), (*looks, *more, BACK))


def _course(turn: Turn, id: str) -> Course:
    held = known.rules_of(turn.who.network).courses
    found = next((one for one in held if id_of(one.key) == id), None)
    if found is None:
        raise Stale("course")
    return found


def _one(turn: Turn, course: Course) -> Card:
    id, own = id_of(course.key), rules.row_of(turn.who.network.courses, course.key)
    ours = course.key not in rules.shipped(turn.who.network.prefecture)
    change = [Button(label, f"courses.{part}", id) for part, label in said.CHANGE.items()]
    change += [Button(msg("courses-change-since"), "courses.since", id)] if ours else []
    checked = () if course.checked_on == turn.today else (Button(msg("courses-checked"), "courses.checked", id),)
    away = [Button(msg("courses-remove") if ours else msg("courses-reset"), "courses.reset", id)] if own else []
    says = msg("courses-ours") if ours else msg("courses-changed") if own else msg("courses-shipped")
    return Card(given(course.name), said.facts(course, ours=ours), None, (says,), (*change, *checked, *away, LIST))


def look(turn: Turn, id: str) -> Reply:
    """Show one course; raises Stale."""
    return Reply(cards=(_one(turn, _course(turn, id)),))


def checked(turn: Turn, id: str) -> Reply:
    """Note that a course's facts were compared with their source today; raises Stale."""
    networks.hold(turn.here)
    course = _course(turn, id)
    return _put(turn, course.key, checked_on=turn.today.isoformat())


def _put(turn: Turn, key: str, **parts: Any) -> Reply:
    after = rules.with_part(turn.who.network.courses, key, **parts)
    changed = things.change(turn, WHAT, after)
    card = _one(turn, _course(turn, id_of(key)))
    return things.done(card) if changed else things.same(card)


def reset(turn: Turn, id: str) -> Reply:
    """Let a shipped course stand as it was, or take one of the ward's own out, unless somebody's record has it."""
    networks.hold(turn.here)
    course, own = _course(turn, id), turn.who.network.courses
    if rules.row_of(own, course.key) is None:
        return things.same(_one(turn, course))
    after = rules.without(own, course.key)
    if use.in_use(turn, own, after):
        return things.told(msg("courses-in-use"), _one(turn, course))
    things.change(turn, WHAT, after)
    return things.done(_listed(turn))


def ask_prefecture(_turn: Turn, _id: str = "") -> Reply:
    """Ask whose rules apply."""
    return Reply(ask=Ask(PREFECTURE, {}))


def build_prefecture(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for the prefecture; its 47 in their usual order."""
    options = tuple(Option(f"p{place}", given(name)) for place, name in enumerate(PREFECTURES, start=1))
    field = Select(name="where", ask=msg("courses-ask-prefecture"), label=msg("courses-prefecture"), options=options)
    return Form(msg("courses-title"), (field,), one_by_one=True)


def submit_prefecture(turn: Turn, filled: Filled) -> Reply:
    """Let another prefecture's rules apply."""
    networks.hold(turn.here)
    name = PREFECTURES[int((filled.answers["where"] or "p0")[1:]) - 1]
    return things.done(room(turn)) if things.change(turn, WHERE, name) else things.same(room(turn))


def ask_part(turn: Turn, id: str, *, part: str) -> Reply:
    """Ask for another part of a course; raises Stale."""
    course = _course(turn, id)
    if part == "since" and course.key in rules.shipped(turn.who.network.prefecture):
        raise Stale("course")
    return Reply(ask=Ask(PART, {"key": course.key, "part": part, "before": said.plain(getattr(course, part))}))


def _field(part: str, before: str = "") -> Text:
    lead = _now(given(before)) if before else None
    skip = msg("courses-part-none") if part in rules.MAY_LACK else None
    asked = said.ASKS[part]
    shared: dict[str, Any] = {"name": part, "label": said.LABELS[part], "lead": lead, "skip": skip, "ask": asked}
    if part == "guide":
        # An address of a prefecture is nobody's personal data.
        return Text(most=LONGEST[part], lines=1, **shared)
    return Name(most=LONGEST[part], shared=True, **shared)


def build_part(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for one part of a course."""
    part, before = params["part"], params["before"]
    field = _field(part, before) if part != "since" else began.field(turn.today, _now(said.part(part, before)))
    return Form(msg("courses-title"), (field,), one_by_one=True)


def _now(value: Msg) -> Msg:
    return msg("network-now", now=value)


def submit_part(turn: Turn, filled: Filled) -> Reply:
    """Change a part of a course; raises Refusal for a name that there is already, and an address that is none."""
    networks.hold(turn.here)
    key, part = filled.params["key"], filled.params["part"]
    value = filled.answers.get(part) or (rules.EVER if part == "since" else "")
    course = _course(turn, id_of(key))
    _judge(turn, key, part, value)
    if said.plain(getattr(course, part)) != filled.params["before"]:
        return things.meanwhile(turn, WHAT, _one(turn, course), wrote=value)
    return things.same(_one(turn, course)) if value == filled.params["before"] else _put(turn, key, **{part: value})


def _judge(turn: Turn, key: str, part: str, value: str) -> None:
    if part == "guide" and value and not GUIDE.fullmatch(value):
        raise Refusal(msg("courses-guide-how"), part)
    if part == "name" and rules.named_alike(value, known.rules_of(turn.who.network).courses, key):
        raise Refusal(msg("network-twice", name=value), part)


def ask_new(turn: Turn, _id: str = "") -> Reply:
    """Ask for a course of the ward's own, while there is room."""
    shipped = rules.shipped(turn.who.network.prefecture)
    if sum(row.get("key") not in shipped for row in turn.who.network.courses) >= rules.MOST_OWN:
        return things.told(msg("network-full", most=rules.MOST_OWN), room(turn))
    return Reply(ask=Ask(NEW, {}))


def build_new(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for a course of the ward's own."""
    words = tuple(_field(part) for part in ("name", "source", "runs_by"))
    return Form(msg("courses-add"), (*words, began.field(turn.today)))


def submit_new(turn: Turn, filled: Filled) -> Reply:
    """Add a course; raises Refusal for a name that there is already."""
    networks.hold(turn.here)
    read = {part: filled.answers.get(part) or "" for part in ("name", "source", "runs_by", "since")}
    _judge(turn, "", "name", read["name"])
    # A key of its own for ever: what somebody completed goes by it, whatever the course is called then.
    row = rules.new(f"w{uuid7().hex[-10:]}", read, turn.today)
    things.change(turn, WHAT, [*turn.who.network.courses, row])
    return things.done(_one(turn, _course(turn, id_of(row["key"]))))


CONVERSATION = Conversation(
    name="courses",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("courses-title"), "courses"),),
    only=frozenset({ROLE}),
    verbs=ways.taps(
        {
            "courses": show,
            "courses.list": listed,
            "courses.look": look,
            **{f"courses.{part}": partial(ask_part, part=part) for part in (*rules.PARTS, "since")},
            "courses.checked": checked,
            "courses.reset": reset,
            PREFECTURE: ask_prefecture,
            "courses.add": ask_new,
            **moving.VERBS,
        }
    ),
    forms=ways.forms(
        {
            PREFECTURE: FormKind(build_prefecture, submit_prefecture),
            PART: FormKind(build_part, submit_part, sealed=True),
            NEW: FormKind(build_new, submit_new, sealed=True),
            **moving.FORMS,
        }
    ),
)
