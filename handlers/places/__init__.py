"""The network's places: a Slack channel, a Telegram group or topic, where the well's questions and answers stand."""

from handlers.places.talk import CONVERSATION as CONVERSATION
from handlers.places.there import THERE as THERE
