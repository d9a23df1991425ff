"""Somebody about to report what another one reported is asked whether it is the same, and follows it instead."""

import re
from typing import Any

import pytest

from sanling.domain.matters.models import Matter, Subscription
from sanling.domain.territory.models import CodePoint
from sanling.foundation.delivery.limits import hit
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.matters.reporting import HOUR
from tests.city import CITY
from tests.interfaces.portal.conftest import POSTER, Resident, report

pytestmark = pytest.mark.django_db
WORDS = "3 号楼二单元门口电线裸露，王秀兰家的孩子差点触电。"


def about_to_send(resident: Resident, kind: str = "hazard") -> list[str]:
    """Bring another resident to the last step; return what the page lets them follow."""
    resident.client.cookies.clear()
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": kind, "text": "楼道口有根电线垂下来了。", "go": "next"})
    resident.send({"name": "李明", "phone": "13900000002", "go": "next"})
    return re.findall(r'value="(follow:[^"]+)"', resident.html)


@pytest.fixture
def earlier(poster: CodePoint, resident: Resident) -> Matter:
    """A hazard that another resident has reported by the same poster."""
    return report(resident, kind="hazard", text=WORDS)


def test_a_resident_follows_instead_of_repeating(earlier: Matter, resident: Resident) -> None:
    (offer,) = about_to_send(resident)
    resident.send({"go": offer})
    assert resident.page.status_code == 200
    assert resident.url.startswith("/f/")
    assert "已收到，等待受理" in resident.html
    assert resident.page.headers["Cache-Control"] == "private, no-store"
    assert Matter.objects.get() == earlier
    assert Subscription.objects.get().matter == earlier
    assert resident.open(resident.url)


def test_the_same_press_twice_follows_once(earlier: Matter, resident: Resident) -> None:
    (offer,) = about_to_send(resident)
    form = resident.url
    resident.send({"go": offer})
    link, resident.url = resident.url, form
    assert resident.again().redirect_chain[-1][0] == link
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("page", ["offer", "follower"])
def test_neither_page_tells_of_the_other_person(earlier: Matter, resident: Resident, page: str) -> None:
    (offer,) = about_to_send(resident)
    if page == "follower":
        resident.send({"go": offer})
    for secret in ("王秀兰", "触电", "3800000001", earlier.number, earlier.title, str(earlier.link_digest)):
        assert secret not in resident.html.replace("电线垂下来", ""), secret


def test_the_report_can_be_sent_all_the_same(earlier: Matter, resident: Resident) -> None:
    assert about_to_send(resident)
    resident.send({"go": "send"})
    assert Matter.objects.count() == 2


def test_disputes_and_petitions_are_never_offered(poster: CodePoint, resident: Resident) -> None:
    for kind in ("dispute", "petition", "security"):
        report(resident, kind=kind, text=WORDS)
        assert about_to_send(resident, kind) == []


@pytest.mark.parametrize("claim", ["follow:", "follow:1", "follow:AAAA", "follow", "another"])
def test_a_forged_claim_follows_nothing(earlier: Matter, resident: Resident, claim: str) -> None:
    if claim == "another":
        (claim,) = about_to_send(resident)
    about_to_send(resident)
    resident.send({"go": claim})
    assert resident.page.status_code == 409
    assert "已不能再关注" in resident.html
    assert not Subscription.objects.exists()


def test_an_address_follows_no_more_often_than_it_reports(earlier: Matter, resident: Resident) -> None:
    most = profile_for(CITY).limits.reports_an_hour_by_address
    for _nth in range(most):
        hit(scope="portal.follow", key="127.0.0.1", limit=most, per=HOUR)
    (offer,) = about_to_send(resident)
    resident.send({"go": offer})
    assert resident.page.status_code == 429
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("token", ["x", "x" * 20, "x" * 80])
def test_a_broken_link_leads_to_the_other_ways(poster: CodePoint, resident: Resident, token: str) -> None:
    resident.open(f"/f/{token}/")
    assert resident.page.status_code == 404
    assert "12345" in resident.html


def test_the_pages_cost_few_queries(
    earlier: Matter, resident: Resident, django_assert_max_num_queries: Any
) -> None:
    (offer,) = about_to_send(resident)
    with django_assert_max_num_queries(7):
        resident.send({"go": "check"})
    resident.send({"go": offer})
    with django_assert_max_num_queries(5):
        resident.open(resident.url)


def test_who_follows_again_by_the_same_press_is_not_counted(earlier: Matter, resident: Resident) -> None:
    (offer,) = about_to_send(resident)
    form = resident.url
    resident.send({"go": offer})
    followed, most = resident.url, profile_for(CITY).limits.reports_an_hour_by_address
    for _nth in range(most):
        hit(scope="portal.follow", key="127.0.0.1", limit=most, per=HOUR)
    resident.page = resident.client.post(form, resident.sent, follow=True)
    assert resident.page.redirect_chain[-1][0] == followed
    assert Subscription.objects.count() == 1
