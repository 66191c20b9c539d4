"""The commands. What they say comes from messages/ja/cli.ftl; exit 2 means that something has to be put right first."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from bot.logs import set_up
from bot.settings import Settings, SettingsError, load
from messages.words import Msg, msg, words_of

if TYPE_CHECKING:
    from bot.app import App

STOP_SECONDS = 9.5


class Commands(TyperGroup):
    """All commands: what is written as none of them gets a sentence, and what names none shows which there are."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **more: Any) -> NoReturn:
        """Run a command line and exit: with 2 where it cannot be read."""
        words = list(sys.argv[1:] if args is None else args)
        names = ["idobata"]
        last: Any = self
        for word in words:
            if word not in getattr(last, "commands", {}):
                break
            names.append(word)
            last = last.commands[word]
        if "--help" in words or (names[1:] == words and hasattr(last, "commands")):
            from bot.usage import page

            print(page(names, last))
            sys.exit(0)
        try:
            code = super().main(words, *given, **{**more, "standalone_mode": False})
        except typer.TyperException:
            print(words_of().say(msg("cli-usage", command=" ".join(names))), file=sys.stderr)
            code = 2
        sys.exit(code)


app = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

telegram = typer.Typer()
app.add_typer(telegram, name="telegram")
audit = typer.Typer()
app.add_typer(audit, name="audit")


def say(message: Msg) -> None:
    """Print a sentence."""
    print(words_of().say(message), flush=True)


def refuse(problems: list[Msg]) -> NoReturn:
    """Print what has to be put right and end with 2."""
    for problem in problems:
        print(words_of().say(problem), file=sys.stderr)
    raise typer.Exit(2)


@contextmanager
def _explained(settings_of: dict[str, Any]) -> Iterator[Settings]:
    """Give the settings, and turn what a person can put right into sentences."""
    from bot.app import AlreadyRunning
    from bot.bring import BringError
    from bot.invite import InviteError
    from storage.db import is_busy, is_damaged
    from storage.migrate import SchemaTooNew

    if not gc.isenabled():
        # From here on (bot/__main__.py) only what is made by working is looked through.
        gc.freeze()
        gc.enable()
        # A turn makes thousands of objects, and next to all of them go by themselves.
        gc.set_threshold(5000, 20, 20)
    set_up()
    # What is made from here on (databases, keys, the lock) is for its owner only.
    os.umask(0o077)
    try:
        yield load(**settings_of)
    except (SettingsError, BringError, InviteError) as error:
        refuse(error.problems)
    except SchemaTooNew:
        refuse([msg("cli-schema-new")])
    except AlreadyRunning:
        refuse([msg("cli-already-running")])
    except OSError as error:
        refuse([msg("cli-system", place=error.filename or "")])
    except Exception as error:
        if is_damaged(error):
            refuse([msg("check-damaged")])
        if not is_busy(error):
            raise
        refuse([msg("cli-database")])


@app.command()
def run(demo: bool = False) -> None:
    """Run Idobata until it is stopped."""
    with _explained({"demo": True} if demo else {}) as settings:
        asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    from bot.app import App
    from bot.bring import DEMO, bring, read_file
    from bot.check import demo_problems, start_problems
    from bot.showing import show
    from bot.trap import arm
    from bot.watchdog import Watchdog

    if settings.fault:
        arm(settings.fault)
    idobata = App(settings, report=say)
    problems = [] if idobata.stores.keys.opens() else [msg("check-keys")]
    stored = idobata.stores.database
    problems += demo_problems(stored) if settings.demo else start_problems(stored)
    if problems:
        idobata.lock.release(started=False)
        refuse(problems)
    if settings.demo:
        bring(idobata.stores.database, read_file(DEMO), idobata.clock.now())
        show(idobata.stores.database, idobata.clock.now())
    end = _asked_to_stop()
    try:
        await idobata.start()
    except OSError as error:
        await idobata.stop()
        if error.errno != errno.EADDRINUSE:
            raise
        refuse([msg("cli-port", address=settings.address)])
    _say_open(idobata.web.address)
    watchdog = Watchdog(idobata.writer)
    watchdog.start()
    await end.wait()
    watchdog.stop()
    await _stop(idobata)


