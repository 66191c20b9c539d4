"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import desk, home, joining, morning, network, reflection, settings

CONVERSATIONS = (
    morning.CONVERSATION,
    reflection.CONVERSATION,
    desk.CONVERSATION,
    network.CONVERSATION,
    settings.CONVERSATION,
    joining.CONVERSATION,
    home.CONVERSATION,
)
