"""`idobata invite`: the first coordinator's way in, the network with it, and what cannot be said so."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.settings import Settings
from tests.bot.command_line import Ended, command
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.handlers.joining.newcomers import AGREE, WELCOME, answers, comes
from tests.talk import HOME
from tests.world import World, settings_for

WARD = "みほん新区"
LINK = re.compile(r"招待のリンクです（1回だけ、.*まで使えます）： (\S+)/in/([A-Za-z0-9_-]{43})")
CODE = re.compile(r"リンクの代わりに使える8けたの番号です（.*まで、どちらか1回だけ）： (\d{4}) (\d{4})")

NO_TEL = "--tel には、電話番号を数字とハイフンで書いてください。"
ALWAYS = "110と119は、いつでも［人に話す］に出ます。--tel には、基幹相談支援センターの電話番号を書いてください。"
UNUSED = (
    "--tel の番号は入れませんでした。相談先は、もうあります。"
    "変えるときは、チャットの［センターの仕事］の［みんなの設定］でお願いします。"
)


def handed(ended: Ended) -> tuple[str, str]:
    """Return the token and the digits that were printed."""
    assert (ended.code, ended.err) == (0, "")
    link, code = LINK.search(ended.out), CODE.search(ended.out)
    assert link and code, ended.out
    return link[2], code[1] + code[2]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    return tmp_path / "var"


@pytest.mark.parametrize("way", [0, 1], ids=["link", "digits"])
def test_a_network_begins_with_a_command_and_goes_on_in_the_chat(empty: Path, way: int) -> None:
    ended = command(empty, "invite", "--network", WARD)
    assert ended.out.split("\n")[0] == f"ネットワーク「{WARD}」を作りました。"
    token = handed(ended)[way]
    world = World(Settings(var=empty, web_port=0))
    try:
        world.clock.at = datetime.now(UTC)
        new = comes(Chat(world, ""), token).sees_only(*WELCOME)
        told = (("new", "基幹相談支援センター"), ("corporation", WARD), ("counsellors", "3"))
        answers(new.taps("はじめる"), ("name", "田中 みほ"), *told).taps(AGREE).sees_home(HOME)
        new.taps("センターの仕事").taps("人と事業所").sees("［招く］")
        assert rows(world, "SELECT did, detail, actor IS NULL FROM audit ORDER BY place")[0][:2] == (
            "invite.made",
            "coordinator",
        )
        assert rows(world, "SELECT actor FROM audit WHERE did = 'invite.made'") == [(None,)]
    finally:
        world.close()


@pytest.mark.slow
def test_it_says_what_is_still_missing(empty: Path) -> None:
    said = command(empty, "invite", "--network", WARD).out
    assert f"{WARD}の相談先がまだありません。" in said
    assert "相談先" not in command(empty, "invite", "--tel", "03-0000-0001").out
    assert command(empty, "check").code == 0
    world = World(Settings(var=empty, web_port=0))
    found = rows(world, "SELECT contacts FROM networks")
    assert "03-0000-0001" in str(found) and len(found) == 1
    world.close()


def test_the_second_time_the_network_is_there(empty: Path) -> None:
    first, again = (command(empty, "invite", "--network", name) for name in (WARD, f" {WARD}　"))
    assert handed(first) != handed(again)
    assert "を作りました" not in again.out
    assert "を作りました" not in command(empty, "invite").out, "of one network the name need not be said"


def test_a_role_and_an_office_can_be_named(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    handed(command(settings.var, "invite", "--office", "相談室みなも", "--role", "chief"))
    world = World(settings)
    wanted = "SELECT role, offices.name FROM invites JOIN offices ON offices.id = invites.office_id"
    assert rows(world, wanted) == [("chief", "相談室 みなも")]
    world.close()


def test_it_says_for_which_network_and_role_it_is(empty: Path) -> None:
    first, second = (command(empty, "invite", "--network", WARD, *more) for more in ((), ("--role", "chief")))
    assert first.out.splitlines()[1] == f"「{WARD}」に、調整役として招きます。"
    assert second.out.splitlines()[0] == f"「{WARD}」に、主任として招きます。"


def test_a_network_beside_others_is_said_with_their_names(empty: Path) -> None:
    beside = "もとからあるネットワーク： "
    names = (WARD, "みほん新く", "みほん 旧区", WARD)
    said = [command(empty, "invite", "--network", name, "--tel", "03-0000-0001").out for name in names]
    assert [out.split("\n")[1].split("。")[0] for out in said[1:3]] == [
        f"{beside}{WARD}",
        f"{beside}{WARD} / みほん新く",
    ]
    assert [beside in out for out in said] == [False, True, True, False]


def test_a_misspelt_name_makes_no_network_without_contacts_beside_one_that_would_start(empty: Path) -> None:
    handed(command(empty, "invite", "--network", WARD, "--tel", "03-0000-0001"))
    said = (
        f"「みほん新く」というネットワークは、まだありません（いまあるのは {WARD}）。"
        "新しく作るときは、--tel に基幹相談支援センターの電話番号も付けてください。"
        "相談先のないネットワークがあると、run では始まりません。\n"
    )
    assert command(empty, "invite", "--network", "みほん新く") == Ended(2, "", said)
    assert f"「{WARD}」に、調整役として招きます。" in command(empty, "invite").out, "nothing was made by it"


@pytest.mark.parametrize("way", [0, 1], ids=["as it stands", "as it is typed in Japanese"])
def test_a_number_is_kept_as_the_chat_keeps_it_and_only_where_there_is_none(empty: Path, way: int) -> None:
    tel = ("03-0000-0001", "０３ー００００－０００１")[way]
    assert UNUSED not in command(empty, "invite", "--network", WARD, "--tel", tel).out
    assert UNUSED not in command(empty, "invite", "--tel", tel).out, "it stands there already"
    other = command(empty, "invite", "--tel", "03-0000-0002")
    assert handed(other)
    assert other.out.splitlines()[-1] == UNUSED
    world = World(Settings(var=empty, web_port=0))
    ((kept,),) = rows(world, "SELECT contacts FROM networks")
    assert [one["tel"] for one in json.loads(str(kept))] == ["03-0000-0001"]
    world.close()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "まだネットワークがありません。--network に名前を付けて"),
        (("--network", "　"), "まだネットワークがありません。--network に名前を付けて"),
        (("--network", "長" * 101), "[network] の name に、ネットワークの名前を書いてください（100文字まで）。"),
        (
            ("--network", WARD, "--role", "boss"),
            "--role は、次から選んでください： counsellor（相談支援専門員） / support_worker（",
        ),
        *(
            (("--network", WARD, "--tel", no), NO_TEL)
            for no in ("zero", "", "　", "12", "-03", "03-1234-5678-90123456")
        ),
        *((("--network", WARD, "--tel", no), ALWAYS) for no in ("110", "119", "1-1-0", "１１９")),
        (("--network", WARD, "--office", "どこか"), "事業所「どこか」は見つかりませんでした。"),
    ],
)
def test_what_cannot_be_is_said_and_makes_nothing(empty: Path, given: tuple[str, ...], said: str) -> None:
    ended = command(empty, "invite", *given)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert command(empty, "invite").code == 2, "nothing was made by it"


def test_a_real_network_is_not_made_beside_the_invented_one(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    ended = command(settings.var, "invite", "--network", WARD)
    assert (ended.code, "みほん区は架空のネットワークです。" in ended.err) == (2, True)


def test_of_several_networks_one_must_be_named(empty: Path) -> None:
    for name in (WARD, "みほん旧区"):
        handed(command(empty, "invite", "--network", name, "--tel", "03-0000-0001"))
    ended = command(empty, "invite")
    assert (ended.code, f"{WARD} / みほん旧区" in ended.err) == (2, True)


def test_of_two_offices_of_one_name_whoever_comes_chooses(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    world = World(settings)
    with world.app.stores.database.write() as session:
        session.execute(text("UPDATE offices SET name = '相談室' WHERE name LIKE '相談室%'"))
    world.close()
    ended = command(settings.var, "invite", "--office", "相談室")
    assert (ended.code, "「相談室」という事業所がいくつかあります。" in ended.err) == (2, True)
