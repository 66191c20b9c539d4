"""わたしのデータ: what is kept of a person, to take with her and to delete."""

from handlers.mydata.talk import CONVERSATION as CONVERSATION
