"""Ending a post, and standing in for one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.end_post import TOPIC, end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.domain.people.models import Post, Substitution
from sanling.domain.people.queries import post_of_token
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from tests.city import BEGAN, TEST, TOWNSHIP

WEEK = timedelta(days=7)
Cast = dict[str, Player]


def on_leave(cast: Cast, who: str = "intake_officer", by: str = "two_posts") -> Substitution:
    now = clock.now()
    return substitute(
        actor=TEST,
        post_id=cast[who].post.pk,
        substitute_id=cast[by].post.pk,
        begins_at=now,
        ends_at=now + WEEK,
    )


def test_an_ended_post_reaches_nothing_from_that_instant(cast: Cast) -> None:
    post = end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    assert viewer_for(Post.objects.get(pk=post.pk)) is None
    assert AuditRow.objects.filter(act="post.end", subject=f"post:{post.pk}").count() == 1


def test_the_rooms_above_are_told_once(cast: Cast) -> None:
    post_id = cast["intake_officer"].post.pk
    end_post(actor=TEST, post_id=post_id)
    end_post(actor=TEST, post_id=post_id)
    message = Outbox.objects.get(topic=TOPIC)
    assert message.payload["post"] == post_id


def test_a_post_ends_when_its_end_has_come_and_not_before(cast: Cast) -> None:
    with pytest.raises(ValueError):
        end_post(actor=TEST, post_id=cast["mediator"].post.pk, at=clock.now() + WEEK)


def test_leave_gives_the_substitute_the_reach_for_its_time_only(cast: Cast) -> None:
    on_leave(cast, "sibling_township_intake", "intake_officer")
    stands_in = cast["intake_officer"].viewer
    assert [reach.paths for reach in stands_in.reaches] == [(TOWNSHIP,), ("410105001",)]
    with clock.turned(shift=WEEK):
        assert len(cast["intake_officer"].viewer.reaches) == 1


def test_substitutions_end_with_either_post(cast: Cast) -> None:
    substitution = on_leave(cast, "sibling_township_intake", "intake_officer")
    end_post(actor=TEST, post_id=cast["sibling_township_intake"].post.pk)
    substitution.refresh_from_db()
    assert substitution.ends_at <= clock.now()
    assert len(cast["intake_officer"].viewer.reaches) == 1


def test_tokens_end_with_their_post(cast: Cast) -> None:
    post_id = cast["county_intake_officer"].post.pk
    until = clock.now() + WEEK
    issued = working_token(actor=TEST, post=cast["county_intake_officer"].post, name="hotline", ends_at=until)
    assert post_of_token(issued.secret) == issued.token
    end_post(actor=TEST, post_id=post_id)
    assert post_of_token(issued.secret) is None


@pytest.mark.parametrize(
    ("who", "by", "field"),
    [
        ("former_intake_officer", "two_posts", "post"),
        ("intake_officer", "former_intake_officer", "substitute"),
        ("intake_officer", "intake_officer", "substitute"),
    ],
)
def test_only_held_posts_of_two_people_stand_in_for_each_other(
    cast: Cast, who: str, by: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        on_leave(cast, who, by)
    assert list(refused.value.message_dict) == [field]


def test_the_same_leave_is_not_arranged_twice(cast: Cast) -> None:
    on_leave(cast)
    with pytest.raises(ValidationError):
        on_leave(cast)


def test_leave_that_is_over_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        substitute(
            actor=TEST,
            post_id=cast["intake_officer"].post.pk,
            substitute_id=cast["two_posts"].post.pk,
            begins_at=BEGAN,
            ends_at=BEGAN + WEEK,
        )
    assert list(refused.value.message_dict) == ["ends_at"]
