"""A leave ends when somebody is back, is taken back where it had not begun, and stays as it was where it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.actions.end_substitution import end_substitution
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
DAY = timedelta(days=1)


def leave(cast: Cast, begins: timedelta) -> Substitution:
    now = clock.now()
    return substitute(
        actor=TEST,
        post_id=cast["centre_director"].post.pk,
        substitute_id=cast["two_posts"].post.pk,
        begins_at=now + begins,
        ends_at=now + begins + 2 * DAY,
    )


def ends() -> int:
    return AuditRow.objects.filter(act="post.end_substitution").count()


def test_one_under_way_ends_now_and_is_kept_and_recorded_once(cast: Cast) -> None:
    going = leave(cast, timedelta())
    at = clock.now() + DAY
    for _again in range(2):
        with clock.turned(to=at):
            end_substitution(actor=TEST, substitution_id=going.pk)
    going.refresh_from_db()
    assert (going.ends_at, ends()) == (at, 1)


def test_one_that_has_not_begun_is_taken_back(cast: Cast) -> None:
    end_substitution(actor=TEST, substitution_id=leave(cast, DAY).pk)
    assert not Substitution.objects.exists()
    assert ends() == 1


def test_one_that_is_over_stays_as_it_was(cast: Cast) -> None:
    over = leave(cast, timedelta())
    with clock.turned(shift=3 * DAY):
        end_substitution(actor=TEST, substitution_id=over.pk)
    assert Substitution.objects.get(pk=over.pk).ends_at == over.ends_at
    assert ends() == 0


def test_only_who_gives_such_posts_ends_it_and_nobody_ends_what_is_not_there(cast: Cast) -> None:
    going = leave(cast, timedelta())
    for who in ("mediator", "centre_director", "sibling_township_intake"):
        with pytest.raises(PermissionDenied):
            end_substitution(actor=cast[who].viewer, substitution_id=going.pk)
    end_substitution(actor=cast["administrator"].viewer, substitution_id=going.pk)
    with pytest.raises(Substitution.DoesNotExist):
        end_substitution(actor=TEST, substitution_id=going.pk + 100)
