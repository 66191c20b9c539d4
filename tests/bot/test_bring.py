"""Bringing a network in: every bad row is named by its number, and nothing is written before all is well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.bring import BringError, bring, read_file
from messages.words import words_of
from storage import accounts, changes, hosts, networks, offices, people
from storage.db import Here
from tests.world import CENTRE, START, World

GOOD = """
[network]
name = "ためし市"

[[contacts]]
name = "ためし市 相談センター"
tel = "03-0000-0009"

[[offices]]
name = "相談室 あけぼの"
corporation = "ためし会"
counsellors = 2

[[people]]
name = "山本 ひかり"
office = "相談室 あけぼの"
roles = ["chief"]

[[people]]
name = "山本 あゆむ"
office = "相談室 あけぼの"
"""


def written(folder: Path, text: str | bytes) -> Path:
    """Write a network file."""
    path = folder / "ward.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def said(path: Path) -> list[str]:
    """Return the sentences with which a file is refused."""
    with pytest.raises(BringError) as refused:
        read_file(path)
    return [words_of().say(problem) for problem in refused.value.problems]


def test_every_bad_row_is_named_by_its_number(tmp_path: Path) -> None:
    text = """
[network]
zone = "Tokyo"
perspectives = "nowhere"
[terms]
well = ""
unknown = "x"
[[contacts]]
name = "よい相談先"
tel = "03-0000-0001"
[[contacts]]
name = "数字でない"
tel = "０３-0000"
[[contacts]]
tel = "03-0000-0001"
[[offices]]
name = "相談室 あけぼの"
[[offices]]
corporation = "名前がない"
[[offices]]
name = "数が言葉"
counsellors = "三"
[[people]]
name = "ここは よい"
office = "相談室 あけぼの"
[[people]]
office = "相談室 あけぼの"
[[people]]
name = "どこにもいない"
office = "相談室 ゆうやけ"
roles = ["boss"]
"""
    assert said(written(tmp_path, text)) == [
        "[network] の name に、ネットワークの名前を書いてください（100文字まで）。",
        "[network] の zone は、Asia/Tokyo のように書いてください。",
        "視点のセットが使えません（nowhere）。docs/perspectives.md の例と見くらべてください。",
        "[terms] の well は変えられません。決まった名前か、20文字まででお願いします。",
        "[terms] の unknown は変えられません。決まった名前か、20文字まででお願いします。",
        "2番目の contacts に、name（26文字まで）と tel（数字とハイフン）を書いてください。",
        "3番目の contacts に、name（26文字まで）と tel（数字とハイフン）を書いてください。",
        "2番目の offices に、name（100文字まで）を書いてください。corporation は文字、counsellors は数で書きます。",
        "3番目の offices に、name（100文字まで）を書いてください。corporation は文字、counsellors は数で書きます。",
        "2番目の people に、name（60文字まで）と、offices にある office を書いてください。",
        "3番目の people に、name（60文字まで）と、offices にある office を書いてください。",
        "3番目の people の roles は、次から選んでください： "
        "counsellor, support_worker, chief, centre, coordinator, manager, observer",
    ]


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ("network = 5", "[network] の name"),
        ("[[network]]\nname = 'x'", "[network] の name"),
        ("network = {name = 5}", "[network] の name"),
        ('network = {name = "\\u200b"}', "[network] の name"),
        ("contacts = 'x'\n" + GOOD.replace("[[contacts]]", "[[others]]"), "1番目の contacts"),
        ("contacts = {name = 'x', tel = '1'}\n" + GOOD.replace("[[contacts]]", "[[others]]"), "1番目の contacts"),
        (GOOD.replace('tel = "03-0000-0009"', "tel = 119"), "1番目の contacts"),
        (GOOD.replace("ためし市 相談センター", "あ" * 27), "1番目の contacts"),
        (GOOD.replace("相談室 あけぼの", "あ" * 101), "1番目の offices"),
        (GOOD.replace("counsellors = 2", "counsellors = true"), "1番目の offices"),
        (GOOD.replace("counsellors = 2", "counsellors = -1"), "1番目の offices"),
        (GOOD.replace('corporation = "ためし会"', "corporation = 3"), "1番目の offices"),
        (GOOD.replace("山本 あゆむ", "あ" * 61), "2番目の people"),
        (GOOD.replace('roles = ["chief"]', "roles = 'chief'"), "1番目の people の roles"),
        (GOOD.replace("counsellors = 2", "tel = '０３'"), "1番目の offices の address は200文字"),
        (GOOD.replace("counsellors = 2", "tel = 3"), "1番目の offices の address は200文字"),
        (GOOD.replace("counsellors = 2", f"address = '{'あ' * 201}'"), "1番目の offices の address は200文字"),
        (GOOD.replace("counsellors = 2", f"parking = '{'あ' * 101}'"), "1番目の offices の address は200文字"),
        (GOOD.replace('roles = ["chief"]', "hours = '火 午後'"), "1番目の people の hours"),
        (GOOD.replace('roles = ["chief"]', "hours = ['火 25時-26時']"), "1番目の people の hours"),
        (GOOD.replace('roles = ["chief"]', "hours = [1]"), "1番目の people の hours"),
        (GOOD.replace('roles = ["chief"]', "roles = [['chief']]"), "1番目の people の roles"),
        ("terms = 3\n" + GOOD, "[terms] の terms"),
        (GOOD + "[terms]\nwell = 5", "[terms] の well"),
        (GOOD + "[[contacts]]\nname = 'x'\ntel = '1'\n" * 8, "contacts は8件まで"),
    ],
)
def test_a_wrong_shape_is_one_sentence(tmp_path: Path, shape: str, sentence: str) -> None:
    problems = said(written(tmp_path, shape))
    assert [problem for problem in problems if problem.startswith(sentence)] == problems[:1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n\nname = ", "ward.toml の3行目が読めません。docs/ward.md の例と見くらべてください。"),
        ("[network", "ward.toml の1行目が読めません。docs/ward.md の例と見くらべてください。"),
        ("a = 1\nb = " + "[" * 5000, "ward.toml の2行目が読めません。docs/ward.md の例と見くらべてください。"),
        ("a = 1\nb = " + "9" * 5000, "ward.toml の2行目が読めません。docs/ward.md の例と見くらべてください。"),
        (
            GOOD.encode("shift_jis"),
            "ward.toml が読めません。文字コードをUTF-8にして、保存し直してください。",
        ),
        (b"\0" * 100, "ward.toml の1行目が読めません。docs/ward.md の例と見くらべてください。"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    assert said(written(tmp_path, text)) == [sentence]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert said(tmp_path / "nowhere.toml") == ["nowhere.toml を開けませんでした。場所を確かめてください。"]
    assert said(tmp_path) == [f"{tmp_path.name} を開けませんでした。場所を確かめてください。"]


def test_a_mark_at_the_beginning_and_dos_lines_are_fine(tmp_path: Path) -> None:
    plain = read_file(written(tmp_path, GOOD))
    assert read_file(written(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())) == plain


def listed(world: World, name: str) -> list[tuple[str, str, int, list[str], int]]:
    """Return (name, office, its size, roles, number of accounts) of a network's people."""
    with world.app.stores.database.read() as session:
        network = networks.by_name(session, name)
        assert network is not None
        here = Here(session, network.id)
        found = []
        for person in people.everyone(here):
            office = session.get_one(offices.Office, (network.id, person.office_id))
            own = accounts.of_person(here, person.id)
            roles = people.roles_of(here, person.id)
            found.append((person.name, office.name, office.counsellors, roles, len(own)))
        return found


