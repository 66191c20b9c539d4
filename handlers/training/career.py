"""What she tells beside her trainings: since when she practises, where she has taught, what is not for her."""

from __future__ import annotations

from functools import partial

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.training import ahead, duty, eligible, forms, known, whom, why
from messages.eras import Era
from messages.words import Msg, msg
from storage import careers, completions, nudges, runs

_HOME = Button(msg("home-to-home"), "home")
_BACK = Button(msg("training-back"), "training.record")


def practice(turn: Turn, _id: str = "") -> Reply:
    """Ask since when she works in 相談支援; what she has told can be deleted."""
    hers = known.of(turn)
    if hers.practice is None:
        return since(turn)
    says = msg("training-since", day=hers.practice)
    buttons = (
        Button(msg("training-mend-on"), "training.since"),
        Button(msg("kit-delete"), "training.unpractised", style="danger"),
        _BACK,
        _HOME,
    )
    return Reply(cards=(Card(title=msg("training-practice-since"), paragraphs=(says,), buttons=buttons),))


def since(_turn: Turn, _id: str = "") -> Reply:
    """Ask for the day."""
    return Reply(ask=Ask(forms.PRACTICE, {}))


def keep_practice(turn: Turn, filled: Filled) -> Reply:
    """Keep since when she practises."""
    life = careers.made(turn.here, turn.person_id)
    life.practice_on, life.exactly = forms.when_of(filled.answers)
    turn.here.session.flush()
    nudges.look_anew(turn.here)
    hers, today = known.of(turn), turn.today
    tight = eligible.warning(hers, runs.live(turn.here, today), today) if duty.concerns(hers, turn.roles) else None
    says = msg("training-practice-kept", day=Era(life.practice_on, life.exactly))
    return _said(says, *(why.warned(tight, turn.who.network, staff=why.staff(turn)) if tight else ()))


def forget_practice(turn: Turn, _id: str) -> Reply:
    """Delete since when she practises; again is once."""
    life = careers.of_person(turn.here, turn.person_id)
    if life:
        life.practice_on, life.exactly = None, "day"
        turn.here.session.flush()
        nudges.look_anew(turn.here)
    return _said(msg("training-practice-gone"))


def teach(_turn: Turn, _id: str = "") -> Reply:
    """Ask where she has taught."""
    return Reply(ask=Ask(forms.TEACH, {}))


def keep_taught(turn: Turn, filled: Filled) -> Reply:
    """Keep where she has taught."""
    course, part = filled.answers[forms.COURSE] or "", filled.answers[forms.PART] or ""
    on, exactly = forms.when_of(filled.answers)
    completions.teach(turn.here, turn.person_id, course, part, on, exactly, turn.now)
    name = ahead.course_name(known.of(turn), course)
    says = msg("training-taught-kept", course=name, part=forms.PARTS[part], day=Era(on, exactly))
    return _said(says, buttons=(Button(msg("training-add-more"), "training.teach"),))


def not_mine(turn: Turn, _id: str = "") -> Reply:
    """Say what it means that the deadlines do not concern her, before it holds; raises Stale for whoever has none."""
    _concerned(turn)
    buttons = (
        Button(msg("training-not-mine-now"), "training.out"),
        Button(msg("kit-leave"), "training.record"),
        _HOME,
    )
    says = (msg("training-not-mine-ask"), msg("training-not-mine-seen"))
    return Reply(cards=(Card(title=msg("training-not-mine"), paragraphs=says, buttons=buttons),))


def out(turn: Turn, _id: str = "") -> Reply:
    """Let the deadlines not concern her, until she takes it back; again is once."""
    _concerned(turn)
    careers.made(turn.here, turn.person_id).not_mine_at = turn.now
    turn.here.session.flush()
    return _said(msg("training-not-mine-done"), buttons=(Button(msg("training-mine"), "training.mine"),))


def mine(turn: Turn, _id: str = "") -> Reply:
    """Let the deadlines concern her again."""
    _concerned(turn)
    life = careers.made(turn.here, turn.person_id)
    life.not_mine_at = life.hushed_at = None
    turn.here.session.flush()
    # What is due today is told today: it may be the last day to apply.
    nudges.look_anew(turn.here)
    return _said(msg("training-mine-done"))


def hush(turn: Turn, _id: str = "") -> Reply:
    """Ask no more on home."""
    careers.made(turn.here, turn.person_id).hushed_at = turn.now
    turn.here.session.flush()
    return _said(msg("training-hushed"))


def confirm(turn: Turn, _id: str = "") -> Reply:
    """Keep that she has looked at her certificates; raises Stale where nothing seems to have lapsed."""
    hers = known.of(turn)
    if ahead.lapsed_card(turn, hers) is None:
        raise Stale("confirmed")
    life = careers.made(turn.here, turn.person_id)
    life.confirmed_on, life.confirmed_by = turn.today, turn.person_id
    turn.here.session.flush()
    calls = [one for one in ahead.lapsed_buttons(turn) if not isinstance(one, Button)]
    line = msg("training-lapsed-line", where=whom.where(turn.who.network))
    card = Card(paragraphs=(msg("training-confirmed"), line), buttons=(*calls, _BACK, _HOME))
    return Reply(cards=(card,))


def manager(turn: Turn, _id: str = "") -> Reply:
    """Ask whether her office's manager may be told too."""
    _concerned(turn)
    life = careers.of_person(turn.here, turn.person_id)
    on = bool(life and life.tells_manager)
    now = msg("training-manager-yes") if on else msg("training-manager-no")
    switch = Button(msg("training-manager-off"), "training.manager.off")
    if not on:
        switch = Button(msg("training-manager-on"), "training.manager.on")
    says = (msg("training-manager-ask", now=now), msg("training-manager-reads"))
    return Reply(cards=(Card(title=msg("training-manager"), paragraphs=says, buttons=(switch, _BACK, _HOME)),))


def tell_manager(turn: Turn, _id: str = "", *, on: bool) -> Reply:
    """Let her office's manager be told too, or not."""
    _concerned(turn)
    careers.made(turn.here, turn.person_id).tells_manager = on
    turn.here.session.flush()
    return manager(turn)


def _concerned(turn: Turn) -> None:
    if not duty.by_role(turn.roles):
        raise Stale("role")


def _said(*says: Msg, buttons: tuple[Button, ...] = ()) -> Reply:
    return Reply(cards=(Card(paragraphs=says, buttons=(*buttons, _BACK, _HOME)),))


FORMS = {
    forms.PRACTICE: FormKind(forms.build_practice, keep_practice),
    forms.TEACH: FormKind(forms.build_teach, keep_taught),
}
VERBS: dict[str, Tap] = {
    "training.practice": practice,
    "training.since": since,
    "training.unpractised": forget_practice,
    "training.teach": teach,
    "training.not_mine": not_mine,
    "training.out": out,
    "training.mine": mine,
    "training.hush": hush,
    "training.confirm": confirm,
    "training.manager": manager,
    "training.manager.on": partial(tell_manager, on=True),
    "training.manager.off": partial(tell_manager, on=False),
}
