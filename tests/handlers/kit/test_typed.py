"""Names, numbers, lists and files: what each field takes of what people type, and the sentence for all else."""

from __future__ import annotations

import pytest

from handlers.kit.errors import LimitError, Refusal
from handlers.kit.fields import AnyField, Name, Number, Option, Select, Upload
from handlers.kit.forms import Form
from handlers.kit.limits import check_field, check_form
from messages.words import given, words_of

WORDS = words_of()
NAME = Name(name="name", ask=given("お名前"), most=30)
NUMBER = Number(name="count", ask=given("何人ですか"), low=1, high=99)
LOOSE = Number(name="count", ask=given("何人ですか"), low=0, high=99, skip=given("とばす"))
UPLOAD = Upload(name="set", ask=given("どうぞ"), ending=".toml", most=30)
FAMILY = "👨‍👩‍👧‍👦"
NEEDED = "ここは、ひとこと書いてから進んでください。"
LETTERS = "文字で書いてください。絵文字や記号だけでは、呼べないためです。"
COUNT = "1から99までの数字で書いてください。"


def refused(field: AnyField, raw: str | None) -> str:
    """Return the sentence with which a field refuses an answer."""
    with pytest.raises(Refusal) as caught:
        field.read(raw, WORDS)
    assert caught.value.field == field.name
    return WORDS.say(caught.value.sentence)


def people(*labels: str) -> Select:
    """Return a list of these people, with keys a, b, c and so on."""
    options = tuple(Option(chr(ord("a") + place), given(label)) for place, label in enumerate(labels))
    return Select(name="who", ask=given("どなた"), options=options)


@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000", "\t\n", "\u200b", "\u200d\u200d", "\u202e\u2066", "\ufeff", "\x00"]
)
def test_a_name_that_shows_nothing_is_none(raw: str | None) -> None:
    assert refused(NAME, raw) == NEEDED


@pytest.mark.parametrize("raw", ["😀", FAMILY, "🇯🇵", "・・・", "！？", "-", "（）", "\u0301", "★☆"])
def test_a_name_of_signs_alone_could_not_be_called(raw: str) -> None:
    assert refused(NAME, raw) == LETTERS


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("佐藤 花子", "佐藤 花子"),
        ("　佐藤　　花子　", "佐藤 花子"),
        ("佐藤\n花子", "佐藤 花子"),
        ("ｻﾄｳ", "ｻﾄｳ"),
        ("髙﨑 𠮷野", "髙﨑 𠮷野"),
        ("佐\u202e藤\u2069", "佐藤"),
        ("佐\u200b藤\u200d", "佐藤"),
        ("か\u3099く", "がく"),
        ("e\u0301mile", "émile"),
        ("相談室 みなも 😀", "相談室 みなも 😀"),
        ("3丁目相談室", "3丁目相談室"),
        ("５０音", "５０音"),
        ("a" * 30, "a" * 30),
        ("が" * 30, "が" * 30),
    ],
)
def test_a_name_is_kept_on_one_line_without_what_cannot_be_seen(raw: str, kept: str) -> None:
    assert NAME.read(raw, WORDS) == kept


@pytest.mark.parametrize("raw", ["あ" * 31, "あ" * 300, "a " * 31])
def test_a_name_that_is_too_long_is_told_by_how_much(raw: str) -> None:
    size = len(" ".join(raw.split()))
    assert refused(NAME, raw) == (
        f"30字までです（いま{size}字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    )


def test_a_name_with_a_tower_of_marks_is_too_long() -> None:
    assert "字までです" in refused(NAME, "あ" + "\u0301" * 1000)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("1", "1"), ("99", "99"), ("１２", "12"), ("007", "7"), (" 5 ", "5"), ("５\n", "5"), ("\u200e8", "8"), ("②", "2")],
)
def test_a_number_is_read_in_any_width(raw: str, kept: str) -> None:
    assert NUMBER.read(raw, WORDS) == kept


@pytest.mark.parametrize(
    "raw",
    [
        None, "", " ", "0", "100", "-1", "－１", "+1", "1.5", "1,000", "1e3", "0x10", "五", "十二", "壱", "1人", "½",
        "٣", "१", str(10**30), "9" * 400, "1 2", "nan", "Ⅳ",
    ],
)  # fmt: skip
def test_anything_else_is_no_number(raw: str | None) -> None:
    assert refused(NUMBER, raw) == COUNT


def test_a_number_may_be_left_out_where_that_is_offered_and_nought_is_one() -> None:
    assert (LOOSE.read("", WORDS), LOOSE.read("０", WORDS)) == (None, "0")


@pytest.mark.parametrize("raw", ["c", "佐藤 花子", "佐藤花子", "花 子", "花子"])
def test_one_of_many_is_found_by_key_by_name_and_by_a_part_of_it(raw: str) -> None:
    assert people("田中 一郎", "田中 二郎", "佐藤 花子").read(raw, WORDS) == "c"