def _say_open(address: str) -> None:
    if not sys.stdout.isatty():
        say(msg("cli-open", address=address))
        return
    # Whoever sits before it finds the address among the lines of the log, and is told how it ends.
    print(flush=True)
    say(msg("cli-open", address=address))
    say(msg("cli-stop"))
    print(flush=True)


def _asked_to_stop() -> asyncio.Event:
    end = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: int) -> None:
        if end.is_set():
            # Asked twice: what is not written down is done again after the next start, as after a kill.
            os._exit(128 + number)
        end.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked, number)
    return end


async def _stop(idobata: App) -> None:
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await idobata.stop()
    except TimeoutError:
        # Whatever still hangs is safe: nothing was acknowledged that is not committed.
        os._exit(1)


@app.command()
def link(name: str, office: str = "") -> None:
    """Print a personal link for somebody; it works once, for seven days."""
    with _explained({}) as settings:
        from bot.app import open_stores
        from bot.links import make_link

        stores = open_stores(settings)
        found = make_link(stores.database, name, office, stores.keys.digest)
        if isinstance(found, Msg):
            refuse([found])
        say(msg("cli-link", address=f"{settings.address}/in/{found}"))
        if settings.telegram_token:
            from bot.telegram import deep_link

            say(deep_link(settings, found))
        if settings.slack_bot_token:
            say(msg("slack-link"))


@app.command()
def invite(network: str = "", office: str = "", role: str = "coordinator", tel: str | None = None) -> None:
    """Print an invitation: a link for seven days, digits for a day; the first coordinator comes in so."""
    with _explained({}) as settings:
        from datetime import UTC, datetime

        from bot.app import open_stores
        from bot.invite import Asked, sentences
        from bot.invite import invite as make

        invited = make(open_stores(settings), Asked(network, office, role, tel), datetime.now(UTC))
        for sentence in sentences(invited, settings):
            say(sentence)


@telegram.command()
def setup() -> None:
    """Check the bot's token, set its commands and what stands on its first page."""
    with _explained({}) as settings:
        from bot.telegram import set_up

        sentence, fine = set_up(settings)
        if not fine:
            refuse([sentence])
        say(sentence)


@audit.command()
def verify() -> None:
    """Look whether the record of each network is whole; end with 2 where it is not."""
    with _explained({}) as settings:
        from bot.app import open_stores
        from bot.record import look

        stores = open_stores(settings)
        wrong, right = look(stores.database, stores.keys)
        stores.database.dispose()
        stores.keys.engine.dispose()
        for sentence in right if right or wrong else [msg("audit-nothing")]:
            say(sentence)
        if wrong:
            refuse(wrong)


@app.command()
def bring(file: Path) -> None:
    """Bring a network in from a file: its name, contacts, offices and people."""
    with _explained({}) as settings:
        from datetime import UTC, datetime

        from bot.app import open_stores
        from bot.bring import bring as write
        from bot.bring import read_file

        data = read_file(file, settings.perspectives)
        stores = open_stores(settings)
        count = write(stores.database, data, datetime.now(UTC), stores.keys.digest)
        say(msg("cli-brought", name=data["network"]["name"], count=count))


@app.command()
def check() -> None:
    """Look at settings, databases, keys, words, limits and contacts; say each problem with its cure."""
    with _explained({}) as settings:
        from bot.check import problems

        found = problems(settings)
        if found:
            refuse(found)
        say(msg("cli-check-fine"))
        say(msg("cli-check-search", level=settings.search))


@app.command()
def preview(out: Path = Path("preview.html")) -> None:
    """Write every card and form to one page."""
    with _explained({}):
        from bot.preview import write

        count = write(out)
        say(msg("cli-preview", file=str(out), count=count))
