"""The visits' desk on three faces: what needs somebody first, who is nudged, a day that is found, another host."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from handlers.visits import booking
from storage.ids import short
from tests.chat import Chat
from tests.handlers.fitting.steps import (
    MINAMO,
    TSUKUSHI,
    asked,
    does,
    fills,
    goes,
    hosts,
    nobody_has_hours,
    only,
    stands,
    tokyo,
)
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_hours
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

Meets = Callable[[str], Talk]
WHEN = "12月3日（木）14:00–15:00"
THEN = tokyo("2026-12-03 14:00")
CALL = "事業所には、お電話で知らせてください。"
AGAIN = "お返事を待っている訪問があります"


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator, in a network whose hosts have hours."""
    talk = talk_as(CENTRE)
    have_hours(talk.world)
    return talk


def test_an_empty_desk_says_so(desk: Talk) -> None:
    goes(desk).sees("訪問の調整", "手がいる訪問：0件", "待っている訪問とこれからの訪問：0件")
    desk.taps("訪問の一覧").sees("いま、待っている訪問はありません。")


def test_what_needs_somebody_comes_first(desk: Talk) -> None:
    settled = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    for name in hosts(desk.world, settled):
        does(desk.world, name, booking.accept, settled)
    asked(desk.world, "相談支援センター ひなた", by="伊藤 あおい")
    asked(desk.world, TSUKUSHI)
    goes(desk).sees("手がいる訪問：2件", "待っている訪問とこれからの訪問：1件").taps("訪問の一覧")
    by = "日と人を合わせる（11月25日（水）までにお返事）"
    # Of two that need a day the office of one person comes first.
    assert [line for line in desk.text.split("\n") if "　" in line] == [
        f"これから合わせます（主任によるSV）　{TSUKUSHI}：{by}",
        f"これから合わせます（主任によるSV）　相談支援センター ひなた：{by}",
        f"{WHEN}　{MINAMO}：決まっています",
    ]


@pytest.mark.each_face
def test_who_has_not_answered_is_nudged_once_a_day_with_the_same_buttons(desk: Talk, talk_as: Meets) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    chief, staff = hosts(desk.world, id)
    does(desk.world, staff, booking.accept, id)
    host = talk_as(chief)
    host.comes()
    goes(desk, "訪問の一覧").sees(f"{WHEN}　{MINAMO}：お返事待ち：{chief}さん（11月25日（水）まで）")
    desk.taps(f"12月3日（木） {MINAMO}").sees(f"主任：{chief}さん：お返事待ち", f"基幹：{staff}さん：行きます")
    nudge = desk.data("ひとこと声をかける")
    desk.taps("ひとこと声をかける").sees("まだの方に、やさしく声をかけました。きょうは、もうかけません。")
    assert "ひとこと声をかける" not in desk.buttons
    desk.presses(nudge).sees("きょうは、もう声をかけました。急ぐときは、お電話で。")
    host.waits_until(tokyo("2026-11-24 10:00"))
    assert AGAIN in host.heard()
    if host.face != "web":
        host.sees("むずかしいときは［今回は難しい］で大丈夫です。ほかの方に聞きます。")
    # The next day once more, and the host accepts from there.
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("ひとこと声をかける")
    host.waits(minutes=5)
    assert host.heard() == [AGAIN]
    host.taps("引き受ける")
    assert stands(desk.world, id).state == "settled"
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}")
    assert "ひとこと声をかける" not in desk.buttons


def test_a_nudge_for_who_has_answered_meanwhile_is_not_shown(desk: Talk, talk_as: Meets) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    chief, _ = hosts(desk.world, id)
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("ひとこと声をかける")
    does(desk.world, chief, booking.accept, id)
    host = talk_as(chief)
    host.waits_until(tokyo("2026-11-24 10:00"))
    assert AGAIN not in host.heard()


