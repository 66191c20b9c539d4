"""What `--help` says: how a command is written, what it does, and what can be put to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.kit.roles import ROLES
from messages.words import Msg, msg, words_of


def _say(message: Msg) -> str:
    return words_of().say(message)


def known_roles() -> list[str]:
    """Return the roles as they are typed, each with what it is called."""
    return [f"{typed}（{_say(called)}）" for typed, called in ROLES.items()]


# By what is typed. A group has no line of its own: its commands do.
TOLD: dict[str, Msg] = {
    "run": msg("cli-help-run"),
    "run --demo": msg("cli-help-run-demo"),
    "link": msg("cli-help-link"),
    "link --office": msg("cli-help-link-office"),
    "invite": msg("cli-help-invite"),
    "invite --network": msg("cli-help-invite-network"),
    "invite --office": msg("cli-help-invite-office"),
    "invite --role": msg("cli-help-invite-role", roles="\n".join(known_roles())),
    "invite --tel": msg("cli-help-invite-tel"),
    "bring": msg("cli-help-bring"),
    "check": msg("cli-help-check"),
    "preview": msg("cli-help-preview"),
    "preview --out": msg("cli-help-preview-out"),
    "telegram setup": msg("cli-help-telegram-setup"),
    "audit verify": msg("cli-help-audit-verify"),
}
# What has to be named, by the name of its parameter.
NAMED = {"name": msg("cli-help-name"), "file": msg("cli-help-file")}


def page(names: list[str], command: Any) -> str:
    """Return what is to be read of a command of typer's, or of a group of them, that is called by these names."""
    if hasattr(command, "commands"):
        usage = [*names, _say(msg("cli-help-command"))]
        rows = [(" ".join(path), TOLD[" ".join([*names[1:], *path])]) for path in _commands(command)]
        text = [*_table(rows), "", _say(msg("cli-help-each", usage=" ".join([*usage, "--help"])))]
    else:
        typed = " ".join(names[1:])
        options = [(param.opts[0], param.is_flag) for param in command.params if param.param_type_name == "option"]
        written = [(option, option if flag else f"{option} ...") for option, flag in options]
        needed = [_say(NAMED[param.name]) for param in command.params if param.param_type_name == "argument"]
        usage = [*names, *needed, *(f"[{how}]" for _, how in written)]
        rows = [(how, TOLD[f"{typed} {option}"]) for option, how in written]
        text = [_say(TOLD[typed]), "", *_table([*rows, ("--help", msg("cli-help-help"))])]
    return "\n".join([_say(msg("cli-help-usage", usage=" ".join(usage))), "", *text])


def _commands(group: Any) -> Iterator[list[str]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from ([name, *path] for path in _commands(command))
        else:
            yield [name]


def _table(rows: list[tuple[str, Msg]]) -> Iterator[str]:
    wide = max(len(how) for how, _ in rows) + 2
    for how, told in rows:
        first, *more = _say(told).split("\n")
        yield f"  {how:<{wide}}{first}"
        yield from (" " * (wide + 4) + line for line in more)
