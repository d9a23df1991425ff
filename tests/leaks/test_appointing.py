"""The leak matrix, appointing: nobody makes up a colleague who reads what is kept from them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.appoint import NewPost
from sanling.domain.people.actions.appoint import appoint as give
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.days import today
from sanling.interfaces.desk.choices import post_offer
from tests.city import COUNTY, TEST, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import registered
from tests.leaks.test_concealed import complaint

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
SECOND_PHONE = {"name": "某人", "username": "second", "mobile": "13837112345"}


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def signed_in(player: Player) -> Client:
    client = Client()
    client.force_login(player.user)
    return client


def reads(user: User, matter: Matter) -> bool:
    """Tell whether any post of an account sees a matter."""
    viewers = [viewer_for(post) for post in user.posts.select_related("unit", "user")]
    return any(visible_matters(viewer).filter(pk=matter.pk).exists() for viewer in viewers)


def appoint(browser: Client, unit: Unit, **typed: str) -> int:
    return browser.post(f"/desk/units/{unit.pk}/appoint/", {**SECOND_PHONE, **typed}).status_code


@pytest.mark.parametrize(
    "kind", ["government", "police_station", "mediation_committee", "governance_centre", "village_committee"]
)
@pytest.mark.parametrize("role", ["intake_officer", "mediator", "grid_worker", "police_officer"])
def test_the_accused_director_gets_no_reader_at_any_unit_by_a_second_phone(
    city: City, cast: Cast, workflows: None, kind: str, role: str
) -> None:
    matter = complaint(city.centre(TOWNSHIP))
    at = VILLAGE if kind == "village_committee" else TOWNSHIP
    appoint(signed_in(cast["centre_director"]), city.unit(f"{kind}-{at}"), role=role)
    user = User.objects.filter(username="second").first()
    assert user is None or not reads(user, matter)
    assert not Post.objects.filter(user__username="second", waiting=False).exists()


def test_the_accused_director_of_the_county_reads_by_nobody_at_the_streets_centre(
    city: City, cast: Cast, workflows: None
) -> None:
    """Nothing is concealed from the street's centre: there a made-up intake officer would read it."""
    matter = complaint(city.centre(COUNTY))
    director = signed_in(cast["county_centre_director"])
    assert appoint(director, city.centre(TOWNSHIP), role="intake_officer") == 302
    user = User.objects.get(username="second")
    post = user.posts.get()
    second = Client()
    second.force_login(user)
    for page in ("/desk/", "/desk/matters/", f"/desk/matters/{matter.number}/", "/desk/search/?q=反映"):
        answer = second.get(page, follow=True)
        assert matter.title not in answer.content.decode(), page
    # Neither by confirming it, by another post of the same person, by lending, nor by a token.
    address = f"/desk/confirmations/{post.appointment_id}/"
    for browser in (director, second):
        assert browser.post(address, {"decision": "confirm"}).status_code in (302, 403)
    existing = {"person": "某人 second", "role": "mediator"}
    director.post(f"/desk/units/{city.unit(f'village_committee-{VILLAGE}').pk}/appoint/", existing)
    away = cast["intake_officer"].post
    leave = {"substitute": post.name, "substitute_key": str(post.pk), "first": today().isoformat()}
    assert director.post(f"/desk/posts/{away.pk}/", {**leave, "last": today().isoformat()}).status_code == 422
    with clock.turned(shift=timedelta(minutes=1)):
        assert not reads(user, matter)
    # A real colleague reads it, once somebody else has said so.
    assert signed_in(cast["centre_director"]).post(address, {"decision": "confirm"}).status_code == 302
    assert reads(user, matter)


def test_an_administrator_reads_by_nobody_that_they_made(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.unit(f"government-{TOWNSHIP}"))
    administrator = signed_in(cast["administrator"])
    assert appoint(administrator, city.unit(f"peace_office-{COUNTY}"), role="peace_officer") == 302
    user = User.objects.get(username="second")
    post = user.posts.get()
    assert not reads(user, matter)
    token = {"post": post.name, "name": "x", "scopes": ["read"], "last": today().isoformat()}
    assert administrator.post("/desk/tokens/", token).status_code == 422
    address = f"/desk/confirmations/{post.appointment_id}/"
    assert administrator.post(address, {"decision": "confirm"}).status_code == 403
    assert signed_in(cast["security_administrator"]).post(address, {"decision": "confirm"}).status_code == 302
    assert reads(user, matter)


