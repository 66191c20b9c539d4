"""What findings become: letters for people, the same through a thread; plain words for the rest."""

from __future__ import annotations

from handlers.language.guard import Tier, allowed, keys, look, mask


def masked(text: str, known: dict[str, str] | None = None, used: str = "") -> str:
    """Return a text with everything masked that is found in it."""
    return mask(text, look(text), known or {}, used).text


def test_names_become_letters_and_keep_their_honorific() -> None:
    assert masked("山田さんと佐藤様、鈴木先生の件") == "AさんとB様、C先生の件"
    assert masked("担当の山田が訪問しました") == "担当のAさんが訪問しました"
    assert masked("ともちゃん、夜に外へ出ます") == "Aさん、夜に外へ出ます"
    assert masked("桜井家は世帯分離したほうがいいですか") == "A家は世帯分離したほうがいいですか"


def test_the_same_person_has_the_same_letter_and_another_of_the_family_has_another() -> None:
    assert masked("山田さんの母の山田花子さんと、山田太郎さん") == "Aさんの母のBさんと、Aさん"
    assert masked("髙橋さんへ。高橋様は") == "Aさんへ。A様は"


def test_letters_that_stand_in_the_text_already_are_left_to_whom_they_belong() -> None:
    assert masked("Aさんと山田さんは同じGHです") == "AさんとBさんは同じGHです"


def test_a_thread_keeps_its_letters_by_key() -> None:
    first = look("佐藤さんと山田太郎さん")
    given = mask("佐藤さんと山田太郎さん", first, {}).letters
    assert given == {"佐藤": "A", "山田太郎": "B", "山田": "B", "山田+": "B"}
    later = look("山田さんと鈴木さん")
    known = {key: given[key] for key in keys(later) if key in given}
    assert mask("山田さんと鈴木さん", later, known, used=set(given.values())).text == "BさんとCさん"


def test_the_card_can_say_what_each_finding_becomes() -> None:
    text = "山田さん（17歳、見本特支）の放デイが卒業で終わります。土曜の居場所を知りませんか"
    found = mask(text, look(text), {})
    assert [(one.said, one.becomes) for one in found.changes] == [
        ("山田さん", "Aさん"),
        ("17歳", "10代後半"),
        ("見本特支", "特別支援学校"),
    ]
    assert found.text == "Aさん（10代後半、特別支援学校）の放デイが卒業で終わります。土曜の居場所を知りませんか"


def test_numbers_and_addresses_become_what_stood_there() -> None:
    assert masked("電話090-0303-4545へ") == "電話（電話番号）へ"
    assert masked("住所は足立区北野台2-14-3です") == "住所は（住所）です"
    assert masked("青井の50歳男性、単身") == "50代前半の男性、単身"


def test_each_kind_has_its_tier() -> None:
    found = look("大島さん（090-0777-1010）はマイナンバー102938475617、つくし野小学校の支援会議に来ました")
    assert [(one.kind.value, one.tier) for one in found] == [
        ("person", Tier.CONFIRM),
        ("phone", Tier.CONFIRM),
        ("my_number", Tier.MASK),
        ("org", Tier.SOFT),
    ]


def test_what_the_network_allows_is_not_found_however_it_is_written() -> None:
    known = allowed(words=["さくら作業所", "髙橋"], numbers=["０３（１２３４）５６７８"])
    assert look("さくら作業所さんへ通う高橋さんは03-1234-5678に電話した", known) == []
    assert len(look("さくら作業所さんへ通う高橋さんは03-1234-5678に電話した")) == 3


def test_the_allow_list_does_not_open_what_may_only_be_masked() -> None:
    known = allowed(words=["102938475617"])
    assert [one.kind.value for one in look("マイナンバー102938475617", known)] == ["my_number"]


def test_an_office_of_the_network_is_known_by_a_part_of_its_name() -> None:
    known = allowed(words=["社会福祉法人みほん会 さくら相談支援センター"])
    assert look("さくら相談支援センターの方とお会いした", known) == []
    assert [one.kind.value for one in look("ひばり相談支援センターを利用する方と", known)] == ["org"]
