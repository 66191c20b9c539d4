"""Hours of a contact, and whether they hold now."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.language.opening import is_open

MONDAY, SATURDAY = datetime(2026, 11, 30), datetime(2026, 11, 28)
# A public holiday that is a Monday: offices are closed.
HOLIDAY = datetime(2026, 11, 23)
# A Saturday at the turn of the year.
NEW_YEAR = datetime(2027, 1, 2)
ORDINARY = (MONDAY, SATURDAY)


@pytest.mark.parametrize(
    ("hours", "day", "hour", "opens"),
    [
        ("平日 8:30〜17:15", MONDAY, (8, 30), True),
        ("平日 8:30〜17:15", MONDAY, (17, 14), True),
        ("平日 8:30〜17:15", MONDAY, (17, 15), False),
        ("平日 8:30〜17:15", MONDAY, (8, 29), False),
        ("平日 8:30〜17:15", SATURDAY, (12, 0), False),
        ("平日 8:30〜17:15", HOLIDAY, (12, 0), False),
        ("平日９時～１７時", MONDAY, (12, 0), True),
        ("24時間", HOLIDAY, (3, 0), True),
        ("24時間365日", SATURDAY, (3, 0), True),
        ("毎日24時間対応", SATURDAY, (3, 0), True),
        ("毎日 17:00〜22:00", HOLIDAY, (21, 59), True),
        ("毎日 17:00〜22:00", HOLIDAY, (22, 0), False),
        ("毎日 9:00〜12:00、13:00〜17:00", SATURDAY, (12, 30), False),
        ("年中無休 10時から20時まで", SATURDAY, (19, 0), True),
        ("月〜金 9:00-17:00", MONDAY, (9, 0), True),
        ("月曜日から金曜日 9時〜17時", MONDAY, (9, 0), True),
        ("月〜金 9:00-17:00", SATURDAY, (9, 0), False),
        ("月〜土 9:00-17:00", SATURDAY, (9, 0), True),
        ("月・水・土 午前", SATURDAY, (9, 0), True),
        ("月〜金 9:00-17:00（祝日・年末年始を除く）", HOLIDAY, (12, 0), False),
        ("月〜金 9:00-17:00（祝日・年末年始を除く）", MONDAY, (12, 0), True),
        ("月〜土 9:00〜17:00（祝日・年末年始を除く）", SATURDAY, (12, 0), True),
        ("月〜土 9:00〜17:00（祝日・年末年始を除く）", NEW_YEAR, (12, 0), False),
        ("毎日 9:00〜17:00（祝日・年末年始休み）", HOLIDAY, (12, 0), False),
        ("月〜金曜日（土日祝、年末年始は休み）8時30分〜17時15分", MONDAY, (12, 0), True),
        ("平日（月〜金） 8:30〜17:15", HOLIDAY, (12, 0), False),
        ("8:30〜17:15（平日）", MONDAY, (12, 0), True),
        ("年中無休（24時間）", NEW_YEAR, (12, 0), True),
        ("24時間（365日）", NEW_YEAR, (12, 0), True),
    ],
)
def test_hours_as_people_write_them(hours: str, day: datetime, hour: tuple[int, int], opens: bool) -> None:
    local = day.replace(hour=hour[0], minute=hour[1])
    assert is_open(hours, local, ordinary=day in ORDINARY) is opens


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        ("", MONDAY),
        ("9:00〜17:00", MONDAY),
        ("毎日 22:00〜6:00", MONDAY),
        ("平日 9:00〜17:00（第3水曜は休み）", MONDAY),
        ("平日 日中", MONDAY),
        ("まず電話を", MONDAY),
        # Whether these hold on a holiday is not said.
        ("月〜金 9:00-17:00", HOLIDAY),
        ("金〜月 9:00-17:00", MONDAY),
        # What a bracket says besides must not be passed over, nor that it says one of the two only.
        ("平日 9:00〜17:00（水曜・祝日を除く）", MONDAY),
        ("平日 9:00〜17:00（昼休みと祝日を除く）", MONDAY),
        ("月〜土 9:00〜17:00（土曜・祝日は12時まで、年末年始は休み）", SATURDAY),
        ("月〜金 9:00〜17:00（祝日も受付、年末年始を除く）", HOLIDAY),
        ("月〜金 9:00〜17:00（年末年始を除く）", HOLIDAY),
        ("毎日 9:00〜17:00（年末年始を除く）", HOLIDAY),
        ("平日 8:30〜17:15、土 9:00〜12:00", MONDAY),
        ("毎日 17:00〜翌9:00", MONDAY),
        ("あ" * 300, MONDAY),
    ],
)
def test_of_hours_that_cannot_be_read_nothing_is_said(hours: str, day: datetime) -> None:
    assert is_open(hours, day.replace(hour=12), ordinary=day in ORDINARY) is None
