"""What is brought is judged once for every door: texts whole, numbers in one spelling, all faults at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.reports import TITLE_LENGTH, PartyDetails, Report, cleaned, title_of
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.matters.helpers import report

pytestmark = pytest.mark.django_db
PROFILE = profile_by_code("zhengzhou")


def clean(**changes: Any) -> Report:
    return cleaned(report(**changes), PROFILE)


def faults(**changes: Any) -> set[str]:
    with pytest.raises(Invalid) as refused:
        clean(**changes)
    assert all(refused.value.errors.values())
    return set(refused.value.errors)


def by(**person: str) -> list[PartyDetails]:
    return [PartyDetails(role="applicant", person=PersonDetails(**person))]


def test_texts_lose_what_nobody_sees_and_keep_all_else() -> None:
    found = clean(
        text="楼道\x00堆满\u202e𠮷\ue000\n第二行", title=" 楼道 \u3000垃圾 ", place="三号楼\n二单元"
    )
    assert (found.text, found.title, found.place) == (
        "楼道堆满𠮷\ue000\n第二行",
        "楼道 垃圾",
        "三号楼 二单元",
    )


def test_numbers_are_kept_in_their_one_spelling_and_a_landline_gets_the_citys_area() -> None:
    found = clean(parties=by(phone="１３８ 0000 0000", citizen_number="11010519491231002x"))
    (party,) = found.parties
    assert party.person
    assert (party.person.phone, party.person.citizen_number) == ("+8613800000000", "11010519491231002X")
    (local,) = clean(parties=by(phone="65500000")).parties
    assert local.person
    assert local.person.phone == f"+86{PROFILE.area_code.removeprefix('0')}65500000"


def test_all_faults_are_told_together_each_beside_its_field() -> None:
    wrong = by(phone="12", citizen_number="110", name="长" * 41, address="长" * 121)
    told = faults(text=" ", title="长" * 81, place="长" * 201, category="none", channel="owl", parties=wrong)
    assert told == {
        "text",
        "title",
        "place",
        "category",
        "channel",
        "phone",
        "citizen_number",
        "name",
        "address",
    }


@pytest.mark.parametrize("kind", ["fair", "", "square_permit", "\x00"])
def test_a_kind_that_nobody_brings_is_told_alone(kind: str) -> None:
    assert "kind" in faults(kind=kind)


def test_who_must_be_reachable_leaves_a_phone_where_residents_send_themselves() -> None:
    required = next(
        kind for kind in PROFILE.part("matters").kinds if kind.contact == "required" and kind.is_reported
    )
    optional = next(kind for kind in PROFILE.part("matters").kinds if kind.contact == "optional")
    silent = by(name="王小明")
    assert faults(kind=required.code, parties=silent) == {"phone"}
    assert clean(kind=required.code, channel="letter", parties=silent).parties
    assert clean(kind=optional.code, parties=silent).parties


def test_half_a_point_is_told_beside_it_and_none_is_no_fault() -> None:
    assert faults(lon=113.7) <= {"lon", "lat"}
    assert (clean().lon, clean().lat) == (None, None)


def test_a_scanned_code_is_kept_as_a_camera_read_it_but_no_longer_than_any_code() -> None:
    assert clean(scanned_code=" X\x00Y " + "9" * 100).scanned_code == ("XY " + "9" * 100)[:64]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("楼道堆满垃圾。邻居不清理。", "楼道堆满垃圾"),
        ("！！！\n……。水管爆了！", "水管爆了"),
        ("。。。", "。。。"),
        ("  第一\u3000行\n第二行", "第一 行"),
        ("\ue000。后面", "\ue000"),
        ("长" * 41, "长" * 39 + "…"),
        ("长" * 40, "长" * 40),
    ],
)
def test_a_title_is_the_first_clause_that_says_something(text: str, title: str) -> None:
    assert title_of(text) == title


@given(st.text(alphabet="楼道ab。！\n\u200d👩𠮷\ue000 ", min_size=1, max_size=90))
def test_a_title_is_one_line_that_fits_and_stays_the_same(text: str) -> None:
    title = title_of(text)
    assert len(title) <= TITLE_LENGTH
    assert "\n" not in title
    if title.endswith("…"):
        assert title[-2] not in "\u200d "
