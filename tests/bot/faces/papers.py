"""A small conversation that hands out files: a picture, a paper, and some that go wrong."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable

from handlers import home
from handlers.kit.cards import Button, Card, File
from handlers.kit.house import Conversation, House
from handlers.kit.turn import Reply, Turn
from messages.words import given
from storage.ids import short
from storage.shown import forget

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
DOCX = b"PK\x03\x04 a paper"
TITLE, SAYS, SHEET = "みた視点", "6つのうち、本人中心をよく見ています。", "振り返りシート（Word）です。"
MISSING = "ファイルをお渡しできませんでした。ほかは、そのまま残っています。少し待って、もう一度どうぞ。"
MORE = "ほかの保存を選べます。"


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"".join(b"\x00" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Makers:
    """What makes the files, and in which threads it was called."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def makes(self, data: bytes) -> Callable[[], bytes]:
        """Return what makes these bytes; nothing at all falls over, as a bug does."""

        def make() -> bytes:
            self.threads.append(threading.current_thread().name)
            if not data:
                raise ZeroDivisionError("山田太郎")
            return data

        return make

    def picture(self, _turn: Turn, _id: str) -> Reply:
        """Show the picture."""
        makes = {"svg": self.makes(SVG), "png": self.makes(png())}
        file = File(given("みた視点"), given(SAYS), makes)
        card = Card(title=given(TITLE), paragraphs=(given(MORE),), file=file, buttons=(self.again,))
        return Reply(cards=(card,))

    def sheet(self, turn: Turn, _id: str) -> Reply:
        """Give the paper, which quotes something private of hers."""
        file = File(given("振り返り/シート"), given(SHEET), {"docx": self.makes(DOCX)})
        return Reply(cards=(Card(title=given("シート"), about=short(turn.person_id), file=file),))

    def broken(self, _turn: Turn, _id: str) -> Reply:
        """Give two cards: the first one's file cannot be made."""
        first = Card(title=given("ひとつめ"), file=File(given("だめ"), given("だめ"), {"docx": self.makes(b"")}))
        file = File(given("よい"), given("よい"), {"docx": self.makes(DOCX)})
        return Reply(cards=(first, Card(title=given("ふたつめ"), file=file)))

    def gone(self, turn: Turn, _id: str) -> Reply:
        """Delete what the paper quotes."""
        forget(turn.here, turn.person_id, short(turn.person_id))
        return Reply(cards=(Card(paragraphs=(given("消しました。"),)),), wipes=True)

    @property
    def again(self) -> Button:
        """Ask for the picture once more."""
        return Button(given("もう一度みる"), "paper.picture")

    def house(self) -> House:
        """Return a house with this conversation and home."""
        verbs = {"picture": self.picture, "sheet": self.sheet, "broken": self.broken, "gone": self.gone}
        labels = {"picture": "絵", "sheet": "シート", "broken": "こわれた", "gone": "消す"}
        doors = tuple(Button(given(label), f"paper.{name}") for name, label in labels.items())
        talk = Conversation(
            name="paper", doors=lambda _turn: doors, verbs={f"paper.{name}": verb for name, verb in verbs.items()}
        )
        return House((talk, home.CONVERSATION), home.home)
