"""Words of an earlier system that mean a unit make it the other side: it doesn't read who complained of it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.domain.people.rules import FieldAccess
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import COUNTY, TOWNSHIP, VILLAGE, City
from tests.interfaces.doors import signed_in
from tests.sheets import csv_file, faults, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
HEAD = "编号,类型,登记时间,内容,区划,申请人,联系电话,被反映单位"


@pytest.fixture(autouse=True)
def _plain_http(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False


def taken(tmp_path: Path, said: str, place: str = VILLAGE) -> Report:
    row = f"XF-1,信访,2025-06-03 10:00,工作人员态度粗暴推诿不办,{place},马九,13711112222,{said}"
    return take("matters", csv_file(tmp_path / "a.csv", f"{HEAD}\n{row}"))


def accused() -> set[str]:
    found = Party.objects.filter(matter__earlier_number="XF-1", role=Party.Role.RESPONDENT)
    return {party.unit.code if party.unit else "" for party in found.select_related("unit")}


@pytest.mark.parametrize(
    ("said", "units"),
    [
        ("花园路街道综治中心", {f"governance_centre-{TOWNSHIP}"}),
        (" 花园路街道 综治中心 ", {f"governance_centre-{TOWNSHIP}"}),
        (f"GOVERNANCE_CENTRE-{TOWNSHIP}", {f"governance_centre-{TOWNSHIP}"}),
        ("花园路街道综治中心主任张某", {f"governance_centre-{TOWNSHIP}"}),
        (
            "花园路街道综治中心、金水区信访局",
            {f"governance_centre-{TOWNSHIP}", f"petitions-{COUNTY}"},
        ),
        ("张某某", {""}),
        ("河南某某物业服务有限公司", {""}),
    ],
)
def test_a_unit_in_words_becomes_the_other_side(
    city: City, tmp_path: Path, said: str, units: set[str]
) -> None:
    report = taken(tmp_path, said)
    assert (report.counts, faults(report)) == ({Became.NEW: 1}, {})
    assert accused() == units


@pytest.mark.parametrize("said", ["综治中心主任", "惠济公安局", "街道综治中心", "省教育厅和市教育局"])
def test_an_office_that_cant_be_told_is_refused_with_what_to_do(
    city: City, tmp_path: Path, said: str
) -> None:
    report = taken(tmp_path, said)
    assert report.counts == {Became.REFUSED: 1}
    (fault,) = faults(report)
    assert fault.startswith("被申请人: 指的是哪个单位？")


def test_the_unit_doesnt_read_who_complained(city: City, cast: dict[str, Player], tmp_path: Path) -> None:
    taken(tmp_path, "花园路街道综治中心")
    matter = Matter.objects.prefetch_related("parties").get(earlier_number="XF-1")
    applicant = matter.parties.get(role=Party.Role.APPLICANT)
    reads = {
        key: identity_of(cast[key].viewer, matter, applicant)
        for key in ("intake_officer", "county_centre_director")
    }
    assert reads["intake_officer"] is FieldAccess.HIDDEN
    assert reads["county_centre_director"] is not FieldAccess.HIDDEN
    answer = signed_in(cast["intake_officer"]).get(f"/desk/matters/{matter.number}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "马九" not in page
    assert "2222" not in page
