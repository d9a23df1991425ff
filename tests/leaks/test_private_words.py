"""What a side tells the mediator alone is at no door of anybody else: pages, API, search, exports, notices, logs."""

from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Side
from sanling.domain.people.actions.substitute import substitute
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.city import TEST
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
SECRET = "底线是三千元"
STAFF = ["intake_officer", "centre_director", "city_leader", "county_leader", "peace_officer", "two_posts"]


@pytest.fixture
def number(cast: Cast) -> str:
    """Give a dispute in which the other side told the mediator something alone."""
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="private", text=SECRET)
    react()
    return matter.number


def pages(number: str) -> list[str]:
    """Return where it could be read."""
    return [
        f"/desk/matters/{number}/",
        f"/desk/matters/{number}/sides/",
        f"/desk/search/?q={SECRET}",
        "/desk/notices/",
        "/desk/",
        "/desk/matters/",
    ]


def test_the_mediator_reads_it_on_one_page(cast: Cast, number: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    client = signed_in(cast["mediator"])
    found = [page for page in pages(number) if SECRET in client.get(page).content.decode()]
    # What was asked for stands in the box of the search.
    assert found == [f"/desk/matters/{number}/sides/", f"/desk/search/?q={SECRET}"]


@pytest.mark.parametrize("who", STAFF)
def test_nobody_else_of_the_staff_reads_it_anywhere(cast: Cast, number: str, who: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    client = signed_in(cast[who])
    for page in pages(number):
        # What was asked for is shown in the box of the search.
        assert client.get(page).content.decode().count(SECRET) <= page.count(SECRET) * 3, page
    for address in (f"/api/v1/matters/{number}", f"/api/v1/matters/{number}/timeline", "/api/v1/matters"):
        answer = Client().get(address, HTTP_AUTHORIZATION=f"Bearer {token_of(cast[who])}")
        assert SECRET not in answer.content.decode()


def test_who_stands_in_for_the_mediator_does_not_read_it(cast: Cast, number: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    now = clock.now()
    substitute(
        actor=TEST,
        post_id=cast["mediator"].post.pk,
        substitute_id=cast["township_mediator"].post.pk,
        begins_at=now,
        ends_at=now.replace(year=now.year + 1),
    )
    page = signed_in(cast["township_mediator"]).get(f"/desk/matters/{number}/sides/")
    assert SECRET not in page.content.decode()


def test_neither_the_other_side_nor_who_brought_it_reads_it(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    matter, first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="private", text=SECRET)
    say(actor=by(other), side_id=other.pk, kind="statement", text="给经办人的话")
    mine = Client().get(f"/side/{print_link(actor=cast['mediator'].viewer, side_id=first.pk)}/")
    for words in (SECRET, "给经办人的话", "李大山"):
        assert words not in mine.content.decode()
    assert matter.number in mine.content.decode()


def test_a_link_that_another_post_hands_over_shows_nothing_of_it(cast: Cast, number: str) -> None:
    matter = Matter.objects.get(number=number)
    side = Side.objects.get(matter=matter, nth=2)
    url = f"/side/{print_link(actor=cast['intake_officer'].viewer, side_id=side.pk)}/"
    page = Client().get(url).content.decode()
    assert SECRET not in page
    assert "只告诉调解员" not in page
    said = {"what": "words", "key": "k" * 20, "kind": "private", "text": "只说一次"}
    assert Client().post(url, said).status_code == 422
    own = f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side.pk)}/"
    assert SECRET in Client().get(own).content.decode()


def test_no_log_and_no_notice_has_a_word_of_it(cast: Cast, number: str) -> None:
    assert SECRET not in str(list(AuditRow.objects.values("act", "subject", "detail")))
    assert SECRET not in str(list(Notice.objects.values("code", "params")))
