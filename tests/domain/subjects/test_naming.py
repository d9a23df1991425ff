"""Types, sectors and states are known by what offices call them."""

import pytest

from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.naming import STATUSES, codes_called, status_called
from sanling.domain.subjects.rules import Status
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.tables.frame import plain


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("小学", "school"),
        (" 公司（有限） ", "company"),
        ("School", "school"),
        ("ＫＩＮＤＥＲＧＡＲＴＥＮ", "kindergarten"),
    ],
)
def test_a_type_is_known_by_any_of_its_names(said: str, code: str) -> None:
    part: SubjectsPart = profile_by_code("zhengzhou").part("subjects")
    assert codes_called(part.types)[plain(said)] == code


def test_no_name_stands_for_two_types_or_sectors() -> None:
    for city in ("zhengzhou", "changzhi", "shenyang"):
        part: SubjectsPart = profile_by_code(city).part("subjects")
        for rows in (part.types, part.sectors, part.duties):
            names = [plain(name) for row in rows for name in (row.name.zh, *row.also_called)]
            assert len(names) == len(set(names))


def test_a_state_is_known_by_what_registers_call_it() -> None:
    assert [STATUSES[name].value for name in ("存续", "歇业", "吊销", "迁出")] == [
        "active",
        "suspended",
        "closed",
        "moved",
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("存续（在营、开业、在册）", Status.ACTIVE),
        ("注销(2023年)", Status.CLOSED),
        ("正常（已停业）", None),
        ("停业（正常）", None),
    ],
)
def test_a_note_beside_a_state_explains_it_and_names_no_other(said: str, status: Status | None) -> None:
    assert status_called(said) is status
