"""うかがえる時間: hosts say when they have time to visit, and how much of it; seen by them and coordinators alone."""

from handlers.hosting.talk import CONVERSATION as CONVERSATION
