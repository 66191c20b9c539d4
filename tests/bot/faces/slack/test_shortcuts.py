"""The entries that Slack shows everywhere: those of the manifest, and what the program does not know (yet)."""

from __future__ import annotations

import pytest

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import rows, settled
from tests.bot.faces.slack.hands import does, home, modal, posts, presses
from tests.slack_chat import SlackChat

HELD = "選ぶまで鍵をかけて預かり、選んだら消します（11月23日（月）の18:50まで）。"
HERS = "井戸端からは消しました。上の投稿はご自分で消してください。"
HOME = "きょうは、なにをしますか"
DOORS = [
    "研修の修了日を教えてください。つぎの期限をお知らせします。",
    *("［ふりかえり］", "［これまでのふりかえり］", "［井戸端］", "［事業所訪問］", "［研修］"),
    *("［設定］", "［使い方］", "［人に話す］"),
]
NO_ENTRY = "この入口は、いまは使えません。いまできることはこちらです。"


def test_home_opens_over_whatever_she_looks_at(line: SlackChat) -> None:
    does(line, line.slack.shortcut(USER, "idobata_home"))
    assert modal(line) == [HOME, *DOORS, "［とじる］"]
    assert posts(line) == []


def test_its_doors_change_it_in_its_place(line: SlackChat) -> None:
    does(line, line.slack.shortcut(USER, "idobata_home"))
    presses(line, "使い方")
    assert modal(line)[0] == "使い方"
    presses(line, "はじめの画面へ")
    assert modal(line) == [HOME, *DOORS, "［とじる］"]
    assert len(line.slack.views.stacks[USER]) == 1


def test_a_reflection_is_two_presses_away_and_goes_on_in_the_messages(line: SlackChat) -> None:
    does(line, line.slack.shortcut(USER, "idobata_reflect"))
    assert modal(line)[0] == "ふりかえり"
    presses(line, "3分（2つの視点）")
    assert modal(line)[:2] == ["井戸端", "つづきは「メッセージ」で聞いています。"]
    assert [lines[0] for lines in posts(line)] == ["なにについて？"]


def test_what_is_half_written_is_laid_aside_and_shown_first(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談")
    does(line, line.slack.shortcut(USER, "idobata_home"))
    assert modal(line)[0] == home(line)[0] == "ふりかえりの書きかけがあります"


@pytest.mark.parametrize("entry", ["idobata_old", "question", "なぞ", "a" * 255])
def test_an_entry_that_the_program_does_not_know_says_so_and_shows_what_there_is(line: SlackChat, entry: str) -> None:
    does(line, line.slack.shortcut(USER, entry))
    assert modal(line) == ["井戸端", NO_ENTRY, HOME, *DOORS, "［とじる］"]


def test_somebodys_message_becomes_a_draft_that_only_she_sees(line: SlackChat) -> None:
    place = line.slack.book.channel("C0001", USER, "U0777")
    line.slack.writes("U0777", "田中さんの計画のこと、だれか知りませんか", channel="C0001", silent=True)
    (post,) = line.slack.book.seen(place.id)
    delivery = line.slack.message_shortcut(USER, "question", "C0001", post.ts)
    assert settled(line, delivery) == [True]
    assert modal(line)[1:3] == ["お名前：田中さん → Aさん", HELD]
    presses(line, "伏せる")
    assert modal(line)[:4] == ["井戸端", HERS, "こう見えます", "「Aさんの計画のこと、だれか知りませんか」"]
    assert len(line.slack.book.seen(place.id)) == 1, "nothing is said in the channel"
    dump = b"".join(path.read_bytes() for path in line.world.settings.var.iterdir() if path.is_file())
    assert "田中さん".encode() not in dump


def test_an_unknown_entry_lets_a_slow_talk_go_on(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    does(line, line.slack.shortcut(USER, "question"))
    assert modal(line)[:2] == ["井戸端", "つづきは「メッセージ」で聞いています。"]
    assert [lines[0] for lines in posts(line)][-2:] == [
        NO_ENTRY,
        "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。",
    ]


def test_a_stranger_is_asked_for_her_link_at_once(line: SlackChat) -> None:
    before = rows(line.world)
    does(line, line.slack.shortcut("U0404", "idobata_reflect"))
    stranger = SlackChat(line.world, line.slack, "U0404")
    assert modal(stranger) == ["井戸端", "センターから届いたリンク、または番号", "［入る］", "［とじる］"]
    assert (posts(stranger), rows(line.world)) == ([], before)