@pytest.mark.parametrize(
    ("giver", "accused", "away"),
    [
        ("county_centre_director", f"governance_centre-{COUNTY}", "intake_officer"),
        ("administrator", f"government-{TOWNSHIP}", "city_peace_officer"),
    ],
)
def test_whoever_made_an_account_lends_it_no_post_that_nobody_confirmed_it_for(
    city: City, cast: Cast, workflows: None, giver: str, accused: str, away: str
) -> None:
    """A grid worker is soon confirmed; a leave would make a reader of them without a second person."""
    matter = complaint(city.unit(accused))
    browser = signed_in(cast[giver])
    assert appoint(browser, city.unit(f"village_committee-{VILLAGE}"), role="grid_worker") == 302
    user = User.objects.get(username="second")
    post = user.posts.get()
    address = f"/desk/confirmations/{post.appointment_id}/"
    assert signed_in(cast["security_administrator"]).post(address, {"decision": "confirm"}).status_code == 302
    leave = {"substitute": post_offer(post).label, "substitute_key": str(post.pk)}
    leave |= {"first": today().isoformat(), "last": today().isoformat()}
    assert browser.post(f"/desk/posts/{cast[away].post.pk}/", leave).status_code == 422
    now = clock.now()
    span = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    with pytest.raises(ValidationError):
        substitute(actor=cast[giver].viewer, post_id=cast[away].post.pk, substitute_id=post.pk, **span)
    with clock.turned(shift=timedelta(minutes=1)):
        assert not reads(user, matter)


def test_who_answers_for_one_village_gives_lends_and_confirms_nobody_the_township(
    city: City, cast: Cast, workflows: None
) -> None:
    director, centre = cast["centre_director"], city.centre(TOWNSHIP)
    Jurisdiction.objects.filter(post=director.post).update(division_id=VILLAGE)
    wide, other = cast["intake_officer"].post, cast["liaison"]
    new = NewPost(user_id=other.user.pk, unit_id=centre.pk, role="intake_officer", name="x", paths=[TOWNSHIP])
    with pytest.raises(PermissionDenied):
        give(actor=director.viewer, new=new)
    answer = signed_in(director).post(
        f"/desk/units/{centre.pk}/appoint/", {**SECOND_PHONE, "role": "intake_officer"}
    )
    assert "divisions" in answer.context["form"].errors
    with pytest.raises(PermissionDenied):
        end_post(actor=director.viewer, post_id=wide.pk)
    now = clock.now()
    with pytest.raises(PermissionDenied):
        substitute(
            actor=director.viewer,
            post_id=wide.pk,
            substitute_id=cast["two_posts"].post.pk,
            begins_at=now,
            ends_at=now + timedelta(days=1),
        )
    Post.objects.filter(pk=wide.pk).update(waiting=True)
    assert not to_confirm(director.viewer).exists()
    assert give(actor=director.viewer, new=replace(new, paths=[VILLAGE])).unit == centre


def test_who_answers_for_one_line_gives_lends_and_confirms_nobody_all_of_them(
    city: City, cast: Cast, workflows: None
) -> None:
    centre, other = city.centre(COUNTY), cast["liaison"]
    new = NewPost(user_id=other.user.pk, unit_id=centre.pk, role="intake_officer", name="x", paths=[COUNTY])
    own = cast["centre_director"].user.pk
    of_disputes = replace(new, user_id=own, role="centre_director", lines=["dispute"])
    director = viewer_for(give(actor=TEST, new=of_disputes))
    petition = registered(kind="petition", channel="visit").matter
    assert director is not None
    assert not visible_matters(director).filter(pk=petition.pk).exists()
    wide = give(actor=TEST, new=replace(new, user_id=cast["mediator"].user.pk))
    assert visible_matters(viewer_for(wide)).filter(pk=petition.pk).exists()
    for lines in ((), ("petition",), ("dispute", "petition")):
        with pytest.raises(PermissionDenied):
            give(actor=director, new=replace(new, lines=lines))
    with pytest.raises(PermissionDenied):
        end_post(actor=director, post_id=wide.pk)
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    standing_in = cast["two_posts"].post.pk
    with pytest.raises(PermissionDenied):
        substitute(actor=director, post_id=wide.pk, substitute_id=standing_in, **leave)
    Post.objects.filter(pk=wide.pk).update(waiting=True)
    assert not to_confirm(director).exists()
    narrow = give(actor=director, new=replace(new, lines=["dispute"]))
    Post.objects.filter(pk=narrow.pk).update(waiting=True, appointment=None)
    assert to_confirm(director).get() == narrow
    browser = signed_in(cast["centre_director"])
    browser.post("/desk/posts/", {"post": director.post_id})
    page = f"/desk/units/{centre.pk}/appoint/"
    answer = browser.post(page, {**SECOND_PHONE, "role": "intake_officer"})
    assert "lines" in answer.context["form"].errors
    assert (
        browser.post(page, {**SECOND_PHONE, "role": "intake_officer", "lines": ["dispute"]}).status_code
        == 302
    )


