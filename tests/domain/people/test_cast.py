"""The cast and the test city themselves."""

from datetime import timedelta

import pytest

from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player, load_cast, players, working_token
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import post_of_token
from sanling.foundation import clock
from tests.city import BEGAN, TEST, TOWNSHIP, VILLAGE, City


def test_every_role_has_somebody_in_the_cast(city: City, cast: dict[str, Player]) -> None:
    played = {post.role for player in cast.values() for post in player.posts}
    assert played == {role.code for role in city.profile.part("people").roles}


def test_a_former_post_is_no_viewer(cast: dict[str, Player]) -> None:
    assert viewer_for(cast["former_intake_officer"].post) is None


def test_one_person_has_two_posts(cast: dict[str, Player]) -> None:
    posts = cast["two_posts"].posts
    assert [post.role for post in posts] == ["intake_officer", "mediator"]
    assert posts[0].user == posts[1].user


def test_an_intake_officer_reaches_the_whole_street(cast: dict[str, Player]) -> None:
    viewer = cast["intake_officer"].viewer
    assert viewer.own.paths == (TOWNSHIP,)
    assert viewer.own.covers(VILLAGE)


def test_a_unit_that_the_city_lacks_is_named_and_nobody_is_employed(city: City) -> None:
    Unit.objects.filter(code="housing-410105").update(code="housing-elsewhere")
    with pytest.raises(LookupError, match="housing-410105"):
        load_cast(actor=TEST, profile=city.profile, begins_at=BEGAN)
    assert not Post.objects.exists()


def test_the_cast_that_was_loaded_is_found_again_as_it_was(city: City, cast: dict[str, Player]) -> None:
    again = players(city.profile)
    assert {key: (player.user, player.posts) for key, player in again.items()} == {
        key: (player.user, player.posts) for key, player in cast.items()
    }


def test_who_is_not_in_office_works_as_nobody(cast: dict[str, Player]) -> None:
    with pytest.raises(LookupError, match="former_intake_officer"):
        _ = cast["former_intake_officer"].viewer
    assert cast["mediator"].viewer.post_id == cast["mediator"].post.pk
    assert not cast["mediator"].user.has_usable_password()


def test_a_token_for_the_cast_works_at_once_with_the_scopes_that_were_asked_for(
    cast: dict[str, Player],
) -> None:
    post, until = cast["mediator"].post, clock.now() + timedelta(days=1)
    made = working_token(actor=TEST, post=post, name="bench", ends_at=until, scopes=["read"])
    found = post_of_token(made.secret)
    assert found
    assert (found.post_id, found.name, found.scopes, found.ends_at) == (post.pk, "bench", ["read"], until)


def test_a_post_that_nobody_holds_has_no_token(cast: dict[str, Player]) -> None:
    post = cast["former_intake_officer"].post
    with pytest.raises(LookupError, match="Nobody holds"):
        working_token(actor=TEST, post=post, name="bench", ends_at=clock.now() + timedelta(days=1))
