"""The record as coordinators read it: who did what to whom, in sentences."""

from handlers.record.talk import CONVERSATION as CONVERSATION
