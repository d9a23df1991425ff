"""GeoReport v2: what apps of any city may ask, read and send."""

import json
from datetime import datetime, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from georeport import GeoReport

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from sanling.foundation.datum import Datum, convert
from tests.city import SOUTH, TEST, VILLAGE, WEST, City
from tests.domain.matters.helpers import PHONE, act, registered
from tests.ends_of_time import ENDS_OF_TIME, NO_TIMES

BASE = "/open311/v2"
POST = {
    "service_code": "hazard.fire",
    "lat": str(SOUTH + 0.005),
    "long": str(WEST + 0.005),
    "address_string": "三号楼二单元",
    "description": "消防通道被杂物堵住了。",
    "phone": PHONE,
    "first_name": "小明",
    "last_name": "王",
}


@pytest.fixture
def geo(city: City, workflows: None) -> Client:
    """Return an app."""
    return Client()


def read(geo: Client, path: str, **query: str) -> Any:
    """Return an answer in JSON, which must be one of success."""
    response = geo.get(BASE + path, query)
    assert response.status_code == 200, response.content
    return response.json()


def sent(geo: Client, form: str = "json", **changes: str) -> Any:
    """Send a request."""
    return geo.post(f"{BASE}/requests.{form}", {**POST, **changes})


def a_code(geo: Client, kind: str) -> str:
    """Return the code of a kind's first service."""
    return next(
        str(service["service_code"])
        for service in read(geo, "/services.json")
        if service["service_code"].startswith(f"{kind}.")
    )


def test_discovery_tells_where_and_in_which_forms(geo: Client) -> None:
    found = read(geo, "/discovery.json")
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    xml = fromstring(geo.get(f"{BASE}/discovery.xml").content)
    assert xml.findtext("endpoints/endpoint/specification") == "http://wiki.open311.org/GeoReport_v2"


def test_services_are_the_categories_of_kinds_that_are_no_secret(geo: Client) -> None:
    kinds = {service["service_code"].partition(".")[0] for service in read(geo, "/services.json")}
    assert {"dispute", "hazard", "request", "consultation"} <= kinds
    assert not {"petition", "security"} & kinds


def test_a_service_is_defined_in_both_forms(geo: Client) -> None:
    code = a_code(geo, "hazard")
    found = read(geo, f"/services/{code}.json")
    assert found["attributes"][0]["code"] == "headcount"
    xml = fromstring(geo.get(f"{BASE}/services/{code}.xml").content)
    assert xml.findtext("attributes/attribute/datatype") == "number"


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_request_is_taken_followed_by_its_token_and_listed(geo: Client, form: str) -> None:
    code = a_code(geo, "hazard")
    made = sent(geo, form, service_code=code, **{"attribute[headcount]": "12"})
    assert made.status_code == 201, made.content
    if form == "json":
        number, token = made.json()[0]["service_request_id"], made.json()[0]["token"]
    else:
        element = fromstring(made.content).find("request")
        assert element is not None
        number, token = str(element.findtext("service_request_id")), str(element.findtext("token"))
    assert read(geo, f"/tokens/{token}.json")[0]["service_request_id"] == number
    matter = Matter.objects.get(number=number)
    assert (matter.headcount, matter.division_id, matter.channel) == (12, f"{VILLAGE}001", "web")
    (listed,) = read(geo, "/requests.json")
    assert (listed["service_request_id"], listed["status"]) == (number, "open")


def test_what_is_listed_has_no_words_of_the_resident_and_no_door(geo: Client) -> None:
    number = sent(geo, service_code=a_code(geo, "hazard")).json()[0]["service_request_id"]
    (listed,) = read(geo, f"/requests/{number}.json")
    text = json.dumps(listed, ensure_ascii=False)
    for secret in ("消防通道", "三号楼", "王小明", PHONE):
        assert secret not in text
    assert (listed["lat"], listed["long"]) == (round(SOUTH + 0.005, 2), round(WEST + 0.005, 2))
    assert listed["address_id"] == VILLAGE


def test_a_petition_is_neither_taken_nor_listed(geo: Client) -> None:
    matter = registered(kind="petition", channel="letter").matter
    assert read(geo, "/requests.json", service_request_id=matter.number) == []
    assert geo.get(f"{BASE}/requests/{matter.number}.json").status_code == 404
    assert sent(geo, service_code="petition.suggestion").status_code == 404


