"""Four people on three faces at once: the thread as each of them sees it, and what none of them can find out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from storage.accounts import Account
from storage.db import EVERYWHERE
from storage.ids import short
from storage.people import Person
from tests import slack_chat
from tests.chat import Chat
from tests.handlers.questions.conftest import WORKING
from tests.handlers.questions.steps import ASKED, ASKER, NOBODY, SAID, only_id, was_told
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Slack
from tests.simulators.telegram import TOKEN, Telegram
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, CENTRE, World, settings_for

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
CHIEFS_NAME = "佐藤 はるかさん（相談支援センター ひなた）"
PHONE, DESK = 700100777, "U700100778"
BACK, REPLY, FLAGGED = "見学は何曜日がいいですか", "土曜日がいいです", "それは前にも聞きました"


class Four(NamedTuple):
    """Who asks on Telegram without her name, who answers on Slack, who reads along and who coordinates on the web."""

    asker: TelegramChat
    expert: SlackChat
    third: Chat
    centre: Chat

    @property
    def others(self) -> tuple[Talk, ...]:
        """All but the asker."""
        return self.expert, self.third, self.centre


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Four]:
    """The program beside a Telegram and a Slack, at ten in the morning."""
    telegram, slack = Telegram(), Slack()
    tokens: dict[str, Any] = {"telegram_token": TOKEN, "slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}
    world = World(settings_for(tmp_path / "var", "sqlite", **tokens), beside=telegram, also=slack)
    world.clock.at = WORKING
    join(world, PHONE, ALONE)
    slack_chat.join(world, DESK, CHIEF)
    with world.app.stores.database.write() as session:
        session.execute(update(Person).values(rhythm="none").execution_options(**EVERYWHERE))
    web = [Chat(world, world.person(name)).opens() for name in (OTHER, CENTRE)]
    yield Four(TelegramChat(world, telegram, PHONE).opens(), SlackChat(world, slack, DESK).opens(), *web)
    world.close()
    assert (telegram.wrong, slack.wrong, slack.book.complaints) == ([], [], [])


def reads(talk: Talk, id: UUID) -> Talk:
    """Go to the thread."""
    return talk.presses(f"question:{short(id)}")


def talks_it_over(four: Four) -> UUID:
    """Let one ask, be asked back, reply, be answered and thanked, be followed, flagged, and say that it is resolved."""
    asker, expert, third, centre = four
    asker.enters("井戸端").taps("聞く").says(ASKED).taps("匿名で聞く")
    id = only_id(asker.world)
    third.enters("井戸端").taps("1を読む").taps("わたしも知りたい")
    reads(expert, id).taps("聞き返す").says(BACK).taps("名前を出して答える")
    was_told(asker, f"聞き返しが届きました（{CHIEFS_NAME}）", BACK)
    asker.taps("返事を書く").says(REPLY).taps("出す")
    was_told(expert, f"返事が届きました（{ASKER}）", REPLY)
    reads(expert, id).taps("答える").says(SAID).taps("名前を出して答える")
    was_told(asker, f"答えが届きました（{CHIEFS_NAME}）", SAID)
    was_told(third, f"「わたしも知りたい」の質問に、答えが届きました（{CHIEFS_NAME}）", SAID)
    asker.taps("たすかりました")
    was_told(expert, "「たすかりました」と、質問した方から届いています。")
    reads(third, id).taps("答える").says(FLAGGED).taps("匿名で答える")
    reads(asker, id).taps("気になる").taps("3が気になる").sees("だれが押したかは、だれにも見えません。")
    centre.presses("flagged:").taps("1を読む").taps("言葉が強い")
    reads(asker, id).taps("解決した")
    return id


def test_the_thread_as_each_of_them_sees_it(four: Four) -> None:
    id = talks_it_over(four)
    for talk, asks, back, says, answers in (
        (four.asker, "あなた（匿名）", CHIEFS_NAME, "あなた", CHIEFS_NAME),
        (four.expert, NOBODY, "あなた", ASKER, "あなた"),
        (four.third, NOBODY, CHIEFS_NAME, ASKER, CHIEFS_NAME),
        (four.centre, NOBODY, CHIEFS_NAME, ASKER, CHIEFS_NAME),
    ):
        reads(talk, id).sees(f"聞いた人：{asks}", f"「{ASKED}」", f"{back}から、聞き返し", f"「{BACK}」")
        talk.sees(
            f"{says}から", f"「{REPLY}」", f"{answers}の答え", f"「{SAID}」", "解決しました", "わたしも知りたい：1人"
        )
        assert FLAGGED not in talk.text
    assert "まだ困っている" in four.asker.buttons
    assert "もう知らせなくていい" in four.third.buttons
    # Who wrote what was hidden hears why.
    was_told(four.third, "井戸端に書いてくださったものを、いま見えなくしています。")


def traces(world: World) -> list[str]:
    """Return all by which the asker could be known: her name, her numbers here and on her telephone."""
    with world.app.stores.database.read() as session:
        her = UUID(world.person(ALONE))
        ids = [her, *session.scalars(select(Account.id).where(Account.person_id == her))]
    return [ALONE, *ALONE.split(), str(PHONE), *(str(id) for id in ids), *(short(id) for id in ids), her.hex]


def exported(talk: Talk) -> str:
    """Return all that somebody gets with her data."""
    talk.presses("mydata:").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    return "".join(data.decode("utf-8-sig") for _, data in talk.files)


@pytest.mark.slow
def test_nobody_can_find_out_who_asked(four: Four, capfd: pytest.CaptureFixture[str]) -> None:
    id = talks_it_over(four)
    hers = traces(four.asker.world)
    reached: dict[str, str] = {}
    for talk in four.others:
        seen = [reads(talk, id).everything, talk.presses("well:").everything, talk.presses("well.older:").everything]
        for verb in ("flag", "mine.questions", "mine.answers"):
            seen.append(talk.presses(f"{verb}:{short(id) if verb == 'flag' else ''}").everything)
        reached[f"{talk.face} {len(reached)}"] = "".join(seen) + exported(talk)
    for verb in ("flagged", "flagged.hidden", "record", "desk.unreached", "keep.month", "keep.region"):
        reached[verb] = four.centre.presses(f"{verb}:").everything
    reached["logs"] = "".join(capfd.readouterr())
    found = {where: [one for one in hers if one in said] for where, said in reached.items()}
    assert {where: several for where, several in found.items() if several} == {}
    assert all(reached.values()) and ASKED in reached["slack 0"]
    # The search would find her where she may be seen: in her own data.
    assert [one for one in hers if one in exported(four.asker)] != []


def test_what_the_rows_of_others_say_has_nothing_of_her(four: Four) -> None:
    talks_it_over(four)
    her = UUID(four.asker.world.person(ALONE))
    with four.asker.world.app.stores.database.read() as session:
        record = session.execute(text("SELECT did, whom, detail FROM audit ORDER BY at")).all()
    assert [tuple(row) for row in record if re.match("post", row[0])] == [("post.hidden", None, "")]
    assert [row for row in record if her.hex in str(row) or str(her) in str(row)] == []
