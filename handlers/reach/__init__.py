"""Who may know is asked, nobody is left alone, and whoever was not there reads what she missed (まとめ)."""

from handlers.reach.talk import CONVERSATION as CONVERSATION
