"""Any sequence of taps, texts, pages, reloads, stale buttons, restarts and hours leaves a consistent draft."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID, uuid4

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

from tests.chat import Chat
from tests.disk import memory
from tests.faults.reflecting import ASKED_ON
from tests.postgres_pool import pool
from tests.stateful.kept import drafts_of, reflections_of
from tests.stateful.model import ABOUT, CLEANED, COMMANDS, DOORS, HEAVY, LOOKS, TOO_LONG, WHEN, Model, Stale
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

BUG = "うまくいきませんでした。"
POISON = "さきほどの操作は、うまく受け取れませんでした。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
# Doors to forms that are no reflections: they are begun and left. tests.stateful.test_delivery goes on leave.
OTHER_FORMS = ("settings.leave:", "settings.name:", "settings.office:", "ask:", "find:")
# What goes on in other rooms, behind their doors, is looked at elsewhere.
ELSEWHERE = ("sharing.start:", "visits.", "hosting.", "training.", "runs", "ladder", "cohorts", "rhythms")
# After this there is nobody any more.
END = "mydata.erase:"
BEGINNINGS = ("quick", "all", "trial", "quick_afresh", "all_afresh", "trial_afresh")

numbers = itertools.count()
lines = st.sampled_from(["よかった一行", f"{HEAVY}。", f"きょうは{HEAVY}", "<b>&amp;</b>", "1"])
labels = st.sampled_from([*ABOUT, *LOOKS, *WHEN])
odd = st.sampled_from([*CLEANED, *TOO_LONG])
words = st.sampled_from([*COMMANDS, *DOORS])
texts = lines | labels | odd | words
keys = st.sampled_from([*ABOUT.values(), *LOOKS.values(), *WHEN.values()])
places = st.integers(0, 10_000)


class Conversation(RuleBasedStateMachine):
    """One person's chat with the real program, beside the model."""

    backend = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="idobata-stateful-", dir=memory()))
        self.world = World(settings_for(self.folder / f"var{next(numbers)}", self.backend))
        self.chat = Chat(self.world, self.world.person(ALONE)).opens()
        self.person = UUID(self.chat.user)
        self.model = Model(self.world.clock.now())
        self.buttons: list[str] = []
        self.pages: list[dict[str, Any]] = []
        self.acts: list[tuple[str, dict[str, Any]]] = []
        self._remember()

    def teardown(self) -> None:
        """Read every reflection as its owner would, then stop."""
        try:
            for kept in self.model.kept.values():
                self.chat.sends({"tap": f"reflection.read:{kept.id}"})
                shown = [ASKED_ON.sub("", value) for _, value in self.chat.shown["cards"][0]["facts"]]
                texts = [text for name, text in kept.answers.items() if text and name.endswith((".line", "step"))]
                assert [value for value in shown if value in texts] == [
                    kept.answers[name]
                    for name in [*(f"{key}.line" for key in kept.keys), "step"]
                    if kept.answers.get(name)
                ]
        finally:
            self.world.close()
            shutil.rmtree(self.folder)
            pool().take_back()

    def _pressable(self, cards: list[dict[str, Any]]) -> list[str]:
        found = [button["data"] for button in self.chat._buttons(cards) if "data" in button]
        return [data for data in found if not data.startswith((*OTHER_FORMS, *ELSEWHERE, END))]

    def _remember(self) -> None:
        cards = [*self.chat.shown["cards"], *self.chat.shown["home"]]
        found = self._pressable(cards)
        self.buttons += [data for data in found if data not in self.buttons]
        if self.chat.page and self.chat.page["fields"]:
            self.pages.append(self.chat.page)

    def _do(self, act: dict[str, Any], expect: Any) -> None:
        """Do something, let the model do the same, and compare what is said at once."""
        id = str(uuid4())
        self.chat.sends(act, id)
        self.acts.append((id, act))
        said = [paragraph for card in self.chat.shown["cards"] for paragraph in card["paragraphs"]]
        try:
            expect()
        except Stale:
            assert STALE in said, act
        else:
            assert STALE not in said, act
        assert not [paragraph for paragraph in said if paragraph.startswith((BUG, POISON))], act
        page = self.chat.page
        if begun := self.model.begun:
            assert page is not None
            begun.id, self.model.begun = page["draft"], None
            self.model.drafts[begun.id] = begun
            self.model.hand = begun.id
        if page is not None:
            assert self._asked(page) == self.model.question
        self._remember()

    def _asked(self, page: dict[str, Any] | None) -> tuple[str, int, str | None] | None:
        if page is None:
            return None
        (name,) = [field["name"] for field in page["fields"]] or [None]
        return page["draft"], page["version"], name

    def _tap(self, data: str) -> None:
        self._do({"tap": data}, lambda: self.model.tap(data))

    @initialize()
    def comes_in(self) -> None:
        """Most begin with a reflection."""
        self._tap("reflection.quick:")

    @rule(place=places)
    def presses_what_is_there(self, place: int) -> None:
        """Press a button that is shown now."""
        cards = [*self.chat.shown["cards"], *self.chat.shown["home"]]
        if present := self._pressable(cards):
            self._tap(present[place % len(present)])

    @rule(choices=st.lists(places, min_size=1, max_size=8), line=lines)
    def answers(self, choices: list[int], line: str) -> None:
        """Answer the questions in hand, as most people do."""
        for place in choices:
            if self.model.question is None:
                return
            self._answer(place, line)

    def _answer(self, place: int, line: str) -> None:
        assert self.model.hand and self.model.question
        id, version, name = self.model.question
        assert name
        offered = self.model.drafts[self.model.hand].choices(name)
        text = list(offered)[place % len(offered)] if offered else line
        act = {"draft": id, "version": version, "answers": {name: text}}
        self._do(act, lambda: self.model.send(id, version, {name: text}))

    @rule(mode=st.sampled_from(BEGINNINGS), place=places)
    def goes_through(self, mode: str, place: int) -> None:
        """Begin and answer everything to the end."""
        self._tap(f"reflection.{mode}:")
        while self.model.question:
            self._answer(place, "よかった一行")

    @rule(place=places)
    def presses_something_old(self, place: int) -> None:
        """Press a button from anywhere in the past."""
        self._tap(self.buttons[-1 - place % len(self.buttons)])

    @rule(place=places, past=st.integers(0, 3))
    @precondition(lambda self: self.pages)
    def presses_a_button_of_a_page_further_up(self, place: int, past: int) -> None:
        """Press a button of one of the newest pages, which may still be right, or laid aside."""
        page = self.pages[-1 - past % len(self.pages)]
        field = page["fields"][0]
        offered = [*field["options"], *([field["skip"]] if field["skip"] else []), *page["buttons"]]
        self._tap(offered[place % len(offered)]["data"])

    @rule(place=places, away=st.sampled_from(["ホーム", "やめる", "ヘルプ", f"{HEAVY}。"]))
    @precondition(lambda self: self.model.question)
    def goes_away_and_presses_a_button_of_the_page_that_is_still_there(self, place: int, away: str) -> None:
        """Lay the page aside, and then press one of its buttons after all."""
        self._do({"say": away}, lambda: self.model.say(away))
        self.presses_a_button_of_a_page_further_up(place, 0)

    @rule(mode=st.sampled_from(BEGINNINGS))
    def begins(self, mode: str) -> None:
        """Begin a reflection or a trial, whatever is open."""
        self._tap(f"reflection.{mode}:")

    @rule(door=st.sampled_from(OTHER_FORMS))
    def begins_another_form_and_leaves_it(self, door: str) -> None:
        """Begin a form that is no reflection and leave it: what was in hand waits, and nothing else is kept."""
        self.chat.sends({"tap": door})
        page = self.chat.page
        assert page is not None and page["draft"] not in self.model.drafts
        self.chat.sends({"tap": f"leave:{page['draft']}:{page['version']}"})
        self.model.hand = None
        self._remember()

    @rule(key=keys)
    @precondition(lambda self: self.model.question)
    def picks_what_is_not_offered(self, key: str) -> None:
        """Press a forged option."""
        assert self.model.question
        id, version, _ = self.model.question
        self._tap(f"pick.{key}:{id}:{version}")

    @rule(text=texts)
    def types(self, text: str) -> None:
        """Type something into the composer."""
        self._do({"say": text}, lambda: self.model.say(text))

    @rule(place=places, text=texts | keys | st.none(), named=st.sampled_from(["own", "none", "another", "two"]))
    @precondition(lambda self: self.pages)
    def sends_a_page(self, place: int, text: str | None, named: str) -> None:
        """Send a page of now or of the past, rightly or wrongly filled."""
        page = self.pages[-1 - place % len(self.pages)]
        name = page["fields"][0]["name"]
        answers = {"own": {name: text}, "none": {}, "another": {"other": text}, "two": {name: text, "other": None}}[
            named
        ]
        act = {"draft": page["draft"], "version": page["version"], "answers": answers}
        self._do(act, lambda: self.model.send(page["draft"], page["version"], answers))

    @rule(place=places)
    @precondition(lambda self: self.acts)
    def sends_an_event_again(self, place: int) -> None:
        """Send an event again that was done: nothing comes of it but where the person stands."""
        id, act = self.acts[-1 - place % len(self.acts)]
        self.chat.sends(act, id)
        assert self.chat.shown["cards"] == []
        assert self._asked(self.chat.page) == self.model.question

    @rule()
    def starts_again(self) -> None:
        """The program stops and starts."""
        self.world.restart()

    @rule(delta=st.sampled_from([{"minutes": 1}, {"minutes": 59}, {"hours": 1}, {"days": 1}, {"days": 7}]))
    def time_passes(self, delta: dict[str, float]) -> None:
        """Time passes, and the ticker has not ticked yet."""
        self.world.clock.forward(**delta)
        self.model.forward(self.world.clock.now())

    @rule()
    def it_ticks(self) -> None:
        """What is due is planned, delivered and swept."""
        self.world.clock.forward(seconds=1)
        self.model.forward(self.world.clock.now())
        self.world.tick()

    @invariant()
    def a_reload_shows_the_question_that_follows(self) -> None:
        """The page in hand asks the first question without an answer; nothing else is in hand."""
        self.chat.opens()
        assert self._asked(self.chat.page) == self.model.question
        assert self.chat.shown["cards"] == []
        self._remember()

    @invariant()
    def what_is_kept_is_what_was_accepted(self) -> None:
        """Drafts with their answers, versions and place, and the finished reflections, are the model's."""
        assert drafts_of(self.world, self.person) == [
            (draft.id, draft.version, draft.id == self.model.hand, {"answers": draft.answers, "heeded": draft.heeded})
            for draft in self.model.drafts.values()
        ]
        assert reflections_of(self.world, self.person) == {one.id: sorted(one.keys) for one in self.model.kept.values()}


class OnPostgres(Conversation):
    """The same on PostgreSQL."""

    backend = "postgres"


def examples(share: float) -> settings:
    """Return the profile's settings with a share of its examples: an example here is a whole evening."""
    profile = settings()
    return settings(profile, max_examples=max(4, int(profile.max_examples * share)), stateful_step_count=30)


def test_any_sequence_leaves_a_consistent_draft() -> None:
    run_state_machine_as_test(Conversation, settings=examples(0.15))


@pytest.mark.postgres
def test_any_sequence_leaves_a_consistent_draft_on_postgresql() -> None:
    run_state_machine_as_test(OnPostgres, settings=examples(0.04))


@pytest.mark.soak
def test_any_sequence_leaves_a_consistent_draft_for_hours() -> None:
    run_state_machine_as_test(Conversation, settings=settings(settings(), stateful_step_count=100))
