"""All tables of the main store, imported so that its metadata is whole."""

from __future__ import annotations

from storage import (
    accounts,
    audit,
    changes,
    drafts,
    gatherings,
    guesses,
    inbox,
    invites,
    networks,
    offices,
    outbox,
    people,
    perspectives,
    pulses,
    reflections,
    shares,
    shown,
    signins,
)
from storage.db import Base

MODULES = (
    *(accounts, audit, changes, drafts, gatherings, guesses, inbox, invites, networks, offices, outbox, people),
    *(perspectives, pulses, reflections, shares, shown, signins),
)
metadata = Base.metadata
