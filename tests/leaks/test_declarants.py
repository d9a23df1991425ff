"""A village's liaison, who may declare for it, opens its own recognition at every door, and nobody else's anywhere."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.matters.telling import who_may_open
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.subjects.models import Charge
from sanling.foundation.days import today
from tests.city import SIBLING_VILLAGE, TEST, VILLAGE, City
from tests.domain.matters.helpers import act, registered
from tests.domain.recognition.yearly import Cast, company, judge_year, opened
from tests.domain.subjects.helpers import put, said
from tests.interfaces.doors import signed_in, token_of

pytestmark = pytest.mark.django_db
DECLARED = {"statement": "全年开展普法六次。", "true_and_complete": True}
LIAISON = "liaison"


@pytest.fixture(autouse=True)
def _recognising(city: City, cast: Cast) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    judge_year()


@pytest.fixture
def own(city: City) -> Matter:
    """Give the recognition of the cast's village."""
    return of_place(VILLAGE, "通信花园社区")


def of_place(village: str, name: str) -> Matter:
    """Open the recognition of a village."""
    (made,) = put(said(village, "community", name=name, division_id=village), on=date(2025, 1, 1))
    return opened(made.subject)


def statuses(cast: Cast, matter: Matter) -> set[int]:
    """Return what the page and the API answer the liaison."""
    bearer: Any = {"headers": {"Authorization": f"Bearer {token_of(cast[LIAISON])}"}}
    page = signed_in(cast[LIAISON]).get(f"/desk/matters/{matter.number}/")
    return {page.status_code, Client().get(f"/api/v1/matters/{matter.number}", **bearer).status_code}


def test_a_liaison_opens_what_the_own_village_declares_and_declares_it(own: Matter, cast: Cast) -> None:
    liaison = cast[LIAISON]
    assert statuses(cast, own) == {200}
    assert who_may_open([(liaison.post.pk, own)]) == {(liaison.post.pk, own.pk)}
    browser = signed_in(liaison)
    for page in ("/desk/?family=recognition&tab=unassigned", "/desk/matters/?family=recognition"):
        assert own.number in browser.get(page).content.decode(), page
    assert 'name="statement"' in browser.get(f"/desk/matters/{own.number}/?act=declare").content.decode()
    act(liaison.viewer, own, "declare", DECLARED)
    own.refresh_from_db()
    assert own.state == "checking"
    assert statuses(cast, own) == {200}


def test_nobody_elses_recognition_is_the_liaisons_to_see(own: Matter, cast: Cast) -> None:
    neighbour, firm = of_place(SIBLING_VILLAGE, "隔壁社区"), opened(company())
    assert [*visible_matters(cast[LIAISON].viewer)] == [own]
    browser = signed_in(cast[LIAISON])
    for other in (neighbour, firm):
        assert statuses(cast, other) == {404}
        for page in (
            "/desk/?family=recognition&tab=unassigned",
            "/desk/matters/?family=recognition",
            f"/desk/search/?q={other.number}",
        ):
            shown = browser.get(page, follow=True).content.decode()
            assert f"/desk/matters/{other.number}/" not in shown, page


def test_a_company_whose_liaison_a_post_is_declares_by_its_link_alone(cast: Cast) -> None:
    subject = company()
    Charge.objects.create(subject=subject, duty="liaison", post=cast[LIAISON].post, begins_on=today())
    assert statuses(cast, opened(subject)) == {404}


def test_what_residents_bring_is_no_more_the_liaisons_than_before(own: Matter, cast: Cast) -> None:
    brought = registered().matter
    assert brought.unit_id
    assert statuses(cast, brought) == {404}
