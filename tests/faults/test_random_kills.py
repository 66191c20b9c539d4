"""kill -9 at random moments under people on the web, on Telegram and on Slack, while notices come due (A8).

The seed stands in the test's name and is printed when it fails; IDOBATA_KILL_SEED repeats one. What a seed repeats is
where and when the program is killed; what the machine does meanwhile is its own affair.
"""

from __future__ import annotations

import os
import random
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import cycle
from math import inf
from uuid import UUID

import pytest

from storage.ids import short
from tests.faults import desk
from tests.faults.beside import Beside, BesideSlack, Shown
from tests.faults.conftest import Install
from tests.faults.desk import Desk
from tests.faults.lives import user_of
from tests.faults.person import Json, Person
from tests.faults.phone import GAP_SAID, LAST, Phone, is_letter, joined
from tests.faults.process import PATIENCE, READY_SECONDS, Installation
from tests.faults.reflecting import TEXTS, answer_to, reflect
from tests.faults.stores import in_the_clear, integrity, rows
from tests.faults.test_kill_unasked import wait_for
from tests.spread import BACKENDS, marked
from tests.world import ALONE, CENTRE

pytestmark = pytest.mark.kill

KILLS = 50
SOAK_KILLS = 250
# How long the program lives on average after it has begun to serve.
LIFE_SECONDS = 0.075
SOAK_LIFE_SECONDS = 0.15
# Where nothing else keeps the machine busy a start takes less than so many seconds.
READY_WHEN_QUIET = 0.4
# So many days go by during the killing: no draft runs out. What was written so long before is asked about meanwhile.
DAYS = 6
DAYS_BEFORE = 5
SEEDS = [int(os.environ["IDOBATA_KILL_SEED"])] if "IDOBATA_KILL_SEED" in os.environ else [11, 12, 13, 14]
# `make test` has one seed on each database, the soak each of them on both; what is to be repeated is repeated on both.
ONE_WAY, OTHER_WAY = ([*zip(SEEDS, cycle(order), strict=False)] for order in (BACKENDS, BACKENDS[::-1]))
BY_SEED = marked([*ONE_WAY, *OTHER_WAY], ordinary=2)
SOAK_SEEDS = SEEDS if "IDOBATA_KILL_SEED" in os.environ else list(range(1001, 1021))
TICKS = {"bot.ticker.DELIVER_SECONDS": 0.09, "bot.ticker.PLAN_SECONDS": 0.14, "bot.ticker.SWEEP_SECONDS": 0.21}
# Two with a page, two with a telephone, one of them with both, and one with Slack.
ON_WEB = (CENTRE, "鈴木 かなえ")
ON_TELEGRAM = {ALONE: 700100200, CENTRE: 700100201}
ON_SLACK = ("佐藤 はるか", "U700100202")
YET = "reflection.yet:"
KEPT = "reflection.delete:"
BY_LETTER = ("reflection.next_step", "desk.unreached", "hosting.month")
SAID = {(kind, "sent") for kind in (*BY_LETTER, "home.gap")}
# Nobody asks the well anything here: each まとめ is over as it is posted.
SAID |= {("reach.digest", "moot")}
# Who has written so much that it fills her letters until a month has begun is not asked any more for its hours.
BEGUN, OVER = datetime(2026, 12, 31, 15, tzinfo=UTC), {("hosting.month", "moot")}
WAITING = "SELECT kind, state, due_at, attempts, reason FROM outbox WHERE state IN ('waiting', 'sending', 'carried')"
PULSES = "SELECT source, heard_at FROM pulses"
TO_ASK = "SELECT id FROM reflections WHERE ask_on IS NOT NULL"
# Some things wait for their letter; nothing else waits for long.
OPEN = f"{WAITING} AND kind NOT IN {BY_LETTER}"


class Killing:
    """Kills the program at random moments and starts it anew; everybody else finds its address here."""

    def __init__(self, installation: Installation, seed: int, count: int, life: float) -> None:
        self.installation = installation
        self.count = count
        self.life = life
        self.random = random.Random(seed)
        # After which kills a day has gone by until the next start.
        self.days = self.random.sample(range(1, count), DAYS)
        self.kills = 0
        self.address = ""
        self.begun = threading.Condition()
        self.over = False

    def start(self) -> None:
        """Start the program until it serves; now and then it is killed before, or a day has gone by."""
        while True:
            self.installation.forward(seconds=61, days=not self.over and self.kills in self.days)
            if self.random.random() < 0.15 and not self.over:
                self.installation.launch(ticks=TICKS)
                time.sleep(self.random.uniform(0, 0.2))
                self.kill()
                continue
            address = self.installation.begin(ticks=TICKS)
            assert address
            with self.begun:
                self.address = address
                self.begun.notify_all()
            return

    def kill(self) -> None:
        """kill -9, and count it."""
        self.installation.kill()
        self.kills += 1

    def run(self) -> None:
        """Kill so many times, each a random while after the program serves; then let it live."""
        while self.kills < self.count:
            # Mostly short; now and then long enough for several things to be done. Where others keep the machine busy
            # everything takes longer, as the start did.
            life = self.life * max(1, self.installation.ready[-1] / READY_WHEN_QUIET)
            time.sleep(min(self.random.expovariate(1 / life), 10 * life))
            self.kill()
            self.start()
        self.over = True

    def elsewhere(self, person: Person) -> str:
        """Wait until the program is somewhere else than a person has found it, and return its address."""
        with self.begun:
            assert self.begun.wait_for(lambda: self.address != person.origin, timeout=60)
            return self.address


