"""Personal links for people who are known already."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from messages.words import Msg, msg
from storage import accounts, audit, networks, offices, people, signins
from storage.audit import Digest
from storage.db import Database, Here
from storage.people import Person


def make_link(database: Database, name: str, office: str = "", digest: Digest | None = None) -> str | Msg:
    """Return a new link's token for the person of this name, or a sentence that says why there is none.

    With `digest` (keys.Keys.digest) it stands in the record.
    """
    if not _folded(name):
        return msg("cli-link-nameless")
    with database.write() as session:
        found = [
            (Here(session, network.id), person)
            for network in networks.everyone(session)
            for person in people.everyone(Here(session, network.id))
            if _same(person.name, name) and (not office or _same(_office(Here(session, network.id), person), office))
        ]
        if not found:
            return msg("cli-nobody", name=name)
        if len(found) > 1:
            return msg("cli-several", name=name, offices=" / ".join(_office(*one) for one in found))
        here, person = found[0]
        account = accounts.ensure(here, person.id, "web")
        now = datetime.now(UTC)
        if digest:
            audit.note(here, digest, None, "link.made", now, whom=person.id)
        return signins.make_link(here, account.id, now)


def _office(here: Here, person: Person) -> str:
    return offices.name_of(here, person.office_id)


def _same(one: str, other: str) -> bool:
    # People type names with and without the space between family and given name.
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
