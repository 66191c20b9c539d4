"""Retention, answers that age, the month's list, marked questions, handouts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import docx
import pytest
from sqlalchemy import select

from handlers.keeping import rules
from handlers.questions import ageing
from messages.eras import fiscal_year
from messages.words import words_of
from storage import answers, handouts, keeping, people, schema
from storage.db import EVERYWHERE, Here
from storage.handouts import Handout
from storage.ids import short
from storage.places import Meeting, Standing
from tests.chat import Chat
from tests.handlers.keeping.steps import ASKED, SAID, asks, every, goes, marks, sets, within
from tests.privacy.well import ask
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

COLLEAGUE = "佐藤 はるか"
NONE = "前の画面のボタンでした。いまの様子はこちらです。"


# Retention


def pointing(world: World, id: UUID) -> set[str]:
    """Return the tables in which some row says a question's id."""
    found = set()
    with world.app.stores.database.read() as session:
        for table in schema.metadata.sorted_tables:
            for row in session.execute(select(table).execution_options(**EVERYWHERE)):
                if id in tuple(row):
                    found.add(table.name)
    return found


def _shown(here: Here) -> None:
    """Let every place show what it is to show."""
    for one in here.session.scalars(select(Standing).where(Standing.network_id == here.network_id)):
        one.made = one.wanted


def test_what_has_had_its_time_is_emptied_then_gone(world: World) -> None:
    def fill(here: Here) -> UUID:
        question = ask(here, people.by_name(here, ALONE)[0].id, world.clock.now())
        question.expires_on = date(2028, 3, 31)
        _shown(here)
        return question.id

    id = within(world, fill)
    # Whatever points at it: its thread, its index, who follows, where it stands.
    assert {"questions", "question_answers", "question_topics", "standings", "followers"} < pointing(world, id)
    world.clock.at = datetime(2028, 3, 31, 3, tzinfo=UTC)
    world.tick()
    assert every(world)[0] == ("土曜日の居場所を知りませんか", "open", ["余暇"], ["見学は平日だけです"])
    world.clock.at = datetime(2028, 3, 31, 15, 1, tzinfo=UTC)
    world.tick()
    assert every(world)[0] == ("", "gone", ["余暇"], [])
    within(world, _shown)
    world.tick()
    assert pointing(world, id) == set()


