"""What may say who somebody is is found in any writing, marked where it stands, and put in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.consulting.redacting import KINDS, certain_in, find, introduced, pieces, redact

NAMES = ["王小明", "13800000000", "金水区郑汴路1号"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话13800001234，", "phone"),
        ("电话138 0000 1234", "phone"),
        ("１３８－０００１－２３４５", "phone"),
        ("+86 138-0000-1234", "phone"),
        ("一三八零零零零一二三四", "phone"),
        ("座机0371-65551234", "phone"),
        ("打65551234找我", "phone"),
        ("身份证41010519900307123X", "id"),
        ("410105 19900307 1234", "id"),
        ("卡号6222021702012345678", "account"),
        ("微信：wang_xm88", "account"),
        ("豫A12345挡路", "plate"),
        ("豫A·D12345", "plate"),
        ("wang@example.com", "email"),
        ("见https://example.com/a?b=1。", "link"),
        ("ZZ-261122-00001-7", "number"),
        ("我是王小明", "name"),
        ("王 小 明", "name"),
        ("住金水区郑汴路1号", "name"),
        ("我叫张三丰", "called"),
        ("找李主任", "called"),
        ("老王师傅说的", "called"),
        ("3号楼2单元501室", "address"),
        ("在通信花园小区", "place"),
    ],
)
def test_it_is_found(text: str, kind: str) -> None:
    assert kind in {found.kind for found in find(text, NAMES)}, find(text, NAMES)
    assert not any(found.kind == kind for found in find(redact(text, NAMES), NAMES))
    assert bool(certain_in(text, NAMES)) == KINDS[kind][1]


@pytest.mark.parametrize(
    "text",
    [
        "异地就医要怎么备案？",
        "费用40元，15个工作日，2026年1月1日起。",
        "打12333或者12345、12348。",
        "月缴1200.50元，共36000元",
        "依据2023年第12号公告第15条",
    ],
)
def test_what_everybody_may_read_is_left(text: str) -> None:
    assert not certain_in(text, NAMES)
    assert redact(text, NAMES) == text


@given(st.text(alphabet="0123456789１２３一二三王小明豫A·- 号楼室xX@.我叫a", max_size=80))
def test_pieces_are_the_text_and_no_sure_sign_is_left(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, NAMES)) == text
    assert (
        not certain_in(redact(text, NAMES), NAMES)
        or certain_in(redact(redact(text, NAMES), NAMES), NAMES) == []
    )
    ends = [0]
    for found in find(text, NAMES):
        assert ends[-1] <= found.start < found.end
        ends.append(found.end)


def test_whoever_says_who_it_is_is_known_by_that() -> None:
    assert introduced("您好，我叫王小明，电话138") == ["王小明"]
    assert introduced("我叫了救护车，我是业主") == []
