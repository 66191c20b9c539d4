"""All tables of the main store, imported so that its metadata is whole."""

from __future__ import annotations

from storage import (
    accounts,
    drafts,
    inbox,
    networks,
    offices,
    outbox,
    people,
    perspectives,
    reflections,
    signins,
)
from storage.db import Base

MODULES = (accounts, drafts, inbox, networks, offices, outbox, people, perspectives, reflections, signins)
metadata = Base.metadata
