"""Every conversation there is, in the order in which home shows their doors."""

from __future__ import annotations

from handlers import home, joining, morning, reflection

CONVERSATIONS = (morning.CONVERSATION, reflection.CONVERSATION, joining.CONVERSATION, home.CONVERSATION)
