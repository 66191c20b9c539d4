"""Perspective sets: chosen, brought in as a file, in versions; what is begun or written keeps its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from messages.perspectives import DEFAULT, SHIPPED
from storage import networks, people, perspectives
from storage.db import Here
from storage.reflections import Reflection
from tests.chat import Chat
from tests.handlers.network.steps import DONE, coordinator, goes, kept, noted
from tests.handlers.reflection.steps import QUICK, reflect, skip_through
from tests.house.tree import calls, product
from tests.messages.test_broken_sets import CORPUS
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

TalkAs = Callable[[str], Talk]
CHOOSE = "ふりかえりの視点を選ぶ"
HEAD = 'id = "{id}"\nversion = {version}\ntitle = "見本の区の視点"\nsource = "会議資料"\nchecked_on = 2026-11-22\n'
ONE = '[[perspectives]]\nkey = "{key}"\nlabel = "{label}"\nsentence = "{label}の文"\n'
PROMPT = '[[perspectives.prompts]]\nkey = "one"\nask = "{ask}"\n'
PLACE = "1 私たちが目指す相談支援専門員の姿 Ver.8 「価値」の6つ"
ADDED = "入れました。まだ使っていません。よければ［この視点にする］を押してください。"
MEND = "直すところが1か所あります"
UNKEPT = "いまの視点は、そのままです。直したら、もう一度選んでください。"


def made(*labels: str, version: int = 1, ask: str = "どうでしたか。", id: str = "ours") -> str:
    """Return a set with these perspectives, each with one prompt."""
    parts = [ONE.format(key=f"k{n}", label=label) + PROMPT.format(ask=ask) for n, label in enumerate(labels)]
    return HEAD.format(id=id, version=version) + "".join(parts)


def brings(chat: Chat, text: str) -> Chat:
    """Bring a file in by the page."""
    return chat.presses("network.set.add:").fills({"file": text})


def adds(world: World, text: str, version: int = 1) -> None:
    """Let another coordinator have brought a set in."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        by = people.by_name(here, "佐藤 はるか")[0].id
        perspectives.add_own(here, "ours", version, text, by, world.clock.now())


def there(world: World) -> list[tuple[str, int]]:
    """Return (id, version) of what has been brought in."""
    with world.app.stores.database.read() as session:
        rows = perspectives.own_sets(Here(session, networks.ids(session)[0]))
        return [(row.set_id, row.version) for row in rows]


def written(world: World) -> list[tuple[str, int]]:
    """Return (set, version) of every reflection, oldest first."""
    with world.app.stores.database.read() as session:
        mine = Reflection.network_id == networks.ids(session)[0]
        rows = session.scalars(select(Reflection).where(mine).order_by(Reflection.id))
        return [(row.set_id, row.set_version) for row in rows]


@pytest.fixture
def chat(chat_as: Callable[[str], Chat]) -> Chat:
    """The coordinator's page."""
    return chat_as(CENTRE)


def test_a_file_is_read_shown_and_only_then_chosen(chat: Chat, chat_as: Callable[[str], Chat]) -> None:
    goes(chat, CHOOSE).sees(f"{PLACE}：第1版（いま使っています）").taps("ファイルから入れる")
    chat.sees("新しい視点", "視点を書いたファイル（.toml）を選んでください。")
    assert chat.page is not None
    assert [(field["kind"], field["endings"], field["max"]) for field in chat.page["fields"]] == [
        ("file", [".toml"], 64000)
    ]
    chat.fills({"file": "\ufeff" + made("まなざし", "つながり", "ことば").replace("\n", "\r\n")})
    chat.sees(ADDED, "見本の区の視点（第1版）", "出典：会議資料", "確かめた日：令和8年11月22日（日）")
    chat.sees("まなざし：まなざしの文", "つながり：つながりの文", "ことば：ことばの文", "問いは、あわせて3個あります。")
    assert (there(chat.world), noted(chat.world)) == ([("ours", 1)], [("set.added", "")])
    chat_as(ALONE).taps("ふりかえり").sees("［6つぜんぶ］")
    chat.taps("この視点にする").sees(DONE, "2 見本の区の視点：第1版（いま使っています）", f"{PLACE}：第1版")
    chat_as(ALONE).taps("ふりかえり").taps("3つぜんぶ").taps("面談").sees("まなざし（1/3）", "まなざしの文")
    assert noted(chat.world) == [("set.added", ""), ("network.changed", "set")]


