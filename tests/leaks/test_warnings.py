"""A warning is seen by who sees its matter or subject, at every door; no subject sees another's, residents none."""

from datetime import date

import pytest
from django.test import Client

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.access import visible_warnings
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.city import SIBLING_VILLAGE, VILLAGE, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import judged, open_warnings, settle, subject, warn_by
from tests.domain.subjects.helpers import put, said
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
SEEN_BY = {
    "peace_officer": True,
    "department_clerk": True,
    "centre_director": True,
    "village_secretary": True,
    "sibling_county_peace_officer": False,
    "sibling_township_intake": False,
    "sibling_village_mediator": False,
    "volunteer": False,
    "mediator": False,
    "auditor": False,
    "administrator": False,
}


@pytest.fixture
def warning(city: City, cast: Cast) -> Matter:
    """Give the warning of a company in the cast's village."""
    warn_by(city)
    company = subject()
    judged()
    record(visit(answers_id=company.pk), accident(answers_id=company.pk))
    react()
    settle()
    (matter,) = open_warnings(company)
    react()
    return matter


def test_who_sees_a_warnings_matter_and_card(warning: Matter, cast: Cast) -> None:
    assert {
        who: visible_matters(cast[who].viewer).filter(pk=warning.pk).exists() for who in SEEN_BY
    } == SEEN_BY


@pytest.mark.parametrize("who", [who for who, sees in SEEN_BY.items() if not sees])
def test_for_all_others_it_is_nowhere(warning: Matter, cast: Cast, who: str) -> None:
    assert not visible_warnings(cast[who].viewer).exists()
    browser = signed_in(cast[who])
    assert browser.get(f"/desk/matters/{warning.number}/").status_code in (403, 404)
    for page in (
        "/desk/?family=warning&tab=unassigned",
        "/desk/?family=warning&tab=worked_off",
        "/desk/matters/?family=warning",
        "/desk/matters/?family=warning&colour=orange",
        f"/desk/search/?q={warning.number}",
        "/desk/ledgers/judged/",
        "/desk/notices/",
    ):
        assert warning.title not in browser.get(page, follow=True).content.decode(), page


def test_a_villages_own_people_never_see_another_subjects_colour(city: City, cast: Cast) -> None:
    warn_by(city)
    made = put(
        said(SIBLING_VILLAGE, "community", name="隔壁社区", division_id=SIBLING_VILLAGE),
        said(VILLAGE, "community", name="通信花园社区"),
        on=date(2026, 1, 1),
    )
    judged()
    record(*(accident(answers_id=put_.subject.pk) for put_ in made))
    react()
    settle()
    own = visible_warnings(cast["village_secretary"].viewer)
    assert [warning.subject.name for warning in own] == ["通信花园社区"]
    browser = signed_in(cast["village_secretary"])
    for page in (
        "/desk/?family=warning&tab=unassigned",
        "/desk/matters/?family=warning",
        "/desk/ledgers/judged/",
    ):
        assert "隔壁社区" not in browser.get(page).content.decode(), page
    assert browser.get(f"/desk/subjects/{made[0].subject.pk}/").status_code == 404


def test_no_entry_of_a_warning_says_who_petitioned_or_how_many(warning: Matter, cast: Cast) -> None:
    page = signed_in(cast["village_secretary"]).get(f"/desk/matters/{warning.number}/").content.decode()
    assert "查实的越级走访" in page
    assert "到访层级" not in page
    assert "不向您的岗位显示的事实" in page
    standing = Entry.objects.get(matter=warning, code="register").params["standing"]
    assert set(standing) == {"colour", "name", "month", "title", "reasons"}
    assert all(set(reason) == {"id", "rule", "standard", "facts"} for reason in standing["reasons"])


def test_who_is_told_may_open_it(warning: Matter, cast: Cast) -> None:
    told = set(Notice.objects.filter(params__number=warning.number).values_list("recipient", flat=True))
    assert f"post:{cast['department_clerk'].post.pk}" in told
    by_key = {f"post:{player.post.pk}": player for player in cast.values()}
    assert all(
        visible_matters(by_key[who].viewer).filter(pk=warning.pk).exists() for who in told & set(by_key)
    )


def test_residents_find_no_warning_at_any_door(warning: Matter) -> None:
    resident = Client()
    for page in (
        "/",
        "/report/",
        f"/track/?number={warning.number}",
        f"/api/v1/public/matters/{warning.number}",
        "/open311/v2/requests.json",
        f"/open311/v2/requests/{warning.number}.json",
    ):
        shown = resident.get(page, follow=True).content.decode()
        assert warning.title not in shown, page
        assert "预警" not in shown, page
