"""Bringing a roster in: a table, what would become of each line, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from typing import Any

from handlers.kit import sheets
from handlers.kit.cards import Button, Card, Fact, File
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Sheet
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.table import to_xlsx
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.yearsheet import lines, looking, telling
from handlers.yearsheet.judging import KINDS, Kind, Outcome, judge
from messages.words import Msg, msg
from storage import awaited, completions, networks

FORM = "yearsheet.bring"
# A roster names people who have agreed to nothing yet: what is not taken is soon gone.
HOURS = 24
PAGE = 8
COUNTS: dict[Kind, Callable[[int], Msg]] = {
    "maybe": lambda n: msg("yearsheet-count-maybe", n=n),
    "changed": lambda n: msg("yearsheet-count-changed", n=n),
    "hers": lambda n: msg("yearsheet-count-hers", n=n),
    "refused": lambda n: msg("yearsheet-count-refused", n=n),
    "new": lambda n: msg("yearsheet-count-new", n=n),
    "waits": lambda n: msg("yearsheet-count-waits", n=n),
    "gone": lambda n: msg("yearsheet-count-gone", n=n),
    "empty": lambda n: msg("yearsheet-count-empty", n=n),
    "same": lambda n: msg("yearsheet-count-same", n=n),
}
RESULTS = (
    msg("yearsheet-column-line"),
    msg("yearsheet-column-office"),
    msg("yearsheet-column-name"),
    msg("yearsheet-column-result"),
)
Line = tuple[int, str, str, Msg]


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for the table."""
    return Reply(ask=Ask(FORM, {}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for the table."""
    field = Sheet(
        name="file",
        lead=msg("yearsheet-how"),
        ask=msg("yearsheet-ask"),
        label=msg("yearsheet-file"),
    )
    return Form(msg("yearsheet-bring"), (field,), hours=HOURS)


def _outcome(turn: Turn, filled: Filled) -> Outcome:
    rows = sheets.unpacked(filled.answers["file"] or "")
    return judge(lines.read(rows, turn.words, turn.today), looking.around(turn))


def _told(outcome: Outcome) -> list[Line]:
    """Return every line with what would become of it: what somebody should look at first."""
    found: list[Line] = [(one.line, one.office, one.name, one.why) for one in outcome.problems]
    for kind in KINDS:
        found += [
            (one.told.line, one.told.office, one.told.name, one.says) for one in outcome.results if one.kind == kind
        ]
    return found


def last(turn: Turn, filled: Filled) -> Card:
    """Show what would become of each line, some at a time, as things stand now."""
    outcome = _outcome(turn, filled)
    told, page = _told(outcome), int(filled.beside.get("page", 0))
    page = page if page * PAGE < len(told) else 0
    shown = told[page * PAGE : (page + 1) * PAGE]
    facts = tuple(
        Fact(msg("yearsheet-line", line=line), _row(office, name, says)) for line, office, name, says in shown
    )
    does = sum(one.does for one in outcome.results)
    buttons: list[Button] = []
    if outcome.ready:
        buttons.append(filled.button(msg("yearsheet-do", n=does), f"bring_{outcome.digest}", "primary"))
    if (page + 1) * PAGE < len(told):
        buttons.append(filled.button(msg("yearsheet-more"), f"page_{page + 1}"))
    if page:
        buttons.append(filled.button(msg("yearsheet-first"), "page_0"))
    buttons += [filled.mend(msg("yearsheet-other"), 0), filled.leave()]
    file = _file(turn, told) if len(told) > PAGE and not page else None
    says = _says(outcome, does) if not page else (msg("yearsheet-page", n=page + 1, of=-(-len(told) // PAGE)),)
    return Card(msg("yearsheet-preview"), facts, None, says, tuple(buttons), file=file)


def _row(office: str, name: str, says: Msg) -> Msg:
    return msg("yearsheet-row", name=name, office=office, says=says) if name and office else says


def _says(outcome: Outcome, does: int) -> tuple[Msg, ...]:
    counts = [COUNTS[kind](n) for kind in KINDS if (n := outcome.count(kind))]
    found = [msg("yearsheet-read", what="、".join(outcome.heads))] if outcome.heads else []
    found += [reduce(lambda one, other: msg("yearsheet-counts", one=one, other=other), counts)] if counts else []
    found += [msg("yearsheet-sums")] if outcome.sums else []
    if outcome.problems:
        return (*found, msg("yearsheet-wrong", n=len(outcome.problems)), msg("yearsheet-nothing-yet"))
    if not does:
        return (*found, msg("yearsheet-all-same") if outcome.results else msg("yearsheet-nobody"))
    found += [msg("yearsheet-who-reads")] if any(one.person and one.does for one in outcome.results) else []
    return (*found, *([msg("yearsheet-will-ask")] if outcome.waits else []))


def _file(turn: Turn, told: Sequence[Line]) -> File:
    say = turn.words.say
    heads = [say(head) for head in RESULTS]
    rows = [(line, office, name, say(says)) for line, office, name, says in sorted(told, key=lambda one: one[0])]
    title, local = say(msg("yearsheet-preview")), turn.who.network.local(turn.now)
    return File(
        name=msg("yearsheet-results"),
        says=msg("yearsheet-results"),
        makes={"xlsx": partial(to_xlsx, title, heads, rows, local)},
    )


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Turn the page, or take all of it; raises Refusal where something has changed since it was shown, and Stale."""
    verb, _, detail = key.partition("_")
    if verb == "page" and detail.isdecimal() and len(detail) < 4:
        return {"page": int(detail)}
    if verb != "bring":
        raise Stale("key")
    # Two who take a roster at once are one after the other.
    networks.hold(turn.here)
    outcome = _outcome(turn, filled)
    if outcome.digest != detail or not outcome.ready:
        raise Refusal(msg("yearsheet-moved"))
    _take(turn, outcome)
    turn.note("roster.brought")
    n = sum(one.does for one in outcome.results)
    says = [msg("yearsheet-done", n=n)]
    if waits := outcome.waits:
        says.append(msg("yearsheet-done-waits", n=waits))
    buttons = (Button(msg("yearsheet-waiting"), "yearsheet.waiting"), Button(msg("yearsheet-back"), "yearsheet"))
    return Reply(cards=(Card(paragraphs=tuple(says), buttons=buttons),))


def _take(turn: Turn, outcome: Outcome) -> None:
    new = [(one.person, two.course, two.on, two.exactly) for one in outcome.results if one.person for two in one.new]
    gone = [id for one in outcome.results for id in one.gone]
    completions.bring(turn.here, new, gone, turn.person_id, turn.now)
    telling.tell(turn, [one.person for one in outcome.results if one.person and (one.new or one.gone)])
    names = [awaited.alike(one.told.name, one.told.office) for one in outcome.results if one.kind == "same"]
    awaited.named(turn.here, names, turn.now)
    for one in outcome.results:
        if one.waits:
            told = one.told
            awaited.put(turn.here, told.name, told.office, looking.plain(one.waits), turn.person_id, turn.now)


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never come to: it ends with its last card."""
    raise Stale("form")


KIND = FormKind(build, unasked, sealed=True, last=last, decide=decide)
