"""Signals stand on a dispute's page for who has charge of it, who confirms one and hands it to the police."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.say import say
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def threatened(cast: Cast) -> Matter:
    """Return a dispute in which a weapon is spoken of."""
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿菜刀上门")
    return matter


def test_a_signal_is_explained_confirmed_and_leads_to_the_police(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    matter = threatened(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/signals/"
    assert url in mediator.get(f"/desk/matters/{matter.number}/").content.decode()
    with django_assert_max_num_queries(50):
        part = mediator.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<q>菜刀</q>" in part
    assert "待确认" in part
    page = mediator.get(url).content.decode()
    assert "handovers/" not in page
    assert mediator.post(f"{url}weapons/", {"decision": "dismissed"}).status_code == 422
    assert mediator.post(f"{url}weapons/", {"decision": "confirmed"}).status_code == 302
    page = mediator.get(url).content.decode()
    assert "已确认" in page
    assert "handovers/" in page


def test_who_has_no_charge_has_no_page_of_them(cast: Cast, desk: SignIn) -> None:
    matter = threatened(cast)
    for who in ("county_leader", "station_officer", "sibling_village_mediator", "judge"):
        client = desk(who)
        assert client.get(f"/desk/matters/{matter.number}/signals/").status_code in (403, 404)
        sent = {"decision": "confirmed"}
        assert client.post(f"/desk/matters/{matter.number}/signals/weapons/", sent).status_code in (403, 404)