def test_a_day_is_found_and_hosts_are_asked_for_it(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, by=ALONE)
    goes(desk, "訪問の一覧").taps(MINAMO).taps("合う時間を見る")
    desk.sees("［11月25日（水）9:00–10:00］", "［事業所に選んでもらう］").taps("11月25日（水）9:00–10:00")
    desk.sees("この時間で聞いています。お返事がそろったら決まります。", "日時：11月25日（水）9:00–10:00")
    assert (stands(desk.world, id).state, len(hosts(desk.world, id))) == ("asked", 2)


def test_what_the_office_wished_for_comes_first(desk: Talk) -> None:
    asked(desk.world, MINAMO, by=ALONE, wish="2026-12-07/2026-12-09 13:00-17:00")
    goes(desk, "訪問の一覧").taps(MINAMO)
    desk.sees("事業所の希望：令和8年12月7日（月）〜令和8年12月9日（水） 13:00〜17:00").taps("合う時間を見る")
    times = [label for label in desk.buttons if label.startswith("12月")]
    assert times == ["12月7日（月）13:00–14:00", "12月8日（火）13:00–14:00", "12月9日（水）13:00–14:00"]


def test_a_wish_that_nobody_can_meet_shows_the_soonest(desk: Talk) -> None:
    asked(desk.world, MINAMO, by=ALONE, wish="2026-12-05 13:00-17:00")
    goes(desk, "訪問の一覧").taps(MINAMO).taps("合う時間を見る").sees("［11月25日（水）9:00–10:00］")


def test_who_comes_to_a_talk_online_is_asked_for_its_address(desk: Talk, talk_as: Meets) -> None:
    id = asked(desk.world, MINAMO, start=tokyo("2026-11-26 14:00"), by=ALONE, way="online")
    chief, staff = hosts(desk.world, id)
    for name in (chief, staff):
        does(desk.world, name, booking.accept, id)
    host = talk_as(chief)
    host.comes()
    goes(desk, "訪問の一覧").sees(f"11月26日（木）14:00–15:00　{MINAMO}：つなぐところがまだです")
    desk.taps(f"11月26日（木） {MINAMO}").taps("ひとこと声をかける")
    host.waits_until(tokyo("2026-11-24 10:00"))
    assert "つなぐところを、書いておいてもらえますか" in host.heard()


def test_of_what_is_over_the_centre_can_say_how_it_went(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=tokyo("2026-11-26 14:00"), by=ALONE)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    desk.world.clock.at = tokyo("2026-11-26 17:00")
    goes(desk, "訪問の一覧")
    desk.sees(f"11月26日（木）14:00–15:00　{MINAMO}：終わりました。うかがった方の記入を待っています")
    desk.world.clock.at = tokyo("2026-12-02 10:00")
    goes(desk).sees("手がいる訪問：1件").taps("訪問の一覧")
    desk.sees(f"11月26日（木）14:00–15:00　{MINAMO}：終わりました。どうだったかを、センターで残せます")
    desk.taps(f"11月26日（木） {MINAMO}").sees("［どうだったかを残す］")


def test_the_office_may_choose_and_reads_the_times(desk: Talk, talk_as: Meets) -> None:
    id = asked(desk.world, MINAMO, by=ALONE)
    goes(desk, "訪問の一覧").taps(MINAMO).taps("合う時間を見る").taps("事業所に選んでもらう")
    desk.sees("時間を事業所に出しました。選んでもらえたら、行ける方に聞きます。")
    assert (stands(desk.world, id).state, len(stands(desk.world, id).times.split())) == ("offered", 5)
    # She says it on the telephone.
    desk.taps("選ばれた時間を入れる").taps("11月26日（木）9:00–10:00")
    desk.sees("この時間で聞いています。お返事がそろったら決まります。", "日時：11月26日（木）9:00–10:00")
    assert stands(desk.world, id).state == "asked"