def test_a_second_network_comes_beside_the_first(world: World, tmp_path: Path) -> None:
    before = listed(world, "みほん区")
    assert bring(world.app.stores.database, read_file(written(tmp_path, GOOD)), START) == 2
    assert listed(world, "ためし市") == [
        ("山本 ひかり", "相談室 あけぼの", 2, ["chief"], 1),
        ("山本 あゆむ", "相談室 あけぼの", 2, ["counsellor"], 1),
    ]
    assert listed(world, "みほん区") == before
    assert (len(before), before[0][0]) == (9, CENTRE)


def test_again_it_adds_and_corrects_and_deletes_nothing(world: World, tmp_path: Path) -> None:
    database = world.app.stores.database
    bring(database, read_file(written(tmp_path, GOOD)), START)
    assert bring(database, read_file(written(tmp_path, GOOD)), START) == 2
    again = """
[network]
name = "ためし市"
zone = "Asia/Seoul"
[terms]
well = "井戸"
[[contacts]]
name = "ほかの相談先"
tel = "03-0000-0008"
hours = "平日"
[[offices]]
name = "相談室  あけぼの\\u200b"
counsellors = 3
[[people]]
name = "山本　あゆむ"
office = "相談室 あけぼの"
roles = ["support_worker"]
[[people]]
name = "山本 いずみ"
office = "相談室 あけぼの"
"""
    assert bring(database, read_file(written(tmp_path, again)), START) == 3
    assert listed(world, "ためし市") == [
        ("山本 ひかり", "相談室 あけぼの", 3, ["chief"], 1),
        ("山本 あゆむ", "相談室 あけぼの", 3, ["support_worker"], 1),
        ("山本 いずみ", "相談室 あけぼの", 3, ["counsellor"], 1),
    ]
    with database.read() as session:
        network = networks.by_name(session, "ためし市")
        assert network is not None
        found: tuple[Any, ...] = (network.zone, network.terms, network.contacts, network.invented)
    assert found == (
        "Asia/Seoul",
        {"well": "井戸"},
        [{"name": "ほかの相談先", "tel": "03-0000-0008", "hours": "平日"}],
        False,
    )


