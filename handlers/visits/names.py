"""What the code words of a visit are called."""

from __future__ import annotations

from handlers.kit.roles import ROLES
from messages.words import Msg, given, msg
from storage import seats

POOLS = {
    seats.CHIEF: ROLES["chief"],
    seats.CENTRE: ROLES["centre"],
    seats.ADVISER: msg("visit-pool-adviser"),
    seats.OBSERVER: msg("visit-pool-observer"),
}
WAYS = {
    "visit": msg("visit-way-visit"),
    "online": msg("visit-way-online"),
    "centre": msg("visit-way-centre"),
}
CASES = {
    "none": msg("visit-case-none"),
    "anonymous": msg("visit-case-anonymous"),
    "consent": msg("visit-case-consent"),
}
MATERIALS = {
    "none": msg("visit-material-none"),
    "copy": msg("visit-material-copy"),
    "plan": msg("visit-material-plan"),
    "notes": msg("visit-material-notes"),
}
# Why somebody cannot come, for coordinators only.
REASONS = {
    "busy": msg("visit-why-busy"),
    "near": msg("visit-why-near"),
    "health": msg("visit-why-health"),
    "else": msg("visit-why-else"),
}
SAID_NO = {**REASONS, seats.ANOTHER: msg("visit-someone")}
SEATS = {
    seats.ASKED: msg("visit-seat-asked"),
    seats.COMES: msg("visit-seat-comes"),
    seats.DECLINED: msg("visit-seat-declined"),
    seats.SILENT: msg("visit-seat-silent"),
    seats.RELEASED: msg("visit-seat-released"),
}


def material(key: str) -> Msg:
    """Return what the material at hand is called."""
    return MATERIALS.get(key) or given(key)


def together(names: list[Msg]) -> Msg:
    """Return several names as they are said together; there is at least one."""
    *before, last = names
    return msg("visit-and", first=together(before), then=last) if before else last
