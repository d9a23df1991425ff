"""Two cities in one database: nobody of one sees, counts, finds or is told anything of the other's.

A province's post sees both.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Matter
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.cast import Player, load_cast
from sanling.domain.people.config import CastPart
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.registry import profile_by_code, profile_for
from sanling.processes.exports.actions.request import request_export
from sanling.processes.exports.tasks import path_of, write_export
from sanling.processes.reactions import react
from tests.cast import SECRET
from tests.city import BEGAN, TEST
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import signed_in, token_of
from tests.profiles_of_cities import empty_city, small_city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
WORDS = "楼道里堆满了垃圾"


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def own(cast: dict[str, Player]) -> Matter:
    """A matter of the cast's own city."""
    return registered().matter


@pytest.fixture
def other(cast: dict[str, Player]) -> Matter:
    """A matter of another city, brought under the same phone in the same words."""
    part: CastPart = empty_city("shenyang").part("cast")
    return registered(division=part.places["village"], channel="web").matter


def test_each_city_numbers_by_itself(own: Matter, other: Matter) -> None:
    assert [matter.number.split("-")[0] for matter in (own, other)] == ["ZZ", "SY"]
    assert {matter.number.split("-")[2] for matter in (own, other)} == {"00001"}


def test_each_city_has_its_own_workflow(own: Matter, other: Matter) -> None:
    assert [matter.definition.city for matter in (own, other)] == [own.city, other.city]


