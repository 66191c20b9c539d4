"""Heavy words: a quiet card first and alone, once; nothing is kept of it and nobody is told."""

from __future__ import annotations

import pytest

from messages.heavy import is_heavy
from tests.handlers.reflection.steps import HOME, QUICK, QUIET, TRIAL, rows
from tests.talk import Talk

ALONE_CARD = [QUIET, "書いたことは、だれにも知らせていません。", "［人に話す］", "［つづける］"]


def at_a_line(talk: Talk, way: str = QUICK) -> Talk:
    """Go to the first text of a reflection."""
    return talk.taps("ふりかえり").taps(way).taps("面談").taps("これから考えたい")


@pytest.mark.parametrize("way", [QUICK, TRIAL])
def test_the_quiet_card_comes_first_and_alone(talk: Talk, way: str) -> None:
    at_a_line(talk, way).says("きょうはもう限界です")
    talk.sees_only(*ALONE_CARD).taps("つづける").sees("社会モデル（2/2）")


def test_it_comes_once_in_a_reflection(talk: Talk) -> None:
    at_a_line(talk).says("もう限界").taps("つづける").taps("これから考えたい").says("つらい").sees(
        "次の一歩を、1行だけ。"
    )
    talk.says("辞めたい").sees("いつ聞きましょうか。").taps("聞かなくていい")
    talk.sees(
        "本人中心：もう限界", "社会モデル：つらい", "次の一歩：辞めたい", "［人に話す］", "［シートにする（Word）］"
    )


@pytest.mark.parametrize("way", [QUICK, TRIAL])
def test_it_comes_again_where_it_may_be_about_her_life(talk: Talk, way: str) -> None:
    at_a_line(talk, way).says("疲れた").taps("つづける").taps("これから考えたい").says("死にたい").sees_only(
        *ALONE_CARD
    )
    talk.taps("つづける").sees("次の一歩を、1行だけ。").says("もう消えてしまいたい").sees_only(*ALONE_CARD)


def test_the_door_stays_on_every_page_after_it(talk: Talk) -> None:
    at_a_line(talk)
    assert "人に話す" not in talk.buttons
    talk.says("もう限界").taps("つづける").sees("社会モデル（2/2）", "［人に話す］")
    talk.restarts().sees("社会モデル（2/2）", "［人に話す］").taps("人に話す").taps("つづきから")
    talk.sees("社会モデル（2/2）", "［人に話す］")


def test_it_comes_at_the_next_step_too_and_what_was_written_is_kept(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("今回は関係しない").taps("今回は関係しない")
    talk.says("しんどい")
    talk.sees_only(*ALONE_CARD).taps("つづける").sees("いつ聞きましょうか。").taps("聞かなくていい").sees(
        "次の一歩：しんどい"
    )


def test_the_door_leads_to_people_and_back(talk: Talk) -> None:
    at_a_line(talk).says("もう限界").taps("人に話す").sees(
        "ひとりで抱えなくて大丈夫です。話したことは、ここには残りません。",
        "みほん 支える人のこころの電話：03-0000-0003（毎日 17:00〜22:00）",
    )
    assert talk.calls[-2:] == [("☎ 110（警察）", "110"), ("☎ 119（救急）", "119")]
    talk.says("つづきから").sees("社会モデル（2/2）")


def test_it_comes_after_a_restart_as_it_stood(talk: Talk) -> None:
    at_a_line(talk).says("もう限界")
    talk.restarts().sees_home("ふりかえりの書きかけがあります", HOME)
    assert talk.buttons[:3] == ["つづきから", "人に話す", "消してやめる"]
    talk.taps("つづきから").taps("これから考えたい").says("つらい").sees("次の一歩を、1行だけ。")


def test_heavy_words_typed_at_home_are_met_as_inside(talk: Talk) -> None:
    talk.says("もう限界です")
    talk.sees_only(*ALONE_CARD[:3], "［はじめの画面へ］").taps("人に話す")
    assert ("☎ 110（警察）", "110") in talk.calls


def test_heavy_words_are_counted_and_kept_nowhere(talk: Talk) -> None:
    before = rows(talk.world)
    talk.says("死にたい").sees(QUIET)
    talk.comes().hears()
    assert rows(talk.world) == before


def test_an_ordinary_text_brings_no_quiet_card(talk: Talk) -> None:
    at_a_line(talk).says("書きづらい計画のこと").sees("社会モデル（2/2）")


@pytest.mark.parametrize("way", [QUICK, TRIAL])
def test_the_closing_card_has_the_door_too(talk: Talk, way: str) -> None:
    at_a_line(talk, way).says("もう限界").taps("つづける").taps("今回は関係しない").taps("今日はなし")
    talk.sees("本人中心：もう限界")
    assert talk.buttons[0] == "人に話す"


def test_where_nothing_heavy_was_written_the_closing_card_is_as_ever(talk: Talk) -> None:
    at_a_line(talk).says("帰り道").taps("今回は関係しない").taps("今日はなし")
    assert talk.buttons[0] == "シートにする（Word）"


def test_it_is_there_when_she_reads_it_again_and_when_its_step_is_asked_about(talk: Talk) -> None:
    at_a_line(talk).says("帰り道").taps("今回は関係しない").says("もう無理").taps("つづける").taps("1週間後")
    talk.taps("はじめの画面へ").taps("これまでのふりかえり").taps("11月23日（月）　面談")
    assert talk.buttons[0] == "人に話す"
    talk.waits(days=7, hours=16).sees("次の一歩のこと", "「もう無理」")
    assert "［人に話す］\n［やってみた］" in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "もう限界",
        "リスカした",
        "限界",
        "もう、限界です",
        "もう疲れました",
        "とても疲れた😢",
        "疲れた（涙）",
        "怖かったです！",
        "きついです",
        "無理だ…",
        "手をあげてしまいました",
        "死のうと思った",
        "もう嫌です",
        "リスカを見られた",
        "つらいと言えない",
        "利用者さんに叩かれた",
        "死",
        "もうやめたい",
        "つかれた…",
        "利用者さんを叩いてしまった",
        "もう、つかれた。もうやめたい",
        "モウ限界、つらい",
        "死 に た い",
        "ｾｸﾊﾗがあった",
        "もう\n限界",
        "虐待かもしれない",
        "本人が亡くなった",
        "眠れません",
    ],
)
def test_heavy_words_are_found_however_written(text: str) -> None:
    assert is_heavy(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "お疲れさまです",
        "必死に探した",
        "チキンカレーが辛かった",
        "いや",
        "業務に忙殺された",
        "上限額管理で相殺して請求した",
        "薬をもうやめたいと言う",
        "お酒はもうやめたいそうです",
        "デイをもうやめたいとの本人の希望",
        "もう死ぬまで家にいたいと話された",
        "肩をたたいてしまった",
        "クリスカで働く",
        "無理のない範囲で",
        "疲れた様子だった",
        "嫌な顔をせずに聞けた",
        "支給量の限界",
        "肩を叩かれて起きた",
        "ポリスカーを見た",
        "無理のない計画",
        "薬をもうやめたいと言っていた",
        "使いづらい様式",
        "虐待防止の研修",
        "塩辛い",
        "つらいと話していた",
        "親が亡くなった後の話",
        "帰り道が好き",
    ],
)
def test_harmless_phrases_are_harmless(text: str) -> None:
    assert not is_heavy(text)


def test_a_heavy_word_beside_a_harmless_phrase_is_found() -> None:
    assert is_heavy("虐待防止の研修のあと、つらい")
    assert is_heavy("使いづらい様式で、もう限界")
