"""Whoever makes an account and gives it a post needs a second person, before it is held."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint, appoint_many
from sanling.domain.people.actions.decide_appointment import decide_appointment
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.issue_token import issue_token
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.models import Appointment, Post, Unit
from sanling.domain.people.queries import posts_of
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from tests.city import COUNTY, SIBLING_COUNTY, TEST, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def made_by(player: Player, username: str = "xiaoyu") -> User:
    return create_user(actor=player.viewer, username=username, display_name="钟小雨")


def at(unit: Unit, user: User, role: str = "intake_officer") -> NewPost:
    return NewPost(user_id=user.pk, unit_id=unit.pk, role=role, name="钟小雨", paths=[unit.division_id])


@pytest.fixture
def waiting(city: City, cast: Cast) -> Post:
    """Return a post at the street's centre that its director gave to an account of the director's making."""
    director = cast["centre_director"]
    return appoint(actor=director.viewer, new=at(city.centre(TOWNSHIP), made_by(director)))


def decide(viewer: Viewer, post: Post, *, confirmed: bool = True) -> int:
    assert post.appointment_id is not None
    return decide_appointment(actor=viewer, appointment_id=post.appointment_id, confirmed=confirmed)


def test_a_post_given_to_an_account_of_ones_own_making_reaches_nothing(waiting: Post) -> None:
    assert waiting.waiting
    assert viewer_for(waiting) is None
    assert waiting not in posts_of(waiting.unit)


def test_a_post_that_waits_is_lent_to_nobody_and_no_system_works_as_it(waiting: Post, cast: Cast) -> None:
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    for away, here in ((waiting, cast["two_posts"].post), (cast["two_posts"].post, waiting)):
        with pytest.raises(ValidationError):
            substitute(actor=TEST, post_id=away.pk, substitute_id=here.pk, **leave)
    with pytest.raises(ValidationError):
        issue_token(
            actor=TEST, post_id=waiting.pk, name="x", ends_at=now + timedelta(days=1), scopes=["read"]
        )


@pytest.mark.parametrize("who", ["county_centre_director", "administrator", "security_administrator"])
def test_another_who_gives_such_posts_or_the_security_administrator_confirms_it(
    waiting: Post, cast: Cast, who: str
) -> None:
    assert decide(cast[who].viewer, waiting) == 1
    waiting.refresh_from_db()
    assert viewer_for(waiting) is not None
    row = AuditRow.objects.get(act="post.confirm", subject=f"post:{waiting.pk}")
    assert row.actor_key == cast[who].viewer.key
    found = Appointment.objects.get(posts=waiting)
    assert (found.by, found.decided_by) == (cast["centre_director"].post, cast[who].post)


@pytest.mark.parametrize(
    "who", ["centre_director", "village_secretary", "department_leader", "auditor", "intake_officer"]
)
def test_nobody_else_does_least_of_all_who_gave_it(waiting: Post, cast: Cast, who: str) -> None:
    assert not to_confirm(cast[who].viewer).exists()
    with pytest.raises(PermissionDenied):
        decide(cast[who].viewer, waiting)


def test_who_made_the_account_does_not_confirm_what_another_of_their_posts_gave(
    city: City, cast: Cast, waiting: Post
) -> None:
    """The director is the county's director as well: the same person is no second one."""
    centre = city.centre(COUNTY)
    also = appoint(actor=TEST, new=at(centre, cast["centre_director"].user, role="centre_director"))
    viewer = viewer_for(also)
    assert viewer is not None
    with pytest.raises(PermissionDenied):
        decide(viewer, waiting)


def test_nobody_confirms_in_anothers_stead(cast: Cast, waiting: Post) -> None:
    now = clock.now()
    away, here = cast["county_centre_director"].post, cast["two_posts"].post
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    substitute(actor=TEST, post_id=away.pk, substitute_id=here.pk, **leave)
    with clock.turned(shift=timedelta(seconds=1)), pytest.raises(PermissionDenied):
        decide(cast["two_posts"].viewer, waiting)


