"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import (
    asking,
    desk,
    friday,
    gathering,
    home,
    joining,
    morning,
    mydata,
    network,
    record,
    reflection,
    roster,
    settings,
    sharing,
)
from handlers.questions import flagged
from handlers.questions import talk as questions

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    questions.CONVERSATION,
    asking.CONVERSATION,
    friday.CONVERSATION,
    sharing.CONVERSATION,
    roster.CONVERSATION,
    desk.CONVERSATION,
    flagged.CONVERSATION,
    network.CONVERSATION,
    record.CONVERSATION,
    gathering.CONVERSATION,
    gathering.TRYING,
    settings.CONVERSATION,
    mydata.CONVERSATION,
    joining.CONVERSATION,
    joining.WELCOME,
    joining.DOOR,
    home.CONVERSATION,
)
