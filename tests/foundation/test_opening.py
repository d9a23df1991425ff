"""Opening hours are read as offices write them, kept in one spelling, and read again from how they are shown."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.opening import Opening, read_opening


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("", ""),
        (" 　", ""),
        ("8:30-12:00, 14:00-17:30", "08:30-12:00 14:00-17:30"),
        ("８：３０－１２：００，１４：００－１７：３０", "08:30-12:00 14:00-17:30"),
        ("上午8:30—12:00；下午2:00—5:30", "08:30-12:00 14:00-17:30"),
        ("上午8点半至12点、下午2点到5点30分。", "08:30-12:00 14:00-17:30"),
        ("中午1:00-2:30", "13:00-14:30"),
        ("上午8:00至中午1点", "08:00-13:00"),
        ("中午11:30—2:00", "11:30-14:00"),
        ("中午11:30-下午2点", "11:30-14:00"),
        ("中午12:00—14:00", "12:00-14:00"),
        ("12:30 am - 1 pm", "00:30-13:00"),
        ("0830-1200/1400-1730", "08:30-12:00 14:00-17:30"),
        ("周一至周五 9:00~17:00", "09:00-17:00"),
        ("工作日：9-17", "09:00-17:00"),
        ("每天 8:30-18:00", "daily 08:30-18:00"),
        ("周一至周日9:00-21:00", "daily 09:00-21:00"),
        ("Every day 9:00 am - 5:30 pm", "daily 09:00-17:30"),
        ("24 h", "daily 00:00-24:00"),
        ("24小时", "daily 00:00-24:00"),
        ("全天２４小时服务", "daily 00:00-24:00"),
        ("全天", "daily 00:00-24:00"),
        ("工作日24小时", "00:00-24:00"),
        ("0:00-6:00, 18:00-24:00", "00:00-06:00 18:00-24:00"),
        ("上午8:00-晚上12:00", "08:00-24:00"),
        ("晚上6:00-12:00", "18:00-24:00"),
        ("晚上8点至24点", "20:00-24:00"),
    ],
)
def test_hours_have_one_spelling(written: str, spelling: str) -> None:
    assert read_opening(written) == spelling


@pytest.mark.parametrize(
    "written",
    [
        "早九晚五",
        "8:30",
        "17:30-8:30",
        "18:00-6:00",
        "晚上12:00-6:00",
        "晚上10点到早上6点",
        "8:30-25:00",
        "8:30-12:60",
        "9:00-12:00, 11:00-17:00",
        "周六上午",
    ],
)
def test_what_says_no_hours_is_refused_with_words(written: str) -> None:
    with pytest.raises(ValueError, match=r"时段|请这样填写"):
        read_opening(written)


@pytest.mark.parametrize(
    ("spelling", "chinese", "english"),
    [
        (
            "08:30-12:00 14:00-17:30",
            "工作日 08:30-12:00、14:00-17:30",
            "Working days 08:30-12:00, 14:00-17:30",
        ),
        ("daily 09:00-18:00", "每天 09:00-18:00", "Every day 09:00-18:00"),
        ("daily 00:00-24:00", "全天 24 小时", "24 hours"),
    ],
)
def test_hours_are_said_in_the_readers_words(spelling: str, chinese: str, english: str) -> None:
    opening = Opening.spelt(spelling)
    with translation.override("zh-hans"):
        assert str(opening) == chinese
    with translation.override("en"):
        assert str(opening) == english


@given(
    edges=st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).filter(
        lambda e: len(e) % 2 == 0
    ),
    daily=st.booleans(),
    language=st.sampled_from(["zh-hans", "en"]),
)
def test_what_is_shown_is_read_again(edges: list[int], daily: bool, language: str) -> None:
    ordered = sorted(edges)
    opening = Opening(tuple(zip(ordered[::2], ordered[1::2], strict=True)), daily)
    assert Opening.spelt(opening.spelling) == opening
    with translation.override(language):
        assert read_opening(str(opening)) == opening.spelling
