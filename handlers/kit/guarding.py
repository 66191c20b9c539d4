"""The guard's place in a conversation: between an answer that others will read and whatever follows it.

What it finds only the author sees. Until she has chosen, the text lies sealed in the draft, an hour at most; whatever
she chooses is looked at again before it goes on, so nothing passes by being edited.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

from handlers.kit.cards import Button, Card, Fact, Style
from handlers.kit.errors import Stale
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.opened import Open
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.language import guard
from handlers.language.guard import Finding, Kind, Tier
from handlers.language.guard.masking import Masked
from messages.words import Msg, given, msg
from storage import handouts, masks, offices, shown
from storage.ids import unshort

KINDS = {
    "person": msg("kit-guard-person"),
    "initials": msg("kit-guard-initials"),
    "address": msg("kit-guard-address"),
    "phone": msg("kit-guard-phone"),
    "email": msg("kit-guard-email"),
    "account": msg("kit-guard-account"),
    "url": msg("kit-guard-url"),
    "dob": msg("kit-guard-dob"),
    "my_number": msg("kit-guard-my-number"),
    "recipient_no": msg("kit-guard-recipient"),
    "insurance_no": msg("kit-guard-insurance"),
    "pension_no": msg("kit-guard-pension"),
    "handbook_no": msg("kit-guard-handbook"),
    "bank_no": msg("kit-guard-bank"),
    "card_no": msg("kit-guard-card"),
    "licence_no": msg("kit-guard-licence"),
    "passport_no": msg("kit-guard-passport"),
    "plate": msg("kit-guard-plate"),
    "patient_no": msg("kit-guard-patient"),
    "org": msg("kit-guard-org"),
    "age_place": msg("kit-guard-age"),
}
HELD_FOR = timedelta(hours=1)
# So many words can be said to be harmless at once, the others after them; and so much of each stands on a button.
MOST_WORDS = 6
SAID = 12


def about(id: str) -> str:
    """Return what those messages are about that have what the guard asks about in a draft."""
    return f"guard-{id}"


def stands_at(form: Form) -> bool:
    """Tell whether a form has something that others will read."""
    return any(isinstance(field, Text) and field.shared for field in form.fields)


def _digest(turn: Turn, what: str, key: str) -> bytes:
    return turn.keys.digest(f"{what}:{turn.here.network_id}:{key}")


def _texts(open: Open) -> dict[str, str]:
    named = [field.name for field in open.form.fields if isinstance(field, Text) and field.shared]
    return {name: text for name in named if (text := open.answers.get(name))}


def look(turn: Turn, text: str) -> list[Finding]:
    """Return what the guard finds in a text, without what the network knows as harmless."""
    return _unknown(turn, guard.look(text))


def _unknown(turn: Turn, found: list[Finding], fine: Collection[str] = ()) -> list[Finding]:
    if not found:
        return []
    names = [office.name for office in offices.everyone(turn.here)]
    # What the centre has published is there for answers to point to.
    names += [handout.url for handout in handouts.everything(turn.here)]
    own = guard.allowed(names, [contact["tel"] for contact in turn.who.network.contacts])
    found = [one for one in found if not own.holds(one) and not (one.tier == Tier.SOFT and one.key in fine)]
    passes = masks.harmless(turn.here, [_harmless(turn, one) for one in found])
    return [one for one in found if one.tier == Tier.MASK or _harmless(turn, one) not in passes]


def _harmless(turn: Turn, finding: Finding) -> bytes:
    return _digest(turn, "harmless", finding.key)


def _found(turn: Turn, open: Open) -> dict[str, list[Finding]]:
    found = {}
    for name, text in _texts(open).items():
        if text not in open.looked:
            open.looked[text] = guard.look(text)
        found[name] = _unknown(turn, open.looked[text], open.fine)
    return {name: several for name, several in found.items() if several}


def masking(turn: Turn) -> Callable[[str], str]:
    """Return what masks texts that are shown together, all that is found in them: one name, one letter."""
    letters: dict[str, str] = {}

    def mask(text: str) -> str:
        if not (found := look(turn, text)):
            return text
        masked = guard.mask(text, found, letters, list(letters.values()))
        letters.update(masked.letters)
        return masked.text

    return mask


def hold(turn: Turn, open: Open, *, wrote: bool) -> bool:
    """Tell whether the guard has something to ask about a draft; then it is kept for an hour at most."""
    if not stands_at(open.form) or not _found(turn, open):
        return False
    open.wrote = wrote
    open.draft.expires_at = min(open.draft.expires_at, turn.now + HELD_FOR)
    return True


def card(turn: Turn, open: Open) -> Card | None:
    """Return the card that shows the author what was found and what it becomes; None where nothing was."""
    if not stands_at(open.form) or not (found := _found(turn, open)):
        return None
    masked = _masked(turn, open, found)
    facts: dict[tuple[str, str], Fact] = {}
    for change in (change for one in masked.values() for change in one.changes):
        shows = msg("kit-guard-becomes", said=given(change.said), mask=given(change.becomes))
        facts[change.finding.kind, change.said] = Fact(KINDS[change.finding.kind], shows)
    until = turn.who.network.local(open.draft.expires_at)
    held = msg("kit-guard-held", until=until.date(), hour=until.strftime("%-H:%M"))
    buttons = tuple(_buttons(turn, open, [one for several in found.values() for one in several]))
    return Card(
        title=msg("kit-guard"), facts=tuple(facts.values()), paragraphs=(held,), buttons=buttons, about=about(open.id)
    )


def _buttons(turn: Turn, open: Open, found: list[Finding]) -> list[Button]:
    def button(label: Msg, key: str, style: Style = "plain") -> Button:
        return Button(label, f"guard.{key}", open.id, open.draft.version, style)

    buttons = [button(msg("kit-guard-mask"), "mask", "primary"), button(msg("kit-guard-rewrite"), "rewrite")]
    words = _words(found)
    names = all(one.kind == Kind.PERSON for one in words)
    if len(words) == 1:
        label = msg("kit-guard-no-name") if names else msg("kit-guard-nobodys")
        return [*buttons, button(label, _key(turn, words[0]))]
    for one in words[:MOST_WORDS]:
        label = msg("kit-guard-no-name-of", said=given(fitting(one.said + one.tail, SAID)))
        buttons.append(button(label, _key(turn, one)))
    return [*buttons, button(msg("kit-guard-fine"), "fine")] if not words and _soft(found) else buttons


def _key(turn: Turn, finding: Finding) -> str:
    # Not by its place: another may have been said to be harmless since.
    return f"harmless.{_harmless(turn, finding).hex()[:8]}"


def _soft(found: Collection[Finding]) -> bool:
    return all(one.tier == Tier.SOFT for one in found)


def _words(found: list[Finding]) -> list[Finding]:
    """Return what the author may say to be nobody's, each once, in order."""
    return list({one.key: one for one in reversed(found) if one.tier == Tier.CONFIRM}.values())[::-1]


