"""Reading an identity in full."""

import pytest

from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_an_identity_is_shown_in_full_for_a_purpose_that_is_recorded(desk: SignIn) -> None:
    matter = registered().matter
    party = matter.parties.get()
    browser = desk("intake_officer")
    place = f"/desk/matters/{matter.number}/parties/{party.pk}/"
    assert PHONE not in browser.get(place).content.decode()
    assert browser.post(place, {"purpose": "  "}).status_code == 422
    assert not AuditRow.objects.filter(act="privacy.unmask").exists()
    shown = browser.post(place, {"purpose": "回访联系"})
    assert PHONE in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    row = AuditRow.objects.get(act="privacy.unmask")
    assert (row.subject, row.detail["purpose"]) == (f"party:{party.pk}", "回访联系")
    assert desk("county_leader").post(place, {"purpose": "看看"}).status_code == 403
    assert desk("sibling_township_intake").post(place, {"purpose": "看看"}).status_code == 404


def test_an_identity_is_read_in_its_place_with_a_purpose_at_hand_and_recorded_alike(desk: SignIn) -> None:
    matter = registered().matter
    place = f"/desk/matters/{matter.number}/parties/{matter.parties.get().pk}/"
    browser, in_place = desk("intake_officer"), {"HX-Request": "true"}
    assert f'hx-get="{place}"' in browser.get(f"/desk/matters/{matter.number}/").content.decode()
    asked = browser.get(place, headers=in_place).content.decode()
    assert "<html" not in asked
    assert "核实情况</button>" in asked
    assert browser.post(place, {"purpose": ""}, headers=in_place).status_code == 422
    shown = browser.post(place, {"purpose": "核实情况"}, headers=in_place)
    assert PHONE in shown.content.decode().replace(" ", "")
    assert shown.headers["Cache-Control"] == "no-store"
    assert AuditRow.objects.get(act="privacy.unmask").detail["purpose"] == "核实情况"
