"""Who is rated by petitions learns of none: not at a page, in a list, a file, a search, a reason or an error."""

from collections.abc import Iterator

import pytest

from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import ledgers
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from tests.domain.incidents.helpers import DAY, record, visit
from tests.domain.subjects.helpers import SCHOOL, school
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
OWN_ID, REASON = "XF-2026-0714-0037", "复核认定"
# The school's village and township, the leaders above it, and departments that record something else.
RATED = (
    "village_secretary",
    "liaison",
    "township_leader",
    "county_leader",
    "safety_officer",
    "department_clerk",
)


@pytest.fixture
def site() -> Subject:
    """Give the school."""
    return school()


@pytest.fixture
def petition(site: Subject) -> Incident:
    """Give a visit that the school answers for, told by the petitions bureau's own system, and corrected once."""
    known = {"site_id": site.pk, "answers_id": site.pk, "source": "xinfang", "own_id": OWN_ID}
    record(visit(persons=6, **known))
    (now,) = record(visit(persons=7, **known))
    Incident.objects.filter(pk=now.pk).update(reason=REASON)
    return now


def pages(petition: Incident) -> Iterator[str]:
    """Yield all pages that could show something of it."""
    for row in Incident.objects.filter(own_id=OWN_ID):
        yield from (f"/desk/incidents/{row.pk}/", f"/desk/incidents/{row.pk}/correct/")
    ledger = "/desk/ledgers/incidents/"
    yield from (
        ledger,
        f"{ledger}?kind=petition_visit",
        f"{ledger}?holds=unanswered",
        f"{ledger}?col=what&col=recorded",
        f"/desk/subjects/{petition.answers_id}/",
        f"/desk/search/?q={OWN_ID}",
        "/desk/incidents/new/petition_visit/",
    )


@pytest.mark.parametrize("who", RATED)
def test_no_page_tells_who_is_rated_of_a_petition(petition: Incident, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in pages(petition):
        shown = browser.get(page, follow=True).content.decode()
        # An address that leads nowhere, and words that were sought, come back as they were sent.
        told = shown.replace(page, "").replace(f'value="{OWN_ID}"', "").replace(f"“{OWN_ID}”", "")
        for secret in (OWN_ID, REASON, "7 人", f"/desk/incidents/{petition.pk}/", "6 → 7"):
            assert secret not in told, (page, secret)


@pytest.mark.parametrize("who", RATED)
def test_what_is_there_and_what_never_was_answer_alike(petition: Incident, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for tail in ("", "correct/"):
        there, absent = (browser.get(f"/desk/incidents/{pk}/{tail}") for pk in (petition.pk, 999_999))
        assert there.status_code == absent.status_code in (403, 404)
        sent, lost = (
            browser.post(f"/desk/incidents/{pk}/correct/", {"reason": "x"}) for pk in (petition.pk, 999_999)
        )
        assert sent.status_code == lost.status_code


@pytest.mark.parametrize("who", RATED)
def test_no_list_counts_it_and_no_file_has_it(petition: Incident, cast: Cast, who: str) -> None:
    ledger, viewer = ledgers()["incidents"], cast[who].viewer
    for choices in ({}, {"kind": "petition_visit"}, {"holds": "standing"}):
        found = ledger.find(viewer, ledger.criteria(choices=choices), clock.now())
        assert found.count() == 0, choices


def test_a_form_that_is_refused_tells_nothing_of_what_others_recorded(petition: Incident, cast: Cast) -> None:
    said = {
        "_key": "k" * 32,
        "happened_on": DAY.isoformat(),
        "answers": SCHOOL,
        "division": "",
        "site": SCHOOL,
    }
    answer = signed_in(cast["safety_officer"]).post("/desk/incidents/new/accident/", said)
    assert answer.status_code == 422
    assert OWN_ID not in answer.content.decode()


def test_its_lead_department_reads_it_all(petition: Incident, cast: Cast) -> None:
    shown = signed_in(cast["petition_officer"]).get(f"/desk/incidents/{petition.pk}/").content.decode()
    for known in (OWN_ID, REASON, "6 → 7"):
        assert known in shown
