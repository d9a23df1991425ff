"""Every number that can be called here has one spelling, is read in groups, and can be dialled."""

import re
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.privacy.phone import NoPhone, dialled, grouped, is_mobile, normalise_phone

ZHENGZHOU = "0371"


@pytest.mark.parametrize(
    "raw",
    [
        "13812345678",
        "+86 138 1234 5678",
        "0086-13812345678",
        "8613812345678",
        "(+86)13812345678",
        "013812345678",
        "１３８１２３４５６７８",
        " 138-1234-5678 ",
        "138—1234–5678",
        "138－1234\u22125678",
        "138.1234.5678",
        "138·1234·5678",
        "1381234-5678",
        "138\u00a01234\u30005678",
        "\u202d13812345678\u202c",
        "\ufeff138\u200b1234\u200f5678\u2069",
        "手机：13812345678；",
        "联系电话: 138 1234 5678。",
        "手机号 13812345678",
        "Tel.13812345678",
        "TEL：+86-138-1234-5678",
        "13812345678.0",
        "'13812345678",
        "13812345678（微信同号）",
        "①③⑧①②③④⑤⑥⑦⑧",
    ],
)
def test_a_mobile_number_has_one_spelling_wherever_it_was_copied_from(raw: str) -> None:
    assert normalise_phone(raw) == "+8613812345678"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0371-67181234", "+8637167181234"),
        ("0371 6718 1234", "+8637167181234"),
        ("+86 371 6718 1234", "+8637167181234"),
        ("86-0371-67181234", "+8637167181234"),
        ("+86 (0371) 67181234", "+8637167181234"),
        ("(010) 6512 3456", "+861065123456"),
        ("67181234", "+8637167181234"),
        ("6718-1234", "+8637167181234"),
        ("座机：6718 1234", "+8637167181234"),
        ("0310-1234567", "+863101234567"),
        ("0371-65500000-8012", "+8637165500000,8012"),
        ("0371-65500000转8012", "+8637165500000,8012"),
        ("（0371）6550 0000 转 8012", "+8637165500000,8012"),
        ("037165500000 分机：8012", "+8637165500000,8012"),
        ("+86-371-65500000 ext. 8012", "+8637165500000,8012"),
        ("0371-65500000#8012", "+8637165500000,8012"),
        ("+8637165500000;ext=8012", "+8637165500000,8012"),
        ("65500000-8012", "+8637165500000,8012"),
        ("0371-6550 0000-8012", "+8637165500000,8012"),
        ("(0371) 6550-0000 - 8012", "+8637165500000,8012"),
        ("010 6500 0000-12", "+861065000000,12"),
        ("400 820 8820-123", "4008208820,123"),
        ("12345-1", "12345,1"),
        ("95588-2", "95588,2"),
        ("96518-801", "96518,801"),
        ("1-202-555-0100", "+12025550100"),
        ("1 (202) 555-0100", "+12025550100"),
        ("17012345678转1234", "+8617012345678,1234"),
        ("400-820-8820", "4008208820"),
        ("4008-208-820", "4008208820"),
        ("+86 400 820 8820", "4008208820"),
        ("400-820-8820-123", "4008208820,123"),
        ("8008208820", "8008208820"),
        ("95588", "95588"),
        ("95105105", "95105105"),
        ("9611888", "9611888"),
        ("12345", "12345"),
        ("12345转1", "12345,1"),
        ("10086", "10086"),
        ("+852 2123 4567", "+85221234567"),
        ("00852 6123-4567", "+85261234567"),
        ("852-61234567", "+85261234567"),
        ("+853 6612 3456", "+85366123456"),
        ("+886 0912 345 678", "+886912345678"),
        ("+1 202 555 0100", "+12025550100"),
        ("+44 (0)20 7946 0958", "+442079460958"),
    ],
)
def test_landlines_service_numbers_and_those_of_elsewhere_have_one_spelling(raw: str, expected: str) -> None:
    assert normalise_phone(raw, area=ZHENGZHOU) == expected


@pytest.mark.parametrize(
    "raw",
    ["", " ", "110", "23812345678", "138123456789", "1381234567", "abc", "张三13812345678", "13812345678/13912345678",
     "+", "+0", "+999123456789", "+86 12", "0371-", "-", "转8012", "+1 20", "\u200b", "٣"],
)  # fmt: skip
def test_what_cannot_be_called_is_refused(raw: str) -> None:
    with pytest.raises(NoPhone):
        normalise_phone(raw, area=ZHENGZHOU)


def test_a_local_number_is_none_where_no_area_is_known() -> None:
    with pytest.raises(NoPhone):
        normalise_phone("67181234")


@pytest.mark.parametrize(
    ("phone", "read", "link"),
    [
        ("+8613812345678", "138 1234 5678", "tel:+8613812345678"),
        ("+8637165500000", "0371 6550 0000", "tel:+8637165500000"),
        ("+861065123456", "010 6512 3456", "tel:+861065123456"),
        ("+8637165500000,8012", "0371 6550 0000 转 8012", "tel:+8637165500000,8012"),
        ("4008208820", "400 820 8820", "tel:4008208820"),
        ("95588", "95588", "tel:95588"),
        ("12345", "12345", "tel:12345"),
        ("+85221234567", "+852 2123 4567", "tel:+85221234567"),
        ("+12025550100", "+1 202-555-0100", "tel:+12025550100"),
        ("请拨打总机", "请拨打总机", ""),
    ],
)
def test_a_number_is_read_in_groups_and_dialled_by_a_link(phone: str, read: str, link: str) -> None:
    with override("zh-hans"):
        assert (grouped(phone), dialled(phone)) == (read, link)


