"""Every function of storage that is given a network is given another network's ids: it finds and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Stores
from storage import (
    accounts,
    answers,
    audit,
    changes,
    drafts,
    handouts,
    invites,
    offices,
    outbox,
    people,
    perspectives,
    places,
    questions,
    reflections,
    shares,
    signins,
    steps,
)
from storage.answers import Answer
from storage.db import Here, session_on
from storage.drafts import Draft
from storage.gatherings import Gathering
from storage.handouts import Handout
from storage.heads import Head
from storage.ids import uuid7
from storage.masks import Harmless
from storage.places import Meeting, Standing
from storage.pulses import Gap
from storage.shares import Share
from tests.privacy import reach, training, visits, well
from tests.privacy.asked import call, functions, written
from tests.privacy.more import LETTER, WAITING, more
from tests.privacy.two import CODE, Prepare, Two, all_rows, build, ids_of, mentions, rows_of
from tests.world import ALONE, CENTRE, SetClock, World, settings_for

pytestmark = pytest.mark.slow

NOTICE = "reflection.next_step"


class Given:
    """What the owner has, as arguments: her ids, and her draft as it stands."""

    def __init__(self, stores: Stores, two: Two, world: World) -> None:
        self.now = world.clock.now()
        self.keys, self.digest = stores.keys, stores.keys.digest
        self.code = CODE
        self.person = two.own.person
        with stores.database.read() as session:
            here = Here(session, two.own.network)
            self.entry = audit.newest(here, None, 1)[0].id
            owner = people.get(here, self.person)
            assert owner is not None
            self.office = owner.office_id
            self.other = people.by_name(here, CENTRE)[0].id
            self.invite = invites.open_ones(here, self.now)[0].id
            self.draft = drafts.of_person(here, self.person, self.now)[0]
            self.reflection = reflections.of_person(here, self.person)[0]
            self.account, self.stopped = (account.id for account in accounts.of_person(here, self.person))
            self.letter = outbox.open_for(here, self.person)[0].letter
            self.change = changes.newest(here, 1)[0].id
            self.own_set = perspectives.own_sets(here)[0].id
            self.gathering = session.scalars(select(Gathering.id).where(Gathering.network_id == two.own.network)).one()
            self.share = next(one.id for one in shares.of_owner(here, self.person, self.now) if one.answers is None)
            self.other_share = next(one.id for one in shares.of_owner(here, self.person, self.now) if one.answers)
            self.question = questions.of_asker(here, self.person)[0].id
            self.own_question = questions.get(here, self.question)
            self.handout = handouts.everything(here)[0].id
            self.harmless = session.scalars(select(Harmless.digest).where(Harmless.network_id == two.own.network)).one()
            self.answer = answers.thread(here, self.question)[0].id
            self.visit, self.visit_step, self.promise, self.note = visits.ids_of(here)
            self.step = steps.of_turn(here, self.question)[0].id
            self.stands = session.scalars(select(Standing).where(Standing.network_id == two.own.network)).one()
            self.place = self.stands.place_id
            self.chat = session.get_one(Meeting, (two.own.network, self.place)).chat
            gone = select(Meeting.id).where(Meeting.network_id == two.own.network, Meeting.state == places.GONE)
            self.gone_place = session.scalars(gone).one()
            self.gap = session.scalars(select(Gap).where(Gap.network_id == two.own.network)).one().id

    def moved(self, **values: Any) -> Draft:
        """Return the owner's draft with other values."""
        kept = {name: getattr(self.draft, name) for name in Draft.__dataclass_fields__}
        return Draft(**kept | values)

    def another_answer(self) -> Answer:
        """Return another answer of the owner's, of no network yet."""
        said = {"question_id": self.question, "author_id": self.person, "named": False, "kind": answers.ANSWER}
        return Answer(**said, body="x", at=self.now, changed_at=self.now)

    def another_place(self) -> Meeting:
        """Return a place that the owner is about to connect, of no network yet."""
        told = {"platform": "telegram", "chat": "-7", "topic": "", "title": "x", "audience": "all"}
        return Meeting(**told, connected_by=self.person, connected_at=self.now)

    def another_share(self) -> Share:
        """Return a new share of the owner's reflection, of no network yet."""
        of = {"owner_id": self.person, "reflection_id": self.reflection.id, "purpose": "single"}
        return Share(**of, state=shares.PREPARED, body=b"sealed", made_at=self.now, expires_at=self.now)