def test_nobody_of_one_city_sees_the_others(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    for player in cast.values():
        try:
            viewer = player.viewer
        except LookupError:
            continue
        assert other not in visible_matters(viewer)
    assert own in visible_matters(cast["city_leader"].viewer)


@pytest.mark.parametrize("who", ["city_leader", "intake_officer"])
def test_no_page_of_the_desk_has_it(cast: dict[str, Player], own: Matter, other: Matter, who: str) -> None:
    browser = signed_in(cast[who])
    assert browser.get(f"/desk/matters/{other.number}/").status_code == 404
    for page in ("/desk/", "/desk/matters/", f"/desk/search/?q={WORDS}"):
        answer = browser.get(page, follow=True)
        assert answer.status_code == 200, page
        assert own.number in answer.content.decode() or page == "/desk/", page
        assert other.number not in answer.content.decode(), page
    found = browser.get(f"/desk/search/?q={other.number}", follow=True).content.decode()
    assert f"/desk/matters/{other.number}/" not in found


def test_no_answer_of_the_api_has_it(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    bearer = {"Authorization": f"Bearer {token_of(cast['city_leader'])}"}
    assert Client().get(f"/api/v1/matters/{own.number}", headers=bearer).status_code == 200
    assert Client().get(f"/api/v1/matters/{other.number}", headers=bearer).status_code == 404
    listed = Client().get("/api/v1/matters", headers=bearer).content.decode()
    assert own.number in listed
    assert other.number not in listed
    for path in ("units", "posts"):
        assert "沈阳" not in Client().get(f"/api/v1/{path}?limit=100", headers=bearer).content.decode()


def test_open311_shows_each_city_its_own(own: Matter, other: Matter, settings: Settings) -> None:
    settings.SERVED = ("zhengzhou", "shenyang")
    for city, mine, strange in (("zhengzhou", own, other), ("shenyang", other, own)):
        address = f"/open311/v2/requests/{{}}.json?jurisdiction_id={city}"
        assert Client().get(address.format(strange.number)).status_code == 404
        listed = Client().get(f"/open311/v2/requests.json?jurisdiction_id={city}").content.decode()
        assert strange.number not in listed
        assert mine.city != strange.city


def test_a_phone_has_in_each_city_what_was_brought_there(own: Matter, other: Matter) -> None:
    index = blind_index("phone", PHONE)
    assert list(of_phone(city=own.city, phone_index=index)) == [own]
    assert list(of_phone(city=other.city, phone_index=index)) == [other]


def test_nobody_is_told_of_the_others(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    with clock.turned(to=clock.now() + timedelta(seconds=1)):
        react()
    urls = set(Notice.objects.values_list("url", flat=True))
    assert f"/desk/matters/{own.number}/" in urls
    assert f"/desk/matters/{other.number}/" not in urls


@pytest.fixture
def province(own: Matter, near: Matter) -> Player:
    """A post above two cities of one province, each of which has a matter."""
    profile = profile_by_code("henan")
    set_up_units(actor=TEST, profile=profile, begins_on=BEGAN.date())
    return load_cast(actor=TEST, profile=profile, begins_at=BEGAN)["province_officer"]


@pytest.fixture
def near(cast: dict[str, Player]) -> Matter:
    """A matter of another city of the cast's province."""
    part: CastPart = empty_city("xuchang").part("cast")
    return registered(division=part.places["village"]).matter


def test_a_provinces_post_sees_both_of_its_cities_and_no_third(
    province: Player, own: Matter, near: Matter, other: Matter
) -> None:
    assert {own, near} == set(visible_matters(province.viewer))
    browser = signed_in(province)
    for matter in (own, near):
        answer = browser.get(f"/desk/matters/{matter.number}/")
        assert answer.status_code == 200
        assert matter.title in answer.content.decode()
        name = str(profile_for(matter.city).name)
        assert name in answer.content.decode().partition("<main")[2]
        assert name in browser.get("/desk/matters/").content.decode().partition("<main")[2]
        assert matter.number in browser.get(f"/desk/search/?q={matter.number}", follow=True).content.decode()
    assert browser.get(f"/desk/matters/{other.number}/").status_code == 404
    for page in ("/desk/matters/", f"/desk/search/?q={WORDS}"):
        shown = browser.get(page, follow=True).content.decode()
        assert own.number in shown, page
        assert near.number in shown, page
        assert other.number not in shown, page
    bearer = {"Authorization": f"Bearer {token_of(province)}"}
    listed = Client().get("/api/v1/matters", headers=bearer).content.decode()
    assert own.number in listed
    assert near.number in listed
    assert other.number not in listed
    units = Client().get("/api/v1/units?limit=100&q=平安办", headers=bearer).content.decode()
    assert all(name in units for name in ("河南省平安办", "郑州市平安办", "许昌市平安办"))
    assert "沈阳" not in units


def test_a_provinces_post_reads_pages_of_both_cities(province: Player, own: Matter, near: Matter) -> None:
    browser = signed_in(province)
    for page in ("/desk/", "/desk/workflows/", "/desk/units/", "/desk/units/?at=4110", "/desk/exports/"):
        assert browser.get(page, follow=True).status_code == 200, page
    assert "许昌市" in browser.get("/desk/workflows/").content.decode()
    assert "许昌市" in browser.get("/desk/units/").content.decode()
    assert browser.get(f"/desk/workflows/{near.definition_id}/").status_code == 200
    assert browser.get(f"/desk/units/{near.unit_id}/").status_code == 200
    for what, typed in (("division", "金地"), ("unit", "许昌"), ("post", "许昌")):
        assert browser.get(f"/desk/find/{what}/?q={typed}").status_code == 200


def test_a_provinces_post_acts_in_no_city(province: Player, near: Matter) -> None:
    """Who acts is said in each city's workflow."""
    assert allowed_actions(province.viewer, near) == []


def test_a_city_sees_nothing_of_the_province(cast: dict[str, Player], province: Player) -> None:
    browser = signed_in(cast["city_leader"])
    assert browser.get(f"/desk/units/{province.post.unit_id}/").status_code == 404
    assert browser.get("/desk/units/?at=41").status_code == 404


def test_what_a_province_reads_in_full_stands_in_the_citys_trail(province: Player, near: Matter) -> None:
    party = near.parties.get(role="applicant")
    address = f"/desk/matters/{near.number}/parties/{party.pk}/"
    answer = signed_in(province).post(address, {"purpose": "督办"})
    assert answer.status_code == 200
    assert AuditRow.objects.filter(subject=f"party:{party.pk}", city=near.city).exists()


def test_no_suggestion_is_of_another_city(cast: dict[str, Player], province: Player, near: Matter) -> None:
    own, above = signed_in(cast["intake_officer"]), signed_in(province)
    for what, typed in (("division", "金地"), ("unit", "许昌市平安办")):
        address = f"/desk/find/{what}/?q={typed}"
        assert own.get(address).json() == [], what
        assert len(above.get(address).json()) == 1, what


@pytest.mark.parametrize(("who", "sees"), [("city_leader", 1), ("province", 2)])
def test_a_file_of_a_ledger_has_what_its_post_sees(
    cast: dict[str, Player],
    province: Player,
    other: Matter,
    settings: Settings,
    tmp_path: Path,
    who: str,
    sees: int,
) -> None:
    settings.FILES_ROOT = tmp_path
    viewer = ({"province": province} | cast)[who].viewer
    export = request_export(
        actor=viewer, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
    )
    write_export(export_id=str(export.pk))
    export.refresh_from_db()
    book = CalamineWorkbook.from_path(path_of(export))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    assert len(rows) == export.rows == sees
    assert all(str(row[0])[:2] in {"ZZ", "XC"} for row in rows)


def test_no_account_that_another_city_made_is_suggested(cast: dict[str, Player]) -> None:
    theirs = small_city("shenyang")["administrator"]
    for actor, username in ((cast["administrator"].viewer, "ours"), (theirs.viewer, "theirs")):
        create_user(actor=actor, username=username, display_name="新来的人", phone="", password=None)
    create_user(actor=TEST, username="machines", display_name="新来的人", phone="", password=None)
    browser = signed_in(cast["administrator"])
    found = browser.get("/desk/find/person/?q=新来的人").content.decode()
    assert "ours" in found
    assert "machines" in found
    assert "theirs" not in found


def test_who_works_in_two_cities_is_told_of_at_each_by_what_they_do_there(cast: dict[str, Player]) -> None:
    there = small_city("shenyang")
    TOTP.activate(there["administrator"].user, SECRET)
    own, theirs = cast["mediator"], there["mediator"]
    post = NewPost(
        user_id=own.user.pk,
        unit_id=theirs.post.unit_id,
        role="mediator",
        name="王",
        paths=[theirs.post.unit.division_id],
    )
    appoint(actor=TEST, new=post)
    for administrator, unit in (
        (cast["administrator"], own.post.unit),
        (there["administrator"], theirs.post.unit),
    ):
        (found,) = signed_in(administrator).get(f"/desk/find/person/?q={own.user.username}").json()
        assert found["hint"] == unit.name


def _plain_addresses() -> list[str]:
    """Return the desk's addresses that name nothing."""
    found = [route for route in _routes(get_resolver().url_patterns, "/") if "<" not in route]
    return sorted(route for route in found if route.startswith("/desk/") and "sign" not in route)


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def test_no_page_of_the_desk_fails_for_a_province(province: Player) -> None:
    browser = signed_in(province)
    addresses = _plain_addresses()
    assert len(addresses) > 15
    for address in addresses:
        assert browser.get(address, {"q": "王"}).status_code < 500, address


def test_a_province_registers_nothing_in_a_city(province: Player, near: Matter) -> None:
    headers = {"Idempotency-Key": uuid4().hex, "Authorization": f"Bearer {token_of(province)}"}
    body = {"kind": "dispute", "text": WORDS, "channel": "phone", "division": near.division_id}
    answer = Client().post("/api/v1/matters", body, content_type="application/json", headers=headers)
    assert answer.status_code in (403, 422), answer.content.decode()
    assert Matter.objects.count() == 2
