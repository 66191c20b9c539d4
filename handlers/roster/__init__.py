"""The roster: inviting people, their roles, pausing and removing; coordinators only, behind the desk's door."""

from handlers.roster.talk import CONVERSATION as CONVERSATION
