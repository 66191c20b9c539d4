"""The reflection when spoken to: beginning, keeping, listing, reading, deleting, and the answer about the next step."""

from __future__ import annotations

from functools import partial
from itertools import islice
from uuid import UUID

from handlers.kit import drafting, sets
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, FormKind, NoticeKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reflection import cards, forms, kept, notices, rules
from handlers.reflection.kept import Read
from handlers.reflection.looked import flower_card
from handlers.reflection.sheet import sheet_card
from messages.words import Msg, msg
from storage import glance, outbox, reflections, shares, shown, stirring
from storage.ids import short, unshort

PAGE = 8


def start(turn: Turn, _id: str = "") -> Reply:
    """Offer the three ways to reflect."""
    chosen, _ = sets.chosen(turn)
    return Reply(cards=(cards.start_card(len(chosen.perspectives), turn.traits.keeps),))


def begin(turn: Turn, _id: str, *, mode: str, afresh: bool = False) -> Reply:
    """Begin a reflection, unless one is half written and it was not said to start afresh."""
    name = "trial" if mode == "trial" else "reflection"
    half = next((open for open in drafting.mine(turn) if open.draft.form == name and any(open.answers.values())), None)
    if half and not afresh:
        return Reply(cards=(cards.half_done_card(turn, short(half.draft.id), mode),))
    return Reply(ask=Ask(name, draw(turn, mode)))


def draw(turn: Turn, mode: str) -> dict[str, object]:
    """Return the form's parameters: which set, which perspectives, and for each the prompt least recently seen."""
    chosen, params = sets.chosen(turn)
    looked = reflections.last_looked(turn.here, turn.person_id)
    seen = reflections.last_seen(turn.here, turn.person_id)
    keys = rules.perspectives_for(mode, chosen, looked)
    drawn = [[key, rules.prompt_for(chosen.get(key), seen)] for key in keys]
    return {**params, "drawn": drawn, "trial": mode == "trial"}


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep a finished reflection and show it once more."""
    read = kept.read_answers(turn, filled)
    kept.keep(turn, read, filled)
    return Reply(cards=(cards.closing_card(turn, read, trial=False),))


def submit_trial(turn: Turn, filled: Filled) -> Reply:
    """Show a trial once and shred it: nothing of it is kept anywhere."""
    read = kept.read_answers(turn, filled)
    turn.keys.shred(filled.id)
    return Reply(cards=(cards.closing_card(turn, read, trial=True),))


def mine(turn: Turn, id: str) -> Reply:
    """List the person's reflections, eight at a time, from the newest or from behind one of them."""
    found = reflections.of_person(turn.here, turn.person_id)
    if id:
        places = [place for place, row in enumerate(found) if short(row.id) == id]
        found = found[places[0] + 1 :] if places else found
    reads = list(islice((read for row in found if (read := kept.read_kept(turn, row))), PAGE + 1))
    return Reply(cards=(cards.list_card(turn, reads[:PAGE], len(reads) > PAGE, _shared(turn)),))


def _shared(turn: Turn) -> tuple[Button, ...]:
    # Doors to what there is nothing of are not shown.
    owns = shares.of_owner(turn.here, turn.person_id, turn.now)
    reads = [one for one in shares.for_reader(turn.here, turn.person_id, turn.now) if one.state == shares.OPEN]
    mine = (Button(msg("sharing-mine"), "sharing.mine"),) if owns else ()
    return (*mine, *((Button(msg("sharing-received"), "sharing.received"),) if reads else ()))


def _own(turn: Turn, id: str) -> Read:
    if not id or (read := kept.find(turn, unshort(id))) is None:
        raise Stale("reflection")
    return read


def read(turn: Turn, id: str) -> Reply:
    """Show one of the person's own reflections."""
    return Reply(cards=(cards.read_card(turn, _own(turn, id)),))


def sheet(turn: Turn, id: str, *, named: bool = False) -> Reply:
    """Make one of the person's own reflections a sheet to print; with her name on it only where she has said so."""
    return Reply(cards=(sheet_card(turn, _own(turn, id), named=named),))


def looked(turn: Turn, _id: str) -> Reply:
    """Show which perspectives the person has looked at lately, as a flower and in words."""
    return Reply(cards=(flower_card(turn),))


def ask_delete(turn: Turn, id: str) -> Reply:
    """Ask once before deleting."""
    return Reply(cards=(cards.delete_card(turn, _own(turn, id)),))


def erase(turn: Turn, id: str) -> Reply:
    """Delete a reflection for good: its key first, so that no copy of it opens any more."""
    # Not opened: where the key is gone and the rest could not be kept, deleting it again finishes the deletion.
    own: UUID | None = unshort(id) if id else None
    if own is None or reflections.get(turn.here, turn.person_id, own) is None:
        raise Stale("reflection")
    shares.take_back_all(turn.here, turn.keys, turn.person_id, own, turn.now)
    turn.keys.shred(own)
    outbox.close(turn.here, turn.person_id, notices.NEXT_STEP, own, turn.now)
    reflections.remove(turn.here, turn.person_id, own)
    for about in (id, f"step-{id}"):
        shown.forget(turn.here, turn.person_id, about)
    says = (msg("reflection-deleted"), *([turn.traits.leaves] if turn.traits.leaves else []))
    return Reply(cards=(Card(paragraphs=says, buttons=(_home(),), about=id),), wipes=True)


def answered(turn: Turn, id: str, *, says: Msg) -> Reply:
    """Take the answer about the next step; the notice is closed and the answer is not kept."""
    own = _own(turn, id)
    outbox.close(turn.here, turn.person_id, notices.NEXT_STEP, own.id, turn.now)
    again = Button(msg("reflection-begin"), "reflection")
    card = Card(paragraphs=(says, msg("reflection-step-unkept")), buttons=(again, _home()), about=f"step-{id}")
    return Reply(cards=(card,))


def _home() -> Button:
    return Button(msg("home-to-home"), "home")


MODES = ("quick", "all", "trial")

CONVERSATION = Conversation(
    name="reflection",
    doors=lambda _turn: (
        Button(msg("reflection-title"), "reflection", style="primary"),
        Button(msg("reflection-mine"), "reflection.mine"),
    ),
    waiting=notices.waiting,
    waits_on=glance.NOTICES,
    verbs={
        "reflection": start,
        **{f"reflection.{mode}": partial(begin, mode=mode) for mode in MODES},
        **{f"reflection.{mode}_afresh": partial(begin, mode=mode, afresh=True) for mode in MODES},
        "reflection.mine": mine,
        "reflection.older": mine,
        "reflection.read": read,
        "reflection.sheet": sheet,
        "reflection.sheet_named": partial(sheet, named=True),
        "reflection.flower": looked,
        "reflection.delete": ask_delete,
        "reflection.erase": erase,
        "reflection.did": partial(answered, says=msg("reflection-step-did")),
        "reflection.yet": partial(answered, says=msg("reflection-step-not-yet")),
        "reflection.over": partial(answered, says=msg("reflection-step-let-go")),
    },
    typed={"reflection-word": "reflection", "reflection-word-mine": "reflection.mine"},
    forms={
        "reflection": FormKind(forms.build, submit, sealed=True, heed=cards.heed),
        "trial": FormKind(forms.build, submit_trial, sealed=True, heed=cards.heed, fleeting=True),
    },
    notices={notices.NEXT_STEP: NoticeKind(notices.next_step, even_calm=True)},
    plan=notices.plan,
    takes_up=stirring.NEXT_STEPS,
)