# The arguments after `here`, all of them the owner's.
ARGUMENTS: dict[str, Callable[[Given], tuple[Any, ...]]] = {
    "accounts.of_person": lambda a: (a.person,),
    "accounts.ensure": lambda a: (a.person, "another"),
    "accounts.people_on": lambda a: ("web",),
    "accounts.preferred_face": lambda a: (a.person,),
    "accounts.reachable": lambda a: (a.person, ["web"]),
    "accounts.revive": lambda a: (a.stopped,),
    "accounts.stop": lambda a: (a.account, "blocked", a.now),
    "accounts.join": lambda a: (a.person, "telegram", "700100200"),
    "audit.get": lambda a: (a.entry,),
    "audit.head": lambda a: (),
    "audit.newest": lambda a: (None, 8),
    "audit.note": lambda a: (a.digest, a.person, "role.given", a.now),
    "audit.refused": lambda a: (a.digest, a.person, "desk", a.now, a.now),
    "audit.shortened": lambda a: (),
    "audit.verify": lambda a: (a.digest,),
    "drafts.of_person": lambda a: (a.person, a.now),
    "drafts.add": lambda a: (a.moved(id=uuid7()),),
    "drafts.save": lambda a: (a.moved(answers=b"overwritten"),),
    "drafts.take_in_hand": lambda a: (a.person, None),
    "drafts.remove": lambda a: (a.draft.id,),
    "drafts.expire": lambda a: (a.draft.id, a.now),
    "heads.lost": lambda a: (Head(1, b"another"),),
    "invites.came": lambda a: (a.invite, a.person),
    "invites.make": lambda a: (a.digest, a.now, invites.Wanted("chief", a.office), a.person),
    "invites.names": lambda a: (),
    "invites.of_person": lambda a: (a.person,),
    "invites.open_ones": lambda a: (a.now,),
    "invites.take_back": lambda a: (a.invite, a.now),
    "letters.carry": lambda a: (a.person, a.letter, [WAITING], 8, a.now),
    "letters.carried": lambda a: (a.person, a.letter),
    "letters.waiting_people": lambda a: ([WAITING], a.now, a.now.date()),
    "offices.by_name": lambda a: ("相談室 みなも",),
    "offices.name_of": lambda a: (a.office,),
    "outbox.post": lambda a: (a.person, "another.kind", a.reflection.id, a.now),
    "outbox.post_all": lambda a: ("another.kind", a.now, [(a.person, a.reflection.id)]),
    "seen.note": lambda a: (a.person, "web", a.now, a.now),
    "letters.was_refused": lambda a: (a.person, LETTER),
    "seen.unseen": lambda a: (a.person, "web"),
    "glance.at": lambda a: (a.person, a.now),
    "outbox.open_for": lambda a: (a.person,),
    "outbox.open_of_kind": lambda a: (a.person, NOTICE),
    "outbox.close": lambda a: (a.person, NOTICE, a.reflection.id, a.now),
    "people.with_any_role": lambda a: (["chief"],),
    "people.come_back": lambda a: (a.now.date(),),
    "people.with_role": lambda a: ("coordinator",),
    "people.get": lambda a: (a.person,),
    "people.by_name": lambda a: (ALONE,),
    "people.everyone": lambda a: (),
    "people.read_roles": lambda a: ([a.person],),
    "people.roles_of": lambda a: (a.person,),
    "people.set_roles": lambda a: (a.person, ["counsellor", "observer"]),
    "perspectives.chosen": lambda a: ("none",),
    "changes.add": lambda a: (a.person, "topics", [], ["x"], a.now),
    "changes.get": lambda a: (a.change,),
    "changes.newest": lambda a: (9,),
    "changes.touched": lambda a: (),
    "networks.hold": lambda a: (),
    "perspectives.add_own": lambda a: ("new-set", 1, "", a.person, a.now),
    "perspectives.chosen_with": lambda a: ("none",),
    "perspectives.own_set": lambda a: (a.own_set,),
    "perspectives.own_sets": lambda a: (),
    "perspectives.choose": lambda a: ("another-set", a.now),
    "places.at": lambda a: ("telegram", a.chat, ""),
    "places.connect": lambda a: (a.place, "chiefs", a.person, a.now),
    "places.disconnect": lambda a: (a.place,),
    "places.everyone": lambda a: (),
    "places.find": lambda a: (a.gone_place,),
    "places.get": lambda a: (a.place,),
    "places.lose": lambda a: (a.place, "gone", a.now),
    "places.offer": lambda a: (a.another_place(),),
    "places.set_audience": lambda a: (a.place, "chiefs"),
    "standings.at": lambda a: (a.place, a.stands.reference),
    "standings.begin_anew": lambda a: (a.place,),
    "standings.keep_own": lambda a: (a.place, a.question, a.answer, "own", a.now),
    "standings.of_question": lambda a: (a.place, a.question),
    "standings.put_answer": lambda a: (a.question, a.answer, a.now),
    "standings.put_question": lambda a: (a.question, "all", a.now, a.now),
    "standings.want": lambda a: (a.question, a.question, a.now),
    "standings.want_all": lambda a: (a.question, a.now),
    "standings.want_of": lambda a: (a.place, "all", a.now),
    "unreached.forget": lambda a: (NOTICE, a.reflection.id),
    "pulses.gap": lambda a: (a.gap,),
    "reflections.get": lambda a: (a.person, a.reflection.id),
    "reflections.of_person": lambda a: (a.person,),
    "reflections.lines": lambda a: (a.reflection.id,),
    "reflections.last_looked": lambda a: (a.person,),
    "reflections.last_seen": lambda a: (a.person,),
    "reflections.remove": lambda a: (a.person, a.reflection.id),
    "reflections.due": lambda a: (a.now.date(),),
    "reflections.asked": lambda a: (a.reflection.id,),
    "gatherings.begin": lambda a: (a.person, a.digest, a.now),
    "gatherings.by_code": lambda a: (a.code, a.digest, a.now),
    "gatherings.finish": lambda a: (a.gathering,),
    "gatherings.get": lambda a: (a.gathering,),
    "gatherings.newest": lambda a: (),
    "shares.add": lambda a: (a.another_share(), [a.person]),
    "shares.for_reader": lambda a: (a.person, a.now),
    "shares.get": lambda a: (a.share,),
    "shares.hold": lambda a: (a.share, a.person),
    "shares.let_read": lambda a: (a.other_share, [a.person]),
    "shares.move": lambda a: (a.share, shares.OPEN, shares.DECLINED, a.now),
    "shares.of_owner": lambda a: (a.person, a.now),
    "shares.prepared": lambda a: (a.person,),
    "shares.readers": lambda a: (a.share,),
    "shares.take_back": lambda a: (a.keys, a.share, a.person, a.now),
    "shares.take_back_all": lambda a: (a.keys, a.person, a.reflection.id, a.now),
    "shown.pass_on": lambda a: (a.person, "about", "another"),
    "shown.forget": lambda a: (a.person, "about"),
    "shown.note": lambda a: (a.person, "telegram", "700100300", [("about", "1:2")], a.now),
    "shown.noted": lambda a: (a.person, "telegram", ["about"]),
    "signins.end_all": lambda a: (a.person,),
    "signins.end_links": lambda a: (),
    "signins.make_code": lambda a: (a.account, a.digest, a.now),
    "signins.make_link": lambda a: (a.account, a.now),
    "signins.make_session": lambda a: (a.account, a.now),
    "unreached.everyone": lambda a: (a.now + timedelta(days=1), a.now),
    "unreached.forget_told": lambda a: (NOTICE, []),
    "unreached.try_again": lambda a: (a.person, a.now),
    "leaving.erase": lambda a: (a.person, a.now),
    "leaving.others_with": lambda a: ("coordinator", a.person),
    "offices.everyone": lambda a: (),
    "offices.get": lambda a: (a.office,),
    "offices.taking_part": lambda a: (),
    "handouts.found": lambda a: (a.question, a.now),
    "masks.harmless": lambda a: ([a.harmless],),
    "masks.letters": lambda a: (a.question,),
    "masks.pass_by": lambda a: (b"another digest", a.now),
    "masks.remember": lambda a: (a.question, b"another digest", "B"),
    "questions.asked_at": lambda a: (a.person, 8),
    "questions.correct": lambda a: (a.question, "x", a.now),
    "questions.withdraw": lambda a: (a.question, a.now),
    "answers.add": lambda a: (a.another_answer(),),
    "answers.get": lambda a: (a.answer,),
    "answers.move": lambda a: (a.answer, answers.HERE, answers.HIDDEN, a.now),
    "answers.thread": lambda a: (a.question,),
    "followers.count": lambda a: (a.question,),
    "followers.follow": lambda a: (a.question, a.other),
    "followers.leave": lambda a: (a.question, a.person),
    "followers.of": lambda a: (a.question,),
    "questions.add": lambda a: (well.question_of(a.person, a.now), ["余暇"]),
    "questions.get": lambda a: (a.question,),
    "questions.hold": lambda a: (a.question,),
    "questions.move": lambda a: (a.question, questions.SEEN, questions.HIDDEN, a.now),
    "questions.of_asker": lambda a: (a.person,),
    "questions.set_topics": lambda a: (a.question, ["就労"]),
    "questions.topics_of": lambda a: (a.question,),
    "search.counts": lambda a: (well.TOKENS,),
    "search.forget": lambda a: (a.question,),
    "search.found": lambda a: ([well.TOKENS], "", ["all"], None, 5),
    "search.index": lambda a: (a.question, "all", "2", (7,)),
    "search.readable": lambda a: ([a.question], ["all"]),
    "vectors.changed": lambda a: (),
    "vectors.forget": lambda a: (a.question,),
    "vectors.keep": lambda a: (a.question, "2"),
    "vectors.put": lambda a: (a.question, "2", b"1"),
    "vectors.since": lambda a: (0, ["all"]),
    "search.likely": lambda a: (dict.fromkeys(well.TOKENS, 1.0), dict.fromkeys(well.TOKENS, 1), ["all"], 5),
    "handouts.add": lambda a: (Handout(name="x", url="https://x.y/", added_by=a.person, added_at=a.now),),
    "handouts.everything": lambda a: (),
    "handouts.remove": lambda a: (a.handout,),
    "keeping.between": lambda a: (a.now - timedelta(days=30), a.now + timedelta(days=1), ["all"]),
    "keeping.empty": lambda a: (a.own_question, a.now),
    "keeping.let_go": lambda a: (a.question,),
    "keeping.marked": lambda a: ("region", ["all"]),
    "keeping.over": lambda a: (date(2030, 1, 1), 9),
    "keeping.said_in": lambda a: ([a.question],),
    "keeping.settle": lambda a: (a.question, "look", a.now),
    "keeping.standing_nowhere": lambda a: (9,),
    "keeping.still": lambda a: (a.answer, a.now.date()),
    "questions.records": lambda a: (),
    "shown.forget_all": lambda a: ("about",),
    "people.forget_roles": lambda a: (),
    "people.on_fridays": lambda a: (),
    "personal.rows_of": lambda a: (a.person,),
    "reflections.reflected_since": lambda a: (a.now - timedelta(days=30),),
}
ARGUMENTS |= well.THREADS
ARGUMENTS |= reach.ARGUMENTS
ARGUMENTS |= visits.ARGUMENTS
ARGUMENTS |= training.ARGUMENTS
# Of these the network's own answer is right whoever's ids are around; they must only not be the owner's.
ABOUT_THE_NETWORK = {"people.by_name", "people.everyone", "perspectives.chosen", "perspectives.choose"}
ABOUT_THE_NETWORK |= {"accounts.people_on", "networks.hold", "perspectives.chosen_with", "offices.everyone"}
# Its own record, which these calls have begun.
ABOUT_THE_NETWORK |= {"audit.head", "audit.newest", "audit.shortened", "audit.verify", "heads.lost", "audit.refused"}
ABOUT_THE_NETWORK |= {"offices.taking_part", "digests.people_of", "nudges.begin", "nudges.look_anew"}


