"""From the page's JSON to an event: the recorded payloads, and everything that no page of ours sends."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faces.web.parse import Unreadable, cursor_micros, parse_event, parse_json, parse_person
from handlers.kit.events import Said, Sent, Tapped

SAMPLES = json.loads((Path(__file__).parent / "samples" / "events.json").read_text(encoding="utf-8"))
ID = "0b7e8a52-0f0c-4a8e-9d6b-3f5a0f7b1c11"
SENT = {"id": ID, "draft": "d", "version": 1, "answers": {"a": "b"}}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["what"] for sample in SAMPLES])
def test_a_recorded_payload(sample: dict[str, Any]) -> None:
    event, _ = parse_event(json.dumps(sample["body"]).encode(), "u1")
    assert {type(event.act).__name__: dataclasses.asdict(event.act)} == sample["act"]
    assert (event.source, event.external_id) == ("web:u1", sample["body"]["id"])
    assert (event.platform, event.user_id) == ("web", "u1")


def without(name: str) -> dict[str, Any]:
    """Return the payload of a page without one of its parts."""
    return {key: value for key, value in SENT.items() if key != name}


BROKEN: list[Any] = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"5",
    b'"say"',
    b"\xff\xfe\x00",
    b"\x00",
    b"[" * 100_000,
    b'{"a":' * 40_000,
    b'{"id": "' + ID.encode() + b'", "say": "x"',
    b'{"id": 1e999999, "say": "x"}',
    b'{"id": "' + ID.encode() + b'", "say": ' + b"9" * 10_000 + b"}",
    b'{"id": "' + ID.encode() + b'", "draft": "d", "answers": {}, "version": ' + b"9" * 10_000 + b"}",
    {},
    {"id": ID},
    {"say": "x"},
    {"id": None, "say": "x"},
    {"id": 5, "say": "x"},
    {"id": [ID], "say": "x"},
    {"id": "", "say": "x"},
    {"id": "short", "say": "x"},
    {"id": "a" * 65, "say": "x"},
    {"id": ID + "\n", "say": "x"},
    {"id": ID[:-1] + "１", "say": "x"},
    {"id": "\ud800" * 10, "say": "x"},
    {"id": ID, "say": None},
    {"id": ID, "say": 5},
    {"id": ID, "say": ["x"]},
    {"id": ID, "say": {"text": "x"}},
    {"id": ID, "tap": None},
    {"id": ID, "tap": True},
    {"id": ID, "tap": {"data": "x"}},
    without("draft"),
    without("version"),
    without("answers"),
    SENT | {"draft": None},
    SENT | {"draft": 5},
    SENT | {"version": True},
    SENT | {"version": False},
    SENT | {"version": "1"},
    SENT | {"version": 1.0},
    SENT | {"version": None},
    SENT | {"answers": None},
    SENT | {"answers": []},
    SENT | {"answers": "a"},
    SENT | {"answers": {"a": 5}},
    SENT | {"answers": {"a": True}},
    SENT | {"answers": {"a": ["b"]}},
    SENT | {"answers": {"a": {"b": "c"}}},
    SENT | {"answers": {str(number): "x" for number in range(51)}},
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_what_no_page_sends_is_unreadable(body: Any) -> None:
    with pytest.raises(Unreadable):
        parse_event(body if isinstance(body, bytes) else json.dumps(body).encode(), "u1")


def test_bytes_that_are_no_text_stay_in_their_place() -> None:
    body = b'{"id": "' + ID.encode() + b'", "say": "a\xffb\xed\xa0\x80c"}'
    assert parse_event(body, "u1")[0].act == Said("a\ufffdb\ufffd\ufffd\ufffdc")


def test_halves_of_a_pair_are_left_out_and_whole_pairs_stay() -> None:
    halves = b'{"id": "' + ID.encode() + b'", "say": "a\\ud83db\\ude00\\ud83d\\ude00\\udc00"}'
    assert parse_event(halves, "u1")[0].act == Said("ab😀")
    answers = json.dumps(SENT | {"answers": {"a": "\ud800x", "b": "\udfff", "c": None}}).encode()
    assert parse_event(answers, "u1")[0].act == Sent("d", 1, {"a": "x", "b": "", "c": None})


def test_a_nul_and_a_huge_version_and_a_megabyte_can_be_read() -> None:
    assert parse_event(json.dumps({"id": ID, "say": "a\0b"}).encode(), "u1")[0].act == Said("a\0b")
    assert parse_event(json.dumps(SENT | {"version": 10**300}).encode(), "u1")[0].act == Sent("d", 10**300, {"a": "b"})
    assert parse_event(json.dumps({"id": ID, "say": "あ" * 350_000}).encode(), "u1")[0].act == Said("あ" * 350_000)
    assert parse_event(json.dumps({"id": ID, "tap": "x" * 100_000}).encode(), "u1")[0].act == Tapped("x" * 100_000)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)
LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just(ID) | ANY_JSON,
        "say": ANY_JSON,
        "tap": ANY_JSON,
        "draft": ANY_JSON,
        "version": ANY_JSON,
        "answers": st.dictionaries(st.text(st.characters()), st.none() | st.text(st.characters())) | ANY_JSON,
    },
)


@given(body=st.binary() | LIKELY.map(lambda data: json.dumps(data).encode()))
def test_any_body_is_an_event_that_can_be_sent_back_or_unreadable(body: bytes) -> None:
    try:
        event, _ = parse_event(body, "u1")
    except Unreadable:
        return
    assert event.external_id == json.loads(body.decode("utf-8", "replace"))["id"]
    texts = list(event.act.answers.values()) if isinstance(event.act, Sent) else []
    texts += [event.act.text] if isinstance(event.act, Said) else []
    assert [text for text in texts if text is not None and text.encode().decode() != text] == []


@pytest.mark.parametrize(
    ("cursor", "micros"),
    [
        ("1795423800000000", 1795423800000000),
        (1795423800000000, 1795423800000000),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("١٢٣", 0),
        ("9" * 17, 10**17 - 1),
        ("9" * 18, 0),
        ("x", 0),
        (None, 0),
        (True, 0),
        ([], 0),
        ({"a": 1}, 0),
        ("\ud800", 0),
    ],
)
def test_an_odd_cursor_is_the_beginning(cursor: Any, micros: int) -> None:
    assert cursor_micros({"cursor": cursor}) == micros


def test_no_cursor_is_the_beginning() -> None:
    assert cursor_micros({}) == 0


def test_json_that_is_no_object_is_unreadable() -> None:
    assert parse_json(b'{"a": [1]}') == {"a": [1]}
    with pytest.raises(Unreadable):
        parse_json(b"[1]")


@pytest.mark.parametrize(
    ("body", "person"),
    [
        (b"person=abc", "abc"),
        (b"a=1&person=abc&person=def", "abc"),
        (b"person=%E3%81%82+b", "あ b"),
        (b"", ""),
        (b"person=", ""),
        (b"person=%ff%00", "\ufffd\0"),
        (b"\xff\xfe&=&&%&person", ""),
        (b"--x\r\nContent-Disposition: form-data; name=person\r\n\r\nabc", ""),
    ],
)
def test_the_person_of_the_demo_form(body: bytes, person: str) -> None:
    assert parse_person(body) == person
