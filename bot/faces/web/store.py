"""What the web face must keep, as the protocol that app.py fills in: sign-ins, and in the demo the people to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from messages.words import Msg


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demo network whom one may play."""

    id: str
    name: str
    office: str


class SignIns(Protocol):
    """Links, codes and sessions; tokens go in and come out, only their hashes are kept."""

    async def user_of(self, token: str) -> str | None:
        """Return the account's user id behind a session."""
        ...

    async def name_of(self, user_id: str) -> tuple[str, str, Mapping[str, str]]:
        """Return a person's name, office and network's own terms, by her account; empty when there is none."""
        ...

    async def link_is_open(self, token: str) -> bool:
        """Tell whether a link can be used, without using it."""
        ...

    async def known(self, token: str, platform: str, user_id: str) -> Msg | None:
        """Return what to say to somebody who is in already about an invitation; None where the token leads nowhere."""
        ...

    async def invites(self, token: str) -> bool:
        """Tell whether a link is an open invitation: it makes a new person of whoever uses it."""
        ...

    async def use_link(self, token: str) -> str | None:
        """Use a link up and return a new session's token; None when it cannot be used."""
        ...

    async def use_code(self, code: str, address: str) -> str | None:
        """Use digits up and return a new session's token; None when they cannot be used.

        Wrong ones are counted by the address that they came from.
        """
        ...

    async def end(self, token: str) -> None:
        """End a session."""
        ...

    async def demo_people(self) -> list[DemoPerson]:
        """Return whom one may play; empty outside the demo."""
        ...

    async def demo_session(self, person: str) -> str | None:
        """Return a new session's token for a person of the demo; None outside it."""
        ...
