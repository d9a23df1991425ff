"""Words of tags are kept as typed in the usual width, compared regardless of how that was, or refused in words."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanling.domain.tags.words import LONGEST, LONGEST_KEY, key_of, read_word
from sanling.foundation.cleaning import holds_unseen, is_storable


def kept(typed: str) -> str | None:
    """Return the word that is kept, none for what is refused with words."""
    try:
        return read_word(typed)
    except ValueError as error:
        return None if str(error) else typed


TYPED = st.text(st.characters(codec=None), max_size=LONGEST + 4)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("加装电梯", "加装电梯"),
        ("  加装\u3000电梯\n", "加装 电梯"),
        ("１２号楼Ａ座", "12号楼A座"),
        ("老旧小区（二期）", "老旧小区（二期）"),
        ("专\x00项\u202e整\u200b治", "专项整治"),
        ("𠮷祥里", "𠮷祥里"),
        ("\ue000姓", "\ue000姓"),
        ("2026-11-29专项", "2026-11-29专项"),
        ("2026年1月15日", "2026年1月15日"),
        ("20261129", "20261129"),
        ("二〇二六年一月", "二〇二六年一月"),
        ("12345热线", "12345热线"),
        ("长" * LONGEST, "长" * LONGEST),
    ],
)
def test_a_word_is_kept_as_it_was_typed_but_for_width_and_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert read_word(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写"),
        (" \u3000\u200b\x07", "请填写"),
        ("\ufe0f\u0301", "请填写"),
        ("……", "标签不能只有标点"),
        ("长" * (LONGEST + 1), "20.*21"),
        ("电梯\ufffd", "有些文字无法识别"),
        ("电梯，噪音", "一次只加一个标签"),
        ("电梯、噪音", "一次只加一个标签"),
        ("a;b", "一次只加一个标签"),
        ("13800000000", "像是电话或身份证号"),
        ("王１３８-0000 0000", "像是电话或身份证号"),
        ("王①③⑧⓪⓪⓪⓪", "像是电话或身份证号"),
        ("一三八〇〇〇〇〇〇〇〇", "像是电话或身份证号"),
        ("幺叁捌零零零零", "像是电话或身份证号"),
        ("٠١٢٣٤٥٦", "像是电话或身份证号"),
        ("99999919900101123X", "像是电话或身份证号"),
        ("电67181234", "像是电话或身份证号"),
        ("2026112912", "像是电话或身份证号"),
        ("2026-11-29 7181234", "像是电话或身份证号"),
    ],
)
def test_what_is_no_tag_is_refused_in_a_sentence_of_its_own(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_word(typed)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("加装电梯", "加装 电梯"),
        ("ＡＢｃ", "abC"),
        ("Straße", "STRASSE"),
        ("12号楼", "１２号楼"),
        ("二期—改造", "二期-改造"),
        ("İstanbul", "i̇stanbul"),
        ("é", "e\u0301"),
        ("ﾊﾟ", "パ"),
    ],
)
def test_words_that_differ_in_how_they_were_typed_are_one(first: str, other: str) -> None:
    assert key_of(first) == key_of(other)


def test_words_that_mean_something_else_are_two() -> None:
    assert len({key_of(word) for word in ("加装电梯", "加装电梯2", "电梯", "電梯", "12", "1 3")}) == 6


@given(TYPED)
@example("ﷺ" * LONGEST)
@example("\u0345\u0399")
@example("ǅ\u1f88")
def test_whatever_is_typed_is_a_word_that_can_be_kept_or_is_refused_in_words(typed: str) -> None:
    word = kept(typed)
    if word is None:
        return
    assert is_storable(word)
    assert not holds_unseen(word)
    assert 0 < len(word) <= LONGEST
    assert word == " ".join(word.split())
    assert kept(word) == word
    assert 0 < len(key_of(word)) <= LONGEST_KEY


@given(TYPED)
def test_a_key_is_its_own_key_whatever_the_case(typed: str) -> None:
    key = key_of(typed)
    assert key_of(key) == key
    assert len(key) <= LONGEST_KEY
    assert key_of(unicodedata.normalize("NFD", key)) == key


@given(st.text("0123456789〇一二三四五六七八九０１２３ -()", min_size=1, max_size=LONGEST))
def test_a_tag_never_holds_seven_digits_but_those_of_a_day(typed: str) -> None:
    word = kept(typed) or ""
    assert sum(sign.isnumeric() for sign in word) < 7 or re.search("[2２二]", word)
