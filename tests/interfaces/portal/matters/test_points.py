"""A point on the report's map: asked about where it contradicts, and right in any datum."""

from datetime import date
from typing import Any

import pytest
import shapely

from sanling.domain.matters.models import Matter
from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.models import Boundary, CodePoint
from sanling.foundation.datum import Datum, convert
from tests.city import CITY, TOWNSHIP, VILLAGE
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, report

pytestmark = pytest.mark.django_db
INSIDE = {"lon": "113.685000", "lat": "34.785000"}


def test_a_point_in_another_place_than_the_one_chosen_is_asked_about(
    poster: CodePoint, resident: Resident
) -> None:
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    third, first = f"{VILLAGE}003", f"{VILLAGE}001"
    resident.send({"query": "", "division": third, "phone": "13800000001", **INSIDE, "go": "next"})
    assert resident.page.status_code == 422
    for path in (third, first):
        assert f'value="{path}"' in resident.html
    assert "第一网格，不在" in resident.html
    resident.send({"division": first, "go": "next"})
    assert resident.page.status_code == 200
    resident.send({"go": "send"})
    matter = Matter.objects.get()
    assert (matter.division_id, matter.lon) == (first, 113.685)


def test_of_all_that_was_found_by_name_only_the_two_that_contradict_each_other_are_offered(
    poster: CodePoint, resident: Resident
) -> None:
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    other = f"{TOWNSHIP[:6]}001"
    far = shapely.box(113.1, 34.1, 113.2, 34.2).wkb
    Boundary.objects.create(division_id=other, wkb=far, source="test", valid_from=date(2023, 1, 1))
    renew(CITY)
    resident.send({"query": "街道", "go": "find"})
    assert resident.html.count('name="division"') > 2
    resident.send({"query": "街道", "division": other, "phone": "13800000001", **INSIDE, "go": "next"})
    assert resident.html.count('name="division"') == 2
    for path in (other, f"{VILLAGE}001"):
        assert f'value="{path}"' in resident.html


def test_a_point_that_is_taken_back_leaves_the_place_that_was_chosen(
    poster: CodePoint, resident: Resident
) -> None:
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    chosen = {"query": "花园路", "division": TOWNSHIP, "phone": "13800000001"}
    resident.send({**chosen, **INSIDE, "go": "nopoint"})
    resident.send({"go": "next"})
    resident.send({"go": "send"})
    matter = Matter.objects.get()
    assert (matter.division_id, matter.lon) == (TOWNSHIP, None)


def test_a_poster_that_hangs_elsewhere_than_its_division_still_takes_the_report(
    poster: CodePoint, resident: Resident
) -> None:
    CodePoint.objects.update(lon=0, lat=0)
    matter = report(resident)
    assert (matter.division_id, matter.lon) == (f"{VILLAGE}001", None)


def test_the_map_speaks_the_datum_of_maps_whatever_the_citys_own(
    poster: CodePoint, resident: Resident, gcj_city: None, settings: Any
) -> None:
    settings.TIANDITU_KEY = "key"
    lon, lat = convert(113.685, 34.785, of=Datum.GCJ02, to=Datum.WGS84)
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    assert f'data-centre="{lon:.6f},{lat:.6f}"' in resident.html
    resident.send({"phone": "13800000001", "lon": f"{lon:.6f}", "lat": f"{lat:.6f}", "go": "next"})
    resident.send({"go": "send"})
    matter = Matter.objects.get()
    assert matter.division_id == f"{VILLAGE}001"
    assert (matter.lon, matter.lat) == pytest.approx((113.685, 34.785), abs=1e-5)
