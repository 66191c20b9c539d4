"""Lines for an 個別SV: chosen one by one, looked at, shown to one person, taken back; on every face."""

from __future__ import annotations

from tests.handlers.reflection.steps import reflect
from tests.handlers.sharing.conftest import Pair
from tests.handlers.sharing.steps import (
    ALONES_NAME,
    BEGIN,
    CHIEFS_NAME,
    LINE,
    NEXT,
    SHOW,
    SINGLE,
    STEP,
    chooses,
    rows,
    shares,
)

READS = (
    "加藤 みのりさんのふりかえりから",
    f"本人中心：{LINE}",
    f"次の一歩：{STEP}",
    "12月24日（木）まで、ここで読めます。",
    "本人が選んだことばです。ほかの人には見せないでください。",
)


def test_line_by_line_to_one_person_and_back(pair: Pair) -> None:
    talk, chief = pair
    reflect(talk, line=LINE, step=STEP).taps(BEGIN).sees(
        "見せるところは、1行ずつ選びます。だれにどう見えるかは、見せる前にお見せします。",
        "［ふたりで交換する］",
        "［個別SVに持っていく］",
        "［グループSVに持っていく］",
    )
    talk.taps(SINGLE).sees(
        "見せるところを選んでください",
        f"1 本人中心（見せない）：{LINE}",
        f"2 社会モデル（見せない）：{LINE}",
        f"3 次の一歩（見せない）：{STEP}",
    )
    talk.taps(NEXT).sees("見せるところを、1つ選んでください。")
    talk.taps("1を見せる").sees(f"1 本人中心（見せる）：{LINE}", "［1は見せない］", "［2を見せる］")
    talk.taps("2を見せる").taps("2は見せない").taps("3を見せる").taps(NEXT)
    talk.sees("だれに見せますか。", f"［{CHIEFS_NAME}］")
    assert talk.buttons[0] == f"{CHIEFS_NAME}"
    talk.taps(CHIEFS_NAME).sees(*READS)
    talk.sees(
        "このまま見えます",
        f"{CHIEFS_NAME}だけが読めます。",
        "利用者さんのことが分かる言葉がないか、もう一度見てください。",
    )
    chief.comes().hears()
    talk.taps(SHOW).sees("見せました。いつでも取り下げられます。")
    chief.comes().hears(f"{ALONES_NAME}が、個別SVに持ってくることばがあります。")
    assert LINE not in chief.everything
    chief.taps("読む").sees(*READS)
    assert f"社会モデル：{LINE}" not in chief.everything
    talk.enters("これまでのふりかえり").taps("分かち合っているもの")
    talk.sees(f"1 個別SV（12月24日（木）まで）：{CHIEFS_NAME}だけが読めます。").taps("1を取り下げる")
    talk.sees("取り下げました。井戸端では、もうほかの人には読めません。")
    assert rows(talk.world) == {"shares": 0, "readers": 0}
    chief.comes()
    assert LINE not in chief.everything


def test_nothing_is_shown_before_it_is_said(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, SINGLE, 1).taps(CHIEFS_NAME).taps("やめておく")
    talk.sees("だれにも見せていません。選んだものは消しました。")
    assert rows(talk.world) == {"shares": 0, "readers": 0}
    chief.comes().hears()


def test_who_deletes_the_reflection_takes_back_what_was_shared(pair: Pair) -> None:
    talk, chief = pair
    shares(talk)
    chief.comes().taps("読む").sees(*READS)
    talk.enters("これまでのふりかえり").taps("11月24日（火）　面談").taps("消す").taps("消す（元に戻せません）")
    talk.sees("消しました。井戸端では、もうだれにも読めません。")
    assert rows(talk.world) == {"shares": 0, "readers": 0}
    chief.comes()
    assert LINE not in chief.everything


def test_a_name_is_masked_in_what_is_shown_and_stays_in_what_is_hers(pair: Pair) -> None:
    talk, chief = pair
    named, masked = "山田さんは「帰り道が好き」と話してくれた", "Aさんは「帰り道が好き」と話してくれた"
    chooses(talk, SINGLE, 1, 3, line=named, step="山田さんと歩く").taps(CHIEFS_NAME)
    talk.sees(
        f"本人中心：{masked}",
        "次の一歩：Aさんと歩く",
        "お名前などは、見せる文では伏せてあります。もとの文はそのままです。",
    )
    talk.taps(SHOW)
    chief.comes().taps("読む").sees(f"本人中心：{masked}")
    assert "山田" not in chief.everything
    talk.opens().enters("これまでのふりかえり").taps("11月24日（火）　面談")
    assert named in talk.everything
