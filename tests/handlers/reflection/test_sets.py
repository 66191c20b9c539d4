"""A ward's own perspectives: used from its folder, changed or gone while somebody is in the middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from messages.perspectives import SetError, load_set
from storage import networks, perspectives
from storage.db import Here
from tests.handlers.reflection.steps import HOME, QUICK, rows, skip_through
from tests.talk import Talk
from tests.world import ALONE, START

HEAD = 'id = "our-ward"\nversion = {version}\ntitle = "見本の区"\nsource = "会議資料"\nchecked_on = 2026-11-22\n'
ONE = '[[perspectives]]\nkey = "{key}"\nlabel = "{label}"\nsentence = "{label}の文"\n{prompts}'
PROMPT = '[[perspectives.prompts]]\nkey = "{key}"\nask = "{ask}"\n'


def write(folder: Path, *labels: str, version: int = 1, ask: str = "どうでしたか。") -> None:
    """Write the ward's file with these perspectives, each with one prompt; a restart would read it anew."""
    prompts = PROMPT.format(key="one", ask=ask)
    parts = [ONE.format(key=f"k{label.encode().hex()[:20]}", label=label, prompts=prompts) for label in labels]
    (folder / "ours.toml").write_text(HEAD.format(version=version) + "".join(parts), encoding="utf-8")
    load_set.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ward's own folder, with a set of three."""
    folder = tmp_path / "sets"
    folder.mkdir()
    write(folder, "まなざし", "つながり", "ことば")
    return folder


@pytest.fixture
def given(folder: Path) -> dict[str, Any]:
    """The ward's own folder as a setting."""
    return {"perspectives": folder}


@pytest.fixture
def talk(meets: Callable[[str], Talk]) -> Talk:
    """The chat of a counsellor of a ward that has chosen its own set."""
    talk = meets(ALONE)
    with talk.world.app.stores.database.write() as session:
        perspectives.choose(Here(session, networks.ids(session)[0]), "our-ward", START)
    return talk.opens()


def test_a_reflection_uses_the_wards_own_words(talk: Talk) -> None:
    talk.taps("ふりかえり").taps("3つぜんぶ").taps("面談").sees("まなざし（1/3）", "まなざしの文")
    talk.taps("よかったところがある").sees("どうでしたか。").says("空").sees("つながり（2/3）")


def test_an_old_reflection_reads_the_same_whatever_became_of_its_set(talk: Talk, folder: Path) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("空")
    skip_through(talk)
    write(folder, "べつの見方", version=2, ask="べつの問い")
    talk.restarts().enters("これまでのふりかえり").taps("11月23日（月）　面談")
    talk.sees("まなざし：よかったところがある", "どうでしたか。：空", "つながり：（とばしました）")


@pytest.mark.each_face
def test_a_question_that_changed_under_a_live_draft_is_asked_in_its_new_words(talk: Talk, folder: Path) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").sees("どうでしたか。")
    write(folder, "まなざし", "つながり", "ことば", version=2, ask="あたらしい問い")
    talk.restarts().sees("あたらしい問い", on="web")
    talk.says("つづきから").sees("あたらしい問い").says("空").sees("つながり（2/2）")


@pytest.mark.each_face
def test_a_perspective_that_vanished_under_a_live_draft_is_left_out(talk: Talk, folder: Path) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("空").sees("つながり（2/2）")
    write(folder, "つながり", version=2)
    talk.restarts().sees("つながり（1/1）", on="web")
    talk.says("つづきから").sees("つながり（1/1）").taps("よかったところがある").says("海").taps("今日はなし")
    talk.sees("よかったこと（つながり）：海")
    assert ("空" in talk.text, rows(talk.world)["reflection_lines"]) == (False, 1)


@pytest.mark.each_face
def test_all_perspectives_vanished_and_the_rest_is_still_kept(talk: Talk, folder: Path) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談")
    write(folder, "べつの見方", version=2)
    talk.restarts().sees("次の一歩を、1行だけ。", on="web")
    talk.says("つづきから").sees("次の一歩を、1行だけ。").says("散歩").taps("聞かなくていい").sees("次の一歩：散歩")


def test_a_set_that_vanished_takes_its_drafts_out_of_sight_and_gives_them_back(talk: Talk, folder: Path) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("空")
    (folder / "ours.toml").rename(folder / "ours.txt")
    load_set.cache_clear()
    talk.restarts().sees_home(HOME)
    assert not talk.asked
    talk.taps("ふりかえり").sees("［6つぜんぶ］")
    (folder / "ours.txt").rename(folder / "ours.toml")
    load_set.cache_clear()
    talk.restarts().says("つづきから").sees("つながり（2/2）")


def test_another_set_in_the_folder_does_not_stand_in_the_way(talk: Talk, folder: Path) -> None:
    other = (folder / "ours.toml").read_text(encoding="utf-8").replace("our-ward", "another")
    (folder / "another.toml").write_text(other, encoding="utf-8")
    load_set.cache_clear()
    assert load_set("our-ward", folder).id == "our-ward"
    assert load_set("tokyo-v8", folder).id == "tokyo-v8"
    with pytest.raises(SetError):
        load_set("gone", folder)
    talk.taps("ふりかえり").taps(QUICK).taps("面談").sees("まなざし（1/2）")


def test_a_ward_may_have_a_version_of_the_shipped_set(folder: Path) -> None:
    own = (folder / "ours.toml").read_text(encoding="utf-8").replace("our-ward", "tokyo-v8")
    (folder / "ours.toml").write_text(own, encoding="utf-8")
    load_set.cache_clear()
    assert load_set("tokyo-v8", folder).title == "見本の区"
    assert load_set("tokyo-v8").title.startswith("私たちが目指す")
