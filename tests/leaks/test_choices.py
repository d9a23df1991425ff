"""The leak matrix, choosing: no box offers what may not be chosen there, nor counts what its viewer may not see."""

from collections.abc import Mapping

import pytest
from django.db.models import Q
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.matters.workload import open_with
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from tests.domain.matters.helpers import act, against, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
DOORS = ("post", "unit", "division", "person", "stand-in", "token-post")


@pytest.fixture(autouse=True)
def plain_http(settings: Settings) -> None:
    """Let browsers go without TLS, which in production is nginx's."""
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def charged(cast: Cast) -> Matter:
    """A dispute that the village's mediator is charged with."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    return matter


def counts(cast: Cast, who: str) -> dict[int, int]:
    """Return what somebody is told that the mediator has open."""
    return open_with(
        cast[who].viewer, Post.objects.filter(pk=cast["mediator"].post.pk).select_related("unit")
    )


@pytest.mark.parametrize(
    ("who", "told"),
    [
        *((who, True) for who in ("intake_officer", "county_intake_officer", "county_leader")),
        *(
            (who, False)
            for who in ("sibling_township_intake", "department_clerk", "administrator", "auditor")
        ),
    ],
)
def test_how_much_somebody_has_open_is_told_to_who_may_count_it(
    cast: Cast, charged: Matter, who: str, told: bool
) -> None:
    assert counts(cast, who) == ({cast["mediator"].post.pk: 1} if told else {})


def test_what_is_more_confidential_or_concealed_is_in_no_count(cast: Cast, charged: Matter) -> None:
    Matter.objects.filter(pk=charged.pk).update(confidentiality=2)
    assert counts(cast, "intake_officer") == {cast["mediator"].post.pk: 0}
    about = against(cast["intake_officer"].post.unit_id)
    Matter.objects.filter(pk=about.pk).update(assignee=cast["mediator"].post.pk)
    assert counts(cast, "intake_officer") == {cast["mediator"].post.pk: 0}


@pytest.mark.parametrize("who", ["intake_officer", "administrator", "village_secretary", "grid_worker"])
def test_no_key_of_another_place_opens_a_choice_and_no_box_says_more_before_than_after_typing(
    cast: Cast, who: str
) -> None:
    """What is remembered by a browser is a key that anybody can write: it is judged as any other."""
    browser = Client()
    browser.force_login(cast[who].user)
    everyone = ",".join(str(pk) for pk in Post.objects.order_by("pk").values_list("pk", flat=True)[:3])
    elsewhere = Post.objects.filter(~Q(unit__division__path__startswith=cast[who].post.unit.division_id))
    foreign = elsewhere.order_by("pk").values_list("pk", flat=True).first() or 0
    for door in DOORS:
        answer = browser.get(f"/desk/find/{door}/", {"recent": f"{foreign},{everyone}"})
        if answer.status_code != 200:
            assert answer.status_code in {403, 404}, door
            continue
        for offer in answer.json():
            again = browser.get(f"/desk/find/{door}/", {"q": offer["label"]}).json()
            assert again, (door, offer)
    if who == "intake_officer":
        offered = browser.get("/desk/find/post/", {"recent": str(foreign)}).json()
        assert str(foreign) not in {offer["key"] for offer in offered}
