"""What is born of a matter is recorded from its page, with the matter as its source."""

import pytest

from sanling.domain.incidents.models import Incident
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
SAID = {
    "_key": "k" * 32,
    "happened_on": "2026-07-14",
    "reached": "county",
    "persons": "4",
    "site": "",
    "answers": "",
}


def test_a_dispute_that_rose_is_recorded_from_its_page(desk: SignIn) -> None:
    matter = registered().matter
    page, browser = f"/desk/matters/{matter.number}/", desk("peace_officer")
    form = f"/desk/incidents/new/risen_dispute/?matter={matter.number}"
    assert f'href="{form}"' in browser.get(page).content.decode()
    shown = browser.get(form).content.decode()
    assert matter.number in shown
    answer = browser.post(form, {**SAID, "division": "通信花园社区"})
    assert answer.status_code == 302, answer.content.decode()
    made = Incident.objects.get()
    assert (made.matter_id, made.kind, made.persons) == (matter.pk, "risen_dispute", 4)
    assert f"/desk/incidents/{made.pk}/" in browser.get(page).content.decode()
    assert matter.number in browser.get(f"/desk/incidents/{made.pk}/").content.decode()


def test_who_does_not_record_such_is_offered_nothing(desk: SignIn) -> None:
    matter = registered().matter
    for who in ("intake_officer", "village_secretary"):
        assert "/desk/incidents/new/" not in desk(who).get(f"/desk/matters/{matter.number}/").content.decode()


def test_nothing_is_born_of_what_is_out_of_sight_or_of_another_kind(desk: SignIn) -> None:
    matter = registered().matter
    number = f"?matter={matter.number}"
    assert desk("safety_officer").get(f"/desk/incidents/new/accident/{number}").status_code == 404
    assert (
        desk("sibling_county_peace_officer").get(f"/desk/incidents/new/risen_dispute/{number}").status_code
        == 404
    )
    assert desk("peace_officer").get("/desk/incidents/new/risen_dispute/?matter=x").status_code == 404
