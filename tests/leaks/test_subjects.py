"""Subjects are seen by place and line alone, at every door; phones of those in charge nowhere but for a purpose."""

from collections.abc import Iterator

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.config import CastPart
from sanling.domain.people.ledgers import ledgers
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.actions.put_subjects import put_subjects
from sanling.domain.subjects.models import Charge, Subject
from sanling.foundation import clock
from sanling.foundation.days import today
from tests.city import TEST
from tests.domain.subjects.helpers import SCHOOL, code_of, led_school, put, said
from tests.interfaces.doors import signed_in
from tests.profiles_of_cities import empty_city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
PHONE = "15400001234"
STRANGERS = ("sibling_township_intake", "department_clerk", "mediator", "volunteer")
ADMINISTRATORS = ("administrator", "auditor", "security_administrator")


@pytest.fixture
def charge(cast: Cast) -> Charge:
    """Give who is in charge at a school of the cast's village."""
    return led_school(phone=f"+86{PHONE}")


def pages(charge: Charge) -> Iterator[str]:
    """Yield all addresses of a subject."""
    own = f"/desk/subjects/{charge.subject_id}/"
    yield from (
        own,
        f"{own}?on={today()}",
        f"{own}change/",
        f"{own}people/",
        f"{own}people/{charge.pk}/phone/",
    )


@pytest.mark.parametrize("who", STRANGERS)
def test_for_a_stranger_it_is_not_there(charge: Charge, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in pages(charge):
        assert browser.get(page).status_code in (403, 404), page
    # What is there and what isn't are not told apart.
    for tail in ("", "change/"):
        there, absent = (browser.get(f"/desk/subjects/{pk}/{tail}") for pk in (charge.subject_id, 999_999))
        assert there.status_code == absent.status_code
    for page in (
        "/desk/ledgers/subjects/",
        "/desk/ledgers/subjects/?words=通信",
        "/desk/search/?q=通信花园小学",
    ):
        shown = browser.get(page, follow=True).content.decode()
        assert f"/desk/subjects/{charge.subject_id}/" not in shown


@pytest.mark.parametrize("who", ADMINISTRATORS)
def test_the_three_administrators_see_none(charge: Charge, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in (*pages(charge), "/desk/ledgers/subjects/"):
        assert browser.get(page).status_code == 403, page


@pytest.mark.parametrize("who", ["liaison", "township_leader", "peace_officer"])
def test_no_page_and_no_file_has_a_phone_of_who_is_in_charge(charge: Charge, cast: Cast, who: str) -> None:
    viewer, browser = cast[who].viewer, signed_in(cast[who])
    for page in (*pages(charge), "/desk/ledgers/subjects/"):
        assert PHONE not in browser.get(page).content.decode().replace(" ", ""), page
    ledger = ledgers()["subjects"]
    columns = ledger.columns([], ledger.criteria())
    rows = list(ledger.find(viewer, ledger.criteria(), clock.now()))
    sheet = ledger.sheets(viewer, clock.now())(rows)
    assert rows
    assert not any(PHONE in str(column.value(row, sheet)) for row in rows for column in columns)


def test_nobody_of_one_city_sees_the_subjects_of_another(charge: Charge, cast: Cast) -> None:
    other = empty_city("shenyang")
    part: CastPart = other.part("cast")
    place = {"division_id": part.places["village"], "name": "远方小学"}
    put_subjects(actor=TEST, city=other.city, said=[said(code_of(4), **place)], on=today())
    far = Subject.objects.get(name="远方小学")
    assert not visible_subjects(cast["city_leader"].viewer).filter(pk=far.pk).exists()
    assert signed_in(cast["city_leader"]).get(f"/desk/subjects/{far.pk}/").status_code == 404


def test_what_one_became_part_of_is_told_to_who_sees_that_alone(cast: Cast) -> None:
    other = code_of(2)
    put(said(), said(other, "hospital", name="通信花园医院"))
    school, hospital = Subject.objects.get(code=SCHOOL), Subject.objects.get(code=other)
    put(said(status="merged", into_id=hospital.pk))
    own = f"/desk/subjects/{school.pk}/"
    of_education, of_all = (signed_in(cast[who]) for who in ("sibling_department_clerk", "peace_officer"))
    assert of_education.get(f"/desk/subjects/{hospital.pk}/").status_code == 404
    for page in (own, f"{own}change/"):
        assert other in of_all.get(page).content.decode(), page
        told = of_education.get(page)
        assert told.status_code == 200
        assert other not in told.content.decode(), page
        assert f"/desk/subjects/{hospital.pk}/" not in told.content.decode(), page
