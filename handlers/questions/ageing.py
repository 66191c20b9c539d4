"""Answers age: those on the network's topics of 制度・報酬 are doubted from each 1 April on; what is said is pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from messages.eras import fiscal_start, fiscal_year
from messages.words import Msg, msg
from storage.answers import ANSWER, Answer
from storage.ids import short

# The years before the first of each era.
REIWA, HEISEI = 2018, 1988


def fiscal_said(year: int) -> Msg:
    """Return a fiscal year as people write it: 令和8年度."""
    if year == REIWA + 1:
        return msg("keep-reiwa-first")
    return msg("keep-reiwa", n=year - REIWA) if year > REIWA else msg("keep-heisei", n=year - HEISEI)


def cutoff(today: date, revised: Collection[date]) -> date:
    """Return the newest day up to today from which older answers are doubted: 1 April, or a day that was named."""
    return max(fiscal_start(today), *[day for day in revised if day <= today] or [date.min])


def doubt(told: date, topics: Collection[str], ageing: Collection[str], today: date, revised: Collection[date]) -> bool:
    """Tell whether an answer that was told, or said to hold, on a day may have changed since."""
    return not set(topics).isdisjoint(ageing) and told < cutoff(today, revised)


def doubt_of(turn: Turn, answer: Answer, topics: Collection[str]) -> Msg | None:
    """Return what is said of an answer that may have changed since; None where there is no such doubt."""
    network = turn.who.network
    told = answer.still_on or network.local(answer.at).date()
    revised = [date.fromisoformat(day) for day in network.revised_on]
    if answer.kind != ANSWER or not doubt(told, topics, network.ageing, turn.today, revised):
        return None
    return msg("keep-doubt", year=fiscal_said(fiscal_year(told)))


def aged(turn: Turn, card: Card, answer: Answer, topics: Collection[str]) -> Card:
    """Return the card of an answer, with the doubt where there is one and a button that takes it away."""
    doubted = doubt_of(turn, answer, topics)
    if doubted is None:
        return card
    still = Button(msg("keep-still"), "still", short(answer.id))
    return replace(card, paragraphs=(*card.paragraphs, doubted), buttons=(*card.buttons, still))
