"""What stands of somebody's trainings in the file that she can read."""

from __future__ import annotations

from datetime import date

from storage import careers, completions, ticks
from storage.db import Here
from tests.chat import Chat
from tests.handlers.runs.steps import by_name, within
from tests.handlers.training.steps import keeps
from tests.privacy.training import train
from tests.talk import Talk
from tests.world import ALONE, CENTRE


def section(talk: Talk | Chat) -> list[str]:
    """Take her data along, and return the lines of the trainings in the file to read."""
    talk.says("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    (said,) = [data.decode("utf-8-sig") for name, data in talk.files if name.endswith(".txt")]
    (found,) = [part for part in said.split("■ ") if part.startswith("研修\n")]
    return found.strip().split("\n")[1:]


def test_what_she_told_in_the_chat_is_there_in_words(talk: Talk) -> None:
    talk.says("わたしのデータ")
    talk.sees("お名前、設定、ふりかえり、研修の記録、訪問、書きかけなどを、ここで預かっています。")
    keeps(talk, "初任者研修", "令和3年11月")
    assert section(talk) == ["初任者研修：令和3年11月修了"]


def test_who_has_nothing_reads_so(chat: Chat) -> None:
    assert section(chat) == ["ありません"]


def test_everything_of_her_trainings_is_there(chat: Chat) -> None:
    now = chat.world.clock.now()

    def fill(here: Here) -> None:
        her = by_name(here, ALONE)
        train(here, her, now)
        ticks.add(here, her, "first-team", now)
        life = careers.made(here, her)
        life.not_mine_at, life.confirmed_on = now, date(2026, 11, 24)

    within(chat.world, fill)
    assert section(chat) == [
        "初任者研修：令和3年11月20日（土）修了",
        "初任者研修：講師　令和3年11月20日（土）",
        "相談支援の仕事：令和3年11月20日（土）から",
        "期限のお知らせ：わたしは対象外",
        "記録を確かめた日：令和8年11月24日（火）",
        "管理者へのお知らせ：知らせることになっています",
        "ケースを思い浮かべる3分：毎月、声をかけます",
        "モニタリングの数：いまは声をかけません",
        "動いた期限：令和3年11月20日（土）が令和9年11月23日（火）に（都：特例）",
        "現任研修（令和9年11月23日（火）開講）：申し込みました",
        "現任研修（令和9年11月23日（火）開講）：区の推薦：お返事を待っています",
        "初任者研修の組：架空の組",
        "集まりの日へのお返事：1件",
        "令和8年11月のモニタリング：12件（残り3件）",
        "しるしをつけた役割：いまの一覧にはない役割",
        "しるしをつけた役割：ほかの職種の人と一緒に進める",
        "研修のお知らせ：1件",
        "センターの名簿にある、まだ確かめていない記録：1件",
    ]


def test_what_she_has_entered_of_others_is_theirs(chat: Chat) -> None:
    def enter(here: Here) -> None:
        other, her = by_name(here, CENTRE), by_name(here, ALONE)
        completions.add(here, other, "chief", date(2020, 1, 10), "day", her, chat.world.clock.now())

    within(chat.world, enter)
    assert section(chat) == ["ありません"]
