"""Settings: when and where a person wants to hear from the bot, and leave."""

from handlers.settings.talk import CONVERSATION as CONVERSATION
