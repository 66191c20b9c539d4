"""Coordinators enter a run in one form with a last look, change, copy and take it off; nobody overwrites another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from handlers.runs import fields
from storage import people, runs
from storage.db import Here
from storage.ids import short
from storage.runs import CourseRun
from tests.chat import Chat
from tests.handlers.network.steps import OTHER, coordinator
from tests.handlers.runs.steps import made, network_of, noted, says, within
from tests.slack_chat import SlackChat
from tests.talk import STALE, Talk, at_once
from tests.world import ALONE, CENTRE, World

# The prefecture is the network's: it is asked at the last look alone.
ASKED = [name for name in fields.FIELDS if name != fields.PREFECTURE]
BLANK: dict[str, str | None] = dict.fromkeys(ASKED) | {"course": "renewal", "ward": "no"}
FULL = BLANK | {
    "title": "現任研修（第3回）",
    "apply": "11/1〜12/1",
    "opens": "令和9年1月12日",
    "days": "1/12 9:30〜17:00\n1/13（水）",
    "place": "架空会館 3階",
    "url": "https://example.jp/kenshu",
    "how": "案内のページの申込書で",
    "ward": "both",
}
MEANWHILE = "画面を開いたあとに変わったので、何もしていません。いまの様子はこちらです。"


def rows(world: World) -> list[CourseRun]:
    """Return all runs as they stand."""

    def read(here: Here) -> list[CourseRun]:
        found = runs.everything(here)
        here.session.expunge_all()
        return found

    return within(world, read)


def of_tokyo(world: World) -> None:
    """Let the network be one of 東京都."""

    def change(here: Here) -> None:
        network_of(here).prefecture = "東京都"

    within(world, change)


@pytest.fixture
def centre(chat_as: Callable[[str], Chat]) -> Chat:
    """The page of a coordinator whose network is one of 東京都."""
    chat = chat_as(CENTRE)
    of_tokyo(chat.world)
    return chat


def enters(chat: Chat, **answers: str | None) -> Chat:
    """Fill in the form for another run."""
    return chat.presses("runs.add:").fills(FULL | answers)


def test_a_run_is_looked_at_and_then_stands_there(centre: Chat) -> None:
    centre.enters("センターの仕事").taps("研修のこと").taps("申し込みと開講")
    centre.sees("これからの回は、まだありません。").taps("回を足す")
    centre.fills(FULL).sees(
        "現任研修（第3回）",
        "申し込み：11月1日（日）〜12月1日（火）",
        "開講日：1月12日（火）",
        "日程：1月12日（火）9:30〜17:00、1月13日（水）",
        "場所：架空会館 3階",
        "申し込み方：案内のページの申込書で",
        "案内のページ：https://example.jp/kenshu",
        "都道府県：東京都",
        "区からも、おすすめしています。",
        "申し込みには、区の推薦がいります。",
        "こう見えます。みなさんの［受けられる研修］に出ます。",
    )
    assert rows(centre.world) == []
    centre.taps("のせる").sees("のせました。", "申し込み：12月1日（火）まで。あと8日です。")
    (run,) = rows(centre.world)
    assert (run.course, run.prefecture, run.title, run.place) == ("renewal", "東京都", FULL["title"], FULL["place"])
    assert (run.apply_from, run.apply_to, run.opens_on) == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 12))
    assert run.days == [
        {"day": "2027-01-12", "from": 570, "until": 1020},
        {"day": "2027-01-13", "from": None, "until": None},
    ]
    assert (run.url, run.how, run.recommended, run.by_ward) == (FULL["url"], FULL["how"], True, True)
    assert (run.version, run.most_days, run.ends_on) == (1, 2, date(2027, 1, 13))
    assert noted(centre.world) == ["run.entered"]


def test_the_least_that_is_known_of_a_run_is_its_course_and_its_opening(centre: Chat) -> None:
    centre.presses("runs.add:").fills(BLANK | {"opens": "R9.1.12"}).sees("申し込み：まだ分かりません").taps("のせる")
    (run,) = rows(centre.world)
    assert (run.title, run.prefecture, run.apply_from, run.apply_to) == ("現任研修", "東京都", None, None)
    assert run.days == [{"day": "2027-01-12", "from": None, "until": None}]


def test_a_run_of_another_prefecture_is_said_at_the_last_look(centre: Chat) -> None:
    enters(centre).sees("都道府県：東京都").taps("「都道府県」を直す").says("神奈川県").sees("都道府県：神奈川県")
    centre.taps("のせる")
    assert [run.prefecture for run in rows(centre.world)] == ["神奈川県"]


def test_who_wants_it_to_stay_goes_back_from_there(centre: Chat) -> None:
    enters(centre).taps("「都道府県」を直す").taps("戻る").sees("都道府県：東京都", "現任研修（第3回）").taps("のせる")
    assert [run.prefecture for run in rows(centre.world)] == ["東京都"]


def test_where_the_network_has_none_it_is_asked(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    within(chat.world, lambda here: setattr(network_of(here), "prefecture", ""))
    chat.presses("runs.add:").fills(FULL | {fields.PREFECTURE: "埼玉県"}).taps("のせる")
    assert [run.prefecture for run in rows(chat.world)] == ["埼玉県"]


@pytest.mark.each_face
def test_on_every_face_it_is_entered_step_by_step(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    of_tokyo(talk.world)
    talk.enters("センターの仕事").taps("研修のこと").taps("申し込みと開講").taps("回を足す")
    if talk.face == "telegram":
        talk.taps("現任研修").taps("研修の名前のまま").says("12月1日まで").says("1/12")
        for _ in range(4):
            talk.taps("まだ分からない")
        talk.taps("知らせるだけ")
    elif isinstance(talk, SlackChat):
        talk.slack.chooses(talk.user, "どの研修ですか。", "現任研修")
        talk.slack.types(
            talk.user, "申し込みはいつからいつまでですか。「11/1〜12/1」「12月1日まで」のように。", "12月1日まで"
        )
        talk.slack.types(talk.user, "開講日はいつですか。「令和9年1月12日」「1/12」のように。", "1/12")
        talk.slack.chooses(talk.user, "区は、どうかかわりますか。", "知らせるだけ")
        talk.submits()
    elif isinstance(talk, Chat):
        talk.fills(BLANK | {"opens": "1/12", "apply": "12月1日まで"})
    talk.sees("申し込み：12月1日（火）まで", "開講日：1月12日（火）").taps("のせる").sees("のせました。")
    assert [(run.apply_to, run.opens_on) for run in rows(talk.world)] == [(date(2026, 12, 1), date(2027, 1, 12))]


@pytest.mark.parametrize(
    ("given", "name", "why"),
    [
        (
            {"opens": "あさって以降"},
            "opens",
            "日にちとして読めませんでした。「令和9年1月12日」のように書いてください。",
        ),
        ({"opens": "R8.2.30"}, "opens", "暦にない日です。もう一度、たしかめてください。"),
        ({"opens": "R10.2.30"}, "opens", "暦にない日です。もう一度、たしかめてください。"),
        ({"opens": "1/12（月）"}, "opens", "その日は1月12日（火）です。日か曜日を、たしかめてください。"),
        ({"opens": "8/9/25"}, "opens", "日にちとして読めませんでした。「令和9年1月12日」のように書いてください。"),
        ({"opens": "平成37年度"}, "opens", "日にちとして読めませんでした。「令和9年1月12日」のように書いてください。"),
        ({"apply": "12月"}, "apply", "「11/1〜12/1」か「12月1日まで」のように書いてください。"),
        ({"days": "1/12\n12月"}, "days", "「12月」が読めませんでした。1行に1日で書いてください。"),
        ({"url": "http://example.jp/"}, "url", "「https://」で始まる住所を、そのまま貼りつけてください。"),
        ({"url": "javascript:alert(1)"}, "url", "「https://」で始まる住所を、そのまま貼りつけてください。"),
        ({"url": "https://user:pass@example.jp/"}, "url", "「https://」で始まる住所を、そのまま貼りつけてください。"),
        ({"place": "場" * 101}, "place", "100字までです"),
    ],
)
def test_what_cannot_be_read_is_asked_beside_its_field(
    centre: Chat, given: dict[str, str], name: str, why: str
) -> None:
    enters(centre, **given)
    assert centre.page is not None
    problems = {field["name"]: field["problem"] for field in centre.page["fields"] if field["problem"]}
    assert list(problems) == [name] and why in problems[name]
    assert rows(centre.world) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            {"opens": "R8.11.30", "days": None},
            "開講日（令和8年11月30日（月））が、申し込み（令和8年12月1日（火））より前です。",
        ),
        ({"days": "1/11 9:30〜17:00"}, "令和9年1月11日（月）は、開講日より前です。"),
        ({"days": "\n".join(f"R9.2.{n}" for n in range(1, 22))}, "日程は20日までです。"),
    ],
)
def test_days_that_are_in_no_order_are_put_right_first(centre: Chat, given: dict[str, str | None], why: str) -> None:
    enters(centre, **given).sees(why)
    assert "のせる" not in centre.buttons
    draft = centre.data("「開講日」を直す").partition(":")[2]
    centre.presses(f"last.keep:{draft}").sees(STALE)
    assert rows(centre.world) == []


def test_what_is_out_of_order_is_mended_on_the_look(centre: Chat) -> None:
    enters(centre, opens="R8.11.30", days=None).taps("「開講日」を直す").fills({"opens": "12/1"})
    centre.sees("開講日：12月1日（火）").taps("のせる").sees("のせました。")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            {"opens": "R8.11.22", "apply": None, "days": None},
            "開講日（令和8年11月22日（日））は、もう過ぎています。このままでよいですか。",
        ),
        (
            {"apply": "R8.11.1〜R8.11.22"},
            "申し込みの終わり（令和8年11月22日（日））は、もう過ぎています。このままでよいですか。",
        ),
    ],
)
def test_what_is_past_is_kept_only_by_intention(centre: Chat, given: dict[str, str | None], why: str) -> None:
    enters(centre, **given).sees(why)
    assert "のせる" not in centre.buttons
    centre.taps("このままのせる").sees("のせました。")


def test_today_is_not_past(centre: Chat) -> None:
    enters(centre, apply="R8.11.1〜R8.11.23").taps("のせる").sees("のせました。", "申し込み：きょうまでです。")


def test_the_same_run_twice_is_asked_about(centre: Chat) -> None:
    enters(centre).taps("のせる")
    enters(centre).sees("同じ日の同じ研修が、もうあります。このままでよいですか。")
    assert len(rows(centre.world)) == 1


def test_a_second_press_keeps_nothing_twice(centre: Chat) -> None:
    keep = enters(centre).data("のせる")
    centre.presses(keep).presses(keep).sees(STALE)
    assert len(rows(centre.world)) == 1


def test_one_thing_is_changed_and_who_has_applied_is_told(centre: Chat, chat_as: Callable[[str], Chat]) -> None:
    run = made(centre.world, place="架空会館")
    says(centre.world, ALONE, run, "accepted")
    says(centre.world, "小林 なお", run, "not_for_me")
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("「場所」を直す").fills({"place": "架空センター"})
    centre.sees("場所：架空センター").taps("これで変える").sees("変えました。", "申し込んだ方に、朝の1通で知らせます。")
    (row,) = rows(centre.world)
    assert (row.place, row.version, row.apply_to) == ("架空センター", 2, date(2026, 12, 1))
    morning = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    alone, other = chat_as(ALONE).waits_until(morning), chat_as("小林 なお").comes()
    assert alone.heard()[1:] == ["「現任研修（架空）」が変わりました"]
    assert other.heard() == []


def test_of_two_changes_the_newest_is_told(centre: Chat, chat_as: Callable[[str], Chat]) -> None:
    run = made(centre.world)
    says(centre.world, ALONE, run, "applied")
    for place in ("架空A", "架空B"):
        centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("「場所」を直す").fills({"place": place})
        centre.taps("これで変える")
    alone = chat_as(ALONE).waits_until(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert alone.heard()[1:] == ["「現任研修（架空）」が変わりました"]


@pytest.mark.parametrize(("name", "label"), [("place", "場所"), ("url", "案内のページ"), ("how", "申し込み方")])
def test_what_was_said_can_be_taken_out(centre: Chat, name: str, label: str) -> None:
    made(centre.world, place="架空会館", url="https://example.jp/", how="窓口で")
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps(f"「{label}」を直す").fills({name: "なし"})
    centre.taps("これで変える")
    assert getattr(rows(centre.world)[0], name) == ""


def test_a_name_that_is_taken_out_is_that_of_the_course(centre: Chat) -> None:
    made(centre.world, title="第3回")
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("「回の名前」を直す").fills({"title": "なし"})
    centre.taps("これで変える")
    assert rows(centre.world)[0].title == "現任研修"


def test_another_course_brings_its_own_name(centre: Chat) -> None:
    made(centre.world, title="現任研修")
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("「研修」を直す").fills({"course": "chief"})
    centre.taps("これで変える")
    assert [(run.course, run.title) for run in rows(centre.world)] == [("chief", "主任研修")]


def test_nothing_changed_is_nothing_told(centre: Chat) -> None:
    made(centre.world, days=[{"day": "2027-01-12", "from": None, "until": None}])
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("これで変える")
    centre.sees("いまと同じなので、何も変えていません。")
    assert rows(centre.world)[0].version == 1


def test_nobody_overwrites_what_another_has_changed(centre: Chat, chat_as: Callable[[str], Chat]) -> None:
    made(centre.world)
    coordinator(centre.world, OTHER)
    other = chat_as(OTHER)
    for chat, place in ((centre, "架空A"), (other, "架空B")):
        chat.presses("runs.desk:").taps("1を見る").taps("変える").taps("「場所」を直す").fills({"place": place})
    centre.taps("これで変える").sees("変えました。")
    other.taps("これで変える").sees(MEANWHILE, "場所：架空A")
    assert [(row.place, row.version) for row in rows(centre.world)] == [("架空A", 2)]


def test_two_at_once_change_it_once(centre: Chat, chat_as: Callable[[str], Chat]) -> None:
    made(centre.world)
    coordinator(centre.world, OTHER)
    other = chat_as(OTHER)
    for chat, place in ((centre, "架空A"), (other, "架空B")):
        chat.presses("runs.desk:").taps("1を見る").taps("変える").taps("「場所」を直す").fills({"place": place})
    at_once((centre, centre.data("これで変える")), (other, other.data("これで変える")))
    (row,) = rows(centre.world)
    assert (row.version, row.place in ("架空A", "架空B")) == (2, True)
    assert sorted(MEANWHILE in chat.text for chat in (centre, other)) == [False, True]


def test_a_copy_asks_only_for_its_days(centre: Chat) -> None:
    made(centre.world, place="架空会館", url="https://example.jp/")
    centre.presses("runs.desk:").taps("1を見る").taps("写して次の回をつくる").sees("開講日を書いてください。")
    assert "のせる" not in centre.buttons
    centre.taps("「開講日」を直す").fills({"opens": "R9.2.1"}).sees("開講日：2月1日（月）").taps("のせる").sees(
        "のせました。"
    )
    assert [(run.opens_on, run.place) for run in rows(centre.world)] == [
        (date(2027, 1, 12), "架空会館"),
        (date(2027, 2, 1), "架空会館"),
    ]


def test_it_is_taken_off_after_one_question_and_can_come_back(centre: Chat) -> None:
    run = made(centre.world)
    says(centre.world, ALONE, run, "applied")
    centre.presses("runs.desk:").taps("1を見る").taps("取りやめにする")
    assert rows(centre.world)[0].off_at is None
    centre.taps("取りやめにする").sees("取りやめにしました。", "申し込んだ方に、朝の1通で知らせます。")
    assert (rows(centre.world)[0].off_at is not None, rows(centre.world)[0].version) == (True, 2)
    centre.presses("runs.desk:").sees("これからの回は、まだありません。").taps("終わった回を見る").taps("1を見る")
    centre.taps("やはり開く").sees("開くことにしました。")
    assert (rows(centre.world)[0].off_at, rows(centre.world)[0].version) == (None, 3)


def test_what_has_changed_since_is_not_taken_off(centre: Chat) -> None:
    made(centre.world)
    off = centre.presses("runs.desk:").taps("1を見る").taps("取りやめにする").data("取りやめにする")
    centre.presses("runs.desk:").taps("1を見る").taps("変える").taps("「場所」を直す").fills({"place": "架空A"})
    centre.taps("これで変える").presses(off).sees(STALE)
    assert rows(centre.world)[0].off_at is None


@pytest.mark.parametrize("verb", ["runs.desk", "runs.add", "runs.bring", "runs.template", "runs.asked"])
def test_all_of_it_is_the_coordinators(talk_as: Callable[[str], Talk], verb: str) -> None:
    talk_as(ALONE).presses(f"{verb}:").sees(STALE)


@pytest.mark.parametrize("verb", ["one", "change", "copy", "off", "off_now", "on"])
def test_no_old_button_serves_who_coordinates_no_more(centre: Chat, verb: str) -> None:
    run = made(centre.world)
    within(centre.world, lambda here: people.set_roles(here, people.by_name(here, CENTRE)[0].id, ["centre"]))
    centre.presses(f"runs.{verb}:{short(run)}:1").sees(STALE)
    assert [(one.off_at, one.version) for one in rows(centre.world)] == [(None, 1)]