def gives(talk: Talk, text: str) -> Talk:
    """Hand a file over as one does on this face."""
    goes(talk, CHOOSE, "ファイルから入れる").gives("区の視点.toml", text.encode())
    return talk.taps("送る") if talk.face == "telegram" else talk


def test_a_file_is_brought_in_on_every_face(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    gives(talk, made("まなざし") + "wrong = 1\n").sees(
        MEND, "13行目：「wrong」という項目はありません。つづりを直すか、この行を消してください。", UNKEPT
    )
    assert there(talk.world) == []
    gives(talk, made("まなざし", "つながり")).sees(ADDED, "見本の区の視点（第1版）", "まなざし：まなざしの文")
    talk.taps("この視点にする").sees(DONE)
    assert (there(talk.world), [change[0] for change in kept(talk.world)]) == ([("ours", 1)], ["set"])


def test_a_set_is_looked_at_and_chosen_on_every_face(talk_as: TalkAs) -> None:
    talk, other = talk_as(CENTRE), talk_as(ALONE)
    adds(talk.world, made("まなざし", "つながり", "ことば"))
    goes(talk, CHOOSE).sees("2 見本の区の視点：第1版").taps("2番を見る").sees("まなざし：まなざしの文")
    talk.taps("この視点にする").sees(DONE, "2 見本の区の視点：第1版（いま使っています）")
    other.enters("ふりかえり").taps("3つぜんぶ").taps("面談").sees("まなざし（1/3）")
    talk.taps("2番を見る")
    assert "この視点にする" not in talk.buttons
    goes(talk, "これまでの変更").taps("1番を元に戻す").sees("元に戻しました。")
    talk_as(ALONE).enters("ふりかえり").sees("［6つぜんぶ］")


def test_what_is_begun_keeps_its_version_and_what_is_written_reads_the_same(talk_as: TalkAs) -> None:
    talk, other = talk_as(CENTRE), talk_as(ALONE)
    reflect(other, line="はじめの一行")
    adds(talk.world, made("まなざし", "つながり", ask="第1版の問い"))
    goes(talk, CHOOSE, "2番を見る", "この視点にする")
    other.enters("ふりかえり").taps(QUICK).taps("会議").taps("よかったところがある").sees("第1版の問い")
    adds(talk.world, made("べつの見方", version=2, ask="第2版の問い"), version=2)
    goes(talk, CHOOSE).sees("2 見本の区の視点：第2版", "3 見本の区の視点：第1版（いま使っています）")
    talk.taps("2番を見る").taps("この視点にする").sees(DONE)
    # Hers goes on in the words in which it was begun, whatever has been chosen since, and after a restart too.
    other.restarts().says("つづきから").sees("第1版の問い").says("空").sees("つながり（2/2）")
    skip_through(other)
    assert written(talk.world) == [(DEFAULT, 1), ("ours", 1)]
    other.enters("ふりかえり").taps("3分（1つの視点）").taps("自分のこと").sees("べつの見方（1/1）")
    skip_through(other)
    assert written(talk.world) == [(DEFAULT, 1), ("ours", 1), ("ours", 2)]
    goes(talk, CHOOSE, "1番を見る", "この視点にする")
    other.enters("これまでのふりかえり").taps("11月23日（月）　面談").sees("本人中心：よかったところがある")
    other.enters("これまでのふりかえり").taps("11月23日（月）　会議").sees(
        "まなざし：よかったところがある", "第1版の問い：空"
    )


def test_an_open_trial_keeps_its_version_too(talk_as: TalkAs) -> None:
    talk, other = talk_as(CENTRE), talk_as(ALONE)
    adds(talk.world, made("まなざし"))
    goes(talk, CHOOSE, "2番を見る", "この視点にする")
    other.enters("ふりかえり").taps("おためし（保存しません）").taps("面談").taps("よかったところがある")
    goes(talk, "これまでの変更").taps("1番を元に戻す")
    other.restarts().says("つづきから").sees("どうでしたか。").says("空").taps("今日はなし").sees(
        "よかったこと（まなざし）：空"
    )


@pytest.mark.parametrize("name", sorted(CORPUS))
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_broken_file_changes_nothing_and_every_problem_has_its_line(chat: Chat, name: str) -> None:
    text, problems = CORPUS[name]
    brings(chat, text or "#")
    lines = [f"{line}行目：{says}" for line, says in problems][:10]
    chat.sees(f"直すところが{len(problems)}か所あります", *lines, UNKEPT)
    assert (there(chat.world), kept(chat.world), noted(chat.world)) == ([], [], [])
    chat.taps("もう一度選ぶ").sees("新しい視点")


def test_of_many_problems_the_first_ten_are_shown(chat: Chat) -> None:
    brings(chat, "".join(f"wrong{n} = 1\n" for n in range(20)))
    chat.sees("直すところが26か所あります", "ほかに16か所あります。")


def test_no_file_and_a_large_one(chat: Chat) -> None:
    brings(chat, " ").sees(".tomlのファイルを選んでください。")
    chat.fills({"file": made("まなざし") + "#" * 64_000}).sees(
        "大きすぎるファイルです。21333字くらいまでにしてください。"
    )
    assert there(chat.world) == []


def test_the_shipped_sets_name_is_taken(chat: Chat) -> None:
    shipped = (SHIPPED / f"{DEFAULT}.toml").read_text(encoding="utf-8")
    line = "5行目：「tokyo-v8」は、はじめから入っている視点の名前です。別の名前にしてください。"
    brings(chat, shipped).sees(MEND, line)
    assert there(chat.world) == []


def test_other_content_wants_another_version(chat: Chat) -> None:
    brings(chat, made("まなざし", version=2)).sees(ADDED)
    # The same once more, with a remark: it is there already.
    brings(chat, "# 写し\n" + made("まなざし", version=2)).sees("見本の区の視点（第2版）", "［この視点にする］")
    for version in (1, 2):
        line = f"2行目：第{version}版か、それより新しいものが入っています。「version」を3にしてください。"
        brings(chat, made("べつの見方", version=version)).sees(MEND, line)
    brings(chat, made("べつの見方", version=3)).sees(ADDED)
    assert there(chat.world) == [("ours", 3), ("ours", 2)]
    assert noted(chat.world) == [("set.added", "")] * 2


def test_who_chooses_second_is_told_and_nothing_is_overwritten(chat: Chat, chat_as: Callable[[str], Chat]) -> None:
    coordinator(chat.world)
    brings(chat, made("まなざし"))
    second = chat_as("佐藤 はるか")
    brings(second, made("べつの見方", id="theirs")).taps("この視点にする").sees(DONE)
    chat.taps("この視点にする").sees(
        "画面を開いたあとに変わったので、何もしていません（11月23日（月）　佐藤 はるかさん）。いまの様子はこちらです。",
        "3 見本の区の視点：第1版（いま使っています）",
    )
    assert [change[0] for change in kept(chat.world)] == ["set"]


def test_another_networks_set_cannot_be_chosen(chat: Chat) -> None:
    goes(chat, CHOOSE)
    for verb in ("look", "choose"):
        chat.presses(f"network.set.{verb}:AAAAAAAAAAAAAAAAAAAAAA").sees(f"{PLACE}：第1版（いま使っています）")
    assert kept(chat.world) == []


def test_a_text_that_no_database_takes_is_read_all_the_same(chat: Chat) -> None:
    brings(chat, "# \ud800\n" + made("まなざし")).sees(ADDED)
    assert there(chat.world) == [("ours", 1)]


def asked(chat: Chat, act: Callable[[], object]) -> list[str]:
    """Return the statements about sets that something makes."""
    found: list[str] = []

    def note(_link: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.extend([statement] if "_sets" in statement else [])

    engine = chat.world.app.stores.database.writer
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return found


def test_finding_the_set_costs_one_look_and_answering_none(chat: Chat) -> None:
    chat.taps("ふりかえり")
    assert len(asked(chat, lambda: chat.taps(QUICK))) == 1
    assert asked(chat, lambda: chat.taps("面談").taps("よかったところがある").says("空")) == []
    # Where the network's own is used, it is looked for once a turn, however often the form is built in it.
    brings(chat, made("まなざし", "つながり")).taps("この視点にする").taps("ふりかえり").taps(QUICK)
    chat.taps("消して新しくはじめる").taps("面談")
    assert len(asked(chat, lambda: chat.taps("よかったところがある"))) == 1


@pytest.mark.slow
def test_only_one_place_asks_the_installation_for_a_set() -> None:
    # Anybody else would find neither the network's own sets nor the version that a draft was begun with.
    asking = {
        module.path for module in product() for name, _ in calls(module.tree) if name.endswith("house.perspectives")
    }
    assert asking == {"handlers/kit/sets.py"}
