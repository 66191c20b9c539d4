"""What happens in groups on the simulated Telegram: people let the bot in, write, reply, press, and throw it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.simulators.ledger import Group, Json, Ledger, Message

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Groups:
    """The groups' side of the simulator."""

    def __init__(self, ledger: Ledger, add: Callable[..., int], callbacks: dict[str, str], bot: Json) -> None:
        self._ledger_of_groups = ledger
        self._update = add
        self._pressed = callbacks
        self._bot = bot

    def group(self, id: int, title: str, *, topics: tuple[int, ...] = ()) -> Group:
        """Make a group in which the bot is not yet."""
        made = self._ledger_of_groups.groups[id] = Group(id, title, topics, inside=False)
        return made

    def lets_in(self, user: int, chat: int, *, before: str = "left", status: str = "member") -> int:
        """Let somebody put the bot into a group."""
        self._ledger_of_groups.groups[chat].inside = True
        return self._member(user, chat, before, status)

    def throws_out(self, user: int, chat: int, *, status: str = "kicked") -> int:
        """Let somebody take the bot out of a group."""
        self._ledger_of_groups.groups[chat].inside = False
        return self._member(user, chat, "member", status)

    def silences(self, user: int, chat: int) -> int:
        """Let somebody forbid the bot to write in a group."""
        self._ledger_of_groups.groups[chat].may_write = False
        return self._member(user, chat, "member", "restricted", can_send_messages=False, is_member=True)

    def _member(self, user: int, chat: int, before: str, status: str, **rights: Any) -> int:
        bot = {"user": self._bot}
        change = {"chat": self._chat(chat), "from": someone(user), "date": self._ledger_of_groups.now}
        change |= {"old_chat_member": {**bot, "status": before}, "new_chat_member": {**bot, "status": status, **rights}}
        return self._update(my_chat_member=change)

    def moves(self, chat: int, to: int) -> int:
        """Let a group become a supergroup: another id, and nothing of before can be reached."""
        groups = self._ledger_of_groups.groups
        groups[to] = Group(to, groups[chat].title)
        groups[chat].moved_to = to
        self._update(message={**self._head(1, to), "migrate_from_chat_id": chat})
        return self._update(message={**self._head(1, chat), "migrate_to_chat_id": to})

    def writes_in(
        self, user: int, chat: int, text: str, *, to: int = 0, topic: int = 0, by: Json | None = None, **more: Any
    ) -> int:
        """Let somebody write in a group, maybe in reply to the bot; `by` says who, where it is no person."""
        message = {**self._head(user, chat), **({"text": text} if text else {}), **more}
        message |= {"from": by} if by else {}
        self.last_written = int(message["message_id"])
        self._ledger_of_groups.others.setdefault(chat, set()).add(self.last_written)
        message |= {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        message |= {"reply_to_message": {**self._of_bot(chat, to), "from": self._bot}} if to else {}
        return self._update(message=message)

    def edits_in(self, user: int, chat: int, message: int, text: str, *, to: int) -> int:
        """Let somebody change what she has written in a group."""
        head = {**self._head(user, chat), "message_id": message, "edit_date": self._ledger_of_groups.now}
        replied = {**self._of_bot(chat, to), "from": self._bot}
        return self._update(edited_message={**head, "text": text, "reply_to_message": replied})

    def presses_in(self, user: int, chat: int, label: str) -> int:
        """Let somebody press the newest button with this label in a group."""
        for seen in reversed([one for one in self._ledger_of_groups.messages if one.chat == chat]):
            for button in [button for row in seen.keyboard for button in row]:
                if button["text"] == label:
                    return self.presses_data_in(user, seen, button["callback_data"])
        raise AssertionError(f"no button {label}")

    def presses_data_in(self, user: int, under: Message, data: str) -> int:
        """Let somebody press a button with this data under a message in a group."""
        id = f"press-{len(self._pressed) + 1}"
        self._pressed[id] = "waiting"
        message = {**under.as_json(), "from": self._bot}
        return self._update(
            callback_query={"id": id, "from": someone(user), "message": message, "chat_instance": "1", "data": data}
        )

    def _of_bot(self, chat: int, id: int) -> Json:
        found = [one for one in self._ledger_of_groups.messages if (one.chat, one.id) == (chat, id)]
        return found[0].as_json() if found else {"message_id": id, "date": 0, "chat": self._chat(chat)}

    def _head(self, user: int, chat: int) -> Json:
        ledger = self._ledger_of_groups
        head: Json = {"message_id": ledger.next(), "date": ledger.now, "chat": self._chat(chat)}
        return head | {"from": someone(user)}

    def _chat(self, chat: int) -> Json:
        return self._ledger_of_groups.groups[chat].as_json()


def someone(user: int) -> Json:
    """Return somebody as the Bot API describes a user."""
    return {"id": user, "is_bot": False, "first_name": "みほん"}
