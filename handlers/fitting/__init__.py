"""The coordinators' side of visits: what needs them, who has time, where nobody has been, what was done."""

from handlers.fitting.talk import CONVERSATION as CONVERSATION
from handlers.fitting.talk import OFFERS as OFFERS
