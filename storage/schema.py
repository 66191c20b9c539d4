"""All tables of the main store, imported so that its metadata is whole."""

from __future__ import annotations

from storage import (
    accounts,
    drafts,
    guesses,
    inbox,
    networks,
    offices,
    outbox,
    people,
    perspectives,
    pulses,
    reflections,
    shown,
    signins,
)
from storage.db import Base

MODULES = (
    *(accounts, drafts, guesses, inbox, networks, offices, outbox, people),
    *(perspectives, pulses, reflections, shown, signins),
)
metadata = Base.metadata
