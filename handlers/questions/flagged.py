"""What members find troubling, on the coordinators' desk: to hide with a reason, to leave, to show again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from handlers.kit import paging
from handlers.kit.cards import PEOPLE, Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from handlers.questions import lists, looked, rules, spread, thread
from messages.words import Msg, msg
from storage import again, answers, board, flags, people, questions
from storage.answers import Answer
from storage.ids import short, unshort
from storage.questions import Question

ROLE = "coordinator"
TOLD, SHOWN = "flagged.told", "flagged.shown"
# Why something is hidden: what a coordinator presses, and what its author reads.
REASONS: dict[str, tuple[Msg, Msg]] = {
    "private": (msg("flagged-private"), msg("flagged-why-private")),
    "harsh": (msg("flagged-harsh"), msg("flagged-why-harsh")),
    "elsewhere": (msg("flagged-elsewhere"), msg("flagged-why-elsewhere")),
}


@dataclass(frozen=True, slots=True)
class Post:
    """Something that stands at the well: a question, or something said about it."""

    question: Question
    answer: Answer | None = None

    @property
    def id(self) -> UUID:
        """Its own id."""
        return (self.answer or self.question).id

    @property
    def hidden(self) -> bool:
        """Whether it is hidden now."""
        if self.answer is None:
            return self.question.state == questions.HIDDEN
        return self.answer.state == answers.HIDDEN

    @property
    def body(self) -> str:
        """What it says."""
        return (self.answer or self.question).body

    @property
    def author_id(self) -> UUID | None:
        """Whose it is: to tell her, and for nobody's eyes."""
        return self.question.asker_id if self.answer is None else self.answer.author_id


def _find(turn: Turn, id: UUID) -> Post | None:
    """Return what a coordinator can look at: of an audience that is hers, there or hidden."""
    answer = answers.get(turn.here, id)
    question = questions.get(turn.here, answer.question_id if answer else id)
    if question is None or not rules.sees(turn.roles, question.audience):
        return None
    if question.state in questions.OVER or (answer and answer.state == answers.WITHDRAWN):
        return None
    return Post(question, answer)


def _post(turn: Turn, id: str) -> Post:
    found = _find(turn, unshort(id)) if id else None
    if found is None:
        raise Stale("post")
    return found


def _waiting(turn: Turn) -> list[Post]:
    found = [_find(turn, answer or question) for question, answer in flags.waiting(turn.here, flags.LOOK)]
    return [one for one in found if one and not one.hidden and one.question.state in questions.SEEN]


