"""A person at a desk with Slack open: she does what the newest message asks for, and again what Slack says failed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

from bot.faces.slack.parse import parse
from messages.words import msg, words_of
from tests.faults import phone
from tests.faults.beside import BesideSlack, Showing
from tests.faults.phone import GREETINGS, LAST, SORRY, draft_of, question_of
from tests.faults.process import PATIENCE, Installation
from tests.faults.reflecting import ANSWERS, QUESTIONS
from tests.simulators.slack import TEAM, Delivery, Slack
from tests.simulators.slack_carrier import EVENTS
from tests.simulators.slack_seen import button_data

# So long nothing new must have come before she goes on.
STILL_SECONDS = 0.06
QUICK = "reflection.quick:"
REFUSED = "the app did not answer"
NOT_KNOWN = words_of().say(msg("kit-not-known"))


def joined(installation: Installation, name: str, user: str) -> None:
    """Give a person of the demo network an account on Slack, as if she had come by her code before."""
    phone.joined(installation, name, f"{TEAM}:{user}", "slack")


def is_letter(shown: Showing) -> bool:
    """Tell whether a message is the letter of a morning."""
    return shown.lines[0].startswith(GREETINGS)


def asks(shown: Showing) -> bool:
    """Tell whether a message says where she stands: it asks a question, or is home."""
    return bool(question_of(shown)) or "people:" in shown.buttons


def brings_home(shown: Showing) -> bool:
    """Tell whether a message says that what she wrote is no answer, or stands where home does below that."""
    verbs = {data.partition(":")[0] for data in shown.buttons}
    return shown.lines[0].startswith(NOT_KNOWN) or bool(verbs & {"people", "resume"})


class Desk:
    """One person's Slack. `look` is called again and again while she waits: it starts the program anew."""

    def __init__(self, slack: BesideSlack, user: str, look: Callable[[], None]) -> None:
        self.slack = slack
        self.user = user
        self.look = look
        # What she did, by the id that the inbox knows it by, and what of it Slack was told of as taken.
        self.acts: dict[str, str] = {}
        self.taken: set[str] = set()
        # What she wrote: Slack brings it again, and it stands in the history.
        self.written: set[str] = set()
        # How often she has written an answer to each question of each draft.
        self.answered = Counter[tuple[str, str]]()
        self.kept: set[str] = set()
        # The drafts that she knows to have come to their end.
        self.over: set[str] = set()
        # Where nothing has come, nothing must have moved for so many seconds before she tries again.
        self.patience = 0.5
        # However much moves: so many seconds after Slack was done with what she did she tries again.
        self.longest = 5.0

    def posts(self) -> list[Showing]:
        """Return everything that her chat with the app has ever shown."""
        return self.slack.posts(self.user)

    @property
    def finished(self) -> int:
        """How many reflections she has come to the end of."""
        return len(self.over)

    @property
    def ended(self) -> set[str]:
        """The drafts of which she has answered the last question."""
        return {what.split(":")[1] for what in self.acts.values() if what.startswith(LAST)}

    def reflects(self) -> None:
        """Go through one reflection, from wherever she stands."""
        finished = self.finished
        while self.finished == finished:
            self.goes_on()

    def goes_on(self) -> None:
        """Do the one thing that is asked for, and wait for what comes of it."""
        last = next((one for one in reversed(self.posts()) if asks(one)), None)
        question = question_of(last) if last else None
        if last and question and draft_of(last) not in self.over:
            self._closes()
            self._answers(last, question)
        elif QUICK in self._in_front():
            self.presses(QUICK)
        else:
            self._closes()
            self.opens_home()
            resumed = (data for data in self.at_home() if data.startswith("resume:"))
            self.presses(next(resumed, "reflection:"))

    def _answers(self, asked: Showing, question: str) -> None:
        answer, draft = ANSWERS[question], draft_of(asked)
        data = next((one for one in asked.buttons if one.startswith(f"pick.{answer}:")), None)
        if data is None:
            self.writes(answer)
            self.answered[draft, question] += 1
            return
        self.presses(data)
        if data.startswith(LAST):
            if not self.kept_of(self.posts()[-1]):
                # Nobody has said that it is kept: on the Home tab stands whether it is still half done.
                self.opens_home()
                if f"resume:{draft}" in self.at_home():
                    return
            self.over.add(draft)

    def presses(self, data: str) -> None:
        """Press the button with this data where it stands."""
        self._does(data, lambda slack: slack.presses_data(self.user, data))

    def presses_gone(self, data: str) -> None:
        """Press a button with this data under a message that is not there any more."""
        self._does(data, lambda slack: slack.presses_data(self.user, data, ts="1.000001"))

    def writes(self, text: str) -> None:
        """Write in the chat with the app."""
        self._does(text, lambda slack: slack.writes(self.user, text))

    def misses(self, text: str) -> None:
        """Write in the chat while nobody is there to whom Slack could bring it."""
        delivery = self.slack.do(lambda slack: slack.writes(self.user, text, silent=True))
        self._notes(delivery, text)

    def looks(self) -> None:
        """Look at the list of what she wrote."""
        self._closes()
        self.opens_home()
        self.presses("reflection.mine:")

    def complaints(self) -> list[str]:
        """Return what Slack itself has told her."""
        said = self.slack.do(lambda slack: list(slack.book.complaints))
        return [what for user, what in said if user == self.user]

    def opens_home(self) -> None:
        """Open the Home tab, and wait until it is drawn."""
        self._does("", lambda slack: slack.opens_home(self.user), "home")

    def at_home(self) -> tuple[str, ...]:
        """Return what the buttons on the Home tab do."""
        shown = self.slack.do(lambda slack: slack.shown(self.user))
        return next((one.buttons for one in reversed(shown) if one.place == "home"), ())

    def _in_front(self) -> tuple[str, ...]:
        shown = self.slack.do(lambda slack: slack.shown(self.user) if slack.modal(self.user) else [])
        return next((one.buttons for one in reversed(shown) if one.place == "modal"), ())

    def _closes(self) -> None:
        while self.slack.do(lambda slack: slack.modal(self.user)):
            self.slack.do(lambda slack: slack.closes(self.user))

    def _does(self, what: str, act: Callable[[Slack], Delivery], *places: str) -> None:
        wanted = places or ("message", "ephemeral", "modal")
        before = self._count(wanted)
        delivery = self.slack.do(act)
        id = self._notes(delivery, what)
        self._waits(delivery, lambda: self._count(wanted) > before)
        if delivery.acked and id in self.acts:
            self.taken.add(id)
        for one in self.posts():
            self.kept |= self.kept_of(one)

    def _notes(self, delivery: Delivery, what: str) -> str:
        incoming = parse(delivery.payload)
        if incoming.kind == "act":
            self.acts[incoming.external] = what
            self.written |= {incoming.external} if delivery.kind == EVENTS else set()
        return incoming.external

    def _count(self, places: tuple[str, ...]) -> int:
        return self.slack.do(lambda slack: len([one for one in slack.shown(self.user) if one.place in places]))

    def _waits(self, delivery: Delivery, answered: Callable[[], bool]) -> None:
        until, since = time.monotonic() + PATIENCE, time.monotonic()
        moved: tuple[object, ...] = ()
        settled = 0.0
        while True:
            self.look()
            now = self.slack.do(lambda slack: (len(slack.asked), len(slack.sockets.open), len(slack.carrier.acks)))
            if now != moved:
                moved, since = now, time.monotonic()
            still = time.monotonic() - since
            settled = settled or (time.monotonic() if delivery.settled else 0.0)
            if settled and now[1] and still > (STILL_SECONDS if answered() else self.patience):
                return
            if settled and time.monotonic() - settled > self.longest:
                return
            assert time.monotonic() < until, (self.acts, self.posts()[-3:])
            time.sleep(0.01)

    def questions(self) -> Counter[str]:
        """Return in how many messages she was asked about each reflection."""
        seen = self.slack.do(lambda slack: [button_data(one.blocks) for one in slack.seen(self.user) if one.mine])
        return Counter(data for one in seen for data in set(one) if data.startswith("reflection.yet:"))

    def kept_of(self, shown: Showing) -> set[str]:
        """Return the reflections that a message says are kept."""
        return {data.split(":")[1] for data in shown.buttons if data.startswith("reflection.delete:")}

    def repeats(self) -> list[Showing]:
        """Return what stood before her eyes more often than she has asked for it."""
        return [one for one, count in Counter(self._plain()).items() if count > self._most(one)]

    def _plain(self) -> Iterator[Showing]:
        before = ""
        for one in self.posts():
            # A sentence about a press that could not be taken stands above where she stands: that says enough.
            if not one.lines[0].startswith(SORRY) and not before.startswith(SORRY):
                yield one
            before = one.lines[0]

    def _most(self, shown: Showing) -> int:
        if QUICK in shown.buttons:
            # What opens in front of her stands in the chat where Slack has waited too long: for each of her presses.
            return max(1, self._done("reflection:"))
        if not question_of(shown):
            # What she writes once more, because nothing has come, may be no answer any more: each time that is said.
            return 1 + (sum(count - 1 for count in self.answered.values()) if brings_home(shown) else 0)
        # A reflection that is begun again while nothing has been answered in it asks its first question again.
        begun = self._done(QUICK) if question_of(shown) == QUESTIONS[0] else 1
        return max(1, begun) + self._done(f"resume:{draft_of(shown)}")

    def _done(self, what: str) -> int:
        return len([id for id in self.taken if self.acts.get(id) == what])
