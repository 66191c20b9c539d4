"""The guard for personal information in Japanese free text: what it finds, and how it masks it.

Pure: no clock, no database, no network. Everything is loaded when it is first used, for the start is to stay quick.

    findings = look(text, allowed(words=[...], numbers=[...]))
    masked = mask(text, findings, known={...}, used="AB")
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.language.guard.kinds import Finding, Kind, Tier, tier_of

if TYPE_CHECKING:
    from handlers.language.guard.allow import Allowed
    from handlers.language.guard.masking import Masked

__all__ = ["Finding", "Kind", "Tier", "allowed", "keys", "look", "mask", "plain", "spans", "tier_of"]


def spans(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of what is found, in code points of the text as given."""
    return [(one.start, one.end, one.kind.value) for one in look(text)]


def look(text: str, known: Allowed | None = None) -> list[Finding]:
    """Return what is found in a text, in order, without what the network's allow list knows."""
    from handlers.language.guard.find import found_in

    return [one for one in found_in(text) if known is None or not known.holds(one)]


def allowed(words: Iterable[str] = (), numbers: Iterable[str] = ()) -> Allowed:
    """Make an allow list from words (names of offices, what was no name) and numbers as people write them."""
    from handlers.language.guard.allow import allowed as make

    return make(words, numbers)


def plain(said: str) -> str:
    """Return the normal form under which an allow list keeps a word; a finding has it as its key."""
    from handlers.language.guard.normal import plain as normal_form

    return normal_form(said)


def keys(findings: Sequence[Finding]) -> list[str]:
    """Return the keys under which a thread knows the letters of those found; keep keyed hashes of them, no name."""
    from handlers.language.guard.masking import keys as keys_of

    return keys_of(findings)


def mask(text: str, findings: Sequence[Finding], known: Mapping[str, str], used: Collection[str] = ()) -> Masked:
    """Mask findings; `known` has letters by key, `used` all letters of the thread. See `Masked` for what comes back."""
    from handlers.language.guard.masking import mask as masked

    return masked(text, findings, known, used)