def test_every_function_that_is_given_a_network_is_tried_here() -> None:
    assert set(ARGUMENTS) == set(functions())


def test_another_networks_ids_find_and_change_nothing(world: World, two: Two) -> None:
    stores = world.app.stores
    given = Given(stores, two, world)
    before = rows_of(stores, two.own.network)
    ids = {id for column in ids_of(stores, two.own.network).values() for id in column}
    found: dict[str, object] = {}
    wrote = []
    for name in sorted(functions()):
        with written(stores) as statements:
            result, refused = call(world, name, two.other.network, ARGUMENTS[name](given))
        if statements:
            wrote.append(name)
            assert rows_of(stores, two.own.network) == before, name
        if name not in ABOUT_THE_NETWORK and result and not refused:
            found[name] = result
        assert not mentions(result, ids), name
    assert (found, rows_of(stores, two.own.network) == before) == ({}, True)
    # What needs nobody's id writes, in the network that it is given, and is seen to.
    assert {"audit.note", "perspectives.choose"} <= set(wrote)


Full = tuple[World, Two, Given]


@pytest.fixture(scope="module")
def full(prepared: Prepare, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """One world for all functions: what each of them does is taken back."""
    filled = prepared("sqlite", build)
    world = World(settings_for(tmp_path_factory.mktemp("full") / "var", "sqlite", filled.stand), SetClock(filled.at))
    yield world, filled.what, Given(world.app.stores, filled.what, world)
    world.close()


@pytest.mark.parametrize("name", sorted(set(ARGUMENTS) - {"perspectives.chosen", "people.forget_roles"}))
def test_in_her_own_network_each_of_them_finds_or_changes_something(full: Full, name: str) -> None:
    # So that the silence above says something.
    world, two, given = full
    with world.app.stores.database.writer.connect() as link, link.begin() as whole, session_on(link) as session:
        here = Here(session, two.own.network)
        more(here, two.own.person, given.now)
        visits.leave_waiting(here, given.visit, given.now, name)
        undo = session.begin_nested()
        result = functions()[name](here, *ARGUMENTS[name](given))
        if not result:
            session.flush()
            after = all_rows(session, here.network_id)
            undo.rollback()
            assert after != all_rows(session, here.network_id)
        session.close()
        whole.rollback()


def test_a_chosen_set_is_the_networks_own(world: World, two: Two) -> None:
    with world.app.stores.database.write() as session:
        perspectives.choose(Here(session, two.own.network), "her-own", world.clock.now())
        session.flush()
        assert perspectives.chosen(Here(session, two.other.network), "none") == "tokyo-v8"
        assert perspectives.chosen(Here(session, uuid7()), "none") == "none"


def test_nobody_is_known_by_an_account_of_another_platform_or_name(world: World, two: Two) -> None:
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "web", two.stranger)
        assert who is not None
        assert (who.network.id, who.person.id) == (two.other.network, two.other.person)
        for platform, user in (("telegram", two.stranger), ("web", ""), ("web", "' OR 1=1 --"), ("", two.stranger)):
            assert accounts.who(session, platform, user) is None
        assert session.scalar(select(offices.Office.name).where(offices.Office.network_id == two.other.network))
        assert outbox.open_for(Here(session, two.other.network), two.own.person) == []
        assert signins.user_of(session, "nothing", world.clock.now()) is None
        assert people.get(Here(session, two.other.network), two.own.person) is None
