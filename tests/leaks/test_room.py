"""What is said in the online room is at no door of anybody else, and what is said alone at none of the other side."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.models import Saying, Side
from sanling.domain.people.actions.substitute import substitute
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.foundation.files.store import store
from sanling.processes.reactions import react
from tests.city import TEST
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import a_picture, says
from tests.domain.mediation.sides import by, two_sides
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
ALONE, TO_ALL = "底线是三千元", "大家都听见的话"


@pytest.fixture
def told(cast: Cast, settings: Any) -> tuple[Matter, Side, Side, Saying]:
    """Give a dispute in whose room something was said to all, and something with a picture to the mediator alone."""
    settings.SECURE_SSL_REDIRECT = False
    matter, first, other = two_sides(cast)
    says(by(other), matter, TO_ALL)
    file = store(stream=a_picture(), name=f"{ALONE}.jpg", actor=by(other), city=matter.city)
    secret = says(by(other), matter, ALONE, to=other.pk, file=file)
    react()
    return matter, first, other, secret


def room_pages(base: str, secret: Saying) -> list[str]:
    """Return all addresses of a room that show something."""
    return [base, f"{base}?all=1", f"{base}?corrects={secret.pk}", f"{base}news/?seat={uuid4()}&after=0"]


def test_the_other_side_reads_what_is_for_all_and_nothing_that_is_not(
    cast: Cast, told: tuple[Matter, Side, Side, Saying]
) -> None:
    _matter, first, _other, secret = told
    base = f"/side/{print_link(actor=cast['mediator'].viewer, side_id=first.pk)}/room/"
    for page in room_pages(base, secret):
        words = Client().get(page).content.decode()
        assert ALONE not in words, page
        assert "底线" not in words, page
    assert TO_ALL in Client().get(base).content.decode()
    assert Client().get(f"{base}files/{secret.pk}/").status_code == 404
    sent = {"to": "all", "text": "改掉", "corrects": str(secret.pk), "key": uuid4().hex}
    assert Client().post(base, sent).status_code == 422


def test_the_mediator_alone_of_the_staff_reads_what_was_said_alone(
    cast: Cast, told: tuple[Matter, Side, Side, Saying]
) -> None:
    matter, _first, _other, secret = told
    base = f"/desk/matters/{matter.number}/room/"
    page = signed_in(cast["mediator"]).get(base).content.decode()
    assert ALONE in page
    assert TO_ALL in page
    now = clock.now()
    substitute(
        actor=TEST,
        post_id=cast["mediator"].post.pk,
        substitute_id=cast["township_mediator"].post.pk,
        begins_at=now,
        ends_at=now.replace(year=now.year + 1),
    )
    for who in ("intake_officer", "village_secretary", "township_mediator"):
        client = signed_in(cast[who])
        for address in room_pages(base, secret):
            assert "底线" not in client.get(address).content.decode(), (who, address)
        assert client.get(f"{base}files/{secret.pk}/").status_code == 404


def test_other_units_read_nothing_of_a_room(cast: Cast, told: tuple[Matter, Side, Side, Saying]) -> None:
    matter, _first, _other, secret = told
    base, number = f"/desk/matters/{matter.number}/room/", matter.number
    everywhere = [
        f"/desk/matters/{number}/",
        f"/desk/matters/{number}/sides/",
        "/desk/notices/",
        "/desk/matters/",
    ]
    for who in ("city_leader", "county_leader", "peace_officer", "sibling_village_mediator", "auditor"):
        client = signed_in(cast[who])
        for address in [*room_pages(base, secret), *everywhere]:
            words = client.get(address).content.decode()
            assert TO_ALL not in words, (who, address)
            assert ALONE not in words, (who, address)
        assert client.get(base).status_code in (403, 404)
        assert client.post(f"{base}call/", {"seat": str(uuid4()), "call": "video"}).status_code in (403, 404)
        for address in (f"/api/v1/matters/{number}", f"/api/v1/matters/{number}/timeline"):
            answer = Client().get(address, HTTP_AUTHORIZATION=f"Bearer {token_of(cast[who])}")
            assert TO_ALL not in answer.content.decode()


def test_no_log_and_no_notice_has_a_word_of_it(told: tuple[Matter, Side, Side, Saying]) -> None:
    logged = str(list(AuditRow.objects.values("act", "subject", "detail")))
    logged += str(list(Notice.objects.values("code", "params")))
    assert ALONE not in logged
    assert TO_ALL not in logged