def tell(turn: Turn, id: UUID) -> None:
    """Let the coordinators' next letter say that there is something to look at; not whose tap it was."""
    to = [one for one in people.with_role(turn.here, ROLE) if one != turn.person_id]
    again.post_again(turn.here, TOLD, id, to, turn.now)


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the line about something that troubles somebody; None when it has been dealt with, or is not for her."""
    if ROLE not in turn.roles or subject not in [one.id for one in _waiting(turn)]:
        return None
    see = Button(msg("flagged-see"), "flagged.see", short(subject), style="primary")
    return (Card(paragraphs=(msg("flagged-told"),), buttons=(see,)),)


def show(turn: Turn, id: str = "") -> Reply:
    """List what troubles somebody, what waits longest first; not how many it troubles."""
    hidden = Button(msg("flagged-hidden"), "flagged.hidden")
    return _list(msg("flagged-title"), _waiting(turn), id, "flagged", msg("flagged-none"), hidden)


def hidden(turn: Turn, id: str = "") -> Reply:
    """List what is hidden."""
    ids = board.hidden(turn.here, rules.audiences(turn.roles))
    found = [post for one in ids if (post := _find(turn, one))]
    return _list(msg("flagged-hidden"), found, id, "flagged.hidden", msg("flagged-hidden-none"))


def _list(title: Msg, found: Sequence[Post], after: str, verb: str, none: Msg, *ways: Button) -> Reply:
    listed, more = paging.page(found, after, lists.PAGE, lambda one: short(one.id))
    places = list(enumerate(listed, start=1))
    kinds = [(n, msg("flagged-question") if one.answer is None else msg("flagged-said")) for n, one in places]
    facts = [
        Fact(msg("flagged-entry", place=n, what=what), lists.begins(one.body))
        for (n, what), (_, one) in zip(kinds, places, strict=True)
    ]
    reads = [Button(msg("well-read", place=n), "flagged.see", short(one.id)) for n, one in places]
    older = [Button(msg("well-older"), verb, more)] if more else []
    back = Button(msg("desk-back"), "desk")
    says = () if listed else (none,)
    buttons, quotes = (*reads, *older, *ways, back), tuple(short(one.id) for one in listed)
    return Reply(cards=(Card(title, tuple(facts), paragraphs=says, buttons=buttons, quotes=quotes),))


def see(turn: Turn, id: str) -> Reply:
    """Show one thing as others read it, with what can be done."""
    post = _post(turn, id)
    how = msg("flagged-how-hidden") if post.hidden else msg("flagged-how")
    if post.hidden:
        ways = [Button(msg("flagged-show"), "flagged.show", id)]
    else:
        ways = [Button(label, f"flagged.hide.{reason}", id) for reason, (label, _) in REASONS.items()]
        ways.append(Button(msg("flagged-fine"), "flagged.fine", id))
    looked.note(turn, [id])
    card = thread.question_card if post.answer is None else partial(thread.said_card, answer=post.answer)
    return Reply(cards=(card(turn, post.question), Card(paragraphs=(how,), buttons=(*ways, _list_of()))))


def _list_of() -> Button:
    return Button(msg("flagged-back"), "flagged")


def _said(says: Msg) -> Reply:
    return Reply(cards=(Card(paragraphs=(says,), buttons=(_list_of(),)),))


def hide(turn: Turn, id: str, *, reason: str) -> Reply:
    """Let nobody read something any more, and tell its author why; the record says that it was done, not whose."""
    post = _post(turn, id)
    if _move(turn, post, hide=True):
        _follow(turn, post)
        turn.note("post.hidden")
        if post.author_id:
            again.post_again(turn.here, f"flagged.{reason}", post.id, [post.author_id], turn.now)
    return _said(msg("flagged-hidden-done"))


def _move(turn: Turn, post: Post, *, hide: bool) -> bool:
    # The question first, as everybody does: two at once would wait for each other for ever.
    questions.hold(turn.here, post.question.id)
    flags.settle(turn.here, post.question.id, post.answer.id if post.answer else None, flags.LOOK, turn.now)
    if post.answer is not None:
        before, after = (answers.HERE, answers.HIDDEN) if hide else (answers.HIDDEN, answers.HERE)
        return answers.move(turn.here, post.answer.id, before, after, turn.now)
    if hide:
        return questions.move(turn.here, post.id, questions.SEEN, questions.HIDDEN, turn.now)
    before_that = questions.RESOLVED if post.question.resolved_at else questions.OPEN
    return questions.move(turn.here, post.id, (questions.HIDDEN,), before_that, turn.now)


def _follow(turn: Turn, post: Post) -> None:
    question = questions.get(turn.here, post.question.id)
    assert question is not None
    answered = board.answer_counts(turn.here, [question.id])
    if post.answer is None and question.state == questions.OPEN and not answered:
        # Shown again: it is not left alone either.
        spread.posted(turn, question)
    else:
        spread.changed(turn, question, answers.get(turn.here, post.answer.id) if post.answer else None)


def fine(turn: Turn, id: str) -> Reply:
    """Leave something as it is; nobody is told."""
    post = _post(turn, id)
    flags.settle(turn.here, post.question.id, post.answer.id if post.answer else None, flags.LOOK, turn.now)
    return _said(msg("flagged-fine-done"))


def unhide(turn: Turn, id: str) -> Reply:
    """Let everybody read something again, and tell its author."""
    post = _post(turn, id)
    if _move(turn, post, hide=False):
        _follow(turn, post)
        turn.note("post.shown")
        if post.author_id:
            again.post_again(turn.here, SHOWN, post.id, [post.author_id], turn.now)
    return _said(msg("flagged-shown-done"))


def _own(turn: Turn, subject: UUID) -> Post | None:
    post = _find(turn, subject)
    return post if post and post.author_id == turn.person_id else None


def told_why(turn: Turn, subject: UUID, *, reason: str) -> tuple[Card, ...] | None:
    """Tell an author kindly why something of hers is hidden; None when it can be read again, or she took it back."""
    post = _own(turn, subject)
    if post is None or not post.hidden:
        return None
    mine = Button(msg("mine-questions"), "mine.questions")
    if post.answer is not None:
        mine = Button(msg("mine-answers"), "mine.answers")
    says = (msg("flagged-author"), REASONS[reason][1], msg("flagged-author-talk"))
    return (Card(paragraphs=says, buttons=(mine, PEOPLE)),)


def told_shown(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell an author that something of hers can be read again."""
    post = _own(turn, subject)
    if post is None or post.hidden or not looked.readable(turn, post.question):
        return None
    read = Button(msg("mine-thread"), "question", short(post.question.id))
    return (Card(paragraphs=(msg("flagged-author-shown"),), buttons=(read,)),)


CONVERSATION = Conversation(
    name="flagged",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("flagged-title"), "flagged"),),
    only=frozenset({ROLE}),
    verbs={
        "flagged": show,
        "flagged.hidden": hidden,
        "flagged.see": see,
        **{f"flagged.hide.{reason}": partial(hide, reason=reason) for reason in REASONS},
        "flagged.fine": fine,
        "flagged.show": unhide,
    },
    notices={TOLD: NoticeKind(told, even_calm=True)},
)

# What an author hears is hers, whatever her roles.
NOTICES = {
    **{
        f"flagged.{why}": NoticeKind(partial(told_why, reason=why), pace="soon", repeats=True, even_calm=True)
        for why in REASONS
    },
    SHOWN: NoticeKind(told_shown, pace="soon", repeats=True, even_calm=True),
}
