"""Residents find a mediator by place, trouble, language or name, on a phone, without script."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.people.models import Unit
from sanling.domain.territory.models import CodePoint
from sanling.foundation.profile.registry import profile_by_code
from tests.city import COUNTY, SIBLING_VILLAGE, TOWNSHIP, VILLAGE
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.interfaces.portal.conftest import POSTER, Resident
from tests.profiles import working_by

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024


@pytest.fixture(autouse=True)
def some(cast: Cast) -> None:
    """Give the village a mediator, and the township an expert."""
    Unit.objects.filter(division=VILLAGE).update(address="郑汴路1号")
    somebody(a_body(name="通信花园调委会"), post_id=cast["mediator"].post.pk, hours="daily 09:00-18:00")
    town = a_body(TOWNSHIP, "town", unit="mediation_committee", name="未来路调委会")
    somebody(town, name="宋明哲", profession="lawyer", specialities=["contract"], languages=["sign"])


def test_the_first_page_leads_to_mediators_and_on_to_ones_own_community(
    cast: Cast, resident: Resident
) -> None:
    assert 'href="/mediators/"' in resident.open("/")
    assert f'href="/mediators/?at={COUNTY}"' in resident.open("/mediators/")
    assert f'href="/mediators/?at={TOWNSHIP}"' in resident.open(f"/mediators/?at={COUNTY}")
    page = resident.open(f"/mediators/?at={VILLAGE}")
    name = cast["mediator"].post.name
    for words in (
        name,
        "通信花园调委会",
        "免费",
        "各类纠纷",
        "郑汴路1号",
        "每天 09:00-18:00",
        "0 件",
        "暂无",
    ):
        assert words in page
    assert page.index(name) < page.index("宋明哲")


def test_nobody_of_elsewhere_is_shown(cast: Cast, resident: Resident) -> None:
    page = resident.open(f"/mediators/?at={SIBLING_VILLAGE}")
    assert cast["mediator"].post.name not in page
    assert "宋明哲" in page


@pytest.mark.parametrize(
    "query", ["speciality=contract&profession=lawyer", "language=sign", "q=songmingzhe", "q=宋明哲"]
)
def test_they_are_found_by_what_they_can_and_by_name(cast: Cast, resident: Resident, query: str) -> None:
    page = resident.open(f"/mediators/?{query}")
    assert "宋明哲" in page
    assert cast["mediator"].post.name not in page


def test_places_are_found_by_name_and_a_posters_code_is_its_place(
    poster: CodePoint, resident: Resident
) -> None:
    assert f'href="/mediators/?at={VILLAGE}"' in resident.open("/mediators/?q=通信花园")
    assert "通信花园调委会" in resident.open(f"/mediators/?q=https://example.org/q/{POSTER}")


def test_what_fits_nobody_says_so_and_what_is_no_choice_narrows_nothing(resident: Resident) -> None:
    assert "没有符合条件的人" in resident.open("/mediators/?language=english")
    assert "宋明哲" in resident.open("/mediators/?language=latin&page=x")


@pytest.mark.parametrize("at", ["4199", "410199", "none", "410105'--", "41010500201299"])
def test_what_is_no_place_of_the_city_is_not_found(client: Client, at: str) -> None:
    assert client.get("/mediators/", {"at": at}).status_code == 404


def test_a_city_without_bodies_has_no_directory(resident: Resident) -> None:
    profile = profile_by_code("zhengzhou")
    parts = {**profile.parts, "mediation": profile.part("mediation").model_copy(update={"kinds": ()})}
    with working_by(replace(profile, parts=parts, made={})):
        assert "/mediators/" not in resident.open("/")
        resident.open("/mediators/")
        assert resident.page.status_code == 404


def test_many_stand_on_pages_that_are_light_cheap_and_kept(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body = a_body(name="大调委会")
    for nth in range(25):
        somebody(body, name=f"第{nth}位调解员", specialities=["contract", "neighbours", "labour"])
    for address in ("/mediators/", f"/mediators/?at={VILLAGE}", "/mediators/?q=调解员"):
        with django_assert_max_num_queries(16):
            page = client.get(address)
        assert len(page.content) <= MOST_BYTES
        assert {"max-age=300", "private"} == {*page["Cache-Control"].split(", ")}
        assert 'rel="next"' in page.content.decode()
    second = client.get(f"/mediators/?at={VILLAGE}&page=2").content.decode()
    assert "第24位调解员" in second
    assert 'rel="prev"' in second


def test_the_page_speaks_english(resident: Resident) -> None:
    resident.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = resident.open(f"/mediators/?at={VILLAGE}")
    assert "Free of charge" in page
    assert "Settled in 365 days" in page
