"""That signs went to the police is at no door of a side, why at none of those above, and neither in logs and messages.

Whoever sees by place sees that a matter went to an office, and not of which dispute.
"""

from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.models import Handover, Side
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, registered
from tests.domain.mediation.handed import REASON, answered, signs_found
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, consenting
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
ABOVE = (
    "city_leader",
    "county_leader",
    "township_leader",
    "peace_officer",
    "county_intake_officer",
    "petition_officer",
    "police_officer",
)
OTHERS = ("sibling_village_mediator", "sibling_township_intake", "judge", "auditor")
SAID = (REASON, "威胁人身安全", "移交公安", "公安机关")


@pytest.fixture
def handed(cast: Cast, settings: Any) -> tuple[Handover, str, list[str]]:
    """Give signs that the police have, with the link of who brought the dispute and those of both sides."""
    settings.SECURE_SSL_REDIRECT = False
    made = registered()
    matter = made.matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    other = consenting(asked(matter))
    handover = signs_found(cast, matter)
    react()
    links = [
        f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side)}/"
        for side in matter_sides(other.matter_id)
    ]
    return handover, made.token or "", links


def matter_sides(matter_id: int) -> list[int]:
    """Return the keys of the sides of a dispute."""
    return list(Side.objects.filter(matter=matter_id).values_list("pk", flat=True))


def told_to_parties(token: str, links: list[str]) -> str:
    """Return all that who brought it and both sides read."""
    pages = [
        f"/t/{token}/",
        *links,
        *(f"{link}room/" for link in links),
        *(f"{link}agreement/" for link in links),
    ]
    return "".join(Client().get(page).content.decode() for page in pages)


def test_no_side_reads_of_it_before_the_police_let_it_be_told(
    cast: Cast, handed: tuple[Handover, str, list[str]]
) -> None:
    handover, token, links = handed
    number = Matter.objects.get(pk=handover.matter_id).number
    for step in ("sent", "answered"):
        if step == "answered":
            answered(cast, handover, telling="not_yet")
            react()
        words = told_to_parties(token, links)
        assert words
        for said in (*SAID, number):
            assert said not in words, (step, said)


def test_once_they_may_know_the_sides_read_that_it_went_and_not_why(
    cast: Cast, handed: tuple[Handover, str, list[str]]
) -> None:
    handover, token, links = handed
    answered(cast, handover, telling="now")
    words = told_to_parties(token, links)
    assert cast["station_officer"].post.unit.name in words
    for said in (REASON, "威胁人身安全"):
        assert said not in words


def test_nobody_above_reads_why_and_of_which_dispute_and_no_other_unit_that_it_went(
    cast: Cast, handed: tuple[Handover, str, list[str]]
) -> None:
    handover, *_links = handed
    dispute = Matter.objects.get(pk=handover.dispute_id)
    number = Matter.objects.get(pk=handover.matter_id).number
    for who in (*ABOVE, *OTHERS):
        client = signed_in(cast[who])
        for page in (
            f"/desk/matters/{dispute.number}/",
            f"/desk/matters/{dispute.number}/handovers/",
            f"/desk/matters/{number}/",
            f"/desk/matters/{number}/letter.pdf",
            "/desk/matters/?family=handover",
            "/desk/notices/",
            "/desk/",
        ):
            words = client.get(page).content.decode()
            assert REASON not in words, (who, page)
            assert "威胁人身安全" not in words, (who, page)
            if who in OTHERS and number not in page:
                assert number not in words, (who, page)
            if number in page:
                assert dispute.number not in words, (who, page)
            if dispute.number in page:
                assert number not in words, (who, page)
        if who != "auditor":
            for address in (f"/api/v1/matters/{number}", f"/api/v1/matters/{dispute.number}/timeline"):
                answer = Client().get(address, HTTP_AUTHORIZATION=f"Bearer {token_of(cast[who])}")
                assert REASON not in answer.content.decode()
                assert who in ABOVE or "hand_out" not in answer.content.decode()


def test_no_log_and_no_notice_has_a_word_of_why(handed: tuple[Handover, str, list[str]]) -> None:
    logged = str(list(AuditRow.objects.values("act", "subject", "detail")))
    logged += str(list(Notice.objects.values("code", "params")))
    assert REASON not in logged
    assert "王小明" not in logged
