"""How many deadlines lie in which year: bars with their numbers, the same in words, no name in it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from bot.app import build_house
from bot.turns import Turns
from handlers.kit.limits import FILE_SAYS
from handlers.ladder.due import MOST, draw, due_by_year
from messages.words import Msg
from tests.chat import Chat
from tests.handlers.ladder.steps import S, texts
from tests.png import size_of
from tests.world import World

BARS = [("令和8年度", 3, "3人"), ("令和9年度", 0, "0人"), ("令和10年度", 6, "6人")]


def test_each_year_has_its_bar_and_its_number() -> None:
    root = fromstring(draw("期限のある年度", "令和8年11月23日（月）のようす", BARS))
    assert texts(root, "year") == ["令和8年度3人", "令和9年度0人", "令和10年度6人"]
    groups = [one for one in root.iter(f"{S}g") if one.get("class") == "year"]
    bars = [float(bar.get("width") or 0) if (bar := one.find(f"{S}rect")) is not None else 0 for one in groups]
    assert bars == [bars[2] / 2, 0, bars[2]] and bars[2] > 300
    desc = root.find(f"{S}desc")
    assert desc is not None and desc.text == "令和8年度 3人、令和9年度 0人、令和10年度 6人"


def test_the_file_has_the_years_between_and_says_them(world: World) -> None:
    stores = world.app.stores
    turns = Turns(stores.database, stores.keys, build_house(), world.clock)
    with stores.database.writer.begin() as link:
        turn = turns.begin(link, "web", world.person(), Chat(world, world.person()).traits)
        file = due_by_year(turn, {2026: 3, 2028: 6})
        assert turn.words.say(file.says) == "令和8年度：3人。令和9年度：0人。令和10年度：6人。"
        assert texts(fromstring(file.makes["svg"]()), "year") == ["令和8年度3人", "令和9年度0人", "令和10年度6人"]
        assert size_of(file.makes["png"]())[0] == 1080
        nobody = due_by_year(turn, {})
        assert nobody.says == Msg("ladder-due-nobody")
        fromstring(nobody.makes["svg"]())
        long = due_by_year(turn, dict.fromkeys(range(2026, 2060), 9999))
        assert turn.words.say(long.says).count("：") == MOST and len(turn.words.say(long.says)) <= FILE_SAYS
