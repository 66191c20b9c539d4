"""期限の一覧: until when trainings are due, for coordinators; and for a manager, of whom has said that she may."""

from handlers.deadlines.talk import CONVERSATION as CONVERSATION