def test_what_was_said_goes_from_the_telephones_as_well(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(COLLEAGUE)
    question = asks(talk.world, ALONE, said=[SAID], expires_on=date(2026, 11, 23))
    talk.presses(f"question:{short(question.id)}")
    assert SAID in talk.everything
    talk.waits(hours=24).comes()
    assert [text in talk.everything for text in (ASKED, SAID)] == [False, False]


def test_a_row_waits_until_no_place_shows_it_any_more(world: World) -> None:
    question = asks(world, ALONE, expires_on=date(2026, 11, 1))

    def stand(here: Here) -> None:
        place = Meeting(network_id=here.network_id, platform="slack", chat="C1", connected_at=world.clock.now())
        here.session.add(place)
        here.session.flush()
        row = Standing(network_id=here.network_id, place_id=place.id, kind="question", subject_id=question.id)
        row.question_id, row.state, row.due_at, row.wanted, row.made = question.id, "waiting", world.clock.now(), 2, 1
        here.session.add(row)

    within(world, stand)
    world.tick()
    assert [row[:2] for row in every(world)] == [("", "gone")]
    world.tick()
    assert [row[:2] for row in every(world)] == [("", "gone")]

    within(world, _shown)
    world.tick()
    assert every(world) == []


# Answers that age


@pytest.mark.parametrize(
    ("told", "topics", "today", "revised", "doubted"),
    [
        (date(2025, 3, 31), ["報酬"], date(2025, 4, 1), [], True),
        (date(2025, 4, 1), ["報酬"], date(2026, 3, 31), [], False),
        (date(2025, 4, 1), ["報酬"], date(2026, 4, 1), [], True),
        (date(2024, 4, 1), ["余暇"], date(2026, 4, 1), [], False),
        (date(2026, 5, 31), ["余暇", "報酬"], date(2026, 6, 1), [date(2026, 6, 1)], True),
        (date(2026, 5, 31), ["報酬"], date(2026, 5, 31), [date(2026, 6, 1)], False),
        (date(2026, 6, 1), ["報酬"], date(2026, 7, 1), [date(2026, 6, 1)], False),
        (date(2026, 5, 1), ["報酬"], date(2026, 7, 1), [date(2024, 6, 1)], False),
        (date(2024, 1, 1), ["報酬"], date(2024, 2, 29), [], False),
    ],
)
def test_when_an_answer_is_doubted(
    told: date, topics: list[str], today: date, revised: list[date], doubted: bool
) -> None:
    assert ageing.doubt(told, topics, ["報酬", "制度"], today, revised) is doubted


def test_a_fiscal_year_is_said_in_its_era() -> None:
    days = (date(2019, 3, 31), date(2019, 4, 1), date(2025, 3, 31), date(2025, 4, 1))
    words = words_of({})
    said = [words.say(ageing.fiscal_said(fiscal_year(day))) for day in days]
    assert said == ["平成30年度", "令和元年度", "令和6年度", "令和7年度"]


def test_that_an_answer_still_holds_is_noted_by_who_can_read_it(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)
    world = talk.world
    plain = asks(world, COLLEAGUE, said=[SAID])
    hidden = asks(world, COLLEAGUE, said=[SAID], audience="chiefs")
    for one in (plain, hidden):
        (answer,) = within(world, partial(answers.thread, question_id=one.id))
        talk.presses(f"still:{short(answer.id)}")
    held = [within(world, partial(answers.thread, question_id=one.id))[0].still_on for one in (plain, hidden)]
    assert held == [date(2026, 11, 23), None]


def test_an_old_answer_says_so_until_somebody_says_that_it_still_holds(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)
    sets(talk.world, topics=["制度"], ageing=["制度"])
    before = talk.world.clock.now() - timedelta(days=300)
    old = asks(talk.world, COLLEAGUE, said=[SAID], topics=["制度"], at=before)
    new = asks(talk.world, COLLEAGUE, said=["きょうの答え"], topics=["制度"])
    doubt = "令和7年度の答えです。変わっているかもしれません。"
    assert doubt not in talk.presses(f"question:{short(new.id)}").text
    talk.presses(f"question:{short(old.id)}").sees(doubt).taps("いまも同じです")
    assert doubt not in talk.presses(f"question:{short(old.id)}").text
    talk.waits(days=365)
    talk.presses(f"question:{short(old.id)}").sees("令和8年度の答えです。変わっているかもしれません。")


# The month's list


def test_the_list_of_a_month_has_every_question_and_no_name(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    world = talk.world
    asks(world, ALONE, said=[SAID], topics=["余暇"], named=True)
    asks(world, ALONE, body="=SUM(A1) をひらいて", at=world.clock.now() + timedelta(minutes=1))
    asks(world, ALONE, body="主任だけの話", audience="chiefs")
    asks(world, ALONE, body="先月の質問", at=world.clock.now() - timedelta(days=30))
    asks(world, ALONE, body="取り下げた質問", state="withdrawn")
    talk = goes(talk, "月の質問と答え")
    talk.sees("令和8年度 11月の質問と答え", "出た質問：2件", "まだ答えのない質問：1件")
    ((name, data),) = talk.taps("一覧を受け取る（Word）").files
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert cells == ["質問\n", ASKED, "答え\n", SAID, "質問\n", "=SUM(A1) をひらいて", "答え\n", "まだありません。"]
    assert name == "質問と答え 令和8年度 11月.docx"
    whole = "\n".join([*cells, *[line.text for line in paper.paragraphs]])
    assert [word for word in (ALONE, "先月", "主任だけ", "取り下げ") if word in whole] == []
    goes(talk, "月の質問と答え").taps("先月を見る").sees("令和8年度 10月の質問と答え", "出た質問：1件")


@pytest.mark.parametrize(
    ("today", "back", "first", "after"),
    [
        (date(2026, 1, 31), 0, date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 1, 31), 1, date(2025, 12, 1), date(2026, 1, 1)),
        (date(2026, 12, 1), 0, date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_which_days_are_a_month(today: date, back: int, first: date, after: date) -> None:
    assert rules.month(today, back) == (first, after)


# 地域課題かも


def test_what_the_meeting_takes_up_its_asker_hears(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    world = talk.world
    question = asks(world, ALONE, topics=["余暇"])
    marks(world, question, COLLEAGUE)
    asks(world, COLLEAGUE, body="印のない質問")
    talk = goes(talk, "地域課題かもしれない質問")
    talk.sees("11月23日（月）の質問　余暇：土曜日の居場所を知りませんか").taps("11月23日（月）の質問を開く")
    talk.sees("「土曜日の居場所を知りませんか」").taps("部会で扱う")
    talk.sees("部会で扱うことにしました。質問した方に知らせます。", "いま、印のついた質問はありません。")
    asker = talk_as(ALONE).waits(hours=16)
    assert [line for line in asker.heard() if "部会" in line] == ["部会で取り上げます"]
    assert COLLEAGUE not in talk.everything
    talk.presses(f"keep.take_up:{short(question.id)}").sees(NONE)


def test_what_is_for_chiefs_alone_no_other_coordinator_sees(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    question = asks(talk.world, ALONE, body="主任だけの話", audience="chiefs")
    marks(talk.world, question, COLLEAGUE)
    sees = "11月23日（月）の質問：主任だけの話"
    for roles, seen in ((["coordinator"], False), (["coordinator", "centre"], True)):

        def gives(here: Here, roles: list[str] = roles) -> None:
            people.set_roles(here, people.by_name(here, CENTRE)[0].id, roles)

        within(talk.world, gives)
        goes(talk, "地域課題かもしれない質問")
        assert (sees in talk.text.split("\n")) is seen


def test_what_is_left_be_is_told_to_nobody(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    world = talk.world
    question = asks(world, ALONE)
    marks(world, question, COLLEAGUE)
    goes(talk, "地域課題かもしれない質問").taps("11月23日（月）の質問を開く").taps("この一覧からはずす")
    assert within(world, lambda here: keeping.marked(here, "region", ["all"])) == []
    assert [line for line in talk_as(ALONE).waits(hours=16).heard() if "部会" in line] == []


# 様式とリンク


def test_a_coordinator_publishes_an_address(chat_as: Callable[[str], Chat]) -> None:
    chat = goes(chat_as(CENTRE), "様式とリンク").sees("まだありません。").taps("様式やリンクを足す")
    chat.fills({"name": "計画案の様式", "url": "http://ward.example/a"})
    chat.sees("「https://」で始まる住所を、そのまま貼りつけてください。")
    chat.fills({"url": "https://ward.example/a"}).sees("計画案の様式：https://ward.example/a")


def test_what_is_published_is_there_until_it_is_taken_away(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)
    world = talk.world

    def publish(here: Here) -> None:
        who = people.by_name(here, CENTRE)[0].id
        for number in range(10):
            url = f"https://ward.example/{number}"
            handouts.add(here, Handout(name=f"様式{number}", url=url, added_by=who, added_at=world.clock.now()))

    within(world, publish)
    talk = talk.presses("handouts:").sees("様式0：https://ward.example/0", "［つづきを見る］")
    assert "［「様式0」をはずす］" not in talk.text
    talk.taps("つづきを見る").sees("様式9：https://ward.example/9")
    centre = goes(talk_as(CENTRE), "様式とリンク").taps("「様式3」をはずす")
    assert "様式3：https://ward.example/3" not in centre.text.split("\n")


def test_an_answer_may_point_to_what_is_published_and_to_nothing_else(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)

    def publish(here: Here) -> None:
        who = people.by_name(here, CENTRE)[0].id
        handout = Handout(name="計画案の様式", url="https://ward.example/a", added_by=who)
        handout.added_at = talk.world.clock.now()
        handouts.add(here, handout)

    within(talk.world, publish)
    question = asks(talk.world, COLLEAGUE)
    for url, known in (("https://ward.example/a", True), ("https://ward.example/b", False)):
        talk.presses(f"answer:{short(question.id)}").says(f"ここにあります。{url}")
        assert ("［伏せる］" not in talk.text) is known
    talk.presses("well:").sees("［様式とリンク］")


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("https://www.city.example.lg.jp/a/b.html?x=1#y", True),
        ("http://www.city.example.lg.jp/", False),
        ("https://localhost/", False),
        ("https://user:pass@ward.example/", False),
        ("javascript:alert(1)", False),
        ("https://ward.example/<script>", False),
        ("https://ward.example/あ", False),
        ("https://ward.example/" + "a" * 500, False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_what_an_address_may_be(text: str, fine: bool) -> None:
    assert rules.is_address(text) is fine
