"""Personal data of the well: whose each column of its tables is, as storage/personal.py says of all others."""

from __future__ import annotations

from storage.answers import Answer
from storage.asked import Asked, Expertise, Step
from storage.flags import Flag
from storage.followers import Follower
from storage.handouts import Found, Handout
from storage.masks import Harmless, Mask
from storage.places import Meeting, Standing
from storage.questions import Question, Topic
from storage.search import Count, Indexed
from storage.vectors import Vector
from storage.whose import Rows, by, rows

TECHNICAL = "how it was carried, nothing of her"
OTHERS = "about somebody else"
NETWORKS = "the network's own"
LEADS_NOWHERE = "a keyed digest that leads to nobody"

# In an order in which they can go: what points at a row goes before it.
WELL: tuple[Rows, ...] = (
    rows(
        Flag,
        "nothing",
        "kind at settled_at",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "question_id answer_id"},
        hers=by(Flag, "person_id"),
        goes=by(Flag, "person_id"),
    ),
    rows(
        Follower,
        "nothing",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "question_id"},
        hers=by(Follower, "person_id"),
        goes=by(Follower, "person_id"),
    ),
    rows(
        Asked,
        "nothing",
        "step at declined_at",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "question_id"},
        hers=by(Asked, "person_id"),
        goes=by(Asked, "person_id"),
    ),
    rows(
        Expertise,
        "nothing",
        "topic",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Expertise, "person_id"),
        goes=by(Expertise, "person_id"),
    ),
    rows(
        Answer,
        "what she told others, by nobody",
        "id named kind body state at changed_at helped_at still_on",
        people="author_id",
        withheld={TECHNICAL: "version", OTHERS: "question_id"},
        hers=by(Answer, "author_id"),
    ),
    rows(
        Question,
        "what she asked others, of nobody",
        "id named kind audience body state asked_at changed_at resolved_at field due_on held_on taken_up_at expires_on",
        people="asker_id",
        withheld={TECHNICAL: "version step step_at"},
        hers=by(Question, "asker_id"),
    ),
    rows(
        Meeting,
        "the place, connected by nobody",
        "connected_at",
        people="connected_by",
        withheld={NETWORKS: "id platform chat topic title audience state gone_at gone_why"},
        hers=by(Meeting, "connected_by"),
    ),
    rows(
        Handout,
        "the network's own, added by somebody without a name",
        "id name url added_at",
        people="added_by",
        hers=by(Handout, "added_by"),
    ),
    rows(Topic, NETWORKS, withheld={NETWORKS: "id question_id topic"}),
    rows(Step, NETWORKS, withheld={NETWORKS: "id question_id turn step at"}),
    rows(Found, NETWORKS, withheld={NETWORKS: "id question_id at"}),
    rows(
        Standing,
        NETWORKS,
        withheld={
            TECHNICAL: "id place_id kind subject_id question_id state wanted made reference attempts due_at lease_until"
            " begun_at reason"
        },
    ),
    rows(Indexed, NETWORKS, withheld={TECHNICAL: "id place audience edition tokens"}),
    rows(Count, NETWORKS, withheld={TECHNICAL: "id n"}),
    rows(Vector, NETWORKS, withheld={TECHNICAL: "id edition place vector"}),
    rows(Mask, "for as long as the question stays", withheld={LEADS_NOWHERE: "id question_id digest letter"}),
    rows(Harmless, NETWORKS, withheld={LEADS_NOWHERE: "id digest said_at"}),
)
