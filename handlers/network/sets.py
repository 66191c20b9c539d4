"""Which perspectives new reflections look at: choosing one of those that are there, or bringing one in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.kit import sets
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Upload
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import things
from messages.eras import Era
from messages.lines import Lines
from messages.perspectives import PerspectiveSet, Problem, SetError, read_own, sets_there
from messages.words import Msg, given, msg
from storage import networks, perspectives
from storage.ids import short

FORM = "network.set"
WHAT = "set"
ENDING = ".toml"
PAGE = 8
MOST = 100
MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class There:
    """A set that can be chosen; `own` is the row of one that the network has brought in."""

    found: PerspectiveSet
    own: str = ""

    @property
    def id(self) -> str:
        """What a button names it by."""
        return self.own or things.item_id("set", self.found.id)

    @property
    def value(self) -> dict[str, str]:
        """What is kept of it when it is chosen."""
        return {"set": self.found.id, "own": self.own}


def there(turn: Turn, *, every: bool = False) -> list[There]:
    """Return the sets that can be chosen: those of the installation, and the newest version of each of our own."""
    found = [There(one) for one in sets_there(turn.house.own_sets)]
    now, seen = things.value(turn, WHAT)["own"], set()
    for row in perspectives.own_sets(turn.here):
        if every or row.set_id not in seen or short(row.id) == now:
            seen.add(row.set_id)
            try:
                found.append(There(read_own(row.toml), short(row.id)))
            except SetError:
                continue
    return found


def title_of(turn: Turn, value: Mapping[str, str]) -> Msg:
    """Return the title and version of a set as a change keeps it; its id where it is no longer there."""
    try:
        found = sets.of_params(turn, {"set": value["set"]} | ({"own": value["own"]} if value["own"] else {}))
    except SetError:
        return given(value["set"])
    return msg("network-set-title", title=found.title, version=found.version)


def card(turn: Turn, behind: str = "") -> Card:
    """Return the sets that can be chosen, the one in use marked."""
    all_of_them, now = there(turn), things.value(turn, WHAT)
    ids = [one.id for one in all_of_them]
    start = ids.index(behind) + 1 if behind in ids else 0
    shown = list(enumerate(all_of_them, start=1))[start : start + PAGE]
    facts = [Fact(msg("network-set-place", place=n, title=one.found.title), _state(one, now)) for n, one in shown]
    look = [Button(msg("network-set-look", place=n), "network.set.look", one.id) for n, one in shown]
    more = (Button(msg("network-more"), "network.set.more", shown[-1][1].id),) if all_of_them[start + PAGE :] else ()
    add = Button(msg("network-set-add"), "network.set.add")
    says = (msg("network-set-why"),)
    return Card(
        title=msg("network-set"), facts=tuple(facts), paragraphs=says, buttons=(*look, *more, add, things.back())
    )


def _state(one: There, now: Mapping[str, str]) -> Msg:
    version = one.found.version
    return msg("network-set-used", version=version) if one.value == now else msg("network-set-version", version=version)


def show(turn: Turn, id: str = "") -> Reply:
    """Show the sets."""
    return Reply(cards=(card(turn, id),))


def _preview(turn: Turn, one: There) -> Card:
    now, found = things.value(turn, WHAT), one.found
    facts = [
        Fact(msg("network-set-source"), given(found.source)),
        Fact(msg("network-set-checked"), msg("kit-day", day=Era(found.checked_on))),
        *(Fact(given(each.label), given(each.sentence)) for each in found.perspectives),
    ]
    asked = sum(len(each.prompts) for each in found.perspectives)
    use = Button(msg("network-set-choose"), "network.set.choose", _choosing(one, now), style="primary")
    return Card(
        title=msg("network-set-title", title=found.title, version=found.version),
        facts=tuple(facts),
        paragraphs=(msg("network-set-asks", count=asked), msg("network-set-keeps")),
        buttons=(*([] if one.value == now else [use]), Button(msg("network-list"), "network.set"), things.back()),
    )


def _choosing(one: There, now: Mapping[str, str]) -> str:
    # The button knows what it takes the place of: whoever comes second is told.
    return things.item_id("choose", one.id, dict(now))


def look(turn: Turn, id: str) -> Reply:
    """Show a set before it is chosen."""
    one = next((one for one in there(turn) if one.id == id), None)
    return Reply(cards=(_preview(turn, one),)) if one else things.meanwhile(turn, WHAT, card(turn))


def choose(turn: Turn, id: str) -> Reply:
    """Let new reflections use a set; those that are begun or written keep theirs."""
    networks.hold(turn.here)
    now = things.value(turn, WHAT)
    one = next((one for one in there(turn, every=True) if _choosing(one, now) == id), None)
    if one is None:
        return things.meanwhile(turn, WHAT, card(turn))
    things.change(turn, WHAT, one.value)
    return things.done(card(turn))


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for a file."""
    return Reply(ask=Ask(FORM, {}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for a file."""
    field = Upload(name="file", ask=msg("network-set-ask", ending=ENDING), label=msg("network-set-file"), ending=ENDING)
    return Form(msg("network-set-new"), (field,))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep a set that can be used, and show it; of any other every problem with its line."""
    networks.hold(turn.here)
    # What no database takes stands in no set either; in a remark it does not matter.
    text = (filled.answers["file"] or "").encode("utf-8", "replace").decode()
    try:
        found = read_own(text)
    except SetError as error:
        return _refused(error.problems)
    rows = perspectives.own_sets(turn.here)
    for row in rows:
        if (row.set_id, row.version) == (found.id, found.version) and read_own(row.toml) == found:
            return Reply(cards=(_preview(turn, There(found, short(row.id))),))
    if problem := _beside(turn, found, [row.version for row in rows if row.set_id == found.id], Lines(text)):
        return _refused((problem,))
    if len(rows) >= MOST:
        raise Refusal(msg("network-set-many", most=MOST))
    row = perspectives.add_own(turn.here, found.id, found.version, text, turn.person_id, turn.now)
    turn.note("set.added")
    said = Card(paragraphs=(msg("network-set-added"),))
    return Reply(cards=(said, _preview(turn, There(found, short(row.id)))))


def _beside(turn: Turn, found: PerspectiveSet, versions: list[int], lines: Lines) -> Problem | None:
    if found.id in [one.id for one in sets_there(turn.house.own_sets)]:
        return Problem(lines.of("id"), "id", msg("sets-shipped", id=found.id))
    newest = max(versions, default=0)
    if found.version > newest:
        return None
    says = msg("sets-raise", version=found.version, name="version", next=newest + 1)
    return Problem(lines.of("version"), "version", says)


def _refused(problems: tuple[Problem, ...]) -> Reply:
    says = [msg("sets-line", line=one.line, says=one.says) for one in problems[:MOST_PROBLEMS]]
    more = [msg("network-set-more", count=len(problems) - MOST_PROBLEMS)] if problems[MOST_PROBLEMS:] else []
    again = Button(msg("network-set-again"), "network.set.add", style="primary")
    return Reply(
        cards=(
            Card(
                title=msg("network-set-mend", count=len(problems)),
                paragraphs=(*says, *more, msg("network-set-unkept")),
                buttons=(again, Button(msg("network-list"), "network.set")),
            ),
        )
    )


def usable(turn: Turn, value: Mapping[str, str]) -> bool:
    """Tell whether a set as a change keeps it is still there."""
    try:
        return bool(sets.of_params(turn, {"set": value["set"]} | ({"own": value["own"]} if value["own"] else {})))
    except (SetError, ValueError):
        return False


VERBS: dict[str, Tap] = {
    "network.set": show,
    "network.set.more": show,
    "network.set.look": look,
    "network.set.choose": choose,
    "network.set.add": ask,
}
