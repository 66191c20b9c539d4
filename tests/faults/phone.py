"""A person with a telephone: she does what the newest message asks for, and waits until her chat has changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

from messages.words import msg, words_of
from storage import accounts, networks, people
from storage.db import Here, open_database
from tests.faults.beside import Beside, Showing, Shown
from tests.faults.process import PATIENCE, Installation
from tests.faults.reflecting import ANSWERS, QUESTIONS, TEXTS
from tests.simulators.telegram import Telegram

# So long nothing new must have come before she goes on.
STILL_SECONDS = 0.03
# What she presses where no question is open, the first that is there.
VERBS = ("resume", "reflection.quick", "reflection", "home")
GAP_SAID = words_of().say(msg("home-gap-again"))
LAST = f"pick.{ANSWERS[QUESTIONS[-1]]}:"
# A letter brings eight things at most.
GREETINGS = tuple(words_of().say(msg("morning-count", count=n)) for n in range(2, 9))
GREETINGS += (words_of().say(msg("morning-one")),)
SORRY = tuple(words_of().say(msg(id)) for id in ("runtime-poison", "runtime-bug", "kit-stale", "kit-not-taken"))


# Before anything was said.
HOME = Shown("", (), False)


def joined(installation: Installation, name: str, user: int | str, platform: str = "telegram") -> None:
    """Give a person of the demo network an account on a platform, as if she had come by her link before."""
    database = open_database(installation.settings.database)
    with database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        assert accounts.join(here, people.by_name(here, name)[0].id, platform, str(user))
    database.dispose()


def question_of(shown: Shown | Showing) -> str | None:
    """Return the question that a message asks; None where it asks none."""
    answers = [data.split(":") for data in shown.buttons if data.startswith(("pick.", "skip:"))]
    return QUESTIONS[int(answers[0][2]) - 1] if answers else None


def draft_of(shown: Shown | Showing) -> str:
    """Return the draft that a question belongs to."""
    return next(data.split(":")[1] for data in shown.buttons if data.startswith(("pick.", "skip:")))


def is_answer(shown: Shown) -> bool:
    """Tell whether a message answers what she did: it is neither the letter nor said after a gap."""
    return GAP_SAID not in shown.text and not any(data.startswith("reflection.yet:") for data in shown.buttons)


def is_about(shown: Shown) -> bool:
    """Tell whether a message is about one certain thing, and not about a turn that failed."""
    return any(data.split(":")[1] for data in shown.buttons) and not shown.text.startswith(SORRY)


def is_letter(shown: Shown) -> bool:
    """Tell whether a message is the letter of a morning."""
    return shown.text.startswith(GREETINGS)


def is_above_home(shown: Shown) -> bool:
    """Tell whether a message comes each time that home does: a draft laid aside, a question not answered yet."""
    return not is_letter(shown) and any(data.startswith(("resume:", "reflection.yet:")) for data in shown.buttons)


def asks(shown: Shown) -> bool:
    """Tell whether she can go on from a message."""
    verbs = {data.partition(":")[0] for data in shown.buttons}
    return is_answer(shown) and bool(question_of(shown) or verbs & {*VERBS, "people"})


class Phone:
    """One person's private chat. `look` is called again and again while she waits: it starts the program anew."""

    def __init__(self, beside: Beside, user: int, look: Callable[[], None], *, has_page: bool = False) -> None:
        self.beside = beside
        self.user = user
        self.look = look
        # Her page acts as well: there her drafts are laid aside, and answered, behind the telephone's back.
        self.has_page = has_page
        # The updates that she has caused, by number: what she did.
        self.acts: dict[int, str] = {}
        self.kept: set[str] = set()
        self.asked_home = 0
        self.finished = 0
        # After so many seconds without an answer to what the bot has got she tries again.
        self.patience = float(PATIENCE)

    def shown(self) -> list[Shown]:
        """Return everything that her chat has ever shown."""
        return self.beside.shown(self.user)

    def goes_on(self) -> None:
        """Do the one thing that the newest message asks for, and wait for what comes of it."""
        last = next((one for one in reversed(self.shown()) if asks(one)), HOME)
        question = question_of(last)
        # A button that something else has taken the place of cannot be pressed.
        found = ((one, self._under(one)) for one in self._wanted(last, question))
        data, under = next(((one, messages[-1]) for one, messages in found if messages), ("", 0))
        if question is not None and not any(data.startswith("pick.") for data in last.buttons):
            self._does(ANSWERS[question], lambda telegram: telegram.writes(self.user, ANSWERS[question]))
        elif data and (question or data != self.acts.get(max(self.acts, default=0))):
            self._does(data, lambda telegram: telegram.presses_data(self.user, under, data))
        else:
            self.looks_home()

    @property
    def ended(self) -> set[str]:
        """The drafts of which she has answered the last question."""
        return {what.split(":")[1] for what in self.acts.values() if what.startswith(LAST)}

    def looks_home(self) -> None:
        """Ask for home."""
        self.asked_home += 1
        self._does("/home", lambda telegram: telegram.writes(self.user, "/home"))

    def presses_gone(self, data: str) -> None:
        """Press a button with this data under a message that is not there any more."""
        self._does(data, lambda telegram: telegram.presses_data(self.user, 1, data))

    def _wanted(self, last: Shown, question: str | None) -> list[str]:
        verbs = [f"pick.{ANSWERS[question]}"] if question else list(VERBS)
        return [data for verb in verbs for data in last.buttons if data.startswith(f"{verb}:")]

    def _under(self, data: str) -> list[int]:
        seen = self.beside.do(lambda telegram: telegram.seen(self.user))
        return [one.id for one in seen for row in one.keyboard if data in [button["callback_data"] for button in row]]

    def _does(self, what: str, act: Callable[[Telegram], int]) -> None:
        before = len(self.shown())
        self.acts[self.beside.do(act)] = what
        self._waits(before)
        for one in self.shown()[before:]:
            self.kept |= {data.split(":")[1] for data in one.buttons if data.startswith("reflection.delete:")}
        stands = [one for one in self.shown()[before:] if asks(one)]
        # Home is where she stands after the last answer, whether she has seen what was said to it or not.
        self.finished += bool(what.startswith(LAST) and stands and not question_of(stands[-1]))

    def _waits(self, before: int) -> None:
        until = time.monotonic() + PATIENCE
        known, since = before, time.monotonic()
        while True:
            self.look()
            shown = self.shown()
            if len(shown) != known:
                known, since = len(shown), time.monotonic()
            taken = self.beside.do(lambda telegram: telegram.confirmed) >= max(self.acts)
            still = time.monotonic() - since
            if taken and still > (STILL_SECONDS if any(map(is_answer, shown[before:])) else self.patience):
                return
            assert time.monotonic() < until, (self.acts, self.shown()[-3:])
            time.sleep(0.01)

    def reflects(self) -> None:
        """Go through one reflection, from wherever she stands."""
        finished = self.finished
        while self.finished == finished:
            self.goes_on()

    def unmarked_repeats(self) -> list[Shown]:
        """Return what came twice without saying so: messages whose buttons say what they are about."""
        plain = Counter(one for one in self._plain() if is_about(one))
        return [one for one, count in plain.items() if count > self._most(one)]

    def check_home(self) -> None:
        """Check that home did not come unmarked more often than she has asked for it, or was told of a failure."""
        assert len([one for one in self._plain() if "people:" in one.buttons]) <= self._most_homes()

    def _plain(self) -> Iterator[Shown]:
        """Give what came without a mark; one above home is for what stands below it, too."""
        before, marked = HOME, False
        for one in self.shown():
            below = is_above_home(before) and (is_above_home(one) or "people:" in one.buttons)
            marked = one.marked or (marked and below)
            # A sentence about a press that could not be taken stands above where she stands: that says enough.
            if not marked and not before.text.startswith(SORRY):
                yield one
            before = one

    def _most(self, shown: Shown) -> int:
        """Return how often something may have come plainly: as often as she has asked for it."""
        begun = self._pressed("reflection.quick:")
        if question_of(shown):
            # A reflection that is begun again while nothing has been answered in it asks its first question again.
            first = begun if question_of(shown) == QUESTIONS[0] else 1
            return first + self._pressed(f"resume:{draft_of(shown)}")
        if "reflection.quick_afresh:" in shown.buttons:
            return begun
        return self._most_homes() if is_above_home(shown) else 1

    def _pressed(self, data: str) -> int:
        return len([what for what in self.acts.values() if what.startswith(data)])

    def _most_homes(self) -> int:
        refused = [one for one in self.shown() if one.text.startswith(SORRY)]
        acts = list(self.acts.values())
        # What she does again because no answer has come may have been the last thing to be done.
        again = len([one for one, before in zip(acts[1:], acts, strict=False) if one == before])
        # What is typed while no question is open brings home.
        aside = len([what for what in acts if what in TEXTS]) if self.has_page else 0
        return self.asked_home + again + aside + len(refused) + self._pressed("home:")
