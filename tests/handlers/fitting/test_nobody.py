"""An office of which nobody is to be told: who asked has left, or it telephones; what the desk sees and does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from handlers.kit.errors import Refusal
from handlers.visits import booking
from storage import leaving, people, visits
from storage.ids import short
from tests.handlers.fitting.steps import MINAMO, TSUKUSHI, asked, does, fills, goes, hosts, id_of, stands, tokyo
from tests.handlers.roster.test_people import looks_up
from tests.handlers.visits.hosts import have_hours, network, rows
from tests.talk import Talk
from tests.world import CENTRE, World

Meets = Callable[[str], Talk]
HINATA, GUEST, COLLEAGUE = "相談支援センター ひなた", "伊藤 あおい", "渡辺 しん"
THEN, WHEN = tokyo("2026-12-03 14:00"), "12月3日（木）14:00–15:00"
OPEN = "12月3日（木） 相談支援センター ひなた"
GONE = f"{WHEN} {HINATA}のお相手の方が、いまはいません"
STAYS = "時間はそのままです。どなたとお会いするかは、センターが事業所と合わせて、お知らせします。"
NEEDS = "お相手の方が、いまはいません。どなたと会うかを決める"


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator, in a network whose hosts have hours."""
    talk = talk_as(CENTRE)
    have_hours(talk.world)
    return talk


def settled(world: World, office: str = HINATA, by: str | None = GUEST, **values: Any) -> UUID:
    """Let an office ask, and both hosts say yes; nobody has read it yet."""
    id = asked(world, office, start=THEN, by=by, **values)
    for name in hosts(world, id):
        does(world, name, booking.accept, id)
    return id


def goes_for_good(world: World, name: str, how: str) -> None:
    """Let somebody be removed from the network, or delete all that is hers; and the clock look."""
    with network(world) as (here, found):
        person = people.by_name(here, name)[0]
        if how == "removed":
            person.removed_at = world.clock.now()
        else:
            leaving.erase(here, person.id, world.clock.now())
        booking.expire(here, found, world.clock.now())
        booking.expire(here, found, world.clock.now())


def told(world: World, kind: str) -> list[str]:
    """Return who was told by a kind of notice, each as often as she was."""
    return [name for (name,) in rows(world, TOLD, kind=kind)]


TOLD = "SELECT people.name FROM outbox JOIN people ON people.id = outbox.person_id WHERE kind = :kind ORDER BY name"


@pytest.mark.parametrize("how", ["removed", "deleted"])
def test_who_asked_has_left_and_the_hosts_and_the_desk_know(desk: Talk, talk_as: Meets, how: str) -> None:
    id = settled(desk.world)
    chief, staff = hosts(desk.world, id)
    host = talk_as(chief)
    host.waits_until(tokyo("2026-11-24 10:00"))
    goes_for_good(desk.world, GUEST, how)
    assert told(desk.world, "visit.guestless") == sorted({chief, staff, CENTRE})
    host.comes()
    assert host.heard() == [GONE]
    host.presses(f"visit:{short(id)}").sees(f"決まりました 📅 {WHEN}", STAYS)
    goes(desk).sees("手がいる訪問：1件").taps("訪問の一覧").sees(f"{WHEN}　{HINATA}：{NEEDS}")


def test_another_of_the_office_is_named_and_all_are_told_once(desk: Talk, talk_as: Meets) -> None:
    id = settled(desk.world, line="ひさしぶりの相談です")
    chief, staff = hosts(desk.world, id)
    goes_for_good(desk.world, GUEST, "removed")
    host, colleague = talk_as(chief), talk_as(COLLEAGUE)
    host.waits_until(tokyo("2026-11-24 10:00"))
    goes(desk, "訪問の一覧", OPEN)
    fills(desk.taps("お相手を決める"), ("guest", COLLEAGUE), send="この方にする")
    desk.sees("決めました。お相手の方と、来る方にお知らせします。", f"お相手：{COLLEAGUE}さん")
    assert "お相手を決める" not in desk.buttons
    assert told(desk.world, "visit.named") == sorted({chief, staff, COLLEAGUE} - {CENTRE})
    host.comes()
    assert host.heard() == [f"お相手は{COLLEAGUE}さんになりました"]
    colleague.comes()
    assert "この訪問のお相手を、あなたにお願いします。" in colleague.everything
    colleague.presses(f"visit:{short(id)}").sees(f"決まりました 📅 {WHEN}", "［訪問を取り消す］")
    # What somebody else had written for it is not hers.
    assert (stands(desk.world, id).line, stands(desk.world, id).state) == ("", visits.SETTLED)
    goes(desk).sees("手がいる訪問：0件")