class OnWeb:
    """A person with the page open: she reflects again and again, and gathers what she is told."""

    def __init__(self, killing: Killing, name: str) -> None:
        self.killing = killing
        self.person = Person(user_of(killing.installation, name), killing.address, killing.elsewhere)
        # Each notice that she was told of, by its id, and the reflections that she was shown as kept.
        self.told: dict[str, Json] = {}
        self.kept: set[str] = set()
        # However often the program dies: once the killing is over, she is answered.
        self.person.patience = inf
        self.person.sign_in()
        reflect(self.person)
        self.person.opens()

    def lives(self) -> None:
        """Reflect until the killing is over."""
        while not self.killing.over:
            self.goes_on()
        self.looks()

    def goes_on(self) -> None:
        """Do the next thing."""
        person = self.person
        if person.field is not None:
            person.answers(answer_to(person.field))
            self.kept |= {data.split(":")[1] for data in buttons(person.shown) if data.startswith(KEPT)}
            return
        if not person.data("reflection.quick") and not person.data("resume"):
            self.looks()
        person.taps(next((verb for verb in ("resume", "reflection.quick") if person.data(verb)), "reflection"))

    @property
    def ended(self) -> set[str]:
        """The drafts of which she has answered the last question."""
        taps = [str(act.get("tap", "")) for act in self.person.acts.values()]
        return {tap.split(":")[1] for tap in taps if tap.startswith(LAST)}

    def looks(self) -> None:
        """Load the page and note what it tells."""
        self.person.opens()
        status, answer = self.person.insist("/poll", {"cursor": "1"})
        assert status == 200
        self.told |= {notice["id"]: notice for notice in answer["notices"]}
        self.person.insist("/seen", {"cursor": self.person.shown["cursor"]})

    def questions(self) -> Counter[str]:
        """Return how many different notices have asked about each reflection."""
        asked = [{b["data"] for card in notice["cards"] for b in card["buttons"]} for notice in self.told.values()]
        return Counter(data for one in asked for data in one if data.startswith(YET))


def buttons(shown: Json) -> list[str]:
    """Return the data of all buttons on the cards of a reply."""
    return [str(button.get("data", "")) for card in shown["cards"] for button in card["buttons"]]


def asked_of(shown: list[Shown]) -> Counter[str]:
    """Return how often a chat was asked about each reflection without a mark, unasked."""
    letters = [one for one in shown if is_letter(one) and not one.marked]
    return Counter(data for one in letters for data in one.buttons if data.startswith(YET))


def live(installation: Installation, beside: Beside, slack: BesideSlack, seed: int, count: int, life: float) -> None:
    """Let four people act while the program is killed, let everything come to an end, and look at what is there."""
    print(f"IDOBATA_KILL_SEED={seed} repeats this")
    for name, user in ON_TELEGRAM.items():
        joined(installation, name, user)
    desk.joined(installation, *ON_SLACK)
    killing = Killing(installation, seed, count, life)
    killing.start()
    pages = [OnWeb(killing, name) for name in ON_WEB]
    assert installation.stop() == 0
    installation.forward(days=DAYS_BEFORE)
    killing.start()
    phones = [Phone(beside, user, lambda: None, has_page=name in ON_WEB) for name, user in ON_TELEGRAM.items()]
    at_desk = Desk(slack, ON_SLACK[1], lambda: None)
    chats: list[Phone | Desk] = [*phones, at_desk]
    with ThreadPoolExecutor() as threads:
        lives = [threads.submit(page.lives) for page in pages]
        lives += [threads.submit(until_over, killing, one) for one in chats]
        killing.run()
        for one in lives:
            one.result()
    # A row of the inbox leaves after thirty days, and until the last question is asked many may go by. What was under
    # way when the last one stopped waiting has its end only later.
    taken, drafts = inbox(installation), short_ids(installation, "SELECT id FROM drafts")
    taken |= come_to_an_end(killing, pages)
    check(installation, pages, phones, at_desk, taken, drafts)
    installation.kill()
    assert in_the_clear(TEXTS, installation.settings.var, installation.printed) == []
    acts = sum(len(page.person.acts) for page in pages) + sum(len(chat.acts) for chat in chats)
    print(f"{killing.kills} kills, {acts} acts, ready after {statistics.median(installation.ready):.2f} s")
    assert min(installation.ready) < READY_SECONDS


def until_over(killing: Killing, person: Phone | Desk) -> None:
    """Reflect by telephone, or at a desk, until the killing is over."""
    # Whoever gets no answer and comes back after a day is not shown by herself where she stands.
    person.patience = 1
    while not killing.over:
        person.goes_on()


