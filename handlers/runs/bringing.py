"""Bringing in several runs: a table, each row looked at, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from handlers.kit import sheets, table
from handlers.kit.cards import Button, Card, Fact, File
from handlers.kit.fields import Choice, Option, Sheet
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.runs import entering, one, rows, said, shape
from handlers.runs.rows import Brought, Problem
from handlers.training.known import rules_of
from messages.words import Msg, msg
from storage import networks, runs

FORM, SURE = "runs.bring", "runs.bring.sure"
SHOWN = 10


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for the table, and offer one to fill in."""
    card = Card(
        paragraphs=(msg("runs-bring-how"), msg("runs-bring-days")),
        buttons=(Button(msg("runs-template"), "runs.template"),),
    )
    return Reply(cards=(card,), ask=Ask(FORM, {}))


def template(turn: Turn, _id: str = "") -> Reply:
    """Hand over an empty table with its headings."""
    heads = [turn.words.say(names).split("、")[0] for names in rows.HEADINGS.values()]
    title = turn.words.say(msg("runs-template-name"))
    file = File(
        name=msg("runs-template-name"),
        says=msg("runs-template-says"),
        makes={"xlsx": partial(table.to_xlsx, title, heads, [], turn.now)},
    )
    buttons = (Button(msg("runs-bring"), "runs.bring"), *one.BACK)
    return Reply(
        cards=(Card(title=msg("runs-template"), paragraphs=(msg("runs-template-how"),), file=file, buttons=buttons),)
    )


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for the table."""
    return Form(msg("runs-bring"), (Sheet(name="file", ask=msg("runs-bring-ask"), label=msg("runs-bring")),))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Show what would become of each row, and ask whether to go on; where one cannot be kept, none is."""
    network = turn.who.network
    seen = rows.Seen(rules_of(network), network.prefecture, turn.today, turn.words)
    there = [shape.of_run(run).whole() for run in runs.everything(turn.here) if not run.off_at]
    found, problems = rows.read(sheets.unpacked(filled.answers["file"] or ""), seen, there)
    card = _preview(turn, found, problems)
    if problems:
        return Reply(cards=(card,), ask=Ask(FORM, {}))
    return Reply(cards=(card,), ask=Ask(SURE, {"rows": [one.told.kept() for one in found]}))


def _preview(turn: Turn, found: Sequence[Brought], problems: Sequence[Problem]) -> Card:
    # What has to be put right stands first.
    told = [(one.line, one.why) for one in problems] + [(one.line, _result(turn, one)) for one in found]
    facts = tuple(Fact(msg("runs-bring-row", line=line), why) for line, why in told[:SHOWN])
    says = [msg("runs-bring-none", n=len(problems))] if problems else [msg("runs-bring-count", n=len(found))]
    says += [msg("runs-bring-rest")] if len(told) > SHOWN else []
    lines = tuple((line, turn.words.say(why)) for line, why in sorted(told, key=_line))
    file = File(name=msg("runs-bring-results"), says=msg("runs-bring-results"), makes={"txt": partial(_results, lines)})
    return Card(title=msg("runs-bring-preview"), facts=facts, paragraphs=tuple(says), file=file)


def _line(told: tuple[int, Msg]) -> int:
    return told[0]


def _result(turn: Turn, row: Brought) -> Msg:
    opens = row.told.opens_on
    assert opens is not None
    kept = msg("runs-bring-fine", title=said.titled_for(turn, row.told), opens=said.named(opens, turn.today))
    return msg("runs-bring-but", said=kept, doubt=row.doubts[0]) if row.doubts else kept


def _results(lines: tuple[tuple[int, str], ...]) -> bytes:
    """Return what becomes of every row, for a text editor of Windows."""
    return "\ufeff".encode() + "\r\n".join(f"{line}\t{why}" for line, why in lines).encode()


def build_sure(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the last question before anything is kept."""
    options = (
        Option("bring", msg("runs-bring-do", n=len(params["rows"]))),
        Option("leave", msg("runs-bring-leave")),
    )
    return Form(
        msg("runs-bring-preview"), (Choice(name="sure", ask=msg("runs-bring-sure"), options=options),), one_by_one=True
    )


def submit_sure(turn: Turn, filled: Filled) -> Reply:
    """Keep all runs, or none; what somebody else has brought meanwhile is not kept twice."""
    if filled.answers["sure"] != "bring":
        return Reply(cards=(Card(paragraphs=(msg("runs-bring-left"),), buttons=one.BACK),))
    networks.hold(turn.here)
    there = runs.everything(turn.here)
    wanted = [shape.told_of(row) for row in filled.params["rows"]]
    new = [told for told in wanted if not any(entering.is_same(run, told) for run in there)]
    for told in new:
        entering.add(turn, told)
    if new:
        turn.note("runs.brought")
    return Reply(cards=(Card(paragraphs=(msg("runs-bring-done", n=len(new)),), buttons=one.BACK),))


FORMS = {
    FORM: FormKind(build, submit, sealed=True),
    SURE: FormKind(build_sure, submit_sure),
}