def test_who_objects_to_publication_is_not_listed(geo: Client) -> None:
    party = PartyDetails(role="applicant", person=PersonDetails(phone=PHONE), no_publication=True)
    matter = registered(kind="hazard", parties=[party]).matter
    assert read(geo, "/requests.json") == []
    assert geo.get(f"{BASE}/requests/{matter.number}.json").status_code == 404


@pytest.mark.parametrize("kind", ["dispute", "request", "consultation"])
def test_a_matter_of_a_kind_that_is_not_published_is_taken_and_not_listed(geo: Client, kind: str) -> None:
    number = sent(geo, service_code=a_code(geo, kind)).json()[0]["service_request_id"]
    assert Matter.objects.get().number == number
    assert read(geo, "/requests.json") == []
    assert read(geo, "/requests.json", service_request_id=number) == []
    assert geo.get(f"{BASE}/requests/{number}.json").status_code == 404


def test_requests_are_filtered_by_id_service_time_status_and_page(
    geo: Client, cast: dict[str, Player]
) -> None:
    first = registered(kind="hazard", category="fire").matter
    second = registered(kind="hazard", category="traffic").matter
    act(cast["intake_officer"].viewer, first, "refuse", {"reason": "查无此处"})

    def numbers(**query: str) -> list[str]:
        return [request["service_request_id"] for request in read(geo, "/requests.json", **query)]

    assert numbers() == [second.number, first.number]
    assert numbers(service_request_id=f"{first.number},nonsense") == [first.number]
    assert numbers(service_code=f"hazard.{second.category}") == [second.number]
    assert numbers(status="closed") == [first.number]
    assert numbers(status="open") == [second.number]
    assert numbers(status="open,closed", page_size="1", page="2") == [first.number]
    later = (clock.now() + timedelta(days=1)).isoformat()
    assert numbers(start_date=later) == []
    assert numbers(end_date=later) == [second.number, first.number]
    with clock.turned(shift=timedelta(days=91)):
        assert numbers() == []


def errors(response: Any, status: int) -> str:
    """Return the description of an answer's error, whose code must be the status as a string."""
    assert response.status_code == status, response.content
    (error,) = response.json()
    assert error["code"] == str(status)
    return str(error["description"])


def test_errors_are_those_of_the_standard(geo: Client) -> None:
    code = a_code(geo, "dispute")
    assert "jurisdiction_id" in errors(geo.get(f"{BASE}/services.json", {"jurisdiction_id": "x"}), 404)
    assert "service_code" in errors(geo.get(f"{BASE}/services/no.such.json"), 404)
    assert "service_code" in errors(sent(geo, service_code=""), 400)
    assert "phone" in errors(sent(geo, service_code=code, phone=""), 400)
    assert "description" in errors(sent(geo, service_code=code, description=""), 400)
    assert "address_string" in errors(sent(geo, service_code=code, lat="", long="", address_string=""), 400)
    assert "long" in errors(sent(geo, service_code=code, lat="89", long="1"), 400)
    assert "lat" in errors(sent(geo, service_code=code, lat="nan"), 400)
    assert "api_key" in errors(sent(geo, service_code=code, api_key="nonsense"), 403)
    span = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}
    assert "90 days" in errors(geo.get(f"{BASE}/requests.json", span), 400)
    assert "status" in errors(geo.get(f"{BASE}/requests.json", {"status": "lost"}), 400)
    assert "page" in errors(geo.get(f"{BASE}/requests.json", {"page": "0"}), 400)
    many = {"service_request_id": ",".join(["ZZ-261122-00017-K"] * 1001)}
    assert "at most 1000" in errors(geo.get(f"{BASE}/requests.json", many), 400)
    assert "at most 100" in errors(geo.get(f"{BASE}/requests.json", {"service_code": "a," * 101}), 400)
    errors(geo.get(f"{BASE}/nothing.json"), 404)
    errors(geo.delete(f"{BASE}/requests.json"), 405)


def test_errors_in_xml_have_string_codes_too(geo: Client) -> None:
    response = geo.get(f"{BASE}/requests/nothing.xml")
    assert fromstring(response.content).findtext("error/code") == "404"
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"