def test_who_comes_is_changed_and_the_other_and_the_time_stay(desk: Talk) -> None:
    id = asked(desk.world, TSUKUSHI, start=THEN)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    before, staff = hosts(desk.world, id)
    other = TAKAHASHI if before == SATO else SATO
    goes(desk, "訪問の一覧", f"12月3日（木） {TSUKUSHI}", "来る人を変える", "主任を変える")
    fills(desk, ("instead", f"{other}（今年度0件）・この時間はあいています"), send="この方に聞く")
    desk.sees("代わりの方に聞いています。もうおひとりと時間は、そのままです。", f"主任：{other}さん：お返事待ち")
    desk.sees(f"基幹：{staff}さん：行きます", f"日時：{WHEN}")
    does(desk.world, other, booking.accept, id)
    found = stands(desk.world, id)
    assert (found.state, found.start_at, hosts(desk.world, id)) == ("settled", THEN, [other, staff])


def test_who_is_missing_is_found_first_and_who_comes_is_kept(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    before, staff = hosts(desk.world, id)
    other = TAKAHASHI if before == SATO else SATO
    nobody_has_hours(desk.world)
    does(desk.world, before, booking.decline, id)
    have_hours(desk.world)
    goes(desk, "訪問の一覧").sees(f"{WHEN}　{MINAMO}：来る人をさがしています")
    desk.taps(f"12月3日（木） {MINAMO}").taps("来る人を変える")
    assert desk.buttons[0] == "主任を選ぶ"
    desk.taps("主任を選ぶ")
    fills(desk, ("instead", f"{other}（今年度0件）"), send="この方に聞く")
    desk.sees("この時間で聞いています。お返事がそろったら決まります。", f"基幹：{staff}さん：行きます")
    does(desk.world, other, booking.accept, id)
    assert (stands(desk.world, id).state, hosts(desk.world, id)) == ("settled", [other, staff])


def test_those_who_may_come_stand_by_name_and_never_by_how_often_they_went(desk: Talk) -> None:
    for hour in ("2026-12-10 09:00", "2026-12-17 09:00", "2026-12-24 09:00"):
        asked(desk.world, MINAMO, start=tokyo(hour))
    asked(desk.world, TSUKUSHI, start=THEN)
    goes(desk, "担当の件数と見とおし")
    names = [
        line.split("（")[0] for line in desk.text.split("\n") if "これから" in line and "件" in line and "（" in line
    ]
    assert names[:4] == sorted([SATO, CENTRE, SUZUKI, TAKAHASHI])


@pytest.mark.each_face
def test_day_and_hosts_are_set_as_they_were_agreed_by_telephone(desk: Talk) -> None:
    id = asked(desk.world, TSUKUSHI)
    goes(desk, "訪問の一覧").taps(TSUKUSHI).taps("日と人を決める")
    answers = (("day", "2026-12-12"), ("hour", "午後六時"), ("pool_chief", f"{SATO}（今年度0件）"))
    fills(desk, *answers, ("pool_centre", f"{SUZUKI}（今年度0件）"), ("how", "もう引き受けてもらった"))
    desk.sees("これで入れますか", "日時：12月12日（土）18:00–19:00", f"主任：{SATO}さん", f"基幹：{SUZUKI}さん")
    desk.sees("うかがう人に「決まりました 📅 12月12日（土）18:00–19:00」と届きます。", CALL)
    assert stands(desk.world, id).state == "desk"
    desk.taps("これで入れる")
    # On a Saturday evening: hours bind nobody here.
    desk.sees("この日時で入れました。うかがう人に知らせます。", "日時：12月12日（土）18:00–19:00")
    desk.sees("事業所には、まだ届いていません。お電話で知らせてください。")
    buttons = [line for line in desk.text.split("\n") if line.startswith("［")]
    assert next(line for line in buttons if "☎" not in line) == "［読みあげる文］"
    assert desk.face != "web" or "☎" in buttons[0]
    assert (stands(desk.world, id).state, hosts(desk.world, id)) == ("settled", [SATO, SUZUKI])


def test_what_is_known_stands_there_already_and_what_each_reads_is_said_before(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    chief, staff = hosts(desk.world, id)
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("日と人を決める")
    if isinstance(desk, Chat):
        values = {field["name"]: field["value"] for field in (desk.page or {"fields": []})["fields"]}
        assert (values["day"], values["hour"]) == ("2026-12-03", "14:00")
        assert [values["pool_chief"], values["pool_centre"]] == [short_of(desk.world, one) for one in (chief, staff)]
    elif not isinstance(desk, SlackChat):
        desk.sees("いまは12月3日（木）14:00です。")
    other = TAKAHASHI if chief == SATO else SATO
    who = (("pool_chief", f"{other}（今年度0件）"), ("pool_centre", f"{staff}（今年度1件）"))
    fills(desk, ("day", "2026-12-03"), ("hour", "14:00"), *who, ("how", "これから聞く"))
    desk.sees(
        f"{other}さんと{staff}さんに「事業所訪問のお願いです」と届きます。",
        "事業所には、お返事がそろって決まったら知らせます。",
        f"{chief}さんには、時間が空いたと届きます。",
    )
    press = desk.data("これで入れる")
    desk.taps("これで入れる").sees("この時間で聞いています。お返事がそろったら決まります。")
    assert hosts(desk.world, id) == [other, staff]
    desk.presses(press)
    assert (stands(desk.world, id).state, hosts(desk.world, id)) == ("asked", [other, staff])


def test_what_has_changed_since_the_last_look_is_shown_and_nothing_is_set(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    chief, staff = hosts(desk.world, id)
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("日と人を決める")
    who = (("pool_chief", f"{chief}（今年度1件）"), ("pool_centre", f"{staff}（今年度1件）"))
    fills(desk, ("day", "2026-12-04"), ("hour", "14:00"), *who, ("how", "もう引き受けてもらった"))
    does(desk.world, chief, booking.accept, id)
    desk.taps("これで入れる")
    assert stands(desk.world, id).start_at == THEN


def short_of(world: World, name: str) -> str:
    """Return somebody's id as a button has it."""
    return short(UUID(world.person(name)))


def test_a_visit_is_taken_off_after_a_second_look(desk: Talk) -> None:
    id = asked(desk.world, TSUKUSHI, start=THEN)
    goes(desk, "訪問の一覧", f"12月3日（木） {TSUKUSHI}").taps("訪問を取り消す")
    desk.sees("来る予定の方にお知らせします。事業所には、お電話をお願いします。").taps("取り消さない")
    desk.taps("訪問を取り消す").taps("取り消す").sees("取り消しました。")
    assert stands(desk.world, id).state == "off"
    goes(desk, "訪問の一覧").sees("いま、待っている訪問はありません。")


def test_what_was_done_stands_in_the_record(desk: Talk) -> None:
    asked(desk.world, TSUKUSHI, start=THEN)
    goes(desk, "訪問の一覧", f"12月3日（木） {TSUKUSHI}", "訪問を取り消す", "取り消す")
    desk.enters("センターの仕事").taps("設定ときろく").taps("きろく")
    desk.sees(f"11月23日（月） 17:50　{CENTRE}さんが、訪問を取り消しました")


def test_what_an_office_wished_for_stands_there_in_words(desk: Talk, talk_as: Meets) -> None:
    office = talk_as(ALONE)
    office.enters("事業所訪問").taps("悩み事相談").taps("希望の日を書く").says("来月の平日の午後")
    office.taps("日付はおまかせ").taps("おまかせでたのむ")
    # Twenty days, one by one.
    days = stands(desk.world, only(desk.world)).wish
    assert (days[:11], days[-23:]) == ("2026-12-01,", ",2026-12-28 13:00-17:00")
    goes(desk, "訪問の一覧", MINAMO)
    (wish,) = (line for line in desk.text.split("\n") if line.startswith("事業所の希望："))
    assert wish.startswith("事業所の希望：令和8年12月1日（火）、令和8年12月2日（水）")
    assert wish.endswith("、令和8年12月28日（月） 13:00〜17:00")
