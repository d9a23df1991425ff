"""Whatever people type keeps all that can be seen; codes are read through any keyboard, clipboard and spreadsheet."""

import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.cleaning import (
    clean_line,
    clean_text,
    fold,
    fold_code,
    has_visible_sign,
    read_decimal,
    read_digits,
    read_line,
    read_name,
    read_text,
    read_whole,
    storable,
)

SIGNS = st.characters(exclude_categories=())
ANYTHING = st.text(SIGNS | st.sampled_from("a\u0308\u00a8 \u200d\u2066—Ａ\ud800\u061cع👨"), max_size=40)
FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    "name",
    [
        "孙\U00031350",  # newer than Python 3.11
        "孙\U0002ebf0",
        "\U000323b0村",  # newer than any Python of today
        "\ue863村",  # of private use, in the national file of places
        "\U000f0000村",
        "葛\U000e0100城",  # chosen among the forms of one character
        "\ufa19社",  # a compatibility ideograph, which NFC redraws
        "می\u200cخواهم",
        "क\u094d\u200dष",
        FAMILY,
        "❤️\u200d🔥",
        "🙂\u200d↔️",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\U0001fae9",  # an emoji of Unicode 16
        "ᠮᠣᠩᠭᠣᠯ\u180e\u1820",
        "买买提·吐尔逊",
        "Ｋ歌房①",
    ],
)
def test_a_name_keeps_what_its_bearer_writes(name: str) -> None:
    assert clean_line(name) == clean_text(name) == name
    assert has_visible_sign(name)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("张三\u3000李四", "张三 李四"),
        ("张三\u00a0李四", "张三 李四"),
        ("张三\u2003李四", "张三 李四"),
        ("张三 \u3000\t 李四\r\n王五", "张三 李四 王五"),
        ("张三\u2028李四", "张三 李四"),
        ("\u202d张三\u202c", "张三"),
        ("\ufeff张\u200b三\u200d\u200e", "张三"),
        ("a\u202eb\u2066c", "abc"),
        ("a\x00b\x1fc\x7fd\x9fe\ud800f\ufffeg\U0010ffffh\ufdd0i", "abcdefghi"),
        ("e\u0301", "é"),
        ("\u3000\u3000楼道", "楼道"),
    ],
)
def test_only_what_cannot_be_seen_goes_and_spaces_stay_spaces(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


def test_a_text_keeps_its_lines_and_its_indents() -> None:
    assert clean_text("一\r\n\u3000二\r三\u2029四\x0b五\t六\n") == "一\n 二\n三\n四\n五\t六"


@pytest.mark.parametrize(
    "blank",
    [
        *("", " ", "\u3000\n", "\u3164", "\u2800", "\uffa0", "\u200b\u200d", "\u0301", "\ufe0f"),
        *("\U000e0100", "\x00", "\ud800", "\u2065", "\u115f", "\u180e", "\U000e0041"),
    ],
)
def test_a_text_without_one_visible_sign_is_empty(blank: str) -> None:
    assert not has_visible_sign(blank)


@pytest.mark.parametrize("shown", ["。", "-", "\ue000", "\U00031350", "\u0378", "①", "🙂", "\u06dd"])
def test_one_visible_sign_is_a_text(shown: str) -> None:
    assert has_visible_sign(shown)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("ZZ-２６１１２８-０００２９-L", "ZZ-261128-00029-L"),
        ("ｚｚ－261128—00029–l", "ZZ-261128-00029-L"),
        ("zz\u2212261128\u2011000２９\u30fcL", "ZZ-261128-00029-L"),
        ("\u202d138 0000\u00a00000\u202c", "13800000000"),
        ("\ufeff1\u200b3\u200f8\u00ad0\u20661\u2069", "13801"),
        ("①②③", "123"),
        ("ab\ncd\u3000ef", "ABCDEF"),
    ],
)
def test_a_code_is_read_whatever_it_was_typed_on(raw: str, code: str) -> None:
    assert fold_code(raw) == code


def test_folding_keeps_case_and_words_apart() -> None:
    assert fold("\u200b Ｗang\u3000wei ") == "Wang wei"


def test_too_long_a_text_is_told_its_limit_and_never_cut() -> None:
    assert read_text("四个字了", longest=4) == "四个字了"
    with pytest.raises(ValueError, match=r"4.*5"):
        read_line("五个字了吗", longest=4)


def test_what_is_missing_is_said_where_it_is_wanted() -> None:
    assert read_line("\u3164", longest=4) == ""
    with pytest.raises(ValueError, match=r"\w"):
        read_text("\u3164", longest=4, required=True)


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert fold_code(fold_code(raw)) == fold_code(raw)
    assert fold(fold(raw)) == fold(raw)


@given(ANYTHING)
def test_nothing_that_can_be_seen_is_lost(raw: str) -> None:
    def seen(text: str) -> str:
        signs = (sign for sign in unicodedata.normalize("NFC", text) if has_visible_sign(sign))
        return unicodedata.normalize("NFC", "".join(signs))

    assert seen(clean_text(raw)) == seen(raw)
    assert has_visible_sign(clean_text(raw)) == has_visible_sign(raw)


@given(ANYTHING)
def test_what_is_clean_can_be_stored(raw: str) -> None:
    for made in (clean_text(raw), clean_line(raw), fold_code(raw), storable(raw)):
        assert "\0" not in made
        made.encode()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("１", None),
        ("1 ", None),
    ],
)
def test_a_key_is_ascii_digits_that_a_column_holds_and_nothing_else(written: str, number: int | None) -> None:
    assert read_digits(written) == number


def test_fewer_digits_can_be_asked_for() -> None:
    assert read_digits("999", digits=3) == 999
    assert read_digits("1000", digits=3) is None


@pytest.mark.parametrize("name", ["买买提·艾力", "阿·木", "O'Neil", "𱍐", "\ue001", "李", "3号院", "😀"])
def test_a_name_keeps_its_dots(name: str) -> None:
    assert read_name(name, longest=20, required=True) == name


@pytest.mark.parametrize("name", [". .", "·", "。", "——", "***", "？", "…", "'", "\u200b."])
def test_dots_and_dashes_alone_are_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="标点"):
        read_name(name, longest=20)


def test_nothing_is_no_name_and_no_fault_where_none_is_wanted() -> None:
    assert read_name(" \u200b", longest=20) == ""


@pytest.mark.parametrize("typed", ["9" * 19, "１" * 400, "-" + "8" * 30])
def test_a_number_that_is_too_long_is_told_so_and_not_called_no_number(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValueError, match="too many digits"):
        read_whole(typed)
    with translation.override("en"), pytest.raises(ValueError, match="whole number"):
        read_whole("zwölf")


@given(st.text("aZ09 !~-、。，（）ＡＺ１一龥\u3000\u200b\u00a0é", max_size=12))
def test_usual_texts_are_cleaned_as_all_others_are(text: str) -> None:
    # One sign that takes the long way, and is dropped there.
    unusual = f"{text}\u200b"
    assert clean_text(text) == clean_text(unusual)
    assert fold(text) == fold(unusual)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("113.68", 113.68), ("１１３．６８", 113.68), ("-0.5", -0.5), ("1.1e-05", 1.1e-05), (" 34 ", 34)],
)
def test_a_number_with_decimals_is_read_in_any_width(typed: str, read: float) -> None:
    assert read_decimal(typed) == read


@pytest.mark.parametrize(
    "typed", ["1_13.68", "nan", "inf", "infinity", "", "113°41′", "1,5", "0x1", ".", "1e999"]
)
def test_what_only_a_program_takes_for_a_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="请填写数字"):
        read_decimal(typed)
