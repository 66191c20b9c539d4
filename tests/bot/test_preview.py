"""`idobata preview`: every scene on one page, from the same renderers, and nothing of the real databases."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.faces.web import pages
from bot.screens import IMPORTS, SCRIPTS
from tests.bot.command_line import Ended, command

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page, as the command writes it."""
    folder = tmp_path_factory.mktemp("preview")
    out = folder / "all.html"
    ended = command(folder / "var", "preview", "--out", str(out))
    assert ended == Ended(0, f"{count(out)}場面を {out} に書きました。\n", "")
    assert sorted(path.name for path in folder.iterdir()) == ["all.html"], "no database is made"
    return out.read_text(encoding="utf-8")


def count(out: Path) -> int:
    """Return how many scenes a page has."""
    return len(block(out.read_text(encoding="utf-8"), "scenes")) if out.exists() else 0


def block(page: str, id: str) -> Any:
    """Return a block of data of the page."""
    (found,) = re.findall(rf'<script type="application/json" id="{id}">(.*?)</script>', page, re.S)
    return json.loads(found)


def test_every_kind_of_card_and_page_is_there(written: str) -> None:
    scenes = block(written, "scenes")
    titles = {card["title"] for scene in scenes for card in [*scene["cards"], *scene["home"]]}
    assert titles >= {
        "きょうは、なにをしますか",
        "人に話す",
        "使い方",
        "ふりかえり",
        "おつかれさまでした",
        "これまでのふりかえり",
        "次の一歩のこと",
        "ふりかえりの書きかけがあります",
        "設定",
        "届いていない人",
        "井戸端",
        "まだ答えのない質問",
        "みんなの質問",
        "わたしの質問",
        "わたしの答え",
        "質問",
        "こう見えます",
        "出す前に、ここだけ確認させてください",
        "話題を選んでください",
        "ワンポイントアドバイス",
        "気になる",
        "気になる書きこみ",
        "見えなくしたもの",
        "井戸端で聞かれること",
        "くわしい話題",
        "くわしい障害種別",
        "お聞きしたいことがあります",
        "まだ答えを待っています",
        "電話を待っている方がいます",
        "質問が出る場所",
        "井戸端に質問が来ています",
        "解決した質問です",
        "どの話題ですか",
        "質問のまとめと資料",
        "地域課題かもしれない質問",
        "様式とリンク",
        "取りこむ前の確認",
        "障害種別",
        "古くなる話題",
        "質問を残す長さと見なおし",
        "答えがないとき",
        "訪問の調整",
        "担当の件数と見とおし",
        "訪問がまだの事業所",
    }
    kinds = {(scene["page"]["title"], scene["page"]["oneByOne"]) for scene in scenes if scene["page"]}
    assert kinds == {
        ("ふりかえり", True),
        ("お試しのふりかえり", True),
        ("お休み", True),
        ("ことば", True),
        ("相談先", True),
        ("相談先", False),
        ("センターの時間", False),
        ("休みの日", True),
        ("話題", True),
        ("新しい視点", False),
        ("お名前と事業所", False),
        ("お名前と事業所", True),
        ("お名前", True),
        ("事業所", False),
        ("名前でさがす", True),
        ("招待", False),
        ("だれかと分かち合う", True),
        ("井戸端に聞く", False),
        ("質問を直す", False),
        ("質問に答える", False),
        ("聞き返す", False),
        ("もう少し聞く", False),
        ("質問をさがす", True),
        ("様式とリンク", False),
        ("会議の記録を取りこむ", False),
        ("取りこむ前の確認", True),
        ("障害種別", True),
        ("答えを見なおす日", True),
        ("訪問メニュー", True),
        ("訪問メニュー", False),
        ("事業所の場所と電話", True),
        ("合う時間", True),
        ("訪問の日と人", False),
        ("来る人の変更", False),
        ("訪問（電話）", False),
        ("別の時間", True),
        ("つなぐところ", False),
        ("うかがえる時間", True),
        ("うかがえない時間", True),
        ("ひとこと", True),
        ("訪問のあと", False),
        ("事業所訪問", True),
        ("希望の日", True),
        ("研修の記録", True),
        ("相談支援の仕事", True),
        ("教えた経験", True),
        ("毎月の声かけ", True),
        ("組をつくる", True),
        ("もう一度知らせる日", True),
        ("段階と役割", True),
        ("段階と役割", False),
        ("表を取りこむ", False),
        ("初任者研修の組", True),
        ("集まりの日を聞く", True),
        ("集まりの日時", True),
        ("1人の期限を動かす", True),
        ("回を変える", False),
        ("研修の回", False),
        ("研修のきまり", True),
        ("地域の研修を足す", False),
        ("期限を動かす", False),
        ("表で取りこむ", False),
        ("取りこむ前のたしかめ", True),
        ("お相手を決める", False),
    }
    problems = [field["problem"] for scene in scenes if scene["page"] for field in scene["page"]["fields"]]
    assert len([problem for problem in problems if problem]) == 92
    said = [paragraph for scene in scenes for card in scene["cards"] for paragraph in card["paragraphs"]]
    assert [sentence for sentence in said if sentence.startswith("うまくいきませんでした。")] != []


def test_each_scene_is_shown_as_telegram_and_slack_show_it(written: str) -> None:
    scenes = block(written, "scenes")
    start = next(scene for scene in scenes if scene["act"] == "reflection")
    (telegram,) = start["telegram"]
    assert (telegram["text"].split("\n")[0], telegram["bold"]) == ("ふりかえり", [[0, 5]])
    assert telegram["keyboard"][0] == ["3分（2つの視点）", "6つぜんぶ"]
    assert start["slack"]["view"]["title"]["text"] == "ふりかえり"
    asked = next(scene for scene in scenes if scene["page"] and scene["page"]["oneByOne"])
    assert (asked["slack"]["view"], len(asked["slack"]["messages"]), len(asked["telegram"])) == (None, 1, 1)
    assert [scene["act"] for scene in scenes if not scene["telegram"]] == []


def test_it_is_drawn_by_the_pages_own_functions_and_needs_nothing_else(written: str) -> None:
    for name in ("style.css", *SCRIPTS):
        assert IMPORTS.sub("", (pages.FOLDER / name).read_text(encoding="utf-8")) in written
    assert "\nimport " not in written
    assert re.findall(r'(?:src|href)="[^"]*"', written) == []


def test_no_text_of_a_scene_can_end_its_block(written: str) -> None:
    assert written.count("</script>") == 3
    raw = [re.findall(rf'id="{name}">(.*?)</script>', written, re.S)[0] for name in ("scenes", "words")]
    assert [text for text in raw if "<" in text] == []


def test_it_shows_as_it_is_whatever_is_running_here(written: str, tmp_path: Path) -> None:
    out = tmp_path / "two.html"
    var = tmp_path / "var"
    var.mkdir()
    command(var, "preview", "--out", str(out), IDOBATA_DATABASE_URL=f"sqlite:///{var}/real.db")
    scenes = [block(page, "scenes") for page in (written, out.read_text(encoding="utf-8"))]
    assert [scene["act"] for scene in scenes[0]] == [scene["act"] for scene in scenes[1]]
    assert sorted(path.name for path in var.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    ended = command(tmp_path / "var", "preview", "--out", str(tmp_path / "nowhere" / "all.html"))
    assert (ended.code, len(ended.sentences), str(tmp_path / "nowhere" / "all.html") in ended.err) == (2, 1, True)
