"""Signs of a crime go to the police from the dispute's page; the police give receipt and answer; the dispute ends."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Handover
from sanling.foundation.audit.models import AuditRow
from sanling.processes.reactions import react
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.handed import REASON, at_police
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def posted(client: Any, number: str, action: str, **fields: str) -> int:
    """Do an act on the page of a matter, and return the status."""
    sent = {
        "_act": action,
        "_version": Matter.objects.get(number=number).version,
        "_key": uuid4().hex,
        **fields,
    }
    status: int = client.post(f"/desk/matters/{number}/", sent).status_code
    return status


def test_from_the_signs_to_the_coded_end(cast: Cast, desk: SignIn) -> None:
    dispute = in_mediation(cast)
    mediator, station = desk("mediator"), desk("station_officer")
    page = mediator.get(f"/desk/matters/{dispute.number}/").content.decode()
    assert "移送移交" in page
    url = f"/desk/matters/{dispute.number}/handovers/"
    asked = mediator.get(url).content.decode()
    assert cast["station_officer"].post.unit.name in asked
    assert mediator.post(f"{url}police/", {"reason": REASON}).status_code == 422
    assert mediator.post(f"{url}army/", {"reason": REASON}).status_code == 404
    sent = {"signs": ["threat", "property"], "reason": REASON}
    assert mediator.post(f"{url}police/", sent).status_code == 302
    # Sent once more, it is told that it went already.
    assert mediator.post(f"{url}police/", sent).status_code == 422
    handover = Handover.objects.select_related("matter").get()
    react()
    assert handover.matter.number in station.get("/desk/notices/").content.decode()
    shown = station.get(f"/desk/matters/{handover.matter.number}/").content.decode()
    for words in ("威胁人身安全", REASON, "移送函"):
        assert words in shown
    assert station.get(f"/desk/matters/{handover.matter.number}/letter.pdf").content[:5] == b"%PDF-"
    assert AuditRow.objects.filter(act="mediation.read_handover").count() == 1
    assert posted(station, handover.matter.number, "take", reference="受案1号") == 302
    assert posted(station, handover.matter.number, "answer", finding="crime", telling="now") == 302
    react()
    assert "刑事立案" in mediator.get(url).content.decode()
    assert "受案1号" in mediator.get(f"/desk/matters/{dispute.number}/").content.decode()
    assert posted(mediator, dispute.number, "to_police", reason="公安已立案") == 302
    dispute.refresh_from_db()
    assert dispute.outcome == "transferred"


def test_a_form_that_is_sent_twice_hands_over_once_and_with_other_contents_asks_again(
    cast: Cast, desk: SignIn
) -> None:
    matter, *_sides = two_sides(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/handovers/"
    (key,) = set(re.findall(r'name="_key" value="(\w{32})" id="court_', mediator.get(url).content.decode()))
    sent = {"_key": key, "reason": "当事人要求诉讼"}
    for _twice in range(2):
        assert mediator.post(f"{url}court/", sent).status_code == 302
    assert Handover.objects.count() == 1
    other = mediator.post(f"{url}court/", {**sent, "reason": "另一个理由"})
    assert (other.status_code, "再次提交" in other.content.decode()) == (422, True)
    assert key not in other.content.decode()
    assert mediator.post(f"{url}court/", {**sent, "_key": "\u0000"}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_the_same_time_hands_over_once(cast: Cast, desk: SignIn) -> None:
    dispute = in_mediation(cast)
    clients = [desk("mediator"), desk("mediator")]
    url = f"/desk/matters/{dispute.number}/handovers/police/"
    sent = {"_key": "k" * 32, "signs": ["threat"], "reason": REASON}
    together = Barrier(2)

    def send(client: Any) -> int:
        together.wait(timeout=10)
        try:
            status: int = client.post(url, sent).status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(send, clients)) == [302, 302]
    assert Handover.objects.count() == 1


def test_who_has_no_charge_has_no_page(cast: Cast, desk: SignIn) -> None:
    handover = at_police(cast)
    dispute = Matter.objects.get(pk=handover.dispute_id)
    number = Matter.objects.get(pk=handover.matter_id).number
    for who in ("county_leader", "station_officer", "sibling_village_mediator"):
        assert desk(who).get(f"/desk/matters/{dispute.number}/handovers/").status_code in (403, 404)
    for who in ("county_leader", "peace_officer", "judge"):
        assert desk(who).get(f"/desk/matters/{number}/letter.pdf").status_code == 404
    assert desk("judge").get(f"/desk/matters/{number}/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_queries(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    handover = at_police(cast)
    dispute = Matter.objects.get(pk=handover.dispute_id)
    number = Matter.objects.get(pk=handover.matter_id).number
    mediator, station = desk("mediator"), desk("station_officer")
    with django_assert_max_num_queries(45):
        mediator.get(f"/desk/matters/{dispute.number}/handovers/")
    with django_assert_max_num_queries(60):
        station.get(f"/desk/matters/{number}/")


def test_it_goes_to_a_court_and_came_from_the_hotline_and_both_are_printed(cast: Cast, desk: SignIn) -> None:
    dispute = in_mediation(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{dispute.number}/handovers/"
    assert mediator.post(f"{url}court/", {"reason": "当事人要求诉讼"}).status_code == 302
    assert (
        mediator.post(f"{url}procuratorate/", {"reason": "支持起诉", "office": "检" * 81}).status_code == 422
    )
    assert mediator.post(f"{url}came/", {"partner": "army"}).status_code == 422
    came = {"_key": uuid4().hex, "partner": "hotline", "reference": "１２３４５-1"}
    for _twice in range(2):
        assert mediator.post(f"{url}came/", came).status_code == 302
    assert mediator.post(f"{url}came/", {"partner": "hotline"}).status_code == 422
    assert Handover.objects.filter(way="in").count() == 1
    page = mediator.get(url).content.decode()
    for words in ("人民法院", "来自12345", "回执（PDF）"):
        assert words in page
    for handover in Handover.objects.select_related("matter"):
        letter = mediator.get(f"/desk/matters/{handover.matter.number}/letter.pdf")
        assert letter.content[:5] == b"%PDF-"
