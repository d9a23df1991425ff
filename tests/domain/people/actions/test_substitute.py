"""A post stands in for another in a span to come: of the same city and duty, by somebody else's arrangement."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
DAY = timedelta(days=1)


def lent(
    cast: Cast, away: str, here: str, *, by: Actor = TEST, begins: timedelta = DAY, lasts: timedelta = DAY
) -> Substitution:
    now: datetime = clock.now()
    return substitute(
        actor=by,
        post_id=cast[away].post.pk,
        substitute_id=cast[here].post.pk,
        begins_at=now + begins,
        ends_at=now + begins + lasts,
    )


def refused(cast: Cast, away: str, here: str, **how: object) -> list[str]:
    with pytest.raises(ValidationError) as error:
        lent(cast, away, here, **how)  # type: ignore[arg-type]
    assert not Substitution.objects.filter(post=cast[away].post, substitute=cast[here].post).exists()
    return sorted(error.value.message_dict)


def test_it_is_kept_with_its_span_and_recorded_on_the_post_that_is_away(cast: Cast) -> None:
    made = lent(cast, "centre_director", "intake_officer")
    row = AuditRow.objects.get(act="post.substitute")
    assert row.subject == f"post:{cast['centre_director'].post.pk}"
    assert row.detail["substitute"] == cast["intake_officer"].post.pk
    assert made.ends_at - made.begins_at == DAY


def test_a_span_must_be_one_and_not_be_over(cast: Cast) -> None:
    for begins, lasts in ((DAY, timedelta()), (DAY, -DAY), (-3 * DAY, DAY)):
        assert refused(cast, "centre_director", "intake_officer", begins=begins, lasts=lasts) == ["ends_at"]


def test_nobody_stands_in_for_themselves_nor_who_is_not_in_office(cast: Cast) -> None:
    first, second = cast["two_posts"].posts
    with pytest.raises(ValidationError, match=r"."):
        substitute(
            actor=TEST,
            post_id=first.pk,
            substitute_id=second.pk,
            begins_at=clock.now(),
            ends_at=clock.now() + DAY,
        )
    assert refused(cast, "former_intake_officer", "intake_officer") == ["post"]
    assert refused(cast, "intake_officer", "former_intake_officer") == ["substitute"]


def test_the_same_post_stands_in_once_at_a_time_but_again_afterwards(cast: Cast) -> None:
    lent(cast, "centre_director", "intake_officer")
    with pytest.raises(ValidationError):
        lent(cast, "centre_director", "intake_officer", begins=1.5 * DAY)
    lent(cast, "centre_director", "intake_officer", begins=2 * DAY)
    assert Substitution.objects.count() == 2


def test_who_arranges_it_gives_such_posts_and_lends_none_to_themselves_or_their_own_making(
    cast: Cast,
) -> None:
    director = cast["centre_director"]
    with pytest.raises(PermissionDenied):
        lent(cast, "intake_officer", "two_posts", by=cast["mediator"].viewer)
    with pytest.raises(PermissionDenied):
        lent(cast, "centre_director", "two_posts", by=director.viewer)
    assert refused(cast, "intake_officer", "centre_director", by=director.viewer) == ["substitute"]
    made = User.objects.filter(pk=cast["two_posts"].user.pk)
    made.update(made_by=director.user)
    assert refused(cast, "intake_officer", "two_posts", by=director.viewer) == ["substitute"]
    made.update(made_by=None)
    lent(cast, "intake_officer", "two_posts", by=director.viewer)
    assert refused(cast, "intake_officer", "mediator", by=director.viewer) == ["substitute"]
