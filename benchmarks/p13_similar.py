"""P13: similar questions among 100,000, searched as a turn does it, with an index that grows question by question."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path

from benchmarks.language import Archive
from benchmarks.measure import Row, exact, figure, percentile, size

SEED = 13
WHO = """
    知的の方 精神の方 身体の方 重心の方 難病の方 医ケア児 若い方 ご高齢の方 中学生 高校生 単身の方
    親と同居の方
"""
WHAT = """
    居宅介護 移動支援 行動援護 短期入所 生活介護 就労移行 B型 A型 放デイ グループホーム 訪問看護
    訪問入浴 デイケア 自立訓練 補装具 日常生活用具 障害年金 手帳 同行援護 重度訪問 施設入所 就労定着
    福祉タクシー 配食 成年後見 家族会
"""
WHEN = """
    朝の時間帯に 冬の間だけ 週に二回 引っ越し前に 入院の前日に 土曜だけ 初めて 雨の日に 遠方から
    職場の近くで 連休中に 夕方に 昼休みに 転校してから 主治医が変わって 毎日 電話だけで 書面で
    二人で 学年が上がって
"""
ASKS = """
    を使った例はありますか を増やすときの注意点は をやめたいと言われました の費用を教えてください
    の申請書はどこですか の空きを知りませんか の説明がうまくできません の担当者が変わりました
    を断られました の評判を聞きたいです の送迎はありますか の時間数が足りません
    を見学したいそうです の対象になりますか の記録の残し方は の持ち物は
"""
QUERIES = (
    "預け先がどこもいっぱい",
    "ヘルパーさんがもう少し長くいてくれたら",
    "作業所の見学に行きたい",
    "お金の管理を手伝ってくれる人",
    "車いすの修理は誰に頼む",
    "退院した後の暮らし",
    "家族が疲れている",
    "後見人の見つけ方",
    "送り迎えをしてくれる放課後の場所",
    "年金の書類の書き方",
)


def texts(count: int) -> list[str]:
    """Return so many different questions, always the same ones."""
    chance = random.Random(SEED)
    every = [
        f"{who}が{when}{what}{asks}"
        for who, when, what, asks in itertools.product(*map(str.split, (WHO, WHEN, WHAT, ASKS)))
    ]
    return chance.sample(every, min(count, len(every)))


def searched(archive: Archive, rounds: int) -> list[float]:
    """Return how many milliseconds each search took."""
    spent = []
    for query in QUERIES * rounds:
        start = time.perf_counter()
        archive.search(query, 3)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def measure(folder: Path) -> list[Row]:
    """Return the rows of P13."""
    count = size(99_000, 500)
    few, many = Archive(f"sqlite:///{folder / 'few.db'}"), Archive(f"sqlite:///{folder / 'many.db'}")
    asked = texts(count)
    few.index((text, text) for text in asked[: count // 100])
    many.index((text, text) for text in asked)
    first: list[float] = []
    spent: list[float] = []
    # They take turns, so that both find the machine as busy.
    for _ in range(size(10, 1)):
        first += searched(few, 1)
        spent += searched(many, 1)
    adding = []
    for text in texts(count + size(50, 5))[count:] or asked[:5]:
        start = time.perf_counter()
        many.index([(text, text)])
        adding.append((time.perf_counter() - start) * 1000)
    late = percentile(spent, 95)
    return [
        Row("P13", f"a search among {count}, the 95th of a hundred", exact(late), "ms", at_most=60),
        Row("P13", f"a search among {count}", figure(spent), "ms"),
        Row("P13", f"a search among {count // 100}", figure(first), "ms"),
        Row("P13", f"a question more, kept and indexed among {count}", figure(adding), "ms"),
    ]
