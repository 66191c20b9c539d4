"""What is kept: listed, read and deleted by its owner, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from storage.ids import short, uuid7
from storage.keys import tombstones
from storage.reflections import Reflection, ReflectionLine
from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, QUICK, STALE, reflect, rows, skip_through
from tests.world import ALONE, CENTRE

VERBS = ("read", "delete", "erase", "did", "yet", "over")


def days(chat: Chat) -> list[str]:
    """Return the labels of the list's buttons."""
    return [label for label in chat.buttons if label.endswith("面談")]


def several(chat: Chat, count: int) -> Chat:
    """Make so many reflections, one a day from the 24th of November on."""
    for number in range(count):
        chat.world.clock.forward(days=1)
        reflect(chat, line=f"{number + 1}番目")
    return chat


def test_there_is_a_way_to_begin_where_nothing_is_kept_yet(chat: Chat) -> None:
    chat.taps("これまでのふりかえり").sees("まだありません。3分ではじめられます。").taps("ふりかえりをはじめる")
    chat.sees("［3分（2つの視点）］")


def test_eight_are_listed_newest_first_and_older_ones_a_page_further(chat: Chat) -> None:
    several(chat, 8).taps("これまでのふりかえり").sees("あなただけが読めます。")
    assert (days(chat)[0], days(chat)[-1]) == ("12月1日（火）　面談", "11月24日（火）　面談")
    assert (len(days(chat)), "もっと前" in chat.buttons) == (8, False)
    several(chat, 1).says("わたしのふりかえり")
    assert (days(chat)[0], days(chat)[-1]) == ("12月2日（水）　面談", "11月25日（水）　面談")
    older, newest, last = chat.data("もっと前"), days(chat)[0], days(chat)[-1]
    chat.sends({"tap": older})
    assert days(chat) == ["11月24日（火）　面談"]
    assert "もっと前" not in chat.buttons
    # Further back than something that was deleted meanwhile: the list begins again with the newest.
    chat.taps("これまでのふりかえり").taps(last).taps("消す").taps("消す（元に戻せません）").sends({"tap": older})
    assert (len(days(chat)), days(chat)[0]) == (8, newest)


def test_one_is_read_as_it_was_written(chat: Chat) -> None:
    reflect(chat, line="帰り道の話", step="散歩").taps("はじめの画面へ").taps("これまでのふりかえり")
    chat.taps("11月23日（月）　面談")
    assert chat.shown["cards"][0]["facts"] == [
        ["本人中心", "よかったところがある"],
        ["本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。", "帰り道の話"],
        ["社会モデル", "よかったところがある"],
        ["環境やまわりの関わりが変わって、少し楽になったことはありましたか。", "帰り道の話"],
        ["次の一歩", "散歩"],
    ]


def test_deleting_asks_once_and_then_nothing_is_left(chat: Chat) -> None:
    reflect(chat, line="帰り道の話", step="散歩").taps("消す").sees("消すと、もうだれにも読めません。")
    chat.taps("残しておく").sees("次の一歩：散歩").taps("消す").taps("消す（元に戻せません）")
    chat.sees("消しました。もうだれにも読めません。")
    gone = {"drafts": 0, "reflections": 0, "reflection_lines": 0, "outbox": 0, "text_keys": 0, "tombstones": 1}
    assert rows(chat.world) == gone
    chat.taps("はじめの画面へ").taps("これまでのふりかえり").sees("まだありません。3分ではじめられます。")


def test_what_was_deleted_is_buried_under_its_own_id(chat: Chat) -> None:
    reflect(chat)
    with chat.world.app.stores.database.read() as session:
        id = session.scalar(select(Reflection.id))
    chat.taps("消す").taps("消す（元に戻せません）")
    with chat.world.app.stores.keys.engine.connect() as connection:
        assert connection.scalars(select(tombstones.c.id)).all() == [id]


def test_old_buttons_of_what_was_deleted_say_so(chat: Chat) -> None:
    reflect(chat)
    old = chat.data("消す")
    chat.taps("消す").taps("消す（元に戻せません）").sends({"tap": old}).sees(STALE)
    for verb in VERBS:
        chat.sends({"tap": f"reflection.{verb}:{old.partition(':')[2]}"}).sees(STALE)


def test_nobody_else_can_read_delete_or_answer(chat_as: Callable[[str], Chat]) -> None:
    owner, other = chat_as(ALONE), chat_as(CENTRE)
    reflect(owner, line="わたしだけの話", step="散歩")
    id = owner.data("消す").partition(":")[2]
    before = rows(owner.world)
    for verb in VERBS:
        other.sends({"tap": f"reflection.{verb}:{id}"}).sees(STALE)
        assert "わたしだけの話" not in str(other.shown) and "散歩" not in str(other.shown)
    assert rows(owner.world) == before
    owner.sends({"tap": f"reflection.read:{id}"}).sees("次の一歩：散歩")


def test_a_list_is_ones_own_even_with_anothers_id(chat_as: Callable[[str], Chat]) -> None:
    owner, other = chat_as(ALONE), chat_as(CENTRE)
    id = reflect(owner).data("消す").partition(":")[2]
    other.sends({"tap": f"reflection.older:{id}"}).sees("まだありません。3分ではじめられます。")
    other.sends({"tap": "reflection.mine:"}).sees("まだありません。3分ではじめられます。")


def test_forged_ids_find_nothing(chat: Chat) -> None:
    for verb in VERBS:
        for id in ("", short(uuid7()), "x", "A" * 22, "' OR 1=1"):
            chat.sends({"tap": f"reflection.{verb}:{id}"}).sees(STALE)
    chat.sees_home(HOME)


def test_nothing_written_stands_in_the_clear(chat: Chat) -> None:
    reflect(chat, line="ひみつの帰り道", step="ひみつの一歩")
    with chat.world.app.stores.database.read() as session:
        sealed = [row.body for row in (*session.scalars(select(Reflection)), *session.scalars(select(ReflectionLine)))]
        about = [(row.perspective, row.prompt) for row in session.scalars(select(ReflectionLine))]
    assert len(sealed) == 3
    assert not [body for body in sealed if "ひみつ".encode() in body or b"interview" in body or b"good" in body]
    assert sorted(about) == [("person_centered", "word"), ("social_model", "eased")]


def test_a_reflection_whose_key_is_gone_is_left_out(chat: Chat) -> None:
    several(chat, 2)
    with chat.world.app.stores.database.read() as session:
        ids = list(session.scalars(select(Reflection.id).order_by(Reflection.made_at.desc())))
    chat.world.app.stores.keys.shred(ids[0])
    chat.taps("これまでのふりかえり")
    assert days(chat) == ["11月24日（火）　面談"]
    chat.sends({"tap": f"reflection.read:{short(ids[0])}"}).sees(STALE)


def test_skipped_ones_are_named_by_their_kind(chat: Chat) -> None:
    skip_through(chat.taps("ふりかえり").taps(QUICK)).taps("はじめの画面へ").taps("これまでのふりかえり")
    assert chat.buttons == ["11月23日（月）　ふりかえり"]
