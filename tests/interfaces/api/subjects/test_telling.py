"""Programs tell subjects under their codes, who is in charge there, and that a month's list is whole."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.subjects.models import Charge, Period, Stocktaking, Subject
from sanling.foundation.datum import Datum, convert
from sanling.foundation.days import next_month, today
from tests.city import COUNTY, SIBLING_VILLAGE, SIDE, SOUTH, VILLAGE, WEST, City
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, code_of, put, said
from tests.interfaces.api.conftest import System, system_of

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
MONTH = f"{today():%Y-%m}"


def body(**other: Any) -> dict[str, Any]:
    """Return what the education bureau's system tells of a school."""
    usual = {"code": SCHOOL, "type": "school", "name": "通信花园小学", "division": VILLAGE}
    return {**usual, "fields": {"students": 640}, **other}


@pytest.fixture
def bureau(cast: Cast, workflows: None) -> System:
    return system_of(cast["sibling_department_clerk"])


def wrong(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {error["field"] for error in answer.json()["errors"]}


def test_one_is_added_then_changed_and_told_again_nothing_happens(bureau: System) -> None:
    added = bureau.post("/subjects", body(), key="")
    assert (added.status_code, added.json()["sector"]["code"]) == (201, "education")
    again = bureau.post("/subjects", body(), key="")
    assert (again.status_code, again.json()) == (200, added.json())
    assert Period.objects.count() == 1
    changed = bureau.post("/subjects", body(name="通信花园第一小学", fields={"students": None}))
    assert (changed.json()["name"], changed.json()["fields"]) == ("通信花园第一小学", {})
    assert changed.json()["division"] == VILLAGE


def test_what_is_left_out_stays_and_codes_are_read_as_offices_write_them(bureau: System) -> None:
    bureau.post("/subjects", body(address="经八路3号"))
    told = bureau.post("/subjects", {"code": f" {SCHOOL.lower()} ", "type": "school", "status": "suspended"})
    assert told.status_code == 200, told.content
    kept = Subject.objects.get()
    assert (kept.status, kept.address, kept.fields) == ("suspended", "经八路3号", {"students": 640})


def test_the_point_where_it_lies_is_taken_in_any_datum(bureau: System, city: City) -> None:
    inside = WEST + SIDE / 2, SOUTH + SIDE / 2
    lon, lat = convert(*inside, of=Datum.CGCS2000, to=Datum.GCJ02)
    told = bureau.post("/subjects", body(lon=lon, lat=lat, datum="gcj02")).json()
    assert (told["lon"], told["lat"]) == pytest.approx(inside, abs=1e-6)
    assert told["datum"] == "cgcs2000"
    kept = bureau.post("/subjects", body(address="经八路3号")).json()
    assert (kept["lon"], kept["lat"]) == (told["lon"], told["lat"])


def test_who_is_in_charge_is_told_by_duty_and_read_by_no_program(bureau: System) -> None:
    lead = {"lead": {"name": "李校长", "phone": "０371-6000 0000"}, "liaison": {"name": "王老师"}}
    told = bureau.post("/subjects", body(charges=lead))
    assert told.status_code == 201, told.content
    assert "李校长" not in told.content.decode()
    kept = {charge.duty: (charge.name, charge.phone) for charge in Charge.objects.all()}
    assert kept == {"lead": ("李校长", "+8637160000000"), "liaison": ("王老师", "")}
    bureau.post("/subjects", body(charges={"lead": {"name": ""}}))
    assert set(Charge.objects.filter(ends_on=None).values_list("duty", flat=True)) == {"liaison"}


@pytest.mark.parametrize(
    ("said_so", "field"),
    [
        ({"code": "91999999MA00000010"}, "code"),
        ({"type": "spaceship"}, "type"),
        ({"division": "410199999999"}, "division"),
        ({"sector": "nonsense"}, "sector"),
        ({"fields": {"students": "many"}}, "fields.students"),
        ({"fields": {"beds": 3}}, "fields.beds"),
        ({"charges": {"king": {"name": "某某"}}}, "charges.king"),
        ({"charges": {"lead": {"name": "", "phone": "13800000000"}}}, "charges.lead.name"),
        ({"charges": {"lead": {"name": "李校长", "phone": "12"}}}, "charges.lead.phone"),
        ({"status": "merged"}, "into"),
        ({"lon": 113.6}, "lon"),
        ({"lon": 13.4, "lat": 52.5}, "lon"),
        ({"status": "merged", "into": HOSPITAL}, "into"),
        ({"on": f"{today() + timedelta(days=1):%Y-%m-%d}"}, "on"),
        ({"name": None, "division": None}, "name"),
        ({"name": "—"}, "name"),
        ({"charges": {"lead": {"name": "，。", "phone": "13800000000"}}}, "charges.lead.name"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_written(
    bureau: System, said_so: dict[str, Any], field: str
) -> None:
    assert field in wrong(bureau.post("/subjects", body(**said_so)))
    assert not Subject.objects.exists()
    assert not Charge.objects.exists()


def test_one_merges_into_another_that_the_post_sees(bureau: System) -> None:
    bureau.post("/subjects", body())
    bureau.post("/subjects", body(code=code_of(7), name="合并后小学"))
    merged = bureau.post(
        "/subjects", {"code": SCHOOL, "type": "school", "status": "merged", "into": code_of(7)}
    )
    assert merged.json()["status"]["code"] == "merged"
    assert Subject.objects.get(code=SCHOOL).into == Subject.objects.get(code=code_of(7))
    # It stays merged while nothing else is said of that.
    again = bureau.post("/subjects", {"code": SCHOOL, "type": "school", "address": "旧址"})
    assert (again.status_code, again.json()["status"]["code"]) == (200, "merged")


def test_who_keeps_none_or_not_there_or_not_of_the_sector_tells_nothing(cast: Cast, bureau: System) -> None:
    put(said())
    for player, about in (
        (cast["intake_officer"], body()),
        (cast["liaison"], body(code=code_of(8), division=SIBLING_VILLAGE)),
        (cast["sibling_department_clerk"], body(code=HOSPITAL, type="hospital", fields={})),
    ):
        answer = system_of(player).post("/subjects", about)
        assert answer.status_code == 403, answer.content
    assert Subject.objects.count() == 1


def test_a_department_confirms_that_its_list_of_the_month_is_whole(cast: Cast, bureau: System) -> None:
    put(said())
    line = {"county": COUNTY, "line": "education", "expected": 12}
    stock = {"month": MONTH, "lines": [line]}
    told = bureau.post("/subjects/completeness", stock).json()
    assert told["new"] == 1
    (row,) = [row for row in told["items"] if row["confirmed_at"]]
    assert (row["line"], row["expected"], row["entered"]) == ("education", 12, 1)
    assert bureau.post("/subjects/completeness", stock).json()["new"] == 0
    later = {**stock, "month": f"{next_month(today().replace(day=1)):%Y-%m}"}
    assert wrong(bureau.post("/subjects/completeness", later)) == {"month"}
    assert wrong(bureau.post("/subjects/completeness", {**stock, "month": "2000-01"})) == {"month"}
    for month in (later["month"], "2000-01"):
        assert wrong(bureau.get("/subjects/completeness", month=month)) == {"month"}
    for name, said_wrong in (
        ("line", "schools"),
        ("county", VILLAGE),
        ("county", "410199"),
        ("expected", 13),
    ):
        lines = [line, {**line, name: said_wrong}]
        answer = bureau.post("/subjects/completeness", {**stock, "lines": lines})
        assert wrong(answer) == {f"lines.1.{name}"}, said_wrong
    others = system_of(cast["township_leader"]).post("/subjects/completeness", stock)
    assert others.status_code == 403
    assert Stocktaking.objects.count() == 1


def test_a_subject_from_a_day_that_is_yet_to_come_is_told_just_that(bureau: System) -> None:
    answer = bureau.post("/subjects", body(on="2099-01-01"))
    assert [error["message"] for error in answer.json()["errors"]] == ["This is yet to come."]


def test_a_field_of_no_type_that_it_may_have_is_named_as_it_was_sent(bureau: System) -> None:
    for value in (True, 1.5, [1]):
        assert wrong(bureau.post("/subjects", body(fields={"students": value}))) == {"fields.students"}
