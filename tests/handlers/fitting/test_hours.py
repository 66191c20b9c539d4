"""When a visit begins, in one's own words: what is taken on a page and in a chat, and how the rest is asked back."""

from __future__ import annotations

import pytest

from handlers.fitting.hours import CLOCKS, Tapped, Typed
from handlers.kit.errors import Refusal
from handlers.kit.fields import Option
from messages.words import given, words_of

WORDS = words_of()
ASK = given("何時からにしますか。")
PAGE = Typed(name="hour", ask=ASK)
CHAT = Tapped(
    name="hour", ask=ASK, options=tuple(Option(f"m{minute}", given(clock)) for clock, minute in CLOCKS.items())
)
UNREAD = "始まる時間として読めませんでした。「14:00」「午後2時半」のように書いてください。"
OUTSIDE = "始まる時間は、8:00から19:00まで、15分ごとに入れられます。"


def half(clock: str) -> str:
    """Return how it is asked back whether an hour of the morning or of the afternoon was meant."""
    return f"午前か午後かが分かるように、「{clock}」のように書いてください。"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("十時半", "10:30"),
        ("午後2時", "14:00"),
        ("午後２時半", "14:30"),
        ("14時から", "14:00"),
        ("１４：１５", "14:15"),
        ("0930", "9:30"),
        ("午前十時", "10:00"),
        ("朝8時〜", "8:00"),
        ("10", "10:00"),
        ("十", "10:00"),
        ("９時スタート", "9:00"),
        ("正午", "12:00"),
        ("18時45分", "18:45"),
        ("19:00", "19:00"),
        ("m840", "14:00"),
    ],
)
def test_an_hour_is_read_as_people_write_it_and_again_as_it_is_kept(typed: str, kept: str) -> None:
    for field in (PAGE, CHAT):
        assert (field.read(typed, WORDS), field.read(kept, WORDS)) == (kept, kept)
        assert (field.stands(kept), field.stands("7:00"), field.show(kept, WORDS)) == (True, False, kept)
    # What is answered anew in a chat stands before all others.
    assert WORDS.say(CHAT.offered(kept, WORDS)[0].label) == kept


@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        ("あとで", UNREAD, "8:00"),
        ("25時", UNREAD, "8:00"),
        ("夕方", UNREAD, "8:00"),
        ("10時から11時", UNREAD, "8:00"),
        ("2時", half("14:00"), "14:00"),
        ("三時半", half("15:30"), "15:30"),
        ("7時", half("19:00"), "19:00"),
        ("14:05", OUTSIDE, "8:00"),
        ("19:15", OUTSIDE, "8:00"),
        ("午前7時15分", OUTSIDE, "8:00"),
        (" ", "始まる時間を、「14:00」「午後2時半」のように書いてください。", "8:00"),
    ],
)
def test_what_is_no_hour_of_a_visit_is_asked_back_in_a_sentence(typed: str, said: str, first: str) -> None:
    for field in (PAGE, CHAT):
        with pytest.raises(Refusal) as refused:
            field.read(typed, WORDS)
        assert (WORDS.say(refused.value.sentence), refused.value.field) == (said, "hour")
    assert WORDS.say(CHAT.offered(typed, WORDS)[0].label) == first
    assert CHAT.more(typed, WORDS) is None
