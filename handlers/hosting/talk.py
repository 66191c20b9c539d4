"""Hosts' hours when spoken to: everything at a glance, and how often at most."""

from __future__ import annotations

from functools import partial

from handlers.hosting import cards, monthly, rules, single, weekly
from handlers.hosting.looked import is_host
from handlers.kit.house import Conversation, FormKind, NoticeKind, Tap
from handlers.kit.turn import Reply, Turn
from storage import hosts


def show(turn: Turn, _id: str = "") -> Reply:
    """Show everything at a glance."""
    return Reply(cards=(cards.hub(turn),))


def caps(turn: Turn, _id: str = "") -> Reply:
    """Show how often she visits at most."""
    return Reply(cards=(cards.caps_card(turn),))


def choose_cap(turn: Turn, _id: str = "", *, of: str) -> Reply:
    """Offer at most how often."""
    return Reply(cards=(cards.cap_card(turn, of),))


def put_cap(turn: Turn, _id: str = "", *, of: str, count: int) -> Reply:
    """Keep at most how often she visits a day, a week or a month; 0: as it comes."""
    turn.here.alone()
    setattr(hosts.ensure(turn.here, turn.person_id), f"a_{of}", count or None)
    turn.here.session.flush()
    return caps(turn)


def _caps() -> dict[str, Tap]:
    found: dict[str, Tap] = {"hosting.caps": caps}
    for of, counts in rules.CAPS.items():
        found[f"hosting.caps.{of}"] = partial(choose_cap, of=of)
        for count in (*counts, 0):
            found[f"hosting.cap.{of}_{count}"] = partial(put_cap, of=of, count=count)
    return found


CONVERSATION = Conversation(
    name="hosting",
    # The settings, and the visits' own door, lead here.
    doors=lambda _turn: (),
    verbs={"hosting": show, **weekly.VERBS, **single.VERBS, **monthly.VERBS, **_caps()},
    typed={
        "hosting-word": "hosting",
        "hosting-word-close": "hosting.close",
        "hosting-word-open": "hosting.open",
    },
    hears={
        "hosting-word-close": partial(single.hear, form=single.CLOSE),
        "hosting-word-open": partial(single.hear, form=single.OPEN),
    },
    bare=frozenset({"hosting-word-close", "hosting-word-open"}),
    only=frozenset(hosts.ROLES),
    besides=is_host,
    forms={
        weekly.FORM: FormKind(weekly.build, weekly.submit),
        single.CLOSE: FormKind(partial(single.build, form=single.CLOSE), partial(single.submit, form=single.CLOSE)),
        single.OPEN: FormKind(partial(single.build, form=single.OPEN), partial(single.submit, form=single.OPEN)),
    },
    notices={monthly.KIND: NoticeKind(monthly.cards_of)},
    plan=monthly.plan,
)
