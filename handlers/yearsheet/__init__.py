"""受講年度確認票: the roster of who has completed which training when, brought in and handed out by coordinators."""

from handlers.yearsheet.talk import CONVERSATION as CONVERSATION
from handlers.yearsheet.talk import NAMED as NAMED
