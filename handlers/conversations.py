"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import desk, home, joining, morning, reflection, settings

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    desk.CONVERSATION,
    settings.CONVERSATION,
    joining.CONVERSATION,
    joining.WELCOME,
    joining.DOOR,
    home.CONVERSATION,
)
