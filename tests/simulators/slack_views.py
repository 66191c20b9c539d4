"""Home tabs and modals of the simulated Slack: the stack, hashes, triggers, what is typed into them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.simulators.slack_checks import check_view
from tests.simulators.slack_ledger import APP, BOT, TEAM, Ledger, Shown, SlackRefused
from tests.simulators.slack_seen import (
    STATEFUL,
    Json,
    button_data,
    elements_of,
    initial,
    lines_of,
    read,
    state_of,
)

MOST_VIEWS = 3


@dataclass(slots=True)
class Trigger:
    """A permission to open a modal: short-lived, good for once."""

    user: str
    at: float
    modal: bool
    used: bool = False


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home tab as it stands before one person, with what she has typed."""

    id: str
    user: str
    given: Json
    hash: str
    root: str
    previous: str | None = None
    team: str = TEAM
    typed: dict[tuple[str, str], Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Return its blocks, each with an id."""
        blocks: list[Json] = self.given["blocks"]
        return blocks

    @property
    def state(self) -> Json:
        """Return what stands in its fields, as Slack tells it."""
        values: dict[str, Json] = {}
        for block, element in elements_of(self.blocks):
            if element["type"] in STATEFUL:
                value = self.typed[(block["block_id"], element["action_id"])]
                values.setdefault(block["block_id"], {})[element["action_id"]] = state_of(element, value)
        return {"values": values}

    def as_json(self) -> Json:
        """Return it as Slack hands it to the app."""
        blank: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "title": None, "submit": None}
        blank |= {"close": None, "clear_on_close": False, "notify_on_close": False}
        about = {"id": self.id, "team_id": self.team, "app_id": APP, "bot_id": BOT, "app_installed_team_id": TEAM}
        stack = {"hash": self.hash, "root_view_id": self.root, "previous_view_id": self.previous}
        return copy.deepcopy({**blank, **self.given, **about, **stack, "state": self.state})

    @property
    def lines(self) -> list[str]:
        """Return what a person reads, buttons in brackets, submit and close at the end."""
        title = [read(self.given["title"])] if self.given.get("title") else []
        lines = []
        for block in self.blocks:
            lines += lines_of([block], self.typed)
            lines += [f"！{self.errors[block['block_id']]}"] if block["block_id"] in self.errors else []
        ends = [read(self.given.get(name)) for name in ("submit", "close")]
        return title + lines + [f"［{end}］" for end in ends if end]


class Views:
    """Every view that is open, per person, and the triggers that open them."""

    def __init__(self, book: Ledger, now: Callable[[], float], wrong: list[str]) -> None:
        self._book = book
        self._now = now
        self.wrong = wrong
        self._numbers = count(1)
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.trigger_seconds = 3.0
        self.home_tab = True

    def top(self, user: str) -> View | None:
        """Return the modal in front of a person."""
        return self.stacks[user][-1] if self.stacks.get(user) else None

    def trigger(self, user: str, *, modal: bool = False) -> str:
        """Return a new trigger of what a person did, in a modal or elsewhere."""
        number = next(self._numbers)
        id = f"{number}.1795000000.{number:032x}"
        self.triggers[id] = Trigger(user, self._now(), modal)
        return id

    def _exchange(self, id: Any) -> Trigger:
        trigger = self.triggers.get(str(id))
        if trigger is None:
            raise SlackRefused("invalid_trigger_id")
        if trigger.used:
            raise SlackRefused("exchanged_trigger_id")
        if self._now() - trigger.at > self.trigger_seconds:
            raise SlackRefused("expired_trigger_id")
        return trigger

    def open(self, params: Json) -> View:
        """views.open: show a modal, alone, to whoever pulled the trigger."""
        trigger = self._exchange(params.get("trigger_id"))
        given = self._checked(params.get("view"), "modal")
        trigger.used = True
        view = self._make(trigger.user, given)
        self.stacks[trigger.user] = [view]
        return self._note(view, "opened")

    def push(self, params: Json) -> View:
        """views.push: show a modal on top of those that are open."""
        trigger = self._exchange(params.get("trigger_id"))
        given = self._checked(params.get("view"), "modal")
        view = self.on_top(trigger.user, given)
        trigger.used = True
        return view

    def on_top(self, user: str, given: Json) -> View:
        """Show a modal that has been checked on top of those that are open."""
        stack = self.stacks.get(user, [])
        if not stack:
            raise SlackRefused("not_found")
        if len(stack) >= MOST_VIEWS:
            raise SlackRefused("push_limit_reached")
        view = self._make(user, given)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return self._note(view, "pushed")

    def update(self, params: Json) -> View:
        """views.update: put something else into a view, by its id or the app's own name for it."""
        view = self.find(params.get("view_id"), params.get("external_id"))
        given = self._checked(params.get("view"), "modal", "home", but=view)
        if params.get("hash") and params["hash"] != view.hash:
            raise SlackRefused("hash_conflict")
        return self.replace(view, given)

    def publish(self, params: Json) -> View:
        """views.publish: show a Home tab to a person."""
        if not self.home_tab:
            raise SlackRefused("not_enabled")
        user = str(params.get("user_id"))
        if user not in self._book.people or self._book.people[user].bot:
            raise SlackRefused("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid user_id"]})
        home = self.homes.get(user)
        given = self._checked(params.get("view"), "home", but=home)
        if params.get("hash") and (home is None or params["hash"] != home.hash):
            raise SlackRefused("hash_conflict")
        if home is None:
            home = self.homes[user] = self._make(user, given)
            return self._note(home, "published")
        return self.replace(home, given, "published")

    def replace(self, view: View, given: Json, how: str = "updated") -> View:
        """Put something else into a view; what was typed into fields of the same names stays."""
        view.given, view.errors, typed = _named(given), {}, view.typed
        view.hash = self._hash()
        view.typed = {name: typed.get(name, first) for name, first in _first(view.blocks).items()}
        return self._note(view, how)

    def pop(self, user: str) -> None:
        """Close the modal in front."""
        self.stacks[user].pop()

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        self.stacks[user] = []

    def find(self, id: Any, external: Any = None) -> View:
        """Return a view that is open; raises SlackRefused."""
        for view in [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]:
            if (id and view.id == id) or (external and not id and view.given.get("external_id") == external):
                return view
        raise SlackRefused("not_found")

    def checked(self, view: Any, where: str) -> Json:
        """Return a view that came with an acknowledgement; raises SlackRefused."""
        return self._checked(view, "modal", where=where)

    def _checked(self, view: Any, *kinds: str, but: View | None = None, where: str = "") -> Json:
        wrong = check_view(view, *kinds)
        if wrong:
            self.wrong += [f"{where}{one}" for one in wrong]
            raise SlackRefused(
                "view_too_large" if wrong == ["view: too large"] else "invalid_arguments",
                response_metadata={"messages": [f"[ERROR] {one}" for one in wrong]},
            )
        external = view.get("external_id")
        if external:
            try:
                twin = self.find(None, external)
            except SlackRefused:
                twin = None
            if twin is not None and twin is not but:
                raise SlackRefused("duplicate_external_id")
        given: Json = view
        return given

    def _make(self, user: str, given: Json) -> View:
        named = _named(given)
        id = f"V{next(self._numbers):04d}"
        team = self._book.person(user).team
        return View(id, user, named, self._hash(), id, team=team, typed=_first(named["blocks"]))

    def _hash(self) -> str:
        return f"{int(self._book.now)}.{next(self._numbers):08x}"

    def _note(self, view: View, how: str) -> View:
        buttons = tuple(button_data(view.blocks))
        place = str(view.given["type"])
        self._book.shown.append(Shown(view.user, place, how, view.id, tuple(view.lines), buttons, None, self._book.now))
        return view


def _named(given: Json) -> Json:
    """Return a view whose blocks have names, by chance where the app gave none."""
    blocks = [{"block_id": f"b{_CHANCE()}", **block} for block in given["blocks"]]
    return {**given, "blocks": blocks}


def _first(blocks: list[Json]) -> dict[tuple[str, str], Any]:
    found = [(block["block_id"], element) for block, element in elements_of(blocks) if element["type"] in STATEFUL]
    return {(block, element["action_id"]): initial(element) for block, element in found}


_CHANCE = count(1).__next__
