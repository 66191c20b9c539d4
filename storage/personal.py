"""Personal data: every column of every table, whose it is, what of it its person is given, and what becomes of it.

Export and deletion read this table; a column that does not stand here fails the tests.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from storage import keys, people
from storage.accounts import Account
from storage.audit import Entry
from storage.changes import Change
from storage.db import EVERYWHERE, Here
from storage.drafts import drafts
from storage.gatherings import Gathering
from storage.guesses import guesses
from storage.inbox import inbox
from storage.invites import Invite
from storage.networks import Network
from storage.offices import Office
from storage.outbox import outbox
from storage.people import Person, Role
from storage.personal_training import TRAINING
from storage.personal_visits import VISITS
from storage.personal_well import LEADS_NOWHERE, NETWORKS, OTHERS, TECHNICAL, WELL
from storage.perspectives import ChosenSet, OwnSet
from storage.pulses import Gap, pulses
from storage.reflections import Reflection, ReflectionLine
from storage.shares import Reader, Share
from storage.shown import shown
from storage.signins import SignIn
from storage.whose import Rows, account_of, by, event_of, open_invites, readers, rows, told

SECRET = "it opens a door"
CHAINED = "a digest that says nothing of her"
A_KEY = "a key, good for nothing outside"

# In an order in which they can go: what points at a row goes before it.
TABLES: tuple[Rows, ...] = (
    *TRAINING,
    *VISITS,
    *WELL,
    rows(
        inbox,
        "what came in the same moment, without text, for thirty days",
        "platform user_id state received_at",
        opened="body",
        withheld={TECHNICAL: "id source external_id attempts replied"},
        hers=event_of,
        goes=event_of,
    ),
    rows(
        outbox,
        "nothing",
        "id person_id kind state due_at platform sent_at seen_at closed_at",
        withheld={
            TECHNICAL: "attempts lease_until begun_at doubtful letter reference reason",
            OTHERS: "subject_id",
        },
        hers=by(outbox, "person_id"),
        goes=told,
    ),
    rows(
        SignIn,
        "nothing",
        "kind expires_at used_at",
        withheld={TECHNICAL: "id account_id", SECRET: "token_hash"},
        hers=account_of,
        goes=account_of,
    ),
    rows(
        Account,
        "nothing",
        "id person_id platform user_id stopped_at stopped_why",
        hers=by(Account, "person_id"),
        goes=by(Account, "person_id"),
    ),
    rows(
        Role,
        "nothing",
        "person_id role",
        withheld={TECHNICAL: "id"},
        hers=by(Role, "person_id"),
        goes=by(Role, "person_id"),
    ),
    rows(
        drafts,
        "nothing",
        "id person_id form params version in_hand expires_at",
        opened="answers",
        hers=by(drafts, "person_id"),
        goes=by(drafts, "person_id"),
    ),
    rows(
        Reader,
        "nothing",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "share_id"},
        hers=by(Reader, "person_id"),
        goes=readers,
    ),
    rows(
        Share,
        "nothing",
        "id owner_id reflection_id purpose state made_at expires_at",
        opened="body",
        withheld={OTHERS: "answers"},
        hers=by(Share, "owner_id"),
        goes=by(Share, "owner_id"),
    ),
    rows(
        ReflectionLine,
        "nothing",
        "id reflection_id person_id position perspective prompt made_at",
        opened="body",
        hers=by(ReflectionLine, "person_id"),
        goes=by(ReflectionLine, "person_id"),
    ),
    rows(
        Reflection,
        "nothing",
        "id person_id set_id set_version ask_on made_at",
        opened="body",
        hers=by(Reflection, "person_id"),
        goes=by(Reflection, "person_id"),
    ),
    rows(
        shown,
        "where a message stands that quoted her, until it has been wiped there",
        "person_id platform user_id about reference shown_at gone",
        withheld={TECHNICAL: "id"},
        hers=by(shown, "person_id"),
    ),
    rows(
        Invite,
        "that somebody without a name made it or came by it",
        "role made_at expires_at code_until used_at taken_back_at",
        people="made_by person_id",
        withheld={TECHNICAL: "id", OTHERS: "office_id name", SECRET: "token_hash code_hash"},
        hers=by(Invite, "made_by", "person_id"),
        goes=open_invites,
    ),
    rows(
        Change,
        "the network's own words and data, changed by somebody without a name",
        "id what made_at taken_back_at",
        people="made_by",
        withheld={NETWORKS: "before after"},
        hers=by(Change, "made_by"),
    ),
    rows(
        OwnSet,
        "the network's own set, brought by somebody without a name",
        "id set_id version added_at",
        people="added_by",
        withheld={NETWORKS: "toml"},
        hers=by(OwnSet, "added_by"),
    ),
    rows(
        Gathering,
        "how many finished, where somebody without a name showed the code",
        "id made_at expires_at finished",
        people="made_by",
        withheld={SECRET: "code_hash"},
        hers=by(Gathering, "made_by"),
    ),
    rows(
        Entry,
        "the record of acts, which nobody can change, by and to somebody without a name",
        "at did detail",
        people="actor whom",
        withheld={TECHNICAL: "id place", CHAINED: "link"},
        hers=by(Entry, "actor", "whom"),
    ),
    rows(
        Person,
        "one row with the day on which she left, and no name, for what others' rows point at",
        "id office_id name joined_at face morning_at hours_from hours_until after_hours away_since away_until"
        " fridays agreed_at paused_at removed_at left_at asks_a_week rhythm advises calm_until",
        hers=by(Person, "id"),
    ),
    rows(
        Network,
        NETWORKS,
        withheld={
            NETWORKS: "id name zone invented terms contacts made_at hours_from hours_until closed_days topics"
            " fields steps years ageing revised_on menus own_house answer_days"
            " prefecture courses ladder nudged_at nudges_anew"
        },
    ),
    rows(Office, NETWORKS, withheld={NETWORKS: "id name corporation counsellors address tel parking"}),
    rows(ChosenSet, NETWORKS, withheld={NETWORKS: "set_id own_id chosen_at"}),
    rows(Gap, NETWORKS, withheld={NETWORKS: "id platform since until"}),
    rows(pulses, "of no network", withheld={TECHNICAL: "source heard_at"}),
    rows(guesses, "for ten minutes", withheld={LEADS_NOWHERE: "id who at known"}),
)

# Kept apart, and shredded before anything else goes.
KEYS: tuple[Rows, ...] = (
    rows(
        keys.person_keys,
        "nothing",
        withheld={A_KEY: "person_id wrapped"},
        hers=by(keys.person_keys, "person_id"),
        goes=by(keys.person_keys, "person_id"),
    ),
    rows(
        keys.text_keys,
        "nothing",
        withheld={A_KEY: "id person_id wrapped"},
        hers=by(keys.text_keys, "person_id"),
        goes=by(keys.text_keys, "person_id"),
    ),
    rows(
        keys.tombstones,
        "ids alone, so that no backup brings anything back",
        withheld={"there is none before she leaves": "id shredded_at"},
    ),
    rows(keys.heads, NETWORKS, withheld={CHAINED: "place link"}),
)


def rows_of(here: Here, person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return a person's rows by table: what she is given of each, what is sealed as it stands sealed.

    A column that says who is true where it is she and false where it is somebody else; `_row` is the row's id.
    """
    if people.get(here, person_id) is None:
        return {}
    found = {one.table.name: _read(here, one, person_id) for one in TABLES if one.hers}
    return {name: hers for name, hers in found.items() if hers}


def _read(here: Here, one: Rows, person_id: UUID) -> list[dict[str, Any]]:
    assert one.hers is not None
    wanted = select(*one.table.c).where(one.hers(here.network_id, person_id)).order_by(one.table.c.id)
    found = here.session.execute(wanted.execution_options(**EVERYWHERE))
    return [_given(one, dict(row._mapping), person_id) for row in found]


def _given(one: Rows, row: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name in one.given | one.opened}
    who = {name: row[name] == person_id for name in one.people if row[name]}
    return {"_row": row["id"], **plain, **who}
