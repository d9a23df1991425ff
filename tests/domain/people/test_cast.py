"""The cast and the test city themselves."""

from sanling.domain.people.access import viewer_for
from sanling.processes.simulation.cast import Player
from tests.city import TOWNSHIP, VILLAGE, City


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
