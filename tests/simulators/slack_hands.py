"""What people do on the simulated Slack with their hands: they press, choose, fill, submit and close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.simulators.slack_carrier import INTERACTIVE, Delivery
from tests.simulators.slack_ledger import Post, SlackRefused
from tests.simulators.slack_payloads import action, in_message, in_view, interaction
from tests.simulators.slack_people import People
from tests.simulators.slack_seen import MANY, STATEFUL, Json, chosen, elements_of, initial, labels, read, state_of
from tests.simulators.slack_views import View

Place = View | Post


class Hands(People):
    """Presses what can be seen: the modal in front if there is one, else the newest message, else the Home tab."""

    def places(self, user: str) -> list[Place]:
        """Return where a person can press something now, the newest first."""
        modal = self.views.top(user)
        if modal:
            return [modal]
        mine = [channel.id for channel in self.book.channels.values() if user in channel.members]
        posts = [post for post in self.book.posts if post.channel in mine and post.only_for in ("", user)]
        home = self.views.homes.get(user)
        return [
            *sorted((post for post in posts if post.mine), key=lambda post: post.ts)[::-1],
            *([home] if home else []),
        ]

    def _elements(self, user: str) -> Iterator[tuple[Place, Json, Json]]:
        for place in self.places(user):
            yield from ((place, block, element) for block, element in elements_of(place.blocks))

    def data(self, user: str, label: str) -> str:
        """Return what the newest button or option with this label says to the app: its value, or its action_id."""
        for _, _, element in self._elements(user):
            if label in labels(element):
                if element["type"] == "button":
                    return str(element.get("value", element["action_id"]))
                return str(_option(element, label)["value"])
        raise AssertionError(f"no button {label}")

    def presses(self, user: str, what: str) -> Delivery | None:
        """Let a person press the newest button with this label or data, an open option, or a modal's own two.

        Returns None where the app is told nothing of it: an option in a form, a modal that closes silently.
        """
        for place, block, element in self._elements(user):
            if element["type"] == "button" and what in (read(element["text"]), element.get("value")):
                return self.acts(user, place, block, element)
        for place, block, element in self._elements(user):
            if element["type"] != "button" and _has(element, what):
                return self._choose(user, place, block, element, what)
        modal = self.views.top(user)
        if modal and what == read(modal.given.get("submit")):
            return self.submits(user)
        if modal and what == read(modal.given.get("close")):
            return self.closes(user)
        raise AssertionError(f"no button {what}")

    def presses_data(self, user: str, data: str, *, action_id: str = "", ts: str = "", view: str = "") -> Delivery:
        """Let a person press a button with this data, whether or not it is to be seen: an old one, or a forged one.

        It is where it stands, or in the message `ts` of her DM (gone or not), or in the view with this id.
        """
        for place, block, element in self._elements(user):
            if element["type"] == "button" and element.get("value", element["action_id"]) == data and not (ts or view):
                return self.acts(user, place, block, element)
        text = {"type": "plain_text", "text": "…"}
        element = {"type": "button", "action_id": action_id or data[:255], "value": data, "text": text}
        if view:
            return self.acts(user, self.views.find(view), {"block_id": "old"}, element)
        dm = self.book.dm(user)
        ts = ts or next((post.ts for post in reversed(self.book.seen(dm.id, user)) if post.mine), "1.000001")
        gone = Post(dm.id, ts, "U0BOT", "")
        there = [post for post in [*self.book.posts, *self.book.deleted] if (post.channel, post.ts) == (dm.id, ts)]
        return self.acts(user, next(iter(there), gone), {"block_id": "old"}, element)

    def acts(self, user: str, place: Place, block: Json, element: Json, **told: Any) -> Delivery:
        """Tell the app of a press, or a choice, in this place."""
        ts = self.book.next_ts()
        if isinstance(place, View):
            where = in_view(place)
            trigger = self.views.trigger(user, modal=place.given["type"] == "modal")
        else:
            channel = self.book.channels[place.channel]
            where = in_message(place, channel, self._state(place), self.response_url(user, channel, place))
            trigger = self.views.trigger(user)
        done = action(element, block["block_id"], ts, **told)
        more = {**where, "trigger_id": trigger, "actions": [done]}
        return self.carrier.add(
            Delivery(INTERACTIVE, interaction("block_actions", self.book.person(user), **more), user)
        )

    def _state(self, post: Post) -> Json:
        values: dict[str, Json] = {}
        for block, element in elements_of(post.blocks):
            if element["type"] in STATEFUL:
                names = (block["block_id"], element["action_id"])
                value = self.kept.get((post.channel, post.ts, *names), initial(element))
                values.setdefault(names[0], {})[names[1]] = state_of(element, value)
        return values

    def _field(self, user: str, what: str, *, options: bool) -> tuple[Place, Json, Json]:
        for place, block, element in self._elements(user):
            names = [
                element["action_id"],
                block["block_id"],
                read(block.get("label")),
                read(element.get("placeholder")),
            ]
            if element["type"] in STATEFUL and what in names and bool(labels(element)) == options:
                return place, block, element
        raise AssertionError(f"no field {what}")

    def types(self, user: str, what: str, text: str, *, enter: bool = False) -> Delivery | None:
        """Let a person type into a field, by its label or name (dates and times are typed as Slack tells them)."""
        place, block, element = self._field(user, what, options=False)
        value: Any = text or None
        if element["type"] == "datetimepicker":
            value = int(text)
        self._keep(place, block, element, value)
        config = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        picked = not element["type"].endswith("_input")
        told = picked or enter or "on_character_entered" in config
        if block["type"] == "input" and not (block.get("dispatch_action") and told):
            return None
        return self.acts(user, place, block, element, **{STATEFUL[element["type"]]: value})

    def attaches(self, user: str, what: str, name: str, data: bytes, **more: Any) -> None:
        """Let a person put a file into a field, by its label or name; `more` says something else about the file."""
        place, block, element = self._field(user, what, options=False)
        assert element["type"] == "file_input", element["type"]
        self._keep(place, block, element, [self.keep_file(name, data, user) | more])

    def chooses(self, user: str, what: str, option: str) -> Delivery | None:
        """Let a person choose an option, by its label or value, in a field, by its label or name."""
        place, block, element = self._field(user, what, options=True)
        return self._choose(user, place, block, element, option)

    def _choose(self, user: str, place: Place, block: Json, element: Json, option: str) -> Delivery | None:
        found: Any = _option(element, option)
        if element["type"] == "overflow":
            return self.acts(user, place, block, element, selected_option=found)
        if element["type"] in MANY:
            now = self._standing(place, block, element)
            found = [one for one in now if one != found] if found in now else [*now, found]
        self._keep(place, block, element, found)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return self.acts(user, place, block, element, **{STATEFUL[element["type"]]: found})

    def _standing(self, place: Place, block: Json, element: Json) -> Any:
        if isinstance(place, View):
            return place.typed[(block["block_id"], element["action_id"])]
        return self.kept.get((place.channel, place.ts, block["block_id"], element["action_id"]), initial(element))

    def _keep(self, place: Place, block: Json, element: Json, value: Any) -> None:
        names = (block["block_id"], element["action_id"])
        if isinstance(place, View):
            place.typed[names] = value
        else:
            self.kept[(place.channel, place.ts, *names)] = value

    def submits(self, user: str) -> Delivery:
        """Let a person submit the modal in front; a field that must be filled keeps her from it, as Slack does."""
        view = self.views.top(user)
        assert view is not None, "no modal is open"
        assert view.given.get("submit"), "the modal has nothing to submit"
        empty = [read(block["label"]) for block, element in elements_of(view.blocks) if _lacks(view, block, element)]
        assert not empty, f"must be filled: {empty}"
        more: Json = {"trigger_id": self.views.trigger(user, modal=True), "view": view.as_json(), "response_urls": []}
        payload = interaction("view_submission", self.book.person(user), **more)
        delivery = Delivery(INTERACTIVE, payload, user, accepts=True)
        delivery.after = lambda answer: self._submitted(view, answer)
        return self.carrier.add(delivery)

    def _submitted(self, view: View, answer: Any) -> None:
        """Do with the modals what the acknowledgement says."""
        try:
            self._follow(view, answer or {})
        except SlackRefused as refused:
            self.book.complain(view.user, f"the modal could not go on: {refused.error}")

    def _follow(self, view: View, answer: Json) -> None:
        what, stack = answer.get("response_action"), self.views.stacks[view.user]
        if view not in stack:
            return
        if what == "errors":
            named = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            if not answer.get("errors") or set(answer["errors"]) - named:
                self._views_wrong(f"errors for {sorted(answer.get('errors') or {})}, inputs are {sorted(named)}")
            view.errors = dict(answer["errors"])
        elif what == "update":
            self.views.replace(view, self.views.checked(answer.get("view"), "response_action update: "))
        elif what == "push":
            self.views.on_top(view.user, self.views.checked(answer.get("view"), "response_action push: "))
        elif what == "clear":
            self.views.clear(view.user)
        elif what is None:
            stack.remove(view)
        else:
            self._views_wrong(f"response_action {what!r}")

    def _views_wrong(self, what: str) -> None:
        self.views.wrong.append(what)
        raise SlackRefused("invalid_arguments")

    def closes(self, user: str, *, all: bool = False) -> Delivery | None:
        """Let a person close the modal in front, or the whole stack; the app is told where it wants to be."""
        view = self.views.top(user)
        assert view is not None, "no modal is open"
        payload = interaction("view_closed", self.book.person(user), view=view.as_json())
        if all or view.given.get("clear_on_close"):
            self.views.clear(user)
        else:
            self.views.pop(user)
        if not view.given.get("notify_on_close"):
            return None
        return self.carrier.add(Delivery(INTERACTIVE, {**payload, "is_cleared": all}, user))


def _has(element: Json, what: str) -> bool:
    return what in labels(element) or what in [one["value"] for one in _options(element)]


def _options(element: Json) -> list[Json]:
    groups = [group["options"] for group in element.get("option_groups", [])]
    return [option for options in [element.get("options", []), *groups] for option in options]


def _option(element: Json, what: str) -> Json:
    for option in _options(element):
        if what in (read(option["text"]), option["value"]):
            return option
    raise AssertionError(f"no option {what}")


def _lacks(view: View, block: Json, element: Json) -> bool:
    if block["type"] != "input" or element["type"] not in STATEFUL:
        return False
    value = view.typed[(block["block_id"], element["action_id"])]
    if value in (None, "", []):
        return not block.get("optional")
    length = len(chosen(element, value)[0])
    return element["type"] == "plain_text_input" and not (
        element.get("min_length", 0) <= length <= element.get("max_length", 3000)
    )
