"""`idobata check`: what would keep Idobata from working, each with its cure; and what forbids a production start."""

from __future__ import annotations

import stat
from collections.abc import Callable
from itertools import islice

from bot import slack
from bot.bring import set_problems
from bot.record import CHECKED, look
from bot.settings import Settings, settings_path
from handlers.kit.errors import LimitError
from messages import courses, papers
from messages.perspectives import DEFAULT, SetError, load_set, read_own
from messages.words import Msg, WordsError, check_terms, msg
from storage import networks, perspectives, sound
from storage.db import Database, Here, integrity
from storage.keys import Keys
from storage.networks import Network

# Of what cannot be opened so many rows are named: with more of them it is the whole file that is to be put back.
MOST_NAMED = 10


def start_problems(database: Database) -> list[Msg]:
    """Return what forbids a production start: no network, or one without contacts, or the invented one."""
    with database.read() as session:
        found = networks.everyone(session)
    if not found:
        return [msg("check-no-network")]
    return [problem for network in found for problem in _network_problems(network)]


def demo_problems(database: Database) -> list[Msg]:
    """Return what forbids the demo: a real network, beside which nothing invented may stand."""
    with database.read() as session:
        return [msg("check-real", name=one.name) for one in networks.everyone(session) if not one.invented]


def _network_problems(network: Network) -> list[Msg]:
    if network.invented:
        return [msg("check-invented", name=network.name)]
    problems = [] if network.contacts else [msg("check-no-contacts", name=network.name)]
    return problems + _term_problems(network)


def _term_problems(network: Network) -> list[Msg]:
    return [msg("check-term", network=network.name, name=name) for name in check_terms(network.terms)]


def _demo_terms(database: Database) -> list[Msg]:
    with database.read() as session:
        return [problem for network in networks.everyone(session) for problem in _term_problems(network)]


def problems(settings: Settings) -> list[Msg]:
    """Return every problem that can be seen without serving; raises what the opening of the stores raises."""
    from bot.app import open_stores

    stores = open_stores(settings)
    checks: list[Callable[[], list[Msg]]] = [
        lambda: _file_problems(settings),
        lambda: [] if integrity(stores.database) == "ok" else [msg("check-damaged")],
        # Also whether the keys fit.
        lambda: look(stores.database, stores.keys, CHECKED)[0],
        lambda: _sealed_problems(stores.database, stores.keys),
        lambda: _demo_terms(stores.database) if settings.demo else start_problems(stores.database),
        lambda: _set_problems(stores.database, settings),
        lambda: _course_problems(stores.database),
        lambda: papers.problems(settings.papers) if settings.papers else [],
        lambda: _card_problems(stores.database),
        lambda: slack.problems(settings),
    ]
    return [problem for check in checks for problem in check()]


def _sealed_problems(database: Database, keys: Keys) -> list[Msg]:
    if not keys.opens():
        # Then none of them opens, and that has been said.
        return []
    found = islice(sound.unreadable(database, keys), MOST_NAMED)
    return [msg("check-unreadable", table=table, row=str(row)) for table, row in found]


def _file_problems(settings: Settings) -> list[Msg]:
    secret = [settings.var / "master.key", settings.var / "keys.db"]
    given = (settings.master_key, settings.telegram_token, settings.slack_bot_token, settings.slack_signing_secret)
    if any(given) and settings_path().exists():
        secret.append(settings_path())
    open_to_all = [path for path in secret if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    return [msg("check-readable", file=path.name) for path in open_to_all]


def _set_problems(database: Database, settings: Settings) -> list[Msg]:
    found = []
    with database.read() as session:
        for network in networks.everyone(session):
            here = Here(session, network.id)
            set_id, own = perspectives.chosen_with(here, DEFAULT)
            row = perspectives.own_set(here, own) if own else None
            try:
                if row:
                    read_own(row.toml)
                else:
                    load_set(set_id, settings.perspectives)
            except SetError as error:
                found += set_problems(error)
    return found


def _course_problems(database: Database) -> list[Msg]:
    files = courses.file_problems()
    found = [msg("check-courses", file=file, line=one.line, says=one.says) for file, one in files]
    if any(file == f"{courses.NATIONAL}.toml" for file, _ in files):
        # Nothing can be laid over what cannot be read.
        return found
    with database.read() as session:
        for network in networks.everyone(session):
            broken = courses.own_problems(network.prefecture, network.courses)
            found += [msg("check-courses-own", name=network.name, key=key, says=says) for key, says in broken]
    return found


def _card_problems(database: Database) -> list[Msg]:
    if courses.file_problems():
        # That has been said, and no card can be drawn by it.
        return []
    # Drawing every card and form once finds words that are missing and anything that some platform could not show.
    from bot.preview import scenes

    found = []
    with database.read() as session:
        every = networks.everyone(session)
    # Most wards say things as they are shipped: each way of saying is drawn once. What is no term has been named.
    said = {tuple(sorted(network.terms.items())) for network in every if not check_terms(network.terms)} or {()}
    for own in sorted(said):
        try:
            scenes(dict(own))
        except (LimitError, WordsError) as error:
            found.append(msg("check-words", place=str(error)))
    return found