def test_an_address_sends_so_many_an_hour_and_an_app_of_the_city_more(
    geo: Client, cast: dict[str, Player], city: City
) -> None:
    code = a_code(geo, "consultation")
    statuses = [sent(geo, service_code=code, phone=f"1380000{n:04d}").status_code for n in range(8)]
    assert set(statuses[:6]) == {201}
    over = sent(geo, service_code=code)
    assert "Retry-After" in over.headers
    errors(over, 429)
    key = working_token(
        actor=TEST,
        post=cast["intake_officer"].post,
        name="app",
        ends_at=clock.now() + timedelta(days=1),
        scopes=["public"],
    ).secret
    assert sent(geo, service_code=code, api_key=key).status_code == 201


def test_the_same_idempotency_key_makes_one_request(geo: Client) -> None:
    code = a_code(geo, "hazard")
    answers = [
        geo.post(
            f"{BASE}/requests.json",
            {**POST, "service_code": code},
            headers={"Idempotency-Key": "0123456789abcdef"},
        ).json()
        for _time in range(2)
    ]
    assert answers[0] == answers[1]
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_client_from_pypi_reads_everything(
    live_server: Any, city: City, workflows: None, form: str
) -> None:
    # The client takes a list of one for a single request.
    registered(kind="hazard")
    matter = registered(kind="hazard").matter
    client = GeoReport(f"{live_server.url}{BASE}", jurisdiction="zhengzhou", output_format=form)
    services = client.get_service_list()
    code = services[0]["service_code"]
    assert client.get_service_definition(code)["service_code"] == code
    listed = client.get_service_requests(status="open")
    assert {request["service_request_id"] for request in listed} >= {matter.number}
    shown = client.get_service_request(matter.number)
    assert (shown["service_request_id"], shown["status"]) == (matter.number, "open")


def test_a_day_is_the_citys_day_from_its_first_instant_to_its_last(geo: Client) -> None:
    def registered_at(text: str) -> str:
        with clock.turned(to=datetime.fromisoformat(text)):
            return registered(kind="hazard", category="fire").matter.number

    late, first, last, early = map(
        registered_at,
        (
            "2026-10-31T23:59:59+08:00",
            "2026-11-01T00:00:00+08:00",
            "2026-11-01T23:59:59.999999+08:00",
            "2026-11-02T00:00:00+08:00",
        ),
    )

    def numbers(**query: str) -> list[str]:
        return [request["service_request_id"] for request in read(geo, "/requests.json", **query)]

    assert numbers(start_date="2026-11-01", end_date="2026-11-01") == [last, first]
    assert numbers(start_date="2026-11-01") == [early, last, first]
    assert numbers(end_date="2026-10-31") == [late]
    assert numbers(start_date="2026-11-01T00:00:00", end_date="2026-11-01T00:00:00") == [first]
    assert numbers(start_date="2026-10-31T16:00:00Z", end_date="2026-10-31T16:00:00Z") == [first]


@pytest.mark.parametrize("written", [*ENDS_OF_TIME, *NO_TIMES[:-1]])
def test_the_ends_of_time_are_a_wrong_request(geo: Client, written: str) -> None:
    for query in (
        {"start_date": written},
        {"end_date": written},
        {"start_date": written, "end_date": written},
    ):
        assert "_date" in errors(geo.get(f"{BASE}/requests.json", query), 400)


def test_points_come_and_go_as_satellites_have_them(geo: Client, gcj_city: None) -> None:
    inside = WEST + 0.005, SOUTH + 0.005
    lon, lat = convert(*inside, of=Datum.GCJ02, to=Datum.WGS84)
    made = sent(geo, service_code="hazard.fire", long=str(lon), lat=str(lat))
    assert made.status_code == 201, made.content
    matter = Matter.objects.get()
    assert (matter.lon, matter.lat) == pytest.approx(inside, abs=1e-9)
    assert matter.division_id == f"{VILLAGE}001"
    (shown,) = read(geo, "/requests.json")
    assert (shown["long"], shown["lat"]) == (round(lon, 2), round(lat, 2))


def test_a_point_in_another_place_than_the_address_is_a_wrong_request(geo: Client) -> None:
    said = errors(sent(geo, service_code="hazard.fire", address_id=f"{VILLAGE}003"), 400)
    assert "address_id" in said
    assert "第一网格" in said
    assert "第三网格" in said