def test_the_centre_may_telephone_instead(desk: Talk) -> None:
    id = settled(desk.world)
    goes_for_good(desk.world, GUEST, "deleted")
    goes(desk, "訪問の一覧", OPEN)
    fills(desk.taps("お相手を決める"), ("guest", "だれにも届けない（電話で）"), send="この方にする")
    desk.sees("わかりました。事業所には、お電話で知らせてください。")
    assert str(stands(desk.world, id).booked_by) == desk.world.person(CENTRE)
    goes(desk).sees("手がいる訪問：0件")


def test_or_take_it_off_and_an_old_button_says_how_it_stands(desk: Talk) -> None:
    id = settled(desk.world)
    goes_for_good(desk.world, GUEST, "removed")
    before = sorted(set(hosts(desk.world, id)) - {CENTRE})
    goes(desk, "訪問の一覧", OPEN)
    naming = desk.data("お相手を決める")
    desk.taps("訪問を取り消す").taps("取り消す").sees("取り消しました。")
    desk.presses(naming).sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert told(desk.world, "visit.off") == before


def test_nobody_can_be_named_of_another_office_or_who_has_left(desk: Talk) -> None:
    id = settled(desk.world)
    goes_for_good(desk.world, GUEST, "removed")
    with network(desk.world) as (here, found):
        for name, said in (("小林 なお", "booking-no-guest"), (GUEST, "booking-no-guest")):
            at = booking.At(here, found, desk.world.clock.now(), id_of(here, CENTRE))
            with pytest.raises(Refusal) as refused:
                booking.name(at, id, id_of(here, name))
            assert refused.value.sentence.id == said


def test_a_host_asks_for_another_time_and_the_office_is_telephoned(desk: Talk, talk_as: Meets) -> None:
    id = settled(desk.world, TSUKUSHI, None)
    chief, _ = hosts(desk.world, id)
    offers(desk.world, chief, id)
    goes(desk).sees("手がいる訪問：1件").taps("訪問の一覧")
    desk.sees(f"{WHEN}　{TSUKUSHI}：事業所に電話で、時間を聞く").taps(f"12月3日（木） {TSUKUSHI}")
    desk.taps("読みあげる文").sees(
        f"主任によるSVのことです。いまは{WHEN}ですが、うかがう人から、次の時間のお願いです。",
        "12月4日（金）10:00–11:00",
        "ご都合が合わなければ、いまの時間のままで大丈夫です。",
    )
    desk.taps("戻る").taps("選ばれた時間を入れる").sees("［いまの時間のまま］").taps("12月4日（金）10:00–11:00")
    # She comes herself, and has said so by choosing it.
    assert stands(desk.world, id).start_at == tokyo("2026-12-04 10:00")


def test_the_office_would_rather_leave_it_and_the_host_is_told(desk: Talk, talk_as: Meets) -> None:
    id = settled(desk.world, TSUKUSHI, None)
    chief, _ = hosts(desk.world, id)
    offers(desk.world, chief, id)
    goes(desk, "訪問の一覧", f"12月3日（木） {TSUKUSHI}", "選ばれた時間を入れる", "いまの時間のまま")
    desk.sees("いまの時間のままです。来る方にお知らせします。")
    assert (stands(desk.world, id).times, stands(desk.world, id).start_at) == ("", THEN)
    assert chief in told(desk.world, "visit.unmoved")
    goes(desk).sees("手がいる訪問：0件")
    assert record(desk) == f"{CENTRE}さんが、訪問の時間を元のままにしました"


