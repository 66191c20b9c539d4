"""The coordinators' desk: what only they do, behind one door."""

from handlers.desk.talk import CONVERSATION as CONVERSATION
