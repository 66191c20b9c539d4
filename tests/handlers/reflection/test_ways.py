"""The ways through a reflection: all six, nothing at all, going back, stopping, coming back, starting afresh."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from messages.perspectives import DEFAULT, load_set
from tests.chat import Chat
from tests.handlers.reflection.steps import ALL, HOME, QUICK, TRIAL, WAITS, asked, reflect, rows, skip_through
from tests.talk import Talk
from tests.world import ALONE, World


def test_all_six(talk: Talk) -> None:
    reflect(talk, way=ALL, line="帰り道の話", step="散歩", when="2週間後").sees(
        "おつかれさまでした",
        "よかったこと（本人中心）：帰り道の話",
        "よかったこと（意思決定）：帰り道の話",
        "次の一歩：散歩（12月7日（月）に聞きます）",
    )
    assert rows(talk.world)["reflection_lines"] == 6


def test_all_six_names_each_with_its_place(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(ALL).taps("会議")
    labels = [perspective.label for perspective in load_set(DEFAULT).perspectives]
    for place, label in enumerate(labels, start=1):
        talk.sees(f"{label}（{place}/6）").taps("今回は関係しない")
    talk.sees("次の一歩を、1行だけ。")


def test_everything_can_be_skipped_and_still_it_is_a_reflection(talk: Talk) -> None:
    skip_through(talk.taps("ふりかえり").taps(QUICK)).sees_only(
        "おつかれさまでした", "このまま閉じても残ります。", "［シートにする（Word）］", "［はじめの画面へ］", "［消す］"
    )
    talk.enters("これまでのふりかえり").sees("［11月23日（月）　ふりかえり］").taps("11月23日（月）　ふりかえり")
    talk.sees("11月23日（月）　ふりかえり", "本人中心：（とばしました）", "社会モデル：（とばしました）")


def test_without_a_next_step_nobody_asks_when(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("今回は関係しない").taps("今回は関係しない")
    talk.taps("今日はなし").sees("おつかれさまでした")


def test_a_next_step_that_is_not_to_be_asked_about_is_kept_without_a_day(talk: Talk) -> None:
    reflect(talk, step="散歩", when="聞かなくていい").sees("次の一歩：散歩")
    talk.waits(days=400).hears()
    assert rows(talk.world)["outbox"] == 0


def test_what_was_good_stands_first(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("モニタリング").taps("これから考えたい").says("声が小さかった")
    talk.taps("よかったところがある").says("笑っていた").taps("今日はなし")
    assert talk.text.split("\n")[1:3] == ["よかったこと（社会モデル）：笑っていた", "本人中心：声が小さかった"]


@pytest.mark.each_face
def test_back_drops_the_newest_answer_again_and_again(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("帰り道")
    talk.sees("社会モデル（2/2）").taps("戻る").sees("［つぎへ］").sees("＞帰り道", on="web")
    talk.taps("戻る").sees("本人中心（1/2）").taps("今回は関係しない").sees("社会モデル（2/2）")
    talk.says("戻る").sees("本人中心（1/2）").says("もどる").sees("なにについて？")
    assert "［戻る］" not in talk.text
    talk.taps("会議").sees("本人中心（1/2）")


def test_an_option_may_be_typed(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).says("計画づくり").sees("本人中心（1/2）")
    talk.says("よかったところがある").says("ひとこと").sees("社会モデル（2/2）")


def test_stopping_with_nothing_written_leaves_nothing(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("やめる").sees("やめました。")
    assert rows(talk.world) == {
        "drafts": 0,
        "reflections": 0,
        "reflection_lines": 0,
        "outbox": 0,
        "text_keys": 0,
        "tombstones": 1,
    }


def test_stopping_in_the_middle_says_until_when_it_waits_and_who_can_read_it(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("やめる").sees(
        WAITS,
        "11月30日（月）の17:50まで、あなただけが読める形で残しておきます。",
        "［つづきから］",
        "［消してやめる］",
    )
    talk.sees_home(WAITS, HOME)
    talk.taps("消してやめる").sees("書きかけを消しました。", "［はじめの画面へ］").sees_home(HOME)
    assert (rows(talk.world)["drafts"], rows(talk.world)["text_keys"]) == (0, 0)


def test_coming_back_after_a_restart_goes_on_where_she_stood(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("帰り道").says("ヘルプ")
    talk.restarts().sees_home(WAITS, HOME)
    talk.taps("つづきから").sees("社会モデル（2/2）").taps("今回は関係しない").taps("今日はなし")
    talk.sees("よかったこと（本人中心）：帰り道")


def test_a_restart_with_the_draft_in_hand_shows_the_same_question(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある")
    question = asked(talk)
    assert asked(talk.restarts()) == question
    talk.says("帰り道").sees("社会モデル（2/2）")


def test_half_done_and_then_afresh(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").says("ヘルプ").enters("ふりかえり").taps(ALL)
    talk.sees_only(
        "書きかけのふりかえりがあります。新しくはじめると、書きかけは消えます。",
        "［つづきから］",
        "［消して新しくはじめる］",
    )
    talk.taps("消して新しくはじめる").sees("なにについて？")
    talk.taps("会議").sees("本人中心（1/6）")
    assert (rows(talk.world)["drafts"], rows(talk.world)["text_keys"]) == (1, 1)


def test_half_done_and_then_on_with_it(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").says("ヘルプ").enters("ふりかえり").taps(QUICK)
    talk.taps("つづきから").sees("本人中心（1/2）")


def test_a_trial_and_a_reflection_do_not_disturb_one_another(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").says("ヘルプ").enters("ふりかえり").taps(TRIAL)
    talk.sees("なにについて？").taps("会議").says("ヘルプ").sees_home(
        "お試しのふりかえりの書きかけがあります", WAITS, HOME
    )


def test_leaving_by_an_old_button_leaves_no_other_question_in_hand(talk: Talk) -> None:
    old = talk.taps("ふりかえり").taps(TRIAL).data("やめる")
    talk.says("ヘルプ").enters("ふりかえり").taps(QUICK).taps("面談").presses(old).sees("やめました。")
    assert not talk.asked
    talk.opens().sees_home(WAITS, HOME)


@pytest.mark.each_face
def test_a_text_that_is_too_long_is_asked_again_and_not_lost(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("長" * 501)
    talk.sees("500字までです（いま501字）。短くして、もう一度送ってください。書いた文はそのまま残っています。")
    talk.sees(f"＞{'長' * 501}", on="web")
    talk.says("長" * 500).sees("社会モデル（2/2）").taps("今回は関係しない").taps("今日はなし")
    talk.sees(f"よかったこと（本人中心）：{'長' * 500}")


@pytest.mark.parametrize("together", [True, False])
def test_it_is_asked_one_by_one_on_every_face(world: World, together: bool) -> None:
    chat = Chat(world, world.person(ALONE), together=together)
    chat.says("ふりかえり").taps(QUICK)
    counts = []
    while chat.page:
        counts.append((len(chat.page["fields"]), chat.page["oneByOne"], chat.page["private"]))
        chat.sends({"tap": chat.page["fields"][0]["skip"]["data"]})
    assert counts == [(1, True, True)] * 4
    chat.sees("おつかれさまでした")


def test_prompts_rotate_until_all_were_seen(talk: Talk) -> None:
    seen: dict[str, list[str]] = {}
    for _ in range(9):
        talk.waits(days=1).enters("ふりかえり").taps(QUICK).taps("とばす")
        for _ in range(2):
            label = talk.text.partition("（")[0]
            talk.taps("これから考えたい")
            seen.setdefault(label, []).append(asked(talk))
            talk.taps("つぎへ")
        talk.taps("今日はなし")
    assert {label: len(asks) for label, asks in seen.items()} == dict.fromkeys(seen, 3)
    prompts = {one.label: [prompt.ask for prompt in one.prompts] for one in load_set(DEFAULT).perspectives}
    assert seen == {label: prompts[label][:3] for label in prompts}


def test_a_prompt_that_was_not_shown_does_not_count_as_seen(talk: Talk) -> None:
    first = load_set(DEFAULT).perspectives[0].prompts[0].ask
    talk.taps("ふりかえり").taps(ALL).taps("面談")
    for _ in range(6):
        talk.taps("今回は関係しない")
    talk.taps("今日はなし")
    talk.waits(days=1).enters("ふりかえり").taps(ALL).taps("面談").taps("よかったところがある").sees(first)


def test_each_person_has_a_rotation_of_her_own(talk_as: Callable[[str], Talk]) -> None:
    one, other = talk_as(ALONE), talk_as("小林 なお")
    reflect(one)
    one.waits(days=1).enters("ふりかえり").taps(QUICK).taps("面談").sees("エンパワメント（1/2）")
    other.taps("ふりかえり").taps(QUICK).taps("面談").sees("本人中心（1/2）")
