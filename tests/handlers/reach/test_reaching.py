"""Being asked directly, passing it on, hearing that nobody is left alone: on every face."""

from __future__ import annotations

from collections.abc import Callable

from handlers.kit.turn import Turn
from handlers.questions import flagged, spread
from handlers.reach.notices import RING
from storage import questions
from storage.ids import short
from tests.chat import Chat, card_lines
from tests.handlers.places.town import does
from tests.handlers.questions.steps import roles
from tests.handlers.reach.steps import (
    CHIEF,
    OTHERS,
    STAFF,
    answers,
    asked_of,
    asks,
    at,
    inside,
    knows,
    next_at,
    person,
    sets,
    told,
)
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE, World

Meet = Callable[[str], Talk]
ONE, TWO, THREE, FOUR = OTHERS
BODY = "Aさん（10代後半）の放デイが卒業で終わります。土曜の居場所を知りませんか"
ASKED = "お聞きしたいことがあります"
WAITS = "まだ答えを待っています"
FINE = "わかりました。"


def came(talk: Talk) -> list[str]:
    """Return the lines of what has just come: on a page it stands beside what is shown."""
    if not isinstance(talk, Chat):
        return talk.text.split("\n")
    return [line for notice in talk.notices for card in notice["cards"] for line in card_lines(card)]


def comes_with(talk: Talk, *lines: str) -> None:
    """Check that what has just come has each of these lines."""
    assert [line for line in lines if line not in came(talk)] == [], came(talk)


def often(world: World, name: str) -> int:
    """Return how often somebody may be asked."""
    with inside(world) as (here, _):
        return person(here, name).asks_a_week


def test_who_may_know_is_asked_with_why_and_passes_it_on_at_a_tap(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, ONE, "余暇")
    id = asks(world)
    knows(world, TWO, "余暇")
    talk.comes().hears(ASKED)
    comes_with(
        talk,
        ASKED,
        "聞いた人：匿名の相談員さん",
        "話題：余暇",
        f"「{BODY}」",
        "「余暇」にくわしいと伺っています。分かることだけで大丈夫です。",
        "答えた人に任せきりにはなりません。",
        "［答える］",
        "［今回は難しい］",
        "［いまは聞かれたくない］",
    )
    assert ALONE not in talk.everything and "みなも" not in talk.everything
    cannot = talk.data("今回は難しい")
    talk.taps("今回は難しい").sees("わかりました。ほかの方に聞いてみます。")
    assert asked_of(world, id) == [(ONE, 0), (TWO, 0)]
    talk.presses(cannot).sees(FINE)
    assert (asked_of(world, id), often(world, ONE)) == ([(ONE, 0), (TWO, 0)], 2)


def test_not_to_be_asked_is_one_tap_and_nobody_asks_why(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, ONE, "余暇")
    asks(world)
    talk.comes().taps("いまは聞かれたくない")
    talk.sees("わかりました。これからは、直接お聞きしません。いつでも戻せます。", "［お休みに入る］")
    assert often(world, ONE) == 0
    talk.taps("聞かれる回数を変える").taps("週に1回まで").sees("直接お聞きする回数：週に1回まで")
    assert often(world, ONE) == 1
    talk.comes().hears()


def test_what_was_answered_meanwhile_is_not_asked_any_more(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, ONE, "余暇")
    answers(world, asks(world), TWO)
    talk.comes().hears()


def test_outside_her_hours_it_waits_for_the_morning_where_she_likes_that(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, ONE, "余暇", after_hours="morning")
    at(world, "2026-11-27 19:00")
    asks(world)
    talk.comes().hears()
    at(world, "2026-11-30 09:01")
    talk.comes().hears(ASKED)


def test_the_asker_hears_at_the_first_step_and_at_the_offer(at_work: Meet) -> None:
    talk, world = (her := at_work(ALONE)), her.world
    for name in OTHERS:
        knows(world, name, "余暇")
    id = asks(world)
    heard = []
    for moment in ("11-25 17:14", "11-25 17:16", "11-26 17:16", "11-27 17:16", "12-07 09:30"):
        at(world, f"2026-{moment}")
        heard += [[line for line in talk.comes().heard() if line == WAITS]]
        if moment == "11-25 17:16":
            comes_with(talk, "まだ答えがついていないので、ほかのくわしい方にも声をかけました。", "［質問を見る］")
        if moment == "11-27 17:16":
            comes_with(talk, "まだ答えがついていないので、センターにも伝えました。", "どなたの質問かは伝えていません。")
            comes_with(talk, "［人に話す］")
            ring = talk.data("電話をもらう")
    assert heard == [[], [WAITS], [], [WAITS], []]
    talk.presses(ring).sees("センターに、お電話をお願いしました。事業所にかかります。")
    talk.presses(ring).sees("センターに、お電話をお願いしました。事業所にかかります。")
    assert sorted(told(world, RING)) == sorted([(RING, CENTRE), (RING, STAFF)])
    assert len(asked_of(world, id)) == 5