def test_what_means_one_exactly_is_that_one_though_others_have_it_too() -> None:
    assert people("みなも", "みなも第二", "ほかのみなも").read("みなも", WORDS) == "a"
    assert people("b", "x").read("b", WORDS) == "b"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "どれか1つを選んでください。"),
        (" \u200b ", "どれか1つを選んでください。"),
        ("鈴木", "見つかりませんでした。名前の一部を書いてみてください。"),
        ("。", "見つかりませんでした。名前の一部を書いてみてください。"),
        ("田中", "2件あります。下から選ぶか、もう少し長く書いてください。"),
        ("み" * 5000, "見つかりませんでした。名前の一部を書いてみてください。"),
    ],
)
def test_one_of_many_that_is_none_or_several(raw: str | None, said: str) -> None:
    assert refused(people("田中 一郎", "田中 二郎", "佐藤 花子"), raw) == said


def test_a_chat_offers_what_was_typed_and_says_that_there_is_more() -> None:
    field = people(*(f"田中 {number}" for number in range(9)), "佐藤 花子", "佐藤 次郎")
    keys = [
        "".join(option.key for option in field.offered(typed, WORDS)) for typed in (None, "佐藤", "鈴木", "j", "田中")
    ]
    assert keys == ["abcdefgh", "jk", "abcdefgh", "jabcdefg", "abcdefgh"]
    said = [field.more(typed, WORDS) is not None for typed in (None, "佐藤", "鈴木", "j")]
    assert said == [True, False, True, True]
    assert people(*"あいうえおかきく").more(None, WORDS) is None


def test_an_option_that_is_gone_stands_no_more() -> None:
    field = people("田中", "佐藤")
    assert [field.stands("a"), field.stands("z"), field.show("z", WORDS)] == [True, False, ""]
    assert Form(given("x"), (field,)).known({"who": "z"}) == {}
    assert Form(given("x"), (field,)).known({"who": "a"}) == {"who": "a"}


@pytest.mark.parametrize(
    ("raw", "kept"), [("a\r\nb", "a\nb"), ("\ufeffa", "a"), ("あ" * 10, "あ" * 10), (" a ", " a ")]
)
def test_a_file_is_what_it_says(raw: str, kept: str) -> None:
    assert UPLOAD.read(raw, WORDS) == kept


def test_a_file_is_refused_by_its_name_its_size_and_its_letters() -> None:
    for name, data, said in (
        ("a.png", b"x", "kit-file-needed"),
        ("toml", b"x", "kit-file-needed"),
        ("a.toml", b"x" * 31, "kit-file-long"),
        ("a.toml", b"\xff", "kit-file-encoding"),
    ):
        with pytest.raises(Refusal) as caught:
            UPLOAD.text_of(name, data)
        assert (caught.value.sentence.id, caught.value.field) == (said, "set")
    assert UPLOAD.text_of("A.TOML", b"x") == "x"
    assert refused(UPLOAD, "あ" * 11) == "大きすぎるファイルです。10字くらいまでにしてください。"
    assert refused(UPLOAD, " \n") == ".tomlのファイルを選んでください。"


@pytest.mark.parametrize(
    ("ending", "most"), [("toml", 30), (".", 30), (".TOML", 30), (".toml", 0), (".toml", 100_001), ("", 30)]
)
def test_a_file_that_no_face_could_ask_for_is_refused_at_declaration(ending: str, most: int) -> None:
    with pytest.raises(LimitError):
        check_field(Upload(name="set", ask=given("どうぞ"), ending=ending, most=most), WORDS)


def test_a_file_is_no_answer_in_a_talk() -> None:
    check_form(Form(given("x"), (UPLOAD,)), WORDS)
    with pytest.raises(LimitError):
        check_form(Form(given("x"), (UPLOAD,), one_by_one=True), WORDS)


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_list_has_from_one_to_five_hundred(count: int, fits: bool) -> None:
    options = tuple(Option(f"k{number}", given(f"人{number}")) for number in range(count))
    field = Select(name="who", ask=given("どなた"), options=options)
    if fits:
        check_field(field, WORDS)
    else:
        with pytest.raises(LimitError):
            check_field(field, WORDS)


@pytest.mark.parametrize(
    ("key", "label", "fits"),
    [
        ("a", "あ" * 75, True),
        ("a", "あ" * 76, False),
        ("a", "👩" * 38, False),
        ("k" * 22, "あ", True),
        ("k" * 23, "あ", False),
        ("a.b", "あ", False),
        ("a", "", False),
    ],
)
def test_a_list_whose_names_or_keys_do_not_fit_is_refused(key: str, label: str, fits: bool) -> None:
    field = Select(name="who", ask=given("どなた"), options=(Option(key, given(label)),))
    if fits:
        check_field(field, WORDS)
    else:
        with pytest.raises(LimitError):
            check_field(field, WORDS)
