"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import desk, friday, home, joining, morning, mydata, record, reflection, roster, settings

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    friday.CONVERSATION,
    desk.CONVERSATION,
    record.CONVERSATION,
    roster.CONVERSATION,
    settings.CONVERSATION,
    mydata.CONVERSATION,
    joining.CONVERSATION,
    joining.WELCOME,
    joining.DOOR,
    home.CONVERSATION,
)
