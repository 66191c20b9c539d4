"""集まりで3分: a code that is shown in a meeting, with which everybody there tries a reflection at once."""

from handlers.gathering.talk import CONVERSATION as CONVERSATION
from handlers.gathering.trying import TRYING as TRYING
