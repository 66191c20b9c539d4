"""The visits' desk when spoken to: coordinators only; and the offers that offices answer."""

from __future__ import annotations

from functools import partial

from handlers.desk.rules import ROLE
from handlers.fitting import (
    activity,
    booking_for,
    booking_look,
    cover,
    finding,
    guests,
    lists,
    load,
    nudging,
    offers,
    one,
    pairs,
    setting,
    setting_look,
    slip,
    taking_off,
    ways,
)
from handlers.kit.cards import Button
from handlers.kit.house import Conversation, FormKind, NoticeKind
from messages.words import msg
from storage.seats import ADVISER, CENTRE, CHIEF

CONVERSATION = Conversation(
    name="fitting",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("fitting-title"), "fitting"),),
    only=frozenset({ROLE}),
    verbs={
        "fitting": lists.show,
        "fitting.open": lists.listed,
        "fitting.visit": one.show,
        "fitting.nudge": nudging.nudge,
        "fitting.swap": pairs.choose,
        **{f"fitting.out.{pool}": partial(pairs.ask, pool=pool) for pool in (CHIEF, CENTRE, ADVISER)},
        **{f"fitting.find.{pool}": partial(pairs.find, pool=pool) for pool in (CHIEF, CENTRE, ADVISER)},
        "fitting.times": finding.times,
        "fitting.guest": guests.ask,
        "fitting.chosen": finding.chosen,
        "fitting.set": setting.ask,
        "fitting.off": taking_off.ask,
        "fitting.off.now": taking_off.now,
        "fitting.read": slip.read,
        "fitting.slip": slip.slip,
        "fitting.book": booking_for.ask,
        "fitting.load": load.show,
        "fitting.cover": cover.show,
        "fitting.office": cover.office,
        "fitting.send": cover.send,
        "fitting.export": activity.show,
        "fitting.export.year": activity.year,
        "fitting.export.last": partial(activity.year, back=1),
        **{
            f"fitting.export.q{place}": partial(activity.quarter, place=place)
            for place in range(1, activity.QUARTERS + 1)
        },
    },
    forms={
        pairs.FORM: FormKind(pairs.build, pairs.submit, about=ways.about),
        pairs.FIND: FormKind(pairs.build_find, pairs.submit_find, about=ways.about),
        guests.FORM: FormKind(guests.build, guests.submit, about=ways.about),
        finding.FORM: FormKind(finding.build, finding.submit, about=ways.about),
        setting.FORM: setting_look.KIND,
        booking_for.FORM: booking_look.KIND,
    },
)

OFFERS = Conversation(
    name="offers",
    doors=lambda _turn: (),
    verbs={"offer.take": offers.take, "offer.close": offers.close},
    notices={
        cover.KIND: NoticeKind(offers.told),
        # A host who is no coordinator reads it.
        nudging.KIND: NoticeKind(nudging.told, pace="soon", repeats=True, even_calm=True),
    },
)
