"""分かち合う: chosen lines of one's own reflection for a colleague, an 個別SV or a グループSV, until taken back."""

from handlers.sharing.talk import CONVERSATION as CONVERSATION
