"""What people do on the simulated Telegram: they write, press, block, and their telephones send odd things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.simulators.ledger import Json, Ledger, Message


class People:
    """The people's side of the simulator; `add` puts an update, raw, where the bot gets it."""

    def __init__(self, ledger: Ledger, add: Callable[..., int], callbacks: dict[str, str]) -> None:
        self._ledger = ledger
        self._add = add
        self._callbacks = callbacks
        # What people have sent, by Telegram's ids.
        self.documents: dict[str, bytes] = {}

    def writes(self, user: int, text: str, **more: Any) -> int:
        """Let a person write in her private chat with the bot."""
        return self._add(message=self.message(user, text=text, **more))

    def sends(self, user: str | int, name: str, data: bytes, **more: Any) -> int:
        """Let a person send a file in her private chat with the bot; `more` says something else of it."""
        id = f"document-{len(self.documents) + 1}"
        self.documents[id] = data
        about = {"file_id": id, "file_unique_id": f"u-{id}", "file_name": name, "file_size": len(data)}
        return self._add(message=self.message(int(user), document=about | more))

    def message(self, user: int, **content: Any) -> Json:
        """Return a message of a person in her private chat."""
        someone = {"id": user, "is_bot": False, "first_name": "みほん"}
        chat = {"id": user, "type": "private", "first_name": "みほん"}
        head: Json = {"message_id": self._ledger.next(), "date": self._ledger.now, "chat": chat, "from": someone}
        return {**head, **content}

    def presses(self, user: int, label: str) -> int:
        """Let a person press the newest button with this label in her chat."""
        for seen in reversed(self.seen(user)):
            for button in [button for row in seen.keyboard for button in row]:
                if button["text"] == label:
                    return self.presses_data(user, seen.id, button["callback_data"])
        raise AssertionError(f"no button {label}")

    def presses_data(self, user: int, message: int, data: str) -> int:
        """Let a person press a button with this data under a message; one that is gone comes without its text."""
        id = f"press-{len(self._callbacks) + 1}"
        self._callbacks[id] = "waiting"
        someone = {"id": user, "is_bot": False, "first_name": "みほん"}
        gone = {"message_id": message, "date": 0, "chat": {"id": user, "type": "private"}}
        under = next((seen.as_json() for seen in self.seen(user) if seen.id == message), gone)
        return self._add(
            callback_query={"id": id, "from": someone, "message": under, "chat_instance": "1", "data": data}
        )

    def blocks(self, user: int, *, again: bool = False) -> int:
        """Let a person block the bot, or, again, unblock it."""
        (self._ledger.blocked.discard if again else self._ledger.blocked.add)(user)
        member = {"user": {"id": 1, "is_bot": True, "first_name": "井戸端"}, "status": "member" if again else "kicked"}
        chat = {"id": user, "type": "private", "first_name": "みほん"}
        someone = {"id": user, "is_bot": False, "first_name": "みほん"}
        change = {"chat": chat, "from": someone, "date": self._ledger.now, "new_chat_member": member}
        return self._add(my_chat_member=change)

    def seen(self, chat: int) -> list[Message]:
        """Return what stands in a chat now, oldest first."""
        return [message for message in self._ledger.messages if message.chat == chat]