def _masked(turn: Turn, open: Open, found: Mapping[str, list[Finding]]) -> dict[str, Masked]:
    letters, texts = dict(open.letters), _texts(open)
    used = list(letters.values())
    thread = masks.letters(turn.here, unshort(open.form.thread)) if open.form.thread else {}
    masked = {}
    for name, several in found.items():
        digests = {key: _of_thread(turn, open.form.thread, key) for key in guard.keys(several)}
        known = {key: thread[digest] for key, digest in digests.items() if digest in thread}
        masked[name] = guard.mask(texts[name], several, known | letters, [*used, *thread.values()])
        letters |= masked[name].letters
        used += masked[name].letters.values()
    return masked


def _of_thread(turn: Turn, question: str, key: str) -> bytes:
    return _digest(turn, f"mask:{question}", key)


def choose(turn: Turn, open: Open, key: str) -> Mapping[str, str] | None:
    """Do what the author chose about what was found; None where her text stays as it is.

    Where it is masked it returns the texts that stand in the fields that are asked again. Raises Stale.
    """
    found = _found(turn, open)
    if not found:
        raise Stale("guard")
    several = [one for one_text in found.values() for one in one_text]
    match key.partition(".")[0]:
        case "mask" | "rewrite":
            return _mask(turn, open, found, again=key == "rewrite")
        case "fine" if _soft(several):
            open.fine = sorted({*open.fine, *(one.key for one in several)})
            return None
        case "harmless":
            meant = [one for one in _words(several) if _key(turn, one) == key]
            if meant:
                masks.pass_by(turn.here, _harmless(turn, meant[0]), turn.now)
                return None
    raise Stale("choice")


def _mask(turn: Turn, open: Open, found: Mapping[str, list[Finding]], *, again: bool) -> dict[str, str]:
    masked = _masked(turn, open, found)
    texts = {name: one.text for name, one in masked.items()}
    for one in masked.values():
        open.letters |= one.letters
    if again:
        open.answers = open.form.known({name: text for name, text in open.answers.items() if name not in texts})
    else:
        open.answers |= texts
    # What she wrote is gone from the draft; it goes from where it stands as well.
    forget(turn, open.id)
    return texts if again else {}


def gone(turn: Turn, open: Open) -> Card:
    """Return the card that says what has become of what she wrote: gone, or hers to delete."""
    stays = turn.traits.hers if open.wrote else None
    return Card(paragraphs=(stays or msg("kit-guard-gone"),))


def forget(turn: Turn, id: str) -> None:
    """Let all that shows what the guard asked about in a draft follow it."""
    shown.forget(turn.here, turn.person_id, about(id))


def remember(turn: Turn, open: Open) -> None:
    """Let a thread know as what its names were masked, without knowing the names."""
    if open.form.thread:
        keep_letters(turn, open.form.thread, open.letters)


def keep_letters(turn: Turn, question: str, letters: Mapping[str, str]) -> None:
    """Keep who is which letter in the thread of a question (its id as a button has it)."""
    for key, letter in letters.items():
        masks.remember(turn.here, unshort(question), _of_thread(turn, question, key), letter)
