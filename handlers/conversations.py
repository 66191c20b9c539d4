"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import (
    asking,
    cohorts,
    courses,
    deadlines,
    desk,
    fitting,
    friday,
    gathering,
    home,
    hosting,
    joining,
    keeping,
    morning,
    mydata,
    network,
    places,
    reach,
    record,
    reflection,
    rhythms,
    roster,
    settings,
    sharing,
    yearsheet,
)
from handlers.archive import talk as archive
from handlers.ladder import setting as ladder_setting
from handlers.ladder import talk as ladder
from handlers.nudges import talk as nudges
from handlers.questions import flagged
from handlers.questions import talk as questions
from handlers.runs import talk as runs
from handlers.training import talk as training
from handlers.visited import talk as visited
from handlers.visits import deciding
from handlers.visits import talk as visits

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    questions.CONVERSATION,
    asking.CONVERSATION,
    archive.CONVERSATION,
    visits.CONVERSATION,
    friday.CONVERSATION,
    sharing.CONVERSATION,
    training.CONVERSATION,
    training.AHEAD,
    ladder.CONVERSATION,
    roster.CONVERSATION,
    desk.CONVERSATION,
    deadlines.CONVERSATION,
    courses.CONVERSATION,
    yearsheet.CONVERSATION,
    yearsheet.NAMED,
    deadlines.OWN,
    runs.CONVERSATION,
    runs.DESK,
    flagged.CONVERSATION,
    fitting.CONVERSATION,
    fitting.OFFERS,
    network.CONVERSATION,
    ladder_setting.CONVERSATION,
    keeping.CONVERSATION,
    keeping.SHELF,
    record.CONVERSATION,
    places.CONVERSATION,
    places.THERE,
    gathering.CONVERSATION,
    gathering.TRYING,
    reach.CONVERSATION,
    visited.CONVERSATION,
    rhythms.CONVERSATION,
    cohorts.CONVERSATION,
    cohorts.DESK,
    hosting.CONVERSATION,
    deciding.DECIDING,
    nudges.CONVERSATION,
    settings.CONVERSATION,
    mydata.CONVERSATION,
    joining.CONVERSATION,
    joining.WELCOME,
    joining.DOOR,
    home.CONVERSATION,
)
