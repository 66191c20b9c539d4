"""Whom to ask about a training: the prefecture whose guide decides, and the centre, by telephone where it has one."""

from __future__ import annotations

from messages.words import Msg, given, msg
from storage.networks import Network


def where(network: Network) -> Msg:
    """Return who decides: the network's prefecture, which holds for all of its people; no person has one of her own."""
    return given(network.prefecture) if network.prefecture else msg("training-guide")


def tel(network: Network) -> Msg:
    """Return the centre's telephone as it stands behind its name; nothing where the network has no contact."""
    return by_tel(tel_of(network))


def tel_of(network: Network) -> str:
    """Return the first number of a network's contacts; empty where it has none."""
    return str(network.contacts[0]["tel"]) if network.contacts else ""


def by_tel(number: str) -> Msg:
    """Return a number as it stands behind a name; nothing for none."""
    return msg("training-tel", tel=number) if number else given("")
