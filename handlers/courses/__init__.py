"""研修のきまり: what coordinators change of the courses and their rules, and deadlines moved for one person."""

from handlers.courses.talk import CONVERSATION as CONVERSATION
