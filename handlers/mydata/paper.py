"""The readable file: the same as the other one, in words; its lines are chosen in the turn and only said afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from handlers.kit.cards import Fact
from handlers.kit.errors import BotError
from handlers.kit.roles import ROLES
from handlers.kit.turn import Turn
from handlers.mydata import trainings, visits
from handlers.mydata.collect import Found, Row
from handlers.mydata.said import line as _line
from handlers.mydata.said import moment as _moment
from handlers.record.sentences import SAYS, THINGS, Told
from handlers.reflection.forms import abouts, label_of, look_options
from handlers.reflection.kept import Read, line_of
from handlers.settings.cards import FACES, settings_card
from messages.perspectives import SetError
from messages.words import Msg, Words, given, msg

# Programs on Windows that know no other way take a file for UTF-8 by these.
BOM = b"\xef\xbb\xbf"
Lines = Iterator[Msg]


def made(words: Words, lines: tuple[Msg, ...]) -> bytes:
    """Return the lines as a text file in UTF-8."""
    return BOM + "".join(f"{words.say(line)}\n" for line in lines).encode()


def lines(turn: Turn, found: Found) -> tuple[Msg, ...]:
    """Return every line of the file."""
    sections: tuple[tuple[Msg, Callable[[Turn, Found], Lines]], ...] = (
        (msg("export-me"), _me),
        (msg("export-accounts"), _accounts),
        (msg("export-reflections"), _reflections),
        (msg("export-drafts"), _drafts),
        (msg("export-shares"), _shares),
        (msg("export-well"), _well),
        (msg("export-visits"), visits.lines),
        (msg("training-title"), trainings.lines),
        (msg("export-untaken"), _untaken),
        (msg("export-notices"), _notices),
        (msg("export-done"), _done),
        (msg("export-record"), _record),
    )
    whole = [msg("export-title", moment=_moment(turn, found.at)), given(found.network)]
    for title, section in sections:
        whole += [given(""), msg("export-section", title=title), *(list(section(turn, found)) or [msg("export-none")])]
    return tuple(whole)


def _facts(facts: tuple[Fact, ...]) -> Lines:
    yield from (_line(fact.label, fact.value) for fact in facts)


def _me(turn: Turn, found: Found) -> Lines:
    yield from _facts(settings_card(turn).facts)
    for row in found.rows("roles"):
        yield _line(msg("export-role"), _role(row["role"]))
    for row in found.rows("people"):
        yield _line(msg("export-joined"), _moment(turn, row["joined_at"]))
        if row["agreed_at"]:
            yield _line(msg("export-agreed"), _moment(turn, row["agreed_at"]))


def _accounts(turn: Turn, found: Found) -> Lines:
    for row in found.rows("accounts"):
        # By which number a platform knows her says nothing to people; the other file has it.
        named = FACES.get(row["platform"], given(row["platform"]))
        yield msg("export-stopped", app=named) if row["stopped_at"] else named
    for row in found.rows("sign_ins"):
        yield _line(msg("export-signed-in"), msg("export-until", moment=_moment(turn, row["expires_at"])))


def _reflections(turn: Turn, found: Found) -> Lines:
    lines: defaultdict[UUID, list[Row]] = defaultdict(list)
    for line in sorted(found.rows("reflection_lines"), key=lambda line: int(line["position"])):
        lines[line["reflection_id"]] += [line] if line["body"] else []
    readable = [row for row in reversed(found.rows("reflections")) if isinstance(row["body"], dict)]
    for place, row in enumerate(readable):
        yield from [given("")] if place else []
        yield from _reflection(turn, _read(row, lines[row["id"]]))


def _reflection(turn: Turn, read: Read) -> Lines:
    about = label_of(abouts(), read.about)
    yield msg("export-about", moment=_moment(turn, read.made_at), about=about) if about else _moment(turn, read.made_at)
    for line in read.lines:
        yield _line(given(line.label), label_of(look_options(), line.look) or msg("reflection-skipped"))
        if line.text:
            yield from [msg("export-asked", asked=line.asked)] if line.asked else []
            yield from (msg("export-wrote", text=part) for part in line.text.split("\n"))
    if read.step:
        asked = read.ask_on and read.ask_on > turn.today
        step = msg("reflection-step-asked", step=read.step, day=read.ask_on) if asked else given(read.step)
        yield _line(msg("reflection-step-label"), step)


def _read(row: Row, mine: list[Row]) -> Read:
    body = row["body"]
    lines = tuple(line_of(line["perspective"], line["prompt"], line["body"]) for line in mine)
    ask_on = date.fromisoformat(body["ask_on"]) if body["ask_on"] else None
    return Read(row["id"], row["made_at"], body["about"], body["step"], ask_on, lines)


def _drafts(turn: Turn, found: Found) -> Lines:
    for row in found.rows("drafts"):
        kind, kept = turn.house.form(row["form"]), row["answers"]
        if kind is None or not kept:
            continue
        try:
            form = kind.build(turn, row["params"])
        except (BotError, SetError):
            # What it asked about is no more; the other file has it as it stands.
            continue
        yield _line(form.title, msg("export-until", moment=_moment(turn, row["expires_at"])))
        yield from _facts(form.facts(form.known(kept["answers"]), turn.words))


def _shares(turn: Turn, found: Found) -> Lines:
    for row in found.rows("shares"):
        yield _line(_moment(turn, row["made_at"]), msg("export-shared", purpose=row["purpose"]))
        yield msg("export-shared-state", state=row["state"])
        body = row["body"] or {}
        yield from (_line(given(line["label"]), given(line["text"])) for line in body.get("lines", ()))
    if reads := found.rows("share_readers"):
        yield _line(msg("export-reads"), msg("export-count", count=len(reads)))


def _well(turn: Turn, found: Found) -> Lines:
    for table, what in (("questions", msg("export-questions")), ("question_answers", msg("export-said"))):
        for row in found.rows(table):
            at = _moment(turn, row.get("asked_at") or row["at"])
            yield _line(msg("export-well-line", moment=at, what=what), given(row["body"]))
            yield msg("export-well-state", state=row["state"])
    if topics := [row["topic"] for row in found.rows("expertises")]:
        yield _line(msg("export-knows"), given("、".join(topics)))
    for table, what in (("followers", msg("export-follows")), ("flags", msg("export-flags"))):
        if several := found.rows(table):
            yield _line(what, msg("export-count", count=len(several)))


def _untaken(turn: Turn, found: Found) -> Lines:
    for row in found.rows("inbox"):
        if isinstance(row["body"], dict):
            yield from (_line(_moment(turn, row["received_at"]), given(text)) for text in _texts(row["body"]))


def _texts(body: dict[str, Any]) -> list[str]:
    written = [body.get("text"), *dict(body.get("answers") or {}).values()]
    return [text for text in written if text]


def _notices(turn: Turn, found: Found) -> Lines:
    for row in found.rows("outbox"):
        kind = row["kind"].replace(".", "-")
        yield _line(_moment(turn, row["sent_at"] or row["due_at"]), msg("export-notice", kind=kind))


def _done(turn: Turn, found: Found) -> Lines:
    for row in found.rows("invites"):
        if row.get("made_by"):
            role = _role(row["role"])
            yield _line(_moment(turn, row["made_at"]), msg("export-invited", role=role))
    for row in found.rows("changes"):
        yield _line(_moment(turn, row["made_at"]), msg("export-changed", what=_thing(row["what"])))
    for row in found.rows("own_sets"):
        yield _line(_moment(turn, row["added_at"]), msg("export-brought"))
    for row in found.rows("gatherings"):
        yield _line(_moment(turn, row["made_at"]), msg("export-gathered"))


def _role(code: str) -> Msg:
    return ROLES.get(code, msg("record-role-other"))


def _thing(code: str) -> Msg:
    return THINGS.get(code.partition(".")[0], msg("record-thing-other"))


def _record(turn: Turn, found: Found) -> Lines:
    for row in found.rows("audit"):
        by = msg("export-by-me") if row.get("actor") else msg("export-by-another")
        whom = msg("export-to-me") if row.get("whom") else msg("export-to-another")
        told = Told(by, whom, _role(row["detail"]), _thing(row["detail"]))
        says = SAYS.get(row["did"])
        yield _line(_moment(turn, row["at"]), says(told) if says else msg("record-other", by=by))
