"""Points that callers send: inside the city, in the division said, in the datum said."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation.datum import Datum, convert
from tests.city import BEGAN, SIDE, SOUTH, VILLAGE, WEST
from tests.interfaces.api.conftest import System, public_report, report
from tests.interfaces.api.test_problems import fields

pytestmark = pytest.mark.django_db
INSIDE = (WEST + SIDE / 2, SOUTH + SIDE / 2)


@pytest.mark.parametrize("point", [(0, 0), (114.9, 34.7), (116.4, 39.9)])
def test_a_point_outside_the_city_is_a_wrong_field_at_every_door(
    intake: System, resident: System, point: tuple[float, float]
) -> None:
    lon, lat = point
    assert fields(intake.post("/matters", report(lon=lon, lat=lat))) == ["lon"]
    assert fields(resident.post("/public/matters", public_report(lon=lon, lat=lat, division=None))) == ["lon"]
    assert resident.get("/locate", lon=lon, lat=lat).status_code == 404
    assert not Matter.objects.exists()


def test_a_point_in_another_division_is_a_wrong_field_that_names_both(
    intake: System, resident: System
) -> None:
    elsewhere = {"lon": INSIDE[0], "lat": INSIDE[1], "division": f"{VILLAGE}002"}
    for answer in (
        intake.post("/matters", report(**elsewhere)),
        resident.post("/public/matters", public_report(**elsewhere)),
    ):
        assert fields(answer) == ["division"]
        message = answer.json()["errors"][0]["message"]
        assert "第一网格" in message
        assert "第二网格" in message
    assert not Matter.objects.exists()


def test_a_point_is_taken_in_the_datum_that_it_is_said_to_be_in(intake: System, resident: System) -> None:
    lon, lat = convert(*INSIDE, of=Datum.WGS84, to=Datum.GCJ02)
    theirs = {"lon": lon, "lat": lat, "datum": "gcj02", "division": f"{VILLAGE}001"}
    number = intake.post("/matters", report(**theirs)).json()["number"]
    shown = intake.get(f"/matters/{number}").json()
    assert (shown["lon"], shown["lat"]) == pytest.approx(INSIDE, abs=1e-9)
    assert shown["datum"] == "cgcs2000"
    made = resident.post("/public/matters", public_report(**theirs | {"division": None})).json()
    assert Matter.objects.get(number=made["number"]).division_id == f"{VILLAGE}001"
    assert resident.get("/locate", lon=lon, lat=lat, datum="gcj02").json()["code"] == f"{VILLAGE}001"
    assert fields(intake.post("/matters", report(**theirs | {"datum": "mars"}))) == ["datum"]
    assert fields(resident.get("/locate", lon=lon, lat=lat, datum="")) == ["datum"]


def test_a_posters_place_gives_way_to_what_is_said(resident: System, workflows: None) -> None:
    CodePoint.objects.create(
        code="TXHY0007",
        division_id=f"{VILLAGE}001",
        place="3 号楼",
        lon=INSIDE[0],
        lat=INSIDE[1],
        created_at=BEGAN,
    )
    made = resident.post("/public/matters", public_report(code="TXHY0007", division=f"{VILLAGE}002")).json()
    matter = Matter.objects.get(number=made["number"])
    assert (matter.division_id, matter.lon, matter.scanned_code) == (f"{VILLAGE}002", None, "TXHY0007")
    made = resident.post("/public/matters", public_report(code="TXHY0007", division=None)).json()
    matter = Matter.objects.get(number=made["number"])
    assert (matter.division_id, matter.lon) == (f"{VILLAGE}001", INSIDE[0])
