"""Settings: a broken file is a sentence with its line, and no value is ever echoed."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from bot.app import open_stores
from bot.settings import Settings, SettingsError, load, master_key
from messages.words import words_of
from storage.ids import uuid7

SECRET = "himitsu-no-kagi"
KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without settings in the environment."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str | bytes) -> None:
    """Write idobata.toml."""
    Path("idobata.toml").write_bytes(text.encode() if isinstance(text, str) else text)


def said() -> list[str]:
    """Return the sentences with which the settings are refused."""
    with pytest.raises(SettingsError) as refused:
        load()
    return [words_of().say(problem) for problem in refused.value.problems]


def test_without_a_file_everything_has_its_usual_value() -> None:
    found = load()
    assert found == Settings()
    assert (found.database, found.keys) == ("sqlite:///var/idobata.db", "sqlite:///var/keys.db")
    assert (found.address, found.demo, found.master_key) == ("http://127.0.0.1:8737", False, None)


def test_an_empty_file_says_nothing() -> None:
    write("")
    assert load() == Settings()


def test_a_mark_at_the_beginning_dos_lines_and_remarks_are_fine() -> None:
    write(b'\xef\xbb\xbf# \xe8\xa8\xad\xe5\xae\x9a\r\nweb_port = 9000\r\nweb_url = "https://ido.example/"\r\n')
    found = load()
    assert (found.web_port, found.address) == (9000, "https://ido.example")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "web_port = 9000\nweb_port",
            'idobata.toml の2行目が読めません。「名前 = "値"」の形になっているか確かめてください。',
        ),
        ("\r\n\r\nvar = var", 'idobata.toml の3行目が読めません。「名前 = "値"」の形になっているか確かめてください。'),
        ('var = "x', 'idobata.toml の1行目が読めません。「名前 = "値"」の形になっているか確かめてください。'),
        (
            "\n\nvar = 1\nvar = 2",
            'idobata.toml の4行目が読めません。「名前 = "値"」の形になっているか確かめてください。',
        ),
        (b"\x00" * 64, 'idobata.toml の1行目が読めません。「名前 = "値"」の形になっているか確かめてください。'),
        (
            "a = 1\nb = " + "9" * 5000,
            'idobata.toml の2行目が読めません。「名前 = "値"」の形になっているか確かめてください。',
        ),
        (
            "a = 1\nb = " + "[" * 5000,
            'idobata.toml の2行目が読めません。「名前 = "値"」の形になっているか確かめてください。',
        ),
        (
            b"\x89PNG\r\n\x1a\n\xff\xfe",
            "idobata.toml を開けませんでした。UTF-8の文章で、読む権限があるか確かめてください。",
        ),
        (
            "var = 'あ'".encode("shift_jis"),
            "idobata.toml を開けませんでした。UTF-8の文章で、読む権限があるか確かめてください。",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(text: str | bytes, sentence: str) -> None:
    write(text)
    assert said() == [f"設定ファイル {sentence}"]


def test_a_folder_in_the_place_of_the_file() -> None:
    Path("idobata.toml").mkdir()
    assert said() == ["設定ファイル idobata.toml を開けませんでした。UTF-8の文章で、読む権限があるか確かめてください。"]


def test_a_huge_file_is_refused_as_quickly_as_a_small_one() -> None:
    write("# あ\n" * 200_000 + "oops")
    assert said() == [
        '設定ファイル idobata.toml の200001行目が読めません。「名前 = "値"」の形になっているか確かめてください。'
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('web_port = "kyuusen"', "web_port"),
        ("web_port = -1", "web_port"),
        ("web_port = 65536", "web_port"),
        ("web_port = 1.5", "web_port"),
        ("web_port = [1]", "web_port"),
        ('"web_port" = true_', ""),
        ('demo = "tabun"', "demo"),
        ("var = 5", "var"),
        ('var = "a\\u0000b"', "var"),
        ('perspectives = "a\\u0000b"', "perspectives"),
        ('papers = "a\\u0000b"', "papers"),
        ("web_host = 1", "web_host"),
        ("[web_host]\na = 1", "web_host"),
        ("web_host.a = 1", "web_host"),
        ("'web_host' = 1", "web_host"),
        (f'web_url = "http://{SECRET}.example"', "web_url"),
        (f'web_url = "ftp://{SECRET}"', "web_url"),
        (f'web_url = "https://user:{SECRET}@ido.example"', "web_url"),
        (f'web_url = "https://ido.example/{SECRET}"', "web_url"),
        (f'web_url = "https://ido.example?{SECRET}"', "web_url"),
        (f'web_url = "https://ido.example:{SECRET}"', "web_url"),
        ('web_url = "https://ido.example:99999"', "web_url"),
        ('web_url = "https://[1::2"', "web_url"),
        ('web_url = "ido.example"', "web_url"),
        (f'master_key = "{SECRET}"', "master_key"),
        ('master_key = ""', "master_key"),
        (f'master_key = "{KEY[:-8]}"', "master_key"),
        (f'master_key = "{KEY}{KEY}"', "master_key"),
        (f'database_url = "{SECRET}"', "database_url"),
        (f'database_url = "postgres:://idobata:{SECRET}@db/x"', "database_url"),
        (f'database_url = "postgresql+psycopg://idobata:{SECRET}@db:port/x"', "database_url"),
        (f'database_url = "mysql://idobata:{SECRET}@db/x"', "database_url"),
        ('database_url = "sqlite://"', "database_url"),
        ('keys_url = "sqlite:///:memory:"', "keys_url"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_line_and_never_echoed(line: str, name: str) -> None:
    write(f"# himitsu\n\n{line}\n")
    sentences = said()
    if name:
        cure = "の値が使えません。docs/settings.md の例を見て直してください。"
        assert sentences == [f"設定ファイル idobata.toml の3行目、{name} {cure}"]
    assert [sentence for sentence in sentences if SECRET in sentence or KEY[:8] in sentence] == []
    assert len(sentences) == 1


def test_unknown_names_are_said_with_their_lines_all_at_once() -> None:
    write("web_prot = 1\n\n[slack]\ntoken = 'himitsu'\n[[telegram]]\na = 1\n[ more . b ]\nc = 1\n")
    cure = "という設定はありません。つづりを確かめるか、行を消してください。"
    assert said() == [
        f"設定ファイル idobata.toml の1行目、web_prot {cure}",
        f"設定ファイル idobata.toml の3行目、slack {cure}",
        f"設定ファイル idobata.toml の5行目、telegram {cure}",
        f"設定ファイル idobata.toml の7行目、more {cure}",
    ]


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    write("web_port = 9000\ndemo = false\n")
    monkeypatch.setenv("IDOBATA_WEB_PORT", "9001")
    found = load(demo=True)
    assert (found.web_port, found.demo) == (9001, True)


@pytest.mark.parametrize("name", ["IDOBATA_WEB_PORT", "idobata_web_port"])
def test_the_environment_is_named_where_it_is_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write("web_port = 9000\n")
    monkeypatch.setenv(name, SECRET)
    assert said() == [f"環境変数 {name} の値が使えません。docs/settings.md の例を見て直してください。"]


def test_a_secret_in_the_environment_is_not_echoed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDOBATA_MASTER_KEY", SECRET)
    monkeypatch.setenv("IDOBATA_DATABASE_URL", f"mysql://u:{SECRET}@db/x")
    assert sorted(said()) == [
        "環境変数 IDOBATA_DATABASE_URL の値が使えません。docs/settings.md の例を見て直してください。",
        "環境変数 IDOBATA_MASTER_KEY の値が使えません。docs/settings.md の例を見て直してください。",
    ]


def test_another_place_for_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "other.toml").write_text("web_prot = 1")
    monkeypatch.setenv("IDOBATA_SETTINGS_FILE", str(folder / "other.toml"))
    assert said() == [
        "設定ファイル other.toml の1行目、web_prot という設定はありません。つづりを確かめるか、行を消してください。"
    ]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:80", "http://localhost:8000", "http://[::1]", "https://a.example:8443/"]
)
def test_plain_http_is_for_this_machine_alone(address: str) -> None:
    write(f'web_url = "{address}"')
    assert load().address == address.rstrip("/")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", ""])
def test_a_door_to_the_outside_wants_its_https_address(host: str) -> None:
    write(f'web_host = "{host}"')
    assert said() == [
        "web_host が、このコンピューターの外からも届く設定です。"
        "外から開くアドレス（https://…）を web_url にも書いてください。"
    ]
    write(f'web_host = "{host}"\nweb_url = "https://ido.example"')
    assert load().address == "https://ido.example"


def test_the_address_of_the_other_loopback_has_its_brackets() -> None:
    write('web_host = "::1"')
    assert load().address == "http://[::1]:8737"


def test_the_key_is_made_once_and_for_its_owner_only(folder: Path) -> None:
    settings = Settings(var=folder / "var")
    made = master_key(settings, fresh=True)
    path = folder / "var" / "master.key"
    assert (len(made), master_key(settings, fresh=True)) == (32, made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(found.name for found in path.parent.iterdir()) == ["master.key"]
    assert master_key(Settings(var=folder / "other"), fresh=True) != made


def test_a_key_in_the_settings_is_used_and_none_is_made(folder: Path) -> None:
    write(f'master_key = "{KEY}"')
    settings = load(var=folder / "var")
    assert master_key(settings, fresh=True) == bytes(range(32))
    assert not (folder / "var").exists()
    assert KEY not in repr(settings)


@pytest.mark.parametrize("content", [b"", b"\n", KEY[:20].encode(), b"\xff\xfe", "あ".encode(), (KEY + KEY).encode()])
def test_a_broken_key_file_is_said_and_left_alone(folder: Path, content: bytes) -> None:
    path = folder / "master.key"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        master_key(Settings(var=folder), fresh=False)
    assert [words_of().say(one) for one in refused.value.problems] == [
        "鍵のファイル master.key が壊れています。控えから戻してください。"
    ]
    assert path.read_bytes() == content


def test_a_lost_key_is_not_replaced_where_keys_are(folder: Path) -> None:
    settings = Settings(var=folder)
    stores = open_stores(settings)
    stores.keys.make(uuid7(), uuid7(), uuid7())
    stores.database.dispose()
    stores.keys.engine.dispose()
    (folder / "master.key").unlink()
    with pytest.raises(SettingsError) as refused:
        open_stores(settings)
    assert [words_of().say(one) for one in refused.value.problems] == [
        "鍵のファイル master.key がありません。これが無いと、書かれたものを開けません。控えから戻してください。"
    ]
    assert not (folder / "master.key").exists()


def test_a_key_is_made_anew_where_nothing_was_ever_sealed(folder: Path) -> None:
    settings = Settings(var=folder)
    first = open_stores(settings)
    first.database.dispose()
    first.keys.engine.dispose()
    before = (folder / "master.key").read_bytes()
    (folder / "master.key").unlink()
    again = open_stores(settings)
    again.database.dispose()
    again.keys.engine.dispose()
    assert (folder / "master.key").read_bytes() != before


def test_lost_keys_are_not_replaced_where_a_database_is(folder: Path) -> None:
    settings = Settings(var=folder)
    stores = open_stores(settings)
    stores.database.dispose()
    stores.keys.engine.dispose()
    (folder / "keys.db").unlink()
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(SettingsError) as refused:
        open_stores(settings)
    assert [words_of().say(one) for one in refused.value.problems] == [
        "データベースはありますが、鍵の置き場所 keys.db がありません。"
        "これが無いと、書かれたものを開けません。控えから戻してください。"
    ]
    assert sorted(path.name for path in folder.iterdir()) == before