def test_where_who_booked_it_has_left_another_is_asked_to_telephone(desk: Talk, talk_as: Meets) -> None:
    id = settled(desk.world, TSUKUSHI, None)
    host = next(name for name in hosts(desk.world, id) if name != CENTRE)
    with network(desk.world) as (here, _):
        people.set_roles(here, id_of(here, GUEST), ["counsellor", "coordinator"])
    other = talk_as(GUEST)
    other.comes()
    goes_for_good(desk.world, CENTRE, "removed")
    does(desk.world, host, booking.cancel, id)
    assert GUEST in told(desk.world, "visit.off")
    other.waits_until(tokyo("2026-11-24 10:00"))
    other.heard()
    assert "事業所には、お電話で知らせてください。" in other.everything


@pytest.mark.parametrize("ends", [("外す", "外す"), ("お休みの席にする",), ("役割を変える", "調整役の役割を外す")])
def test_what_who_coordinates_no_more_had_not_read_is_told_to_who_telephones_now(
    desk: Talk, talk_as: Meets, ends: tuple[str, ...]
) -> None:
    with network(desk.world) as (here, _):
        people.set_roles(here, id_of(here, GUEST), ["counsellor", "coordinator"])
        hers = id_of(here, CENTRE)
    other = looks_up(talk_as(GUEST), CENTRE)
    id = settled(desk.world, TSUKUSHI, None, unwanted=[hers])
    assert CENTRE in told(desk.world, "visit.settled") and CENTRE not in hosts(desk.world, id)
    for label in ends:
        other.taps(label)
    other.waits_until(tokyo("2026-11-24 10:00"))
    assert f"決まりました 📅 {WHEN}" in other.heard()
    assert "事業所には、お電話で知らせてください。" in other.everything
    assert stands(desk.world, id).booked_by == UUID(desk.world.person(GUEST))


def test_while_who_booked_it_is_on_leave_another_is_asked_to_telephone(desk: Talk, talk_as: Meets) -> None:
    with network(desk.world) as (here, _):
        people.set_roles(here, id_of(here, GUEST), ["counsellor", "coordinator"])
        people.by_name(here, CENTRE)[0].away_since = desk.world.clock.now()
        hers = id_of(here, CENTRE)
    other = talk_as(GUEST)
    settled(desk.world, TSUKUSHI, None, unwanted=[hers])
    other.waits_until(tokyo("2026-11-24 10:00"))
    assert f"決まりました 📅 {WHEN}" in other.heard()
    assert "事業所には、お電話で知らせてください。" in other.everything


@pytest.mark.parametrize(("answer", "state"), [("12月4日（金）10:00–11:00", "asked"), ("この時間は合わない", "desk")])
def test_before_it_is_settled_too(desk: Talk, answer: str, state: str) -> None:
    id = asked(desk.world, TSUKUSHI, start=THEN)
    chief, _ = hosts(desk.world, id)
    offers(desk.world, chief, id)
    desk.waits_until(tokyo("2026-11-24 10:00"))
    assert "事業所に電話で聞く時間があります" in desk.heard()
    goes(desk).sees("手がいる訪問：1件")
    desk.taps("訪問の一覧").taps(f"12月4日（金） {TSUKUSHI}").taps("選ばれた時間を入れる").taps(answer)
    assert stands(desk.world, id).state == state
    says = "訪問の日や来る人を決めました" if state == "asked" else "訪問の日をあらためて合わせることにしました"
    assert record(desk) == f"{CENTRE}さんが、{says}"


def record(desk: Talk) -> str:
    """Return what the record says of the last thing that was done."""
    desk.enters("センターの仕事").taps("設定ときろく").taps("きろく")
    return next(line for line in desk.text.split("\n") if f"{CENTRE}さんが" in line).partition("　")[2]


def offers(world: World, host: str, id: UUID) -> None:
    """Let a host offer another time."""
    does(world, host, booking.propose, id, tokyo("2026-12-04 10:00"))


def test_a_telephoned_visit_can_have_somebody_who_has_come_since(desk: Talk) -> None:
    id = settled(desk.world, MINAMO, None)
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}")
    fills(desk.taps("お相手を決める"), ("guest", "加藤 みのり"), send="この方にする")
    desk.sees("お相手：加藤 みのりさん")
    assert str(stands(desk.world, id).guest_id) == desk.world.person("加藤 みのり")
