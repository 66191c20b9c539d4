"""The house: all conversations together, each of them values and short functions, checked when it is built."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.events import Heard
from handlers.kit.forms import Form
from handlers.kit.turn import Filled, Reply, Turn
from messages.papers import Paper, PaperError, load_paper
from messages.perspectives import PerspectiveSet, load_set
from messages.words import Msg
from storage import glance, stirring
from storage.db import Here
from storage.networks import Network

Tap = Callable[[Turn, str], Reply]
Pace = Literal["now", "soon", "morning"]


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form by name: how it is built, what happens with its answers, whether it is private.

    It is built from its parameters and, where its choices are data of the network, from what the turn finds there.

    `heed` looks at each text as it comes, and at whether it has found something in the same draft before, and may put a
    card before everything else. Of a `fleeting` form nothing is
    kept.

    `first` is a card that comes before all else as long as it is returned; `last` is the card on which the form ends,
    in place of a last look. `decide` takes their buttons: it returns what is decided beside the answers, or a reply,
    and then the draft is done. Of a form `from_last` it takes `typed` too, where words were typed at its last card,
    before they answer its first field; Stale where they are none there. `waits` tells whether what was decided is
    worth keeping for whoever stops; without it all of it is.

    `about` says of what a draft is that was laid aside. `gone` are cards that say what has become of what it was about,
    where it cannot be gone on with.
    """

    build: Callable[[Turn, Mapping[str, Any]], Form]
    submit: Callable[[Turn, Filled], Reply]
    sealed: bool = False
    heed: Callable[[str, bool], Card | None] | None = None
    fleeting: bool = False
    first: Callable[[Turn, Filled], Card | None] | None = None
    last: Callable[[Turn, Filled], Card] | None = None
    decide: Callable[[Turn, Filled, str], Reply | dict[str, Any]] | None = None
    waits: Callable[[Filled], bool] | None = None
    about: Callable[[Turn, Filled], Msg | None] | None = None
    gone: Callable[[Turn, Mapping[str, Any]], tuple[Card, ...]] | None = None


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """Something said unasked: its cards for a subject, or None when it no longer matters.

    `pace`: a 'morning' kind waits for the morning letter; a 'soon' kind (an answer to the person) comes at once,
    outside her hours silently or the next morning as she has chosen; a 'now' kind (a visit that starts soon, a hold
    that runs out, somebody's safety) comes at once. `repeats`: where nobody can know whether it arrived it is sent
    again, marked; otherwise the next letter carries it.

    `even_calm`: it comes also in two quiet weeks (Person.calm_until): what she has asked for, what others wait for,
    visits, safety, what cannot be had later. Anything else that is not 'now' waits for their end, and comes by letter.

    `even_away`: a letter brings it also to somebody on leave (Person.away_since), by itself and at her usual hour: only
    what is lost for good once she is back.

    `first`: a letter that has no room for all that waits carries it before the others, and a letter begins with it:
    what must be said today, because tomorrow it is true no more. `once` are the ids of messages that a letter says
    once, however many of its cards have them.
    """

    cards: Callable[[Turn, UUID], tuple[Card, ...] | None]
    pace: Pace = "morning"
    repeats: bool = False
    even_calm: bool = False
    even_away: bool = False
    first: bool = False
    once: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything that one feature brings: doors and waiting cards for home, verbs, typed words, forms, notices.

    `waiting` is what waits on home: asked where there is something of the kind that it `waits_on` (storage/glance.py),
    or always where it names none.
    `line` is what home says above its doors, or a card that waits where one line and no button is too little.
    `plan` puts what has become due in the outbox: called by the ticker for one network, safe to call again; only where
    there are rows of the kind that it `takes_up` (storage/stirring.py), or everywhere where it names none.
    `only` names the roles of which one is needed for any of it; none: it is everybody's. `states` says in which states
    of membership (storage/people.py) it is open. `codes` takes digits that a person types where none were asked for.
    `besides`: it is also for whom this says so, whatever her roles are.
    `hears` has typed commands that take what is written behind them; those of `bare` need no slash where nothing that
    is typed would be an answer.
    `desk` are doors that stand on the coordinators' desk instead of home; `rooms` are doors that stand behind others:
    whoever types what a door says opens it. `there` has the verbs that can be pressed
    where several people talk, each with the message id of the words that stand for it there (empty: none); `overhears`
    takes what is said there below what the bot has put up.
    """

    name: str
    doors: Callable[[Turn], tuple[Button, ...]]
    verbs: Mapping[str, Tap]
    typed: Mapping[str, str] = field(default_factory=dict)
    waiting: Callable[[Turn], tuple[Card, ...]] = lambda _turn: ()
    waits_on: str = ""
    line: Callable[[Turn], Msg | Card | None] = lambda _turn: None
    forms: Mapping[str, FormKind] = field(default_factory=dict)
    notices: Mapping[str, NoticeKind] = field(default_factory=dict)
    plan: Callable[[Here, Network, datetime], None] | None = None
    takes_up: str = ""
    only: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset({"here"})
    codes: Callable[[Turn, str], Reply | None] | None = None
    hears: Mapping[str, Tap] = field(default_factory=dict)
    desk: Callable[[Turn], tuple[Button, ...]] = lambda _turn: ()
    rooms: tuple[Button, ...] = ()
    there: Mapping[str, str] = field(default_factory=dict)
    overhears: Callable[[Turn, Heard], Reply] | None = None
    besides: Callable[[Turn], bool] | None = None
    bare: frozenset[str] = frozenset()

    def open_to(self, turn: Turn, roles: frozenset[str] | None = None) -> bool:
        """Tell whether the person may use it; `roles` are hers, where they have been read already."""
        if turn.who.person.state not in self.states:
            return False
        if not self.only or not self.only.isdisjoint(turn.roles if roles is None else roles):
            return True
        return self.besides is not None and self.besides(turn)


class Meaning(Protocol):
    """What a text means as numbers: `known` gives what has been learnt of it, `learn` takes too long for a turn."""

    def known(self, text: str) -> Any | None:
        """Return what is known of a text."""
        ...

    def learn(self, text: str) -> None:
        """Read a text, so that it is known for a while."""
        ...

    def near(self, here: Here, asked: Any, audiences: Collection[str]) -> tuple[list[UUID], list[float]]:
        """Return questions of the network, and how near each is to a known text."""
        ...


def _waits_well(kind: NoticeKind) -> bool:
    return kind.pace == "morning" and kind.even_calm


@dataclass(frozen=True, slots=True)
class House:
    """All conversations, the function that draws home, and where a ward's own perspective sets and papers lie."""

    conversations: tuple[Conversation, ...]
    home: Callable[[Turn], tuple[Card, ...]]
    own_sets: Path | None = None
    own_papers: Path | None = None
    # What the extra [semantic] reads texts with, where it is switched on.
    meaning: Meaning | None = None
    # The addresses that a link's token makes: the page's first, then those of chats that have some.
    ways_in: Callable[[str], tuple[str, ...]] = lambda token: (f"/in/{token}",)
    # The address that lets somebody put the bot into a group; empty while there is none.
    group_address: Callable[[], str] = lambda: ""

    def __post_init__(self) -> None:
        """Refuse two conversations that claim the same name, verb, form or notice."""
        for what in ("verbs", "forms", "notices", "typed"):
            names = [name for talk in self.conversations for name in getattr(talk, what)]
            if len(set(names)) < len(names):
                raise ValueError(f"{what} claimed twice: {sorted(names)}")
        if unknown := {talk.takes_up for talk in self.conversations} - {"", *stirring.KINDS}:
            raise ValueError(f"nothing stirs so: {sorted(unknown)}")
        if unknown := {talk.waits_on for talk in self.conversations} - {"", *glance.KINDS}:
            raise ValueError(f"nothing waits so: {sorted(unknown)}")
        kinds = {name: kind for talk in self.conversations for name, kind in talk.notices.items()}
        # A letter can carry again what may be lost only if it is such that can wait.
        if wrong := [name for name, kind in kinds.items() if kind.pace != "morning" and not kind.repeats]:
            raise ValueError(f"neither repeated nor carried: {sorted(wrong)}")
        # A leave is broken at the hour of letters or not at all, and never for less than quiet weeks are.
        if wrong := [name for name, kind in kinds.items() if kind.even_away and not _waits_well(kind)]:
            raise ValueError(f"breaks a leave: {sorted(wrong)}")

    def open_to(self, turn: Turn) -> list[Conversation]:
        """Return the conversations that the person may use."""
        roles = turn.roles
        return [talk for talk in self.conversations if talk.open_to(turn, roles)]

    def may(self, turn: Turn, name: str, what: Literal["verbs", "forms"] = "verbs") -> bool:
        """Tell whether the person may use a verb or a form: looked at again at every press."""
        return any(name in getattr(talk, what) and talk.open_to(turn) for talk in self.conversations)

    def there(self, turn: Turn, name: str) -> bool:
        """Tell whether a verb can be pressed where several people talk, if that is where it was pressed."""
        return not turn.watched or any(name in talk.there for talk in self.conversations)

    def verb(self, name: str) -> Tap | None:
        """Return the function behind a verb."""
        return next((talk.verbs[name] for talk in self.conversations if name in talk.verbs), None)

    def form(self, name: str) -> FormKind | None:
        """Return a form by name; None for a form that the program no longer has."""
        return next((talk.forms[name] for talk in self.conversations if name in talk.forms), None)

    def notice(self, kind: str) -> NoticeKind | None:
        """Return a kind of notice."""
        return next((talk.notices[kind] for talk in self.conversations if kind in talk.notices), None)

    def tells(self, turn: Turn, kind: str) -> bool:
        """Tell whether a kind of notice is shown to the person as she belongs now, whatever was sent before."""
        return any(kind in talk.notices and turn.who.person.state in talk.states for talk in self.conversations)

    def typed(self) -> dict[str, str]:
        """Return typed words (message ids) and the verbs they stand for."""
        return {word: verb for talk in self.conversations for word, verb in talk.typed.items()}

    def perspectives(self, id: str) -> PerspectiveSet:
        """Return a perspective set of the installation, a ward's file first; raises SetError. See kit/sets.py."""
        return load_set(id, self.own_sets)

    def paper(self, name: str) -> Paper:
        """Return how a paper is laid out, the ward's own first; ours where the ward's cannot be used."""
        try:
            return load_paper(name, self.own_papers)
        except PaperError:
            # A ward's file that is broken is for `idobata check` to name; nobody's sheet waits for it.
            return load_paper(name)
