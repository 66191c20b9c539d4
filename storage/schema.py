"""All tables of the main store, imported so that its metadata is whole."""

from __future__ import annotations

from storage import (
    accounts,
    answers,
    asked,
    audit,
    cells,
    changes,
    drafts,
    flags,
    followers,
    gatherings,
    guesses,
    handouts,
    hosts,
    inbox,
    invites,
    masks,
    networks,
    offices,
    outbox,
    people,
    perspectives,
    places,
    pulses,
    questions,
    reflections,
    search,
    seats,
    shares,
    shown,
    signins,
    vectors,
    visit_notes,
    visit_offers,
    visit_steps,
    visits,
)
from storage.db import Base

MODULES = (
    *(accounts, answers, asked, audit, changes, drafts, flags, followers, gatherings, guesses, handouts, inbox),
    *(invites, masks, networks, offices, outbox, people, perspectives, places, pulses, questions, reflections),
    *(search, shares, shown, signins, vectors),
    *(cells, hosts, seats, visit_notes, visit_steps, visits),
    *(visit_offers,),
)
metadata = Base.metadata