def test_only_mobiles_of_the_mainland_get_text_messages() -> None:
    getting = [number for number in ("13812345678", "0371-65500000", "95588", "+85261234567", "17012345678转1")
               if is_mobile(normalise_phone(number))]  # fmt: skip
    assert getting == ["13812345678"]


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("+8613812345678", "138****5678"),
        ("+8637165500000", "371****0000"),
        ("+8637165500000,8012", "371****0000"),
        ("+861065123456", "106****456"),
        ("+85221234567", "852****4567"),
        ("+12025550100", "120****0100"),
        ("+6561234567", "656****567"),
        ("4008208820", "400****820"),
        ("95588", "*****"),
        ("", ""),
    ],
)
def test_a_mask_hides_four_digits_of_every_number_and_all_of_an_extension(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


WRITTEN = st.text(st.sampled_from("0123456789０１+ -—()（）.转,;x#*86371\u202d\u200b手机：extA"), max_size=24)
NUMBERS = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"0(10|2[0-9]|371)-?[2-8][0-9]{7}(-[0-9]{1,6}|转[0-9]{1,6})?", fullmatch=True),
    st.from_regex(r"[2-8][0-9]{6,7}(转[0-9]{1,6})?", fullmatch=True),
    st.from_regex(r"\+[1-9][0-9]{4,14}", fullmatch=True),
    st.from_regex(r"[48]00[0-9]{7}|9[56][0-9]{3,7}|1[0-2][0-9]{3,4}", fullmatch=True),
)


@given(WRITTEN | NUMBERS)
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    try:
        once = normalise_phone(raw, area=ZHENGZHOU)
    except NoPhone:
        return
    assert normalise_phone(once) == normalise_phone(once, area="024") == once
    assert normalise_phone(grouped(once)) == once
    assert dialled(once) == f"tel:{once}"
    assert sum(sign.isdigit() for sign in mask_phone(once)) <= max(0, sum(map(str.isdigit, once)) - 4)


def test_a_mobile_written_with_dots_may_end_in_zeros() -> None:
    assert normalise_phone("138.0000.0000") == "+8613800000000"
    assert normalise_phone("13800000000.0") == "+8613800000000"


SEVERAL = "一个号码"
A_DATE = "像是日期"


@pytest.mark.parametrize(
    "raw",
    [
        "0371-65500000,65500001",
        "0371-65500000，65500001",
        "65500000, 65500001",
        "65500000,6550001",
        "0371-65500000、0371-65500001",
        "65500000;65500001",
        "65500000 65500001",
        "65500000转65500001",
        "+8637165500000,65500001",
        "4008208820,65500001",
        "13812345678,13912345678",
        "13812345678 / 13912345678",
        "13812345678，65500001",
        "13812345678或13912345678",
        "12345,10086",
        "12345转10086",
        "95588,95533",
        "0371-65500000,12345",
        "13812345678,95588",
    ],
)
def test_two_numbers_are_never_one_with_an_extension_and_whoever_gave_them_is_asked_for_one(raw: str) -> None:
    with override("zh-hans"), pytest.raises(NoPhone, match=SEVERAL):
        normalise_phone(raw, area=ZHENGZHOU)


@pytest.mark.parametrize(
    "raw",
    ["2026-11-28", "2026.11.28", "2026 11 28", "2026-1-2", "20261128", "28.11.2026", "28-11-2026", "11-28-2026",
     "12-11-28", "12.2026", "１２－１１－２８", "电话：2026-11-28"],
)  # fmt: skip
def test_a_date_in_a_column_of_phones_is_no_landline(raw: str) -> None:
    with override("zh-hans"), pytest.raises(NoPhone, match=A_DATE):
        normalise_phone(raw, area=ZHENGZHOU)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("021-20261128", "+862120261128"),
        ("021 2026 1128", "+862120261128"),
        ("20261328", "+8637120261328"),
        ("0371-65500000,8012", "+8637165500000,8012"),
        ("65500000,801", "+8637165500000,801"),
        ("0371-65500000转12345", "+8637165500000,12345"),
        ("4008208820转10010", "4008208820,10010"),
        ("95588,2", "95588,2"),
    ],
)
def test_what_is_no_second_number_and_no_date_is_taken_as_before(raw: str, expected: str) -> None:
    assert normalise_phone(raw, area=ZHENGZHOU) == expected
    assert normalise_phone(expected) == expected


@given(NUMBERS, NUMBERS, st.sampled_from([",", "，", "、", ";", " ", "\n", "/", ", ", " - ", "转", "或"]))
def test_whatever_stands_between_two_whole_numbers_they_are_not_taken_as_one(
    first: str, second: str, between: str
) -> None:
    try:
        known = {normalise_phone(number, area=ZHENGZHOU) for number in (first, second)}
        taken = normalise_phone(f"{first}{between}{second}", area=ZHENGZHOU)
    except NoPhone:
        return
    # What was taken holds all digits, and its extension is no number of those written out with all of their digits.
    assert taken not in known
    assert not re.fullmatch(r"[2-8][0-9]{6,7}|1[3-9][0-9]{9}", taken.partition(",")[2])


@given(
    st.dates(min_value=date(1930, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d"]),
)
def test_no_day_of_any_year_is_a_phone_number(day: date, written: str) -> None:
    if day.year < 2100:
        with pytest.raises(NoPhone):
            normalise_phone(day.strftime(written), area=ZHENGZHOU)
