"""From an entry of the record to a sentence: one for every code word that is ever written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.kit.roles import ROLES
from handlers.kit.turn import Turn
from messages.words import Msg, msg
from storage import people
from storage.audit import REFUSED, SHORTER, Entry

# What of a network can be changed; a term is named 'term.' and its own name.
THINGS = {
    "term": msg("record-thing-term"),
    "contacts": msg("record-thing-contacts"),
    "hours": msg("record-thing-hours"),
    "closed_days": msg("record-thing-closed-days"),
    "topics": msg("record-thing-topics"),
    "set": msg("record-thing-set"),
    "years": msg("record-thing-years"),
    "ageing": msg("record-thing-ageing"),
    "revised_on": msg("record-thing-revised"),
    "menus": msg("record-thing-menus"),
    "own_house": msg("record-thing-own-house"),
    "answer_days": msg("record-thing-answer-days"),
    "courses": msg("record-thing-courses"),
    "prefecture": msg("record-thing-prefecture"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry's sentence may be made of, in words."""

    by: Msg
    whom: Msg
    role: Msg
    thing: Msg


Says = Callable[[Told], Msg]
SAYS: dict[str, Says] = {
    "joined": lambda told: msg("record-joined", by=told.by),
    "invite.made": lambda told: msg("record-invite-made", by=told.by, role=told.role),
    "invite.taken_back": lambda told: msg("record-invite-taken-back", by=told.by, role=told.role),
    "role.given": lambda told: msg("record-role-given", by=told.by, whom=told.whom, role=told.role),
    "role.taken": lambda told: msg("record-role-taken", by=told.by, whom=told.whom, role=told.role),
    "person.paused": lambda told: msg("record-person-paused", by=told.by, whom=told.whom),
    "person.resumed": lambda told: msg("record-person-resumed", by=told.by, whom=told.whom),
    "person.removed": lambda told: msg("record-person-removed", by=told.by, whom=told.whom),
    "person.restored": lambda told: msg("record-person-restored", by=told.by, whom=told.whom),
    "link.made": lambda told: msg("record-link-made", by=told.by, whom=told.whom),
    "data.exported": lambda told: msg("record-data-exported", by=told.by),
    "data.deleted": lambda told: msg("record-data-deleted", by=told.by, whom=told.whom),
    "network.changed": lambda told: msg("record-network-changed", by=told.by, what=told.thing),
    "network.change_taken_back": lambda told: msg("record-network-taken-back", by=told.by, what=told.thing),
    "deadline.moved": lambda told: msg("record-deadline-moved", by=told.by, whom=told.whom),
    "deadline.unmoved": lambda told: msg("record-deadline-unmoved", by=told.by, whom=told.whom),
    "office.changed": lambda told: msg("record-office-changed", by=told.by),
    "set.added": lambda told: msg("record-set-added", by=told.by),
    "gathering.opened": lambda told: msg("record-gathering-opened", by=told.by),
    "post.hidden": lambda told: msg("record-post-hidden", by=told.by),
    "post.shown": lambda told: msg("record-post-shown", by=told.by),
    "question.taken_up": lambda told: msg("record-question-taken-up", by=told.by),
    "handout.added": lambda told: msg("record-handout-added", by=told.by),
    "handout.removed": lambda told: msg("record-handout-removed", by=told.by),
    "records.brought": lambda told: msg("record-records-brought", by=told.by),
    "place.connected": lambda told: msg("record-place-connected", by=told.by),
    "place.disconnected": lambda told: msg("record-place-disconnected", by=told.by),
    "visit.booked": lambda told: msg("record-visit-booked", by=told.by),
    "visit.assigned": lambda told: msg("record-visit-assigned", by=told.by),
    "visit.guest": lambda told: msg("record-visit-guest", by=told.by),
    "visit.times_offered": lambda told: msg("record-visit-times-offered", by=told.by),
    "visit.time_kept": lambda told: msg("record-visit-time-kept", by=told.by),
    "visit.to_fit": lambda told: msg("record-visit-to-fit", by=told.by),
    "visit.swapped": lambda told: msg("record-visit-swapped", by=told.by, whom=told.whom),
    "visit.cancelled": lambda told: msg("record-visit-cancelled", by=told.by),
    "visit.offered": lambda told: msg("record-visit-offered", by=told.by),
    "visits.exported": lambda told: msg("record-visits-exported", by=told.by),
    "roster.brought": lambda told: msg("record-roster-brought", by=told.by),
    "roster.exported": lambda told: msg("record-roster-exported", by=told.by),
    "roster.dropped": lambda told: msg("record-roster-dropped", by=told.by),
    "roster.claimed": lambda told: msg("record-roster-claimed", by=told.by),
    "roster.refused": lambda told: msg("record-roster-refused", by=told.by),
    "deadlines.confirmed": lambda told: msg("record-deadlines-confirmed", by=told.by, whom=told.whom),
    "deadlines.mended": lambda told: msg("record-deadlines-mended", by=told.by, whom=told.whom),
    "deadlines.exported": lambda told: msg("record-deadlines-exported", by=told.by),
    "cohort.made": lambda told: msg("record-cohort-made", by=told.by),
    "cohort.changed": lambda told: msg("record-cohort-changed", by=told.by),
    "cohort.poll": lambda told: msg("record-cohort-poll", by=told.by),
    "run.entered": lambda told: msg("record-run-entered", by=told.by),
    "run.changed": lambda told: msg("record-run-changed", by=told.by),
    "run.off": lambda told: msg("record-run-off", by=told.by),
    "run.on": lambda told: msg("record-run-on", by=told.by),
    "runs.brought": lambda told: msg("record-runs-brought", by=told.by),
    "recommendation.given": lambda told: msg("record-recommendation-given", by=told.by, whom=told.whom),
    "recommendation.not_now": lambda told: msg("record-recommendation-not-now", by=told.by, whom=told.whom),
    "recommendation.taken_back": lambda told: msg("record-recommendation-taken-back", by=told.by, whom=told.whom),
    REFUSED: lambda told: msg("record-refused", by=told.by),
    SHORTER: lambda _told: msg("record-shorter"),
}


def line(turn: Turn, group: Sequence[Entry]) -> Msg:
    """Return a line of the record: when, who, what; several refused presses of one person stand in one."""
    entry = group[0]
    at = turn.who.network.local(entry.at)
    said = msg("record-refused-often", by=_by(turn, entry)) if len(group) > 1 else sentence(turn, entry)
    return msg("record-line", day=at.date(), time=f"{at:%H:%M}", said=said)


def sentence(turn: Turn, entry: Entry) -> Msg:
    """Return what an entry says."""
    thing = THINGS.get(entry.detail.partition(".")[0], msg("record-thing-other"))
    role = ROLES.get(entry.detail, msg("record-role-other"))
    told = Told(_by(turn, entry), _whom(turn, entry), role, thing)
    if entry.did == "data.deleted" and entry.actor and entry.whom in (None, entry.actor):
        return msg("record-data-deleted-own", by=told.by)
    says = SAYS.get(entry.did)
    return says(told) if says else msg("record-other", by=told.by)


def _by(turn: Turn, entry: Entry) -> Msg:
    if entry.actor is None:
        return msg("record-by-server")
    person = people.get(turn.here, entry.actor)
    return msg("record-by", name=person.name) if person and person.name else msg("record-by-gone")


def _whom(turn: Turn, entry: Entry) -> Msg:
    person = people.get(turn.here, entry.whom) if entry.whom else None
    return msg("record-whom", name=person.name) if person and person.name else msg("record-gone")