def test_what_is_not_confirmed_is_taken_back_and_the_account_stays(cast: Cast, waiting: Post) -> None:
    assert decide(cast["security_administrator"].viewer, waiting, confirmed=False) == 1
    assert not Post.objects.filter(pk=waiting.pk).exists()
    assert User.objects.filter(username="xiaoyu").exists()
    assert AuditRow.objects.filter(act="post.reject", subject=f"post:{waiting.pk}").count() == 1
    with pytest.raises(Appointment.DoesNotExist):
        decide(cast["security_administrator"].viewer, waiting)


def test_who_gave_it_takes_it_back(cast: Cast, waiting: Post) -> None:
    with clock.turned(shift=timedelta(hours=1)):
        end_post(actor=cast["centre_director"].viewer, post_id=waiting.pk)
    assert not Post.objects.filter(pk=waiting.pk).exists()


def test_each_further_post_that_the_maker_of_an_account_gives_it_waits_too(
    city: City, cast: Cast, waiting: Post
) -> None:
    decide(cast["security_administrator"].viewer, waiting)
    committee = city.unit(f"village_committee-{VILLAGE}")
    director = cast["centre_director"].viewer
    assert appoint(actor=director, new=at(committee, waiting.user, role="mediator")).waiting
    other = cast["administrator"].viewer
    assert not appoint(actor=other, new=at(committee, waiting.user, role="liaison")).waiting


def test_a_colleague_whose_account_another_made_needs_nobody_more(city: City, cast: Cast) -> None:
    user = made_by(cast["administrator"])
    post = appoint(actor=cast["centre_director"].viewer, new=at(city.centre(TOWNSHIP), user))
    assert viewer_for(post) is not None


def test_what_is_given_on_the_machine_itself_needs_nobody_more(city: City, cast: Cast) -> None:
    post = appoint(actor=TEST, new=at(city.centre(TOWNSHIP), made_by(cast["centre_director"])))
    assert viewer_for(post) is not None


def many(city: City, cast: Cast) -> Sequence[Post]:
    administrator = cast["administrator"]
    users = [made_by(administrator, f"new{number}") for number in range(3)]
    units = [city.centre(TOWNSHIP), city.centre(SIBLING_COUNTY), city.centre(COUNTY)]
    return appoint_many(
        actor=administrator.viewer, rows=[at(unit, user) for unit, user in zip(units, users, strict=True)]
    )


def test_an_import_is_confirmed_as_a_whole_by_who_may_confirm_all_of_it(city: City, cast: Cast) -> None:
    posts = many(city, cast)
    assert [post.waiting for post in posts] == [True] * 3
    for who in ("centre_director", "county_centre_director", "administrator"):
        with pytest.raises(PermissionDenied):
            decide(cast[who].viewer, posts[0])
    assert decide(cast["security_administrator"].viewer, posts[0]) == 3
    assert all(viewer_for(post) for post in Post.objects.filter(pk__in=[post.pk for post in posts]))


def test_nobody_gives_a_post_beyond_their_reach_or_to_themselves(city: City, cast: Cast) -> None:
    director, centre = cast["centre_director"], city.centre(TOWNSHIP)
    tries = [
        at(city.centre(SIBLING_COUNTY), cast["liaison"].user),
        at(centre, cast["liaison"].user, role="centre_director"),
        at(centre, director.user),
    ]
    for new in tries:
        with pytest.raises(PermissionDenied):
            appoint(actor=director.viewer, new=new)
        with pytest.raises(PermissionDenied):
            appoint_many(actor=director.viewer, rows=[new])


def test_nobody_ends_or_lends_a_post_beyond_their_reach_or_their_own_or_to_themselves(cast: Cast) -> None:
    director, now = cast["centre_director"].viewer, clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    for who in ("centre_director", "sibling_township_intake", "police_officer", "administrator"):
        post, other = cast[who].post, cast["two_posts"].post
        with pytest.raises(PermissionDenied):
            end_post(actor=director, post_id=post.pk)
        with pytest.raises(PermissionDenied):
            substitute(actor=director, post_id=post.pk, substitute_id=other.pk, **leave)
    own = cast["centre_director"].post.pk
    with pytest.raises(ValidationError) as refused:
        substitute(actor=director, post_id=cast["intake_officer"].post.pk, substitute_id=own, **leave)
    assert list(refused.value.message_dict) == ["substitute"]