def test_the_centre_learns_who_asked_only_from_who_wants_to_be_rung_up(at_work: Meet) -> None:
    talk, world = (her := at_work(CENTRE)), her.world
    sets(world, steps=[0, 0, 1])
    id = asks(world)
    at(world, "2026-11-25 17:16")
    talk.comes().hears(WAITS)
    comes_with(
        talk, "答えがつかないまま、何日かたちました。センターから、答えてもらえますか。", "聞いた人：匿名の相談員さん"
    )
    assert ALONE not in talk.everything
    rings = f"reach.ring:{short(id)}"
    # Nobody else can ask for it in her place.
    talk.presses(rings).sees(STALE)
    assert told(world, RING) == []
    Chat(world, world.person(ALONE)).opens().presses(rings)
    talk.comes().hears("電話を待っている方がいます")
    comes_with(talk, "加藤 みのりさん（相談室 みなも）が、この質問のことで、センターからの電話を待っています。")
    talk.taps("電話しました").sees("ありがとうございます。ほかの方へのお願いは、止めました。")
    Chat(world, world.person(TWO)).opens().presses(f"reach.rang:{short(id)}").sees(STALE)


def test_the_centre_rings_nobody_up_about_what_it_may_not_read(at_work: Meet) -> None:
    talk, world = (her := at_work(CENTRE)), her.world
    roles(world, CENTRE, "coordinator")
    id = asks(world, "佐藤 はるか", audience="chiefs")
    rings = f"reach.ring:{short(id)}"
    Chat(world, world.person("佐藤 はるか")).opens().presses(rings)
    assert told(world, RING) == [(RING, STAFF)]
    roles(world, CENTRE, "coordinator", "centre")
    Chat(world, world.person("佐藤 はるか")).opens().presses(rings)
    assert told(world, RING) == [(RING, STAFF), (RING, CENTRE)]
    # She has lost the role since.
    roles(world, CENTRE, "coordinator")
    talk.comes().hears()


def test_who_is_asked_reads_the_question_as_it_is_corrected(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, ONE, "余暇")
    id = asks(world)
    talk.comes().hears(ASKED)

    def corrects(turn: Turn) -> None:
        assert questions.correct(turn.here, id, "新しい文です", turn.now)
        found = questions.get(turn.here, id)
        assert found is not None
        spread.retold(turn, found)

    does(world, ALONE, corrects)
    talk.comes().hears(ASKED)
    comes_with(talk, "「新しい文です」", "［答える］")
    answers(world, id, TWO)
    does(world, ALONE, corrects)
    talk.comes()
    assert "新しい文です" not in "".join(came(talk))


def test_a_question_that_has_an_answer_waits_for_nobody_when_it_is_shown_again(world: World) -> None:
    id = asks(world)
    answers(world, id, TWO)
    knows(world, ONE, "余暇")

    def hides(turn: Turn) -> None:
        flagged.hide(turn, short(id), reason="harsh")
        flagged.unhide(turn, short(id))

    does(world, STAFF, hides)
    assert (told(world, "reach.asked"), next_at(world, id)) == ([], None)


def test_a_chief_is_asked_in_her_turn(at_work: Meet) -> None:
    talk, world = (her := at_work(CHIEF)), her.world
    sets(world, steps=[0, 1, 0])
    knows(world, "高橋 まこと", asks_a_week=0)
    asks(world)
    at(world, "2026-11-25 17:16")
    assert "まだ答えがついていないので、順番で主任にお聞きしています。" in came(talk.comes())


def test_presses_that_are_not_hers_change_nothing(at_work: Meet) -> None:
    talk, world = (her := at_work(ONE)), her.world
    knows(world, TWO, "余暇")
    id = asks(world)
    for verb in ("cannot", "stop", "ring", "rang"):
        talk.presses(f"reach.{verb}:{short(id)}").sees(STALE)
        talk.presses(f"reach.{verb}:").sees(STALE)
    assert (asked_of(world, id), often(world, ONE)) == ([(TWO, 0)], 2)


def test_nobody_is_of_the_centre_just_now(at_work: Meet) -> None:
    talk, world = (her := at_work(ALONE)), her.world
    sets(world, steps=[0, 0, 1])
    for name in (CENTRE, STAFF):
        knows(world, name, away_since=world.clock.now())
    asks(world)
    at(world, "2026-11-25 17:16")
    came_now = came(talk.comes())
    assert "まだ答えがついていません。センターにもいま人がいないので、電話で聞いてみてください。" in came_now
    assert "［電話をもらう］" not in came_now


def test_from_asking_to_an_answer_of_who_was_asked_and_open_again(at_work: Meet) -> None:
    talk, expert = at_work(ALONE), at_work(ONE)
    world = talk.world
    knows(world, ONE, "障害児")
    talk.enters("井戸端").taps("聞く").says("放デイが卒業で終わる方の、土曜の居場所を知りませんか").taps("匿名で聞く")
    talk.sees("11月25日（水）の夕方まで答えがなければ、ほかのくわしい人にも声をかけます。")
    expert.comes().hears(ASKED)
    comes_with(expert, "「障害児」にくわしいと伺っています。分かることだけで大丈夫です。")
    expert.taps("答える").says("土曜プログラムが使えました").taps("匿名で答える")
    (id,) = [one.id for one in asked_by(world, ALONE)]
    assert (asked_of(world, id), next_at(world, id)) == ([(ONE, 0)], None)
    talk.presses(f"resolve:{short(id)}")
    at(world, "2026-12-04 10:00")
    knows(world, TWO, "障害児")
    talk.presses(f"resolve.reopen:{short(id)}")
    assert (asked_of(world, id), next_at(world, id)) == ([(ONE, 0), (TWO, 0)], "12-07 17:15")


def asked_by(world: World, name: str) -> list[questions.Question]:
    """Return what somebody has asked."""
    with inside(world) as (here, _):
        return questions.of_asker(here, person(here, name).id)