def come_to_an_end(killing: Killing, pages: list[OnWeb]) -> dict[str, str]:
    """Let the days go by until every question has been asked: a letter brings no more than eight.

    Return the last state of each event meanwhile.
    """
    installation, taken = killing.installation, dict[str, str]()
    killing.installation.kill()
    installation.forward(days=8)
    while True:
        before = set(rows(installation.settings, PULSES))
        killing.start()
        # A platform that is heard again tells of the gap before it.
        wait_for(lambda heard=before: not heard & set(rows(installation.settings, PULSES)))  # type: ignore[misc]
        all_said(installation)
        # First: what is said after this, nobody may have seen. What was still to be asked leaves one for the other.
        over = not rows(installation.settings, TO_ASK) and not rows(installation.settings, WAITING)
        for page in pages:
            page.person.meet(killing.address)
            page.person.sign_in()
            page.looks()
        taken |= inbox(installation)
        if over:
            return taken
        assert installation.stop() == 0
        installation.forward(days=1)


def all_said(installation: Installation) -> None:
    """Wait until nothing waits that can be said today."""
    until = time.monotonic() + PATIENCE
    while (waiting := rows(installation.settings, OPEN)) and time.monotonic() < until:
        time.sleep(0.01)
    assert waiting == []


def inbox(installation: Installation) -> dict[str, str]:
    """Return the state of each event that was taken, by its external id."""
    return dict(rows(installation.settings, "SELECT external_id, state FROM inbox"))


def short_ids(installation: Installation, statement: str) -> set[str]:
    """Return ids of rows as buttons have them."""
    return {short(UUID(str(row[0]))) for row in rows(installation.settings, statement)}


def may_be_said(installation: Installation) -> set[tuple[str, str]]:
    """Return which kinds of notices may be there, and how they may have gone."""
    begun = datetime.now(UTC) + timedelta(seconds=installation.clock_ahead) > BEGUN
    return SAID | OVER if begun else SAID


def check(
    installation: Installation,
    pages: list[OnWeb],
    phones: list[Phone],
    at_desk: Desk,
    taken: dict[str, str],
    drafts: set[str],
) -> None:
    """Check that nothing is lost, nothing half done, and nothing seen twice that does not say so."""
    settings = installation.settings
    acts = {id for page in pages for id in page.person.acts} | {str(id) for phone in phones for id in phone.acts}
    # Of a press that was not taken Slack tells her at once, and does not bring it again.
    refused = set(at_desk.acts) - at_desk.taken - at_desk.written
    assert set(taken) - refused == acts | at_desk.taken | at_desk.written
    assert {id: state for id, state in taken.items() if id not in refused and state not in ("done", "failed")} == {}
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)
    assert [one.person.problems for one in pages if {status for status, _ in one.person.problems} - {503}] == []
    ids = short_ids(installation, "SELECT id FROM reflections")
    everybody: list[OnWeb | Phone | Desk] = [*pages, *phones, at_desk]
    ended, kept = set.union(*(one.ended for one in everybody)), set.union(*(one.kept for one in everybody))
    assert kept <= ids
    assert ids <= ended
    # What was finished is kept, unless the last answer did not count: then its draft is there.
    assert ended - ids <= drafts
    assert rows(settings, "SELECT DISTINCT count(*) FROM reflection_lines GROUP BY reflection_id") == [(2,)][: len(ids)]
    notices = rows(settings, "SELECT DISTINCT kind, state FROM outbox")
    assert {(kind, state) for kind, state in notices if kind != "morning.letter"} <= may_be_said(installation)
    assert {state for kind, state in notices if kind == "morning.letter"} <= {"sent", "ambiguous", "moot"}
    shown = {phone.user: phone.shown() for phone in phones}
    for phone in phones:
        assert phone.unmarked_repeats() == []
        phone.check_home()
        gaps = Counter(one.text for one in shown[phone.user] if GAP_SAID in one.text and not one.marked)
        assert set(gaps.values()) <= {1}
        assert set(asked_of(shown[phone.user]).values()) <= {1}
    assert at_desk.repeats() == []
    assert set(at_desk.questions().values()) <= {1}
    for page in pages:
        assert set(page.questions().values()) <= {1}
    told = {data for page in pages for data in page.questions()} | set(at_desk.questions())
    told |= {data for one in shown.values() for each in one for data in each.buttons if data.startswith(YET)}
    assert {data.removeprefix(YET).split(":")[0] for data in told} == ids


@pytest.mark.parametrize(("seed", "backend"), BY_SEED)
def test_kills_at_random_moments_lose_nothing_and_show_nothing_twice(
    with_chats: Install, beside: Beside, slack: BesideSlack, seed: int, backend: str
) -> None:
    live(with_chats(backend), beside, slack, seed, KILLS, LIFE_SECONDS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", SOAK_SEEDS)
def test_ten_thousand_kills_at_random_moments(
    with_chats: Install, beside: Beside, slack: BesideSlack, backend: str, seed: int
) -> None:
    live(with_chats(backend), beside, slack, seed, SOAK_KILLS, SOAK_LIFE_SECONDS)
