"""L1: the guard for personal information: milliseconds a message, how it grows with a long text, its first use."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Row, exact, figure, millis, percentile, ratio, size
from handlers.language.guard import spans
from tests.handlers.language.guard.measuring import texts

ROOT = Path(__file__).parent.parent
# What a message is made of, long enough to be ten thousand signs, and the oddest texts that the tests have.
ODD = ("山", "さん", "山田さん", "病院", "090-", "1丁目", "「山田」", "梅田の17歳", "氏名：")
FIRST = "import time; t = time.process_time(); from handlers.language.guard import spans; spans('山田さん'); "
FIRST += "print(time.process_time() - t, *(line.split()[1] for line in open('/proc/self/status') if 'VmRSS' in line))"


def spent(text: str) -> float:
    """Return the seconds of CPU that one text took."""
    start = time.process_time()
    spans(text)
    return time.process_time() - start


def measure(folder: Path) -> list[Row]:
    """Return the rows of L1; `folder` is not needed."""
    messages = [one.text for name in ("personal_unseen", "harmless_unseen") for one in texts(name)]
    spans(messages[0])
    each = [spent(text) for _ in range(size(20, 1)) for text in messages]
    long = "。".join(messages * 20)
    short, full = [], []
    for _ in range(size(20, 1)):
        short.append(spent(long[:1000]))
        full.append(spent(long[:10_000]))
    odd = {piece: min(spent(piece * (10_000 // len(piece))) for _ in range(size(5, 1))) for piece in ODD}
    first = [_first() for _ in range(size(11, 1))]
    return [
        Row("L1", "a message, 95th percentile", exact(round(percentile(each, 95) * 1000, 3)), "ms", at_most=5),
        Row("L1", "a message", millis(each), "ms"),
        Row("L1", "10,000 signs / 1,000 signs", ratio(full, short), at_most=15),
        Row("L1", "10,000 signs of messages", millis(full), "ms"),
        Row("L1", "10,000 signs of the oddest text", exact(round(max(odd.values()) * 1000, 1)), "ms"),
        Row("L1", "the first message, everything loaded for it", figure([one[0] * 1000 for one in first]), "ms"),
        Row("L1", "memory of a Python with the guard", figure([one[1] for one in first]), "MB", at_most=40),
    ]


def _first() -> tuple[float, float]:
    said = subprocess.run([sys.executable, "-c", FIRST], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds, kilobytes = said.split()
    return float(seconds), int(kilobytes) / 1024
