"""Any sequence of what a person may do on Slack leaves a consistent draft: modals, messages, restarts, repeats."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.disk import memory
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Delivery, Slack
from tests.simulators.slack_seen import button_data
from tests.slack_chat import SlackChat, join
from tests.stateful.kept import drafts_of, reflections_of
from tests.stateful.model import ABOUT, DOORS, HEAVY, LOOKS, TOO_LONG, WHEN, Model, Stale
from tests.stateful.test_drafts import BEGINNINGS, BUG, POISON, STALE, examples
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

USER = "U700100200"
# What the page of a question has beside its answers: it says which draft asks, and in which version.
ASKS = re.compile(r"leave:([^:]+):(\d+)")
# What a press on these comes to the model knows.
KNOWN = ("pick.", "skip:", "back:", "leave:", "send:", "resume:", "drop:", "reflection.", "home:")
# Slack lets nobody send a message that begins with a stroke, or an empty one.
WORDS = ("やめる", "戻る", "つづき", "ホーム", "ヘルプ", "CANCEL", "人に話す", *DOORS)

numbers = itertools.count()
lines = st.sampled_from(["よかった一行", f"{HEAVY}。", "<b>&amp;</b> <@U1> *あ*", "1"])
texts = lines | st.sampled_from([*ABOUT, *LOOKS, *WHEN, *WORDS, "か\u3099", "a\u200d中", TOO_LONG[0]])
keys = st.sampled_from([*ABOUT.values(), *LOOKS.values(), *WHEN.values()])
places = st.integers(0, 10_000)


class OnSlack(RuleBasedStateMachine):
    """One person's Slack with the real program, beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="idobata-on-slack-", dir=memory()))
        self.slack = Slack()
        given: dict[str, Any] = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}
        self.world = World(settings_for(self.folder / f"var{next(numbers)}", "sqlite", **given), beside=self.slack)
        join(self.world, USER, ALONE)
        self.slack.book.person(USER)
        self.chat = SlackChat(self.world, self.slack, USER).opens()
        self.person = UUID(self.world.person(ALONE))
        self.model = Model(self.world.clock.now())
        self.old: list[str] = []
        self.done: list[Delivery] = []

    def teardown(self) -> None:
        """Read every reflection as its owner would, then stop."""
        try:
            for kept in self.model.kept.values():
                shown = self.chat.presses(f"reflection.read:{kept.id}").text
                texts = [kept.answers.get(name) for name in [*(f"{key}.line" for key in kept.keys), "step"]]
                assert [text for text in texts if text and text not in shown] == []
            assert (self.slack.wrong, self.slack.book.complaints) == ([], [])
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def _do(self, act: Callable[[], object], expect: Callable[[], None]) -> None:
        """Do something, let the model do the same, and compare what is said at once."""
        before = len(self.slack.carrier.deliveries)
        act()
        self.done += [one for one in self.slack.carrier.deliveries[before:] if one.user == USER]
        said = self.chat.text
        try:
            expect()
        except Stale:
            assert STALE in said
        else:
            assert STALE not in said
        assert not [line for line in said.split("\n") if line.startswith((BUG, POISON))]
        if begun := self.model.begun:
            begun.id, self.model.begun = self._asked()[0], None
            self.model.drafts[begun.id] = begun
            self.model.hand = begun.id
        if self.model.question:
            assert self._asked() == (self.model.question[0], str(self.model.question[1]))
        self.old += [data for data in self._present() if data not in self.old]

    def _asked(self) -> tuple[str, str]:
        # What was pressed far up has the question in its place there.
        found = [ASKS.fullmatch(data) for post in self.chat.news[-1:] for data in button_data(post.blocks)]
        return next((match[1], match[2]) for match in found if match)

    def _present(self) -> list[str]:
        places = self.slack.places(USER)
        found = [data for place in places[:2] for data in button_data(place.blocks)]
        home = self.slack.home(USER)
        return [data for data in [*found, *button_data(home.blocks if home else [])] if data.startswith(KNOWN)]

    def _tap(self, data: str) -> None:
        self._do(lambda: self.chat.presses(data), lambda: self.model.tap(data))

    def _say(self, text: str) -> None:
        self.chat.closes()
        self._do(lambda: self.chat.says(text), lambda: self.model.say(text))

    @initialize()
    def comes_in(self) -> None:
        """Most begin with a reflection."""
        self._tap("reflection.quick:")

    @rule(place=places)
    def presses_what_is_there(self, place: int) -> None:
        """Press a button that can be seen now."""
        if present := self._present():
            self._tap(present[place % len(present)])

    @rule(choices=st.lists(places, min_size=1, max_size=6), line=lines)
    def answers(self, choices: list[int], line: str) -> None:
        """Answer the questions in hand, by buttons and by writing."""
        for place in choices:
            if self.model.question is None:
                return
            self._answer(place, line)

    def _answer(self, place: int, line: str) -> None:
        assert self.model.hand and self.model.question
        id, version, name = self.model.question
        assert name
        offered = self.model.drafts[self.model.hand].choices(name)
        if not offered:
            self._say(line)
        elif place % 3 == 0:
            self._say(list(offered)[place % len(offered)])
        else:
            self._tap(f"pick.{list(offered.values())[place % len(offered)]}:{id}:{version}")

    @rule(mode=st.sampled_from(BEGINNINGS), place=places)
    def goes_through(self, mode: str, place: int) -> None:
        """Begin and answer everything to the end."""
        self._tap(f"reflection.{mode}:")
        while self.model.question:
            self._answer(place, "よかった一行")

    @rule(place=places)
    def presses_something_old(self, place: int) -> None:
        """Press a button from anywhere in the past."""
        self._tap(self.old[-1 - place % len(self.old)])

    @rule(key=keys)
    @precondition(lambda self: self.model.question)
    def picks_what_is_not_offered(self, key: str) -> None:
        """Press a forged option."""
        assert self.model.question
        id, version, _ = self.model.question
        self._tap(f"pick.{key}:{id}:{version}")

    @rule(text=texts)
    def writes(self, text: str) -> None:
        """Write something in the chat."""
        self._say(text)

    @rule(text=texts)
    def writes_what_is_not_brought(self, text: str) -> None:
        """Write something that Slack brings to nobody: it is read in the history, and answered, after a start."""
        self.chat.closes()
        self.slack.writes(USER, text, silent=True)
        before = len(self.slack.seen(USER))
        self._do(self.chat.restarts, lambda: self.model.say(text))
        assert len(self.slack.seen(USER)) > before

    @rule(place=places)
    @precondition(lambda self: self.done)
    def slack_brings_something_again(self, place: int) -> None:
        """Slack brings what it has brought before: nothing comes of a message, of a press where she stands."""
        delivery = self.done[-1 - place % len(self.done)]
        before = len(self.slack.seen(USER))
        (again,) = self.slack.carrier.again(delivery)
        self.chat.settles(again)
        assert delivery.kind == "interactive" or len(self.slack.seen(USER)) == before

    @rule()
    def starts_again(self) -> None:
        """The program stops and starts; nobody is told anything."""
        before = len(self.slack.seen(USER))
        self.chat.restarts()
        assert len(self.slack.seen(USER)) == before

    @rule(delta=st.sampled_from([{"minutes": 59}, {"hours": 1}, {"days": 1}, {"days": 7}]))
    def time_passes(self, delta: dict[str, float]) -> None:
        """Time passes, and nothing has ticked yet."""
        self.world.clock.forward(**delta)
        self.model.forward(self.world.clock.now())

    @invariant()
    def what_is_kept_is_what_was_accepted(self) -> None:
        """Drafts with their answers, versions and place, and the finished reflections, are the model's."""
        assert drafts_of(self.world, self.person) == [
            (draft.id, draft.version, draft.id == self.model.hand, {"answers": draft.answers, "heeded": draft.heeded})
            for draft in self.model.drafts.values()
        ]
        assert reflections_of(self.world, self.person) == {one.id: sorted(one.keys) for one in self.model.kept.values()}


def test_any_sequence_on_slack_leaves_a_consistent_draft() -> None:
    run_state_machine_as_test(OnSlack, settings=examples(0.05))


@pytest.mark.soak
def test_any_sequence_on_slack_leaves_a_consistent_draft_for_hours() -> None:
    run_state_machine_as_test(OnSlack, settings=settings(settings(), max_examples=500, stateful_step_count=100))
