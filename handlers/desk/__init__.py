"""The coordinators' desk: so far, whom nothing reaches."""

from handlers.desk.talk import CONVERSATION as CONVERSATION
