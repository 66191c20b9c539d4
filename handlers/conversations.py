"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import desk, gathering, home, joining, morning, reflection, settings, sharing

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    sharing.CONVERSATION,
    desk.CONVERSATION,
    gathering.CONVERSATION,
    gathering.TRYING,
    settings.CONVERSATION,
    joining.CONVERSATION,
    home.CONVERSATION,
)
