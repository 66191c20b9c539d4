"""The well when spoken to: the hub, the board, and a thread with all that is said in it."""

from __future__ import annotations

from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from handlers.questions import answering, flagged, flagging, hub, looked, mine, notices, presses, thread
from storage.ids import short, unshort


def show(turn: Turn, id: str) -> Reply:
    """Show a thread as this person sees it; of a hidden question its asker alone sees what she asked."""
    if hidden := looked.own_hidden(turn, id):
        looked.note(turn, [id])
        return Reply(cards=thread.hidden_cards(turn, hidden))
    return thread_of(turn, id)


def before(turn: Turn, id: str) -> Reply:
    """Show what was said in a thread before one thing."""
    question, answer = looked.said(turn, id)
    return thread_of(turn, short(question.id), short(answer.id))


def thread_of(turn: Turn, id: str, before: str = "") -> Reply:
    """Return a thread as it stands now; a page notes what it shows of it."""
    cards = thread.cards(turn, looked.question(turn, id), before)
    about = [card.about for card in cards if card.about]
    looked.note(turn, about)
    notices.read(turn, [unshort(one) for one in about])
    return Reply(cards=cards)


CONVERSATION = Conversation(
    name="well",
    doors=hub.door,
    verbs={
        "well": hub.show,
        "well.older": hub.older,
        "well.open": hub.unanswered,
        "mine.questions": mine.asked,
        "mine.answers": mine.said,
        "mine.answer": mine.one,
        "question": show,
        "question.before": before,
        "follow": presses.follow,
        "follow.stop": presses.unfollow,
        "helped": presses.helped,
        "resolve": presses.resolve,
        "resolve.reopen": presses.reopen,
        **answering.VERBS,
        "answer.withdraw": presses.withdraw,
        "answer.gone": presses.withdrawn,
        "flag": flagging.which,
        "flag.question": flagging.question,
        "flag.said": flagging.said,
        "flag.region": flagging.region,
    },
    typed={
        "well-word": "well",
        "well-word-open": "well.open",
        "mine-word-questions": "mine.questions",
        "mine-word-answers": "mine.answers",
    },
    forms=answering.FORMS,
    notices={
        notices.ANSWERED: NoticeKind(notices.answered, pace="soon", repeats=True, even_calm=True),
        notices.FOLLOWED: NoticeKind(notices.followed, pace="soon", repeats=True, even_calm=True),
        notices.REPLIED: NoticeKind(notices.replied, pace="soon", repeats=True, even_calm=True),
        notices.CORRECTED: NoticeKind(notices.corrected, pace="soon", repeats=True, even_calm=True),
        notices.HELPED: NoticeKind(notices.helped, pace="soon", repeats=True),
        **flagged.NOTICES,
    },
)
