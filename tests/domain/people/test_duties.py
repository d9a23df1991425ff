"""Administration, security, audit and matters are kept apart in one person, whichever way they would come together."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint, appoint_many
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Substitution
from sanling.foundation import clock
from tests.city import CITY, TEST, TOWNSHIP, City

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
SEPARATED = ("auditor", "administrator", "security_administrator")


def post_of(player: Player, city: City, role: str) -> NewPost:
    administers = role in SEPARATED
    unit = city.unit(f"peace_office-{CITY}") if administers else city.centre(TOWNSHIP)
    return NewPost(user_id=player.user.pk, unit_id=unit.pk, role=role, name="某人", paths=[unit.division_id])


@pytest.mark.parametrize("who", [*SEPARATED, "mediator"])
@pytest.mark.parametrize("role", [*SEPARATED, "intake_officer"])
def test_nobody_holds_posts_of_two_duties(city: City, cast: Cast, who: str, role: str) -> None:
    if role == who or (who == "mediator" and role == "intake_officer"):
        return
    new = post_of(cast[who], city, role)
    for give in (lambda: appoint(actor=TEST, new=new), lambda: appoint_many(actor=TEST, rows=[new])):
        with pytest.raises(ValidationError) as refused:
            give()
        assert list(refused.value.message_dict) == ["role"]
    assert cast[who].user.posts.count() == 1


def test_many_at_once_can_not_bring_two_duties_together(city: City, cast: Cast) -> None:
    idle = cast["former_intake_officer"]
    rows = [post_of(idle, city, "auditor"), post_of(idle, city, "intake_officer")]
    with pytest.raises(ValidationError):
        appoint_many(actor=TEST, rows=rows)


def test_a_duty_may_follow_another_that_is_over(city: City, cast: Cast) -> None:
    now = clock.now()
    with clock.turned(to=now):
        end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
        post = appoint(actor=TEST, new=post_of(cast["intake_officer"], city, "auditor"))
        assert viewer_for(post) is not None


@pytest.mark.parametrize("away", [*SEPARATED, "peace_officer"])
@pytest.mark.parametrize("here", [*SEPARATED, "intake_officer"])
def test_nobody_stands_in_for_a_post_of_another_duty(cast: Cast, away: str, here: str) -> None:
    if away == here or (away == "peace_officer" and here == "intake_officer"):
        return
    now = clock.now()
    with pytest.raises(ValidationError) as refused:
        substitute(
            actor=TEST,
            post_id=cast[away].post.pk,
            substitute_id=cast[here].post.pk,
            begins_at=now,
            ends_at=now + timedelta(days=1),
        )
    assert list(refused.value.message_dict) == ["substitute"]


def test_what_was_arranged_before_the_rule_brings_no_duties_together(city: City, cast: Cast) -> None:
    now = clock.now()
    auditor, officer = cast["auditor"].post, cast["intake_officer"].post
    for away, here in ((officer, auditor), (auditor, officer)):
        Substitution.objects.create(
            post=away, substitute=here, begins_at=now, ends_at=now + timedelta(days=1)
        )
    with clock.turned(to=now + timedelta(hours=1)):
        assert cast["auditor"].viewer.substituted == cast["intake_officer"].viewer.substituted == ()
    Post.objects.create(
        user=cast["auditor"].user, unit=officer.unit, role="intake_officer", name="某人", begins_at=now
    )
    assert [viewer_for(post) for post in cast["auditor"].user.posts.all()] == [None, None]
