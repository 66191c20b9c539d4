"""What somebody reads of the runs that she may take, and what she says of them; nothing reproaches anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from storage import networks, people
from storage.ids import short
from tests.chat import Chat
from tests.handlers.runs.steps import by_name, changed, made, not_recommended, says, states, trained, within
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

LAST = "いま分かっているなかでは、受けられる最後の回です（期限 令和9年3月31日（水））。"
CLOSED = "今年度の受付は終わっているようです。ひとりで悩まず、まずセンターへ（☎ 03-0000-0001）。"


def test_the_list_and_a_run_on_every_face(talk: Talk) -> None:
    made(talk.world, title="第3回", place="架空会館", how="窓口で", url="https://example.jp/a")
    trained(talk.world, ALONE)
    talk.enters("研修").taps("受けられる研修")
    talk.sees("1 現任研修　第3回：1月12日（火）開講・12月1日（火）まで。あと8日です。").taps("1を見る")
    talk.sees("申し込み：12月1日（火）まで。あと8日です。", "場所：架空会館", "申し込み方：窓口で", LAST)
    talk.sees("案内のページ：https://example.jp/a", "お答えは、あなたとセンターの調整役だけが見ます。")
    talk.taps("申し込んだ").sees("記録しました。", "申し込みました", "［受けられなかった］", "［取り下げた］")
    assert states(talk.world) == [(ALONE, "applied")]
    talk.taps("決まった（受講できる）").sees("受講が決まりました", "［カレンダーに入れる］")
    assert states(talk.world) == [(ALONE, "accepted")]
    talk.taps("お答えを消す").sees("［申し込んだ］", "［この回は対象外］")
    assert states(talk.world) == []


@pytest.mark.parametrize("state", ["applied", "accepted", "not_accepted", "withdrawn", "not_for_me"])
def test_a_word_said_twice_is_said_once_and_can_be_changed(chat: Chat, state: str) -> None:
    id = short(made(chat.world))
    for _ in range(2):
        chat.presses(f"run.{state}:{id}").sees("記録しました。")
        assert states(chat.world) == [(ALONE, state)]
    chat.presses(f"run.applied:{id}")
    assert states(chat.world) == [(ALONE, "applied")]
    for _ in range(2):
        chat.presses(f"run.unsay:{id}")
        assert states(chat.world) == []


@pytest.mark.parametrize(
    ("first", "last", "line"),
    [
        (None, date(2026, 11, 24), "11月24日（火）まで。あと1日です。"),
        (None, date(2026, 11, 23), "きょうまでです。"),
        (None, date(2026, 11, 22), "受付は11月22日（日）に終わりました"),
        (date(2026, 11, 24), date(2026, 12, 1), "これから（11月24日（火）〜12月1日（火））"),
        (date(2026, 11, 23), date(2026, 12, 1), "12月1日（火）まで。あと8日です。"),
        (date(2026, 11, 24), None, "これから（11月24日（火）から）"),
        (None, None, "受付の日は、まだ分かりません"),
    ],
)
def test_until_when_one_can_apply_is_said_as_of_today(
    chat: Chat, first: date | None, last: date | None, line: str
) -> None:
    id = short(made(chat.world, apply_from=first, apply_to=last))
    chat.presses(f"run:{id}").sees(f"申し込み：{line}")


def test_midnight_is_the_networks_own(chat: Chat) -> None:
    id = short(made(chat.world, apply_to=date(2026, 11, 24)))
    chat.world.clock.at = datetime(2026, 11, 24, 14, 59, tzinfo=UTC)
    chat.presses(f"run:{id}").sees("申し込み：きょうまでです。")
    chat.world.clock.forward(minutes=1)
    chat.presses(f"run:{id}").sees("申し込み：受付は11月24日（火）に終わりました")


def test_what_fills_her_window_comes_first_and_what_she_may_take_later_after_it(chat: Chat) -> None:
    made(chat.world, title="専門", course="specialty", apply_to=date(2026, 11, 25))
    made(chat.world, title="早い", apply_to=date(2026, 11, 30))
    made(chat.world, title="遅い", apply_to=date(2026, 12, 20), opens_on=date(2027, 2, 1))
    made(chat.world, title="終わり", apply_to=date(2026, 11, 22))
    trained(chat.world, ALONE, date(2025, 1, 20))
    chat.presses("runs:").sees(
        "1 現任研修　遅い：2月1日（月）開講・12月20日（日）まで。あと27日です。",
        "2 専門コース別研修　専門：1月12日（火）開講・11月25日（水）まで。あと2日です。",
        "3 現任研修　早い：1月12日（火）開講・受けられるのは1月19日（火）より後に始まる回からです。",
    )
    assert "終わり" not in chat.text


@pytest.mark.parametrize(("practice", "may"), [(date(2025, 1, 12), True), (date(2025, 1, 13), False)])
def test_the_day_on_which_two_years_are_full_is_soon_enough(chat: Chat, practice: date, may: bool) -> None:
    id = short(made(chat.world))
    trained(chat.world, ALONE, practice)
    chat.presses(f"run:{id}")
    assert ("受けられるのは1月12日（火）より後に始まる回からです。" in chat.text) is not may
    assert (LAST in chat.text) is may


DECIDES = "仕事をはじめた日や修了日を、日にちまで入れると、受けられるかがはっきりします。"


@pytest.mark.parametrize(
    ("opens", "says"),
    [
        (date(2026, 12, 31), "受けられるのは、早くても12月31日（木）より後に始まる回からです。"),
        (date(2027, 1, 1), DECIDES),
        (date(2027, 1, 30), DECIDES),
        (date(2027, 1, 31), ""),
    ],
)
def test_of_a_month_the_exact_day_decides_about_what_opens_in_it(chat: Chat, opens: date, says: str) -> None:
    id = short(made(chat.world, opens_on=opens))
    trained(chat.world, ALONE, date(2025, 1, 1), exactly="month")
    chat.presses(f"run:{id}")
    assert [line for line in chat.text.split("\n") if "受けられるのは" in line or line == DECIDES] == (
        [says] if says else []
    )
    assert ("研修の記録へ" in chat.buttons) is (says == DECIDES)


def test_where_there_is_no_contact_no_telephone_is_promised(chat: Chat) -> None:
    with chat.world.app.stores.database.write() as session:
        networks.everyone(session)[0].contacts = []
    made(chat.world, apply_to=date(2026, 11, 22))
    trained(chat.world, ALONE)
    chat.presses("runs:").sees(CLOSED.replace("（☎ 03-0000-0001）", ""))
    assert chat.calls == []


def test_only_the_last_that_is_open_is_the_last_chance(chat: Chat) -> None:
    first = short(made(chat.world))
    second = short(made(chat.world, apply_to=date(2026, 12, 20), opens_on=date(2027, 2, 1)))
    trained(chat.world, ALONE)
    assert LAST not in chat.presses(f"run:{first}").text
    chat.presses(f"run:{second}").sees(LAST)
    chat.world.clock.at = datetime(2026, 12, 21, 3, tzinfo=UTC)
    assert LAST not in chat.presses(f"run:{second}").text


def test_in_an_earlier_year_no_run_is_the_last_chance(chat: Chat) -> None:
    id = short(made(chat.world))
    trained(chat.world, ALONE, initial=date(2022, 11, 20))
    assert "最後" not in chat.presses(f"run:{id}").text


def test_where_all_have_closed_in_the_last_year_the_centre_is_near(chat: Chat) -> None:
    run = made(chat.world, apply_to=date(2026, 11, 22))
    trained(chat.world, ALONE)
    chat.presses("runs:").sees(CLOSED, "追加の募集や特例は都道府県に確認できます。")
    assert [tel for _, tel in chat.calls] == ["03-0000-0001"]
    says(chat.world, ALONE, run, "applied")
    assert CLOSED not in chat.presses("runs:").text


def test_where_only_runs_of_earlier_years_are_known_nobody_says_that_all_have_closed(chat: Chat) -> None:
    run = made(chat.world, apply_from=date(2025, 5, 1), apply_to=date(2025, 6, 1), opens_on=date(2025, 9, 1))
    trained(chat.world, ALONE)
    assert CLOSED not in chat.presses("runs:").text
    # What she applied for then, without a 修了日, keeps nothing from her now.
    made(chat.world, apply_to=date(2026, 11, 22))
    says(chat.world, ALONE, run, "applied")
    chat.presses("runs:").sees(CLOSED)


@pytest.mark.parametrize("role", ["support_worker", "manager"])
def test_whoever_has_no_deadline_is_told_of_none(chat: Chat, role: str) -> None:
    id = made(chat.world)
    trained(chat.world, ALONE)
    within(chat.world, lambda here: people.set_roles(here, by_name(here, ALONE), [role]))
    assert LAST not in chat.presses(f"run:{short(id)}").text
    changed(chat.world, id, apply_to=date(2026, 11, 22))
    assert CLOSED not in chat.presses("runs:").text


@pytest.mark.parametrize("state", ["not_for_me", "not_accepted", "withdrawn"])
def test_what_she_has_turned_down_and_what_has_no_known_end_is_not_the_last_chance(chat: Chat, state: str) -> None:
    first = short(made(chat.world))
    second = made(chat.world, apply_to=date(2026, 12, 20), opens_on=date(2027, 2, 1))
    made(chat.world, apply_to=None, opens_on=date(2027, 3, 1))
    trained(chat.world, ALONE)
    assert LAST not in chat.presses(f"run:{first}").text
    says(chat.world, ALONE, second, state)
    chat.presses(f"run:{first}").sees(LAST)


def test_what_the_ward_does_not_recommend_her_for_is_not_the_last_chance(chat: Chat) -> None:
    first = short(made(chat.world, by_ward=True))
    second = made(chat.world, apply_to=date(2026, 12, 20), opens_on=date(2027, 2, 1), by_ward=True)
    trained(chat.world, ALONE)
    chat.presses(f"run:{short(second)}").sees(LAST)
    not_recommended(chat.world, ALONE, second)
    assert LAST not in chat.presses(f"run:{short(second)}").text
    chat.presses(f"run:{first}").sees(LAST)


@pytest.mark.parametrize("initial", [date(2022, 11, 20), date(2014, 11, 20)])
def test_of_another_year_nothing_is_said_of_closing(chat: Chat, initial: date) -> None:
    made(chat.world, apply_to=date(2026, 11, 22))
    trained(chat.world, ALONE, initial=initial)
    assert CLOSED not in chat.presses("runs:").sees("いま、のっている回はありません。のったら、ここで見られます。").text


def test_what_was_taken_off_is_said_to_who_goes_there_and_no_press_of_it_counts(chat: Chat) -> None:
    run = made(chat.world)
    says(chat.world, ALONE, run, "accepted")
    changed(chat.world, run, off_at=chat.world.clock.now())
    chat.presses("runs:").sees("1 現任研修（架空）：1月12日（火）開講・取りやめになりました。").taps("1を見る")
    chat.sees("取りやめになりました。", "［カレンダーから消す］")
    chat.presses(f"run.withdrawn:{short(run)}").sees(STALE, "取りやめになりました。")
    assert states(chat.world) == [(ALONE, "accepted")]


def test_who_does_not_go_there_does_not_hear_of_what_was_taken_off(chat: Chat) -> None:
    made(chat.world, off_at=chat.world.clock.now())
    chat.presses("runs:").sees("いま、のっている回はありません。のったら、ここで見られます。")


def test_home_shows_the_next_day_of_what_she_goes_to(talk: Talk) -> None:
    days = [{"day": day, "from": 570, "until": 1020} for day in ("2027-01-12", "2027-02-02")]
    run = made(talk.world, place="架空会館", days=days)
    says(talk.world, ALONE, run, "applied")
    assert "次の研修の日：1月12日（火）9:30〜17:00" not in talk.home()
    says(talk.world, ALONE, run, "accepted")
    for moment, title in (
        (datetime(2026, 11, 23, 9, tzinfo=UTC), "次の研修の日：1月12日（火）9:30〜17:00"),
        (datetime(2027, 1, 12, 1, tzinfo=UTC), "きょうは、研修の日です"),
        (datetime(2027, 1, 12, 15, tzinfo=UTC), "次の研修の日：2月2日（火）9:30〜17:00"),
    ):
        talk.world.clock.at = moment
        assert talk.opens().home()[0] == title
    talk.world.clock.at = datetime(2027, 2, 2, 15, tzinfo=UTC)
    assert talk.opens().home()[0] != title


def test_coordinators_read_who_goes_and_who_has_not_answered(chat_as: Callable[[str], Chat]) -> None:
    centre = chat_as(CENTRE)
    run = made(centre.world)
    for name, state in ((ALONE, "applied"), ("小林 なお", "accepted"), ("中村 ゆう", "not_for_me")):
        trained(centre.world, name)
        says(centre.world, name, run, state)
    trained(centre.world, "伊藤 あおい")
    centre.presses(f"runs.one:{short(run)}").sees(
        "決まった方：小林 なお",
        f"申し込んだ方：{ALONE}",
        "対象外とお答えの方：中村 ゆう",
        "まだお答えのない方：伊藤 あおい",
    )
    alone = chat_as(ALONE).presses(f"run:{short(run)}")
    assert [name for name in ("小林", "中村", "伊藤") if name in alone.everything] == []


def test_whoever_only_looks_on_has_no_runs(chat: Chat) -> None:
    id = short(made(chat.world))
    within(chat.world, lambda here: people.set_roles(here, by_name(here, ALONE), ["observer"]))
    for verb in ("runs:", f"run:{id}", f"run.applied:{id}"):
        chat.presses(verb).sees(STALE)
    assert states(chat.world) == []


@pytest.mark.parametrize("data", ["run:", "run.applied:", "run.file:", "run.ask:", "run:AAAAAAAAAAAAAAAAAAAAAA"])
def test_a_button_of_nothing_is_an_old_one(chat: Chat, data: str) -> None:
    chat.presses(data).sees(STALE)
