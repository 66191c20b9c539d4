"""What is kept: listed, read and deleted by its owner, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from storage.ids import short, uuid7
from storage.keys import tombstones
from storage.reflections import Reflection, ReflectionLine
from tests.handlers.reflection.steps import HOME, QUICK, STALE, reflect, rows, skip_through
from tests.talk import Talk
from tests.world import ALONE, CENTRE

VERBS = ("read", "sheet", "sheet_named", "delete", "erase", "did", "yet", "over")


def days(talk: Talk) -> list[str]:
    """Return the labels of the list's buttons."""
    return [label for label in talk.buttons if label.endswith("面談")]


def several(talk: Talk, count: int) -> Talk:
    """Make so many reflections, one a day from the 24th of November on."""
    for number in range(count):
        reflect(talk.waits(days=1), line=f"{number + 1}番目")
    return talk


def test_there_is_a_way_to_begin_where_nothing_is_kept_yet(talk: Talk) -> None:
    talk.enters("これまでのふりかえり").sees("まだありません。3分ではじめられます。").taps("ふりかえりをはじめる")
    talk.sees("［3分（2つの視点）］")


def test_eight_are_listed_newest_first_and_older_ones_a_page_further(talk: Talk) -> None:
    several(talk, 8).enters("これまでのふりかえり").sees("井戸端の中では、あなただけが読めます。")
    assert (days(talk)[0], days(talk)[-1]) == ("12月1日（火）　面談", "11月24日（火）　面談")
    assert (len(days(talk)), "もっと前" in talk.buttons) == (8, False)
    several(talk, 1).says("わたしのふりかえり")
    assert (days(talk)[0], days(talk)[-1]) == ("12月2日（水）　面談", "11月25日（水）　面談")
    older, newest, last = talk.data("もっと前"), days(talk)[0], days(talk)[-1]
    talk.presses(older)
    assert days(talk) == ["11月24日（火）　面談"]
    assert "もっと前" not in talk.buttons
    # Further back than something that was deleted meanwhile: the list begins again with the newest.
    talk.enters("これまでのふりかえり").taps(last).taps("消す").taps("消す（元に戻せません）").presses(older)
    assert (len(days(talk)), days(talk)[0]) == (8, newest)


def test_one_is_read_as_it_was_written(talk: Talk) -> None:
    reflect(talk, line="帰り道の話", step="散歩").taps("はじめの画面へ").taps("これまでのふりかえり")
    talk.taps("11月23日（月）　面談")
    talk.sees_only(
        "11月23日（月）　面談",
        "本人中心：よかったところがある",
        "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。：帰り道の話",
        "社会モデル：よかったところがある",
        "環境やまわりの関わりが変わって、少し楽になったことはありましたか。：帰り道の話",
        "次の一歩：散歩（11月30日（月）に聞きます）",
        "［シートにする（Word）］",
        "［だれかと分かち合う］",
        "［消す］",
        "［これまでのふりかえり］",
    )


def test_from_the_day_on_which_it_is_asked_the_step_stands_without_it(talk: Talk) -> None:
    reflect(talk, step="散歩").waits(days=7).says("これまでのふりかえり").taps("11月23日（月）　面談")
    talk.sees("次の一歩：散歩")


def test_deleting_asks_once_and_then_nothing_is_left(talk: Talk) -> None:
    reflect(talk, line="帰り道の話", step="散歩").taps("消す").sees("消すと、井戸端では、もうだれにも読めません。")
    talk.taps("残しておく").sees("次の一歩：散歩（11月30日（月）に聞きます）").taps("消す").taps(
        "消す（元に戻せません）"
    )
    talk.sees("消しました。井戸端では、もうだれにも読めません。")
    gone = {"drafts": 0, "reflections": 0, "reflection_lines": 0, "outbox": 0, "text_keys": 0, "tombstones": 1}
    assert rows(talk.world) == gone
    talk.taps("はじめの画面へ").taps("これまでのふりかえり").sees("まだありません。3分ではじめられます。")


def test_what_was_deleted_is_buried_under_its_own_id(talk: Talk) -> None:
    reflect(talk)
    with talk.world.app.stores.database.read() as session:
        id = session.scalar(select(Reflection.id))
    talk.taps("消す").taps("消す（元に戻せません）")
    with talk.world.app.stores.keys.engine.connect() as connection:
        assert connection.scalars(select(tombstones.c.id)).all() == [id]


def test_old_buttons_of_what_was_deleted_say_so(talk: Talk) -> None:
    reflect(talk)
    old = talk.data("消す")
    talk.taps("消す").taps("消す（元に戻せません）").presses(old).sees(STALE)
    for verb in VERBS:
        talk.presses(f"reflection.{verb}:{old.partition(':')[2]}").sees(STALE)


def test_nobody_else_can_read_delete_or_answer(talk_as: Callable[[str], Talk]) -> None:
    owner, other = talk_as(ALONE), talk_as(CENTRE)
    reflect(owner, line="わたしだけの話", step="散歩")
    id = owner.data("消す").partition(":")[2]
    before = rows(owner.world)
    for verb in VERBS:
        other.presses(f"reflection.{verb}:{id}").sees(STALE)
        assert "わたしだけの話" not in other.everything and "散歩" not in other.everything
    assert rows(owner.world) == before
    owner.presses(f"reflection.read:{id}").sees("次の一歩：散歩（11月30日（月）に聞きます）")


def test_a_list_is_ones_own_even_with_anothers_id(talk_as: Callable[[str], Talk]) -> None:
    owner, other = talk_as(ALONE), talk_as(CENTRE)
    id = reflect(owner).data("消す").partition(":")[2]
    other.presses(f"reflection.older:{id}").sees("まだありません。3分ではじめられます。")
    other.presses("reflection.mine:").sees("まだありません。3分ではじめられます。")


def test_forged_ids_find_nothing(talk: Talk) -> None:
    for verb in VERBS:
        for id in ("", short(uuid7()), "x", "A" * 22, "' OR 1=1"):
            talk.presses(f"reflection.{verb}:{id}").sees(STALE)
    talk.sees_home(HOME)


def test_nothing_written_stands_in_the_clear(talk: Talk) -> None:
    reflect(talk, line="ひみつの帰り道", step="ひみつの一歩")
    with talk.world.app.stores.database.read() as session:
        sealed = [row.body for row in (*session.scalars(select(Reflection)), *session.scalars(select(ReflectionLine)))]
        about = [(row.perspective, row.prompt) for row in session.scalars(select(ReflectionLine))]
    assert len(sealed) == 3
    assert not [body for body in sealed if "ひみつ".encode() in body or b"interview" in body or b"good" in body]
    assert sorted(about) == [("person_centered", "word"), ("social_model", "eased")]


def test_a_reflection_whose_key_is_gone_is_left_out(talk: Talk) -> None:
    several(talk, 2)
    with talk.world.app.stores.database.read() as session:
        ids = list(session.scalars(select(Reflection.id).order_by(Reflection.made_at.desc())))
    talk.world.app.stores.keys.shred(ids[0])
    talk.enters("これまでのふりかえり")
    assert days(talk) == ["11月24日（火）　面談"]
    talk.presses(f"reflection.read:{short(ids[0])}").sees(STALE)


def test_skipped_ones_are_named_by_their_kind(talk: Talk) -> None:
    skip_through(talk.taps("ふりかえり").taps(QUICK)).taps("はじめの画面へ").taps("これまでのふりかえり")
    assert talk.buttons == ["11月23日（月）　ふりかえり", "どの視点を見たか"]