def test_what_coordinators_have_changed_in_the_chat_stays_as_they_left_it(world: World, tmp_path: Path) -> None:
    database = world.app.stores.database
    file = GOOD + '[terms]\nwell = "井戸"\nreflection = "みかえし"\n'
    bring(database, read_file(written(tmp_path, file)), START)
    with database.write() as session:
        network = networks.by_name(session, "ためし市")
        assert network is not None
        here = Here(session, network.id)
        by = people.everyone(here)[0].id
        network.terms = {"well": "いど", "reflection": "みかえし"}
        changes.add(here, by, "term.well", "井戸", "いど", START)
        network.contacts = [{"name": "よるの電話", "tel": "110", "hours": ""}]
        changes.add(here, by, "contacts", [], network.contacts, START)
    bring(database, read_file(written(tmp_path, file.replace("みかえし", "ふり返り"))), START)
    with database.read() as session:
        found = networks.by_name(session, "ためし市")
        assert found is not None
        assert found.terms == {"well": "いど", "reflection": "ふり返り"}
        assert [one["name"] for one in found.contacts] == ["よるの電話"]


def test_offices_have_places_and_hosts_have_hours_that_what_was_said_since_outlasts(
    world: World, tmp_path: Path
) -> None:
    place = 'address = "ためし市0丁目"\ntel = "03-0000-0008"\nparking = "1台"\n'
    text = GOOD.replace("counsellors = 2\n", f"counsellors = 2\n{place}").replace(
        'roles = ["chief"]', 'roles = ["chief"]\nhours = ["火 午後", "木 10:00-12:00"]'
    )
    bring(world.app.stores.database, read_file(written(tmp_path, text)), START)
    assert kept_place(world) == ("ためし市0丁目", "03-0000-0008", "1台", [[1, 780, 1020], [3, 600, 720]])
    # Another time the file says less, and something else: what is there stays.
    with world.app.stores.database.write() as session:
        here = Here(session, networks.by_name(session, "ためし市").id)  # type: ignore[union-attr]
        hosts.put_week(here, people.by_name(here, "山本 ひかり")[0].id, START.date(), [])
    bring(world.app.stores.database, read_file(written(tmp_path, text.replace(place, 'tel = "119"\n'))), START)
    assert kept_place(world) == ("ためし市0丁目", "119", "1台", [])


def kept_place(world: World) -> tuple[str, str, str, list[list[int]]]:
    """Return what is kept of where the office is, and when its 主任 has time now."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.by_name(session, "ためし市").id)  # type: ignore[union-attr]
        office, host = offices.by_name(here, "相談室 あけぼの"), people.by_name(here, "山本 ひかり")[0].id
        assert office
        return office.address, office.tel, office.parking, hosts.weeks(here, [host])[host][-1].spans
