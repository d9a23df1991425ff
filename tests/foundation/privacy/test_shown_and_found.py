"""Personal data is found by one spelling, shown masked, and unmasked for a purpose."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.mask import mask_address, mask_citizen_number, mask_name
from sanling.foundation.privacy.normalise import may_be_name, normalise_citizen_number, normalise_name
from sanling.foundation.privacy.unmask import PurposeMissing, unmask

NOBODY = "999999199001011238"


def test_a_citizen_number_has_one_spelling() -> None:
    assert normalise_citizen_number(" 11010519491231002x ") == "11010519491231002X"
    assert normalise_citizen_number(NOBODY) == NOBODY


def test_a_name_is_not_another_for_a_character_that_this_python_does_not_know() -> None:
    names = ["孙", "孙\U00031350", "孙\U000323b0", "孙\U0002ebf0", "孙\ue863"]
    assert len(set(map(normalise_name, names))) == len(names)
    assert normalise_name("\U00031350") == "\U00031350"
    assert may_be_name("孙\U00031350")
    assert not may_be_name("")


@pytest.mark.parametrize(
    "raw", ["", "110105194912310021", "110105194913310026", "1101051949123100", "x" * 18]
)
def test_what_is_no_citizen_number_is_refused(raw: str) -> None:
    with pytest.raises(ValueError):
        normalise_citizen_number(raw)


def test_blind_indexes_agree_within_a_kind_and_differ_between_kinds(settings: Settings) -> None:
    assert blind_index("phone", "138 1234 5678") == blind_index("phone", "+8613812345678")
    assert blind_index("name", "a") != blind_index("link", "a")
    before = blind_index("name", "a")
    settings.BLIND_INDEX_KEY = b"another" * 5
    assert blind_index("name", "a") != before


@given(
    st.lists(st.text(alphabet="王國国建Ａa买·• 〇○\u3000", min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_a_name_is_one_name_with_any_blanks_dots_and_widths(parts: list[str]) -> None:
    written = "".join(parts)
    try:
        name = normalise_name(written)
    except ValueError:
        assert not any(sign.isalnum() for sign in written)
        return
    assert normalise_name(name) == name
    assert normalise_name(" ".join(parts)) == normalise_name("·".join(parts)) == name


@pytest.mark.parametrize(
    ("typed", "may"),
    [
        *((name, True) for name in ("王建国", "王 建国", "买买提·吐尔逊", "Anna Berg", "三号楼")),
        *((words, False) for words in ("王", "3号楼", "垃圾 楼道", "绿城物业服务", "anna", "", "！？")),
    ],
)
def test_what_may_be_a_whole_name(typed: str, may: bool) -> None:
    assert may_be_name(typed) == may


def test_no_blind_index_is_made_without_a_key(settings: Settings) -> None:
    settings.BLIND_INDEX_KEY = b""
    with pytest.raises(ImproperlyConfigured):
        blind_index("name", "a")


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        (mask_name("张三"), "张*"),
        (mask_name("欧阳娜娜"), "欧**"),
        (mask_name("李"), "李*"),
        (mask_name(""), ""),
        (mask_citizen_number("11010519491231002X"), "1101************2X"),
        (mask_citizen_number("12"), "**"),
        (mask_address("金水区文化路 12 号院 3 号楼"), "金水区文化路 ***"),
        (mask_address("文化路十二号院"), "文化路***"),
        (mask_address("大石桥村东头老张家"), "大石桥村东***"),
        (mask_address("3号楼"), "***"),
    ],
)
def test_masks_keep_little(masked: str, expected: str) -> None:
    assert masked == expected


@pytest.mark.django_db
def test_unmasking_is_recorded_with_its_purpose_before_anything_is_shown() -> None:
    seen: list[int] = []

    def reveal() -> str:
        assert connection.in_atomic_block
        seen.append(AuditRow.objects.count())
        return "张三"

    shown = unmask(
        actor=SystemActor("test"),
        city="4101",
        subject="party:1",
        field="name",
        purpose=" call back ",
        reveal=reveal,
    )
    row = AuditRow.objects.get()
    assert (shown, seen) == ("张三", [1])
    assert (row.act, row.detail) == ("privacy.unmask", {"field": "name", "purpose": "call back"})


@pytest.mark.django_db
def test_without_a_purpose_nothing_is_shown() -> None:
    with pytest.raises(PurposeMissing):
        unmask(
            actor=SystemActor("test"),
            city="",
            subject="party:1",
            field="name",
            purpose=" ",
            reveal=lambda: "x",
        )
    assert not AuditRow.objects.exists()