def test_the_accused_takes_nobody_into_their_unit_so_that_they_read_no_more(
    city: City, cast: Cast, workflows: None
) -> None:
    """Who belongs to a unit doesn't read who complained about it: the secretary alone makes nobody belong."""
    committee, reader = city.unit(f"village_committee-{VILLAGE}"), cast["intake_officer"]
    matter, secretary = complaint(committee), signed_in(cast["village_secretary"])
    given = {"person": reader.post.name, "role": "volunteer"}
    assert secretary.post(f"/desk/units/{committee.pk}/appoint/", given).status_code == 302
    with clock.turned(shift=timedelta(minutes=1)):
        assert reads(reader.user, matter)
    post = Post.objects.get(user=reader.user, unit=committee)
    second = give(
        actor=TEST,
        new=NewPost(
            user_id=cast["liaison"].user.pk,
            unit_id=committee.pk,
            role="village_secretary",
            name="x",
            paths=[VILLAGE],
        ),
    )
    for who in (cast["village_secretary"].viewer, viewer_for(second), reader.viewer):
        assert who is not None
        assert not to_confirm(who).filter(pk=post.pk).exists()
    address = f"/desk/confirmations/{post.appointment_id}/"
    assert signed_in(cast["security_administrator"]).post(address, {"decision": "confirm"}).status_code == 302
    assert not reads(reader.user, matter)


def test_the_accused_lends_no_post_of_their_unit_so_that_somebody_reads_no_more(
    city: City, cast: Cast, workflows: None
) -> None:
    committee, reader = city.unit(f"village_committee-{VILLAGE}"), cast["intake_officer"]
    matter, away = complaint(committee), cast["mediator"].post
    leave = {"substitute": post_offer(reader.post).label, "substitute_key": str(reader.post.pk)}
    leave |= {"first": today().isoformat(), "last": today().isoformat()}
    secretary = signed_in(cast["village_secretary"])
    assert secretary.post(f"/desk/posts/{away.pk}/", leave).status_code == 422
    with clock.turned(shift=timedelta(minutes=1)):
        assert reads(reader.user, matter)
    # A neighbour at the desk stands in, and whom the unit above chooses.
    colleague = cast["liaison"].post
    near = leave | {"substitute": post_offer(colleague).label, "substitute_key": str(colleague.pk)}
    assert secretary.post(f"/desk/posts/{away.pk}/", near).status_code == 302
    assert signed_in(cast["centre_director"]).post(f"/desk/posts/{away.pk}/", leave).status_code == 302


@pytest.mark.parametrize("how", ["a second post", "standing in"])
def test_what_somebody_of_a_unit_gives_there_by_a_post_above_is_confirmed_from_outside_too(
    city: City, cast: Cast, workflows: None, how: str
) -> None:
    """Else two people of the accused unit, one with a post above it, would blind whoever is to read the report."""
    committee, reader = city.unit(f"village_committee-{VILLAGE}"), cast["intake_officer"]
    matter, director = complaint(committee), cast["centre_director"]
    now = clock.now()
    new = NewPost(user_id=director.user.pk, unit_id=committee.pk, role="mediator", name="x", paths=[VILLAGE])
    if how == "a second post":
        give(actor=TEST, new=new)
    else:
        leave = {"begins_at": now, "ends_at": now + timedelta(hours=1)}
        away = cast["mediator"].post
        substitute(actor=TEST, post_id=away.pk, substitute_id=director.post.pk, **leave)
    with clock.turned(shift=timedelta(minutes=1)):
        post = give(actor=director.viewer, new=replace(new, user_id=reader.user.pk))
        assert post.waiting
    with clock.turned(shift=timedelta(hours=2)):
        address = f"/desk/confirmations/{post.appointment_id}/"
        assert signed_in(cast["village_secretary"]).post(address, {"decision": "confirm"}).status_code == 403
        assert reads(reader.user, matter)
        outside = signed_in(cast["security_administrator"])
        assert outside.post(address, {"decision": "confirm"}).status_code == 302
        assert not reads(reader.user, matter)
