"""Somebody's work at a body ends once, by who keeps the body's unit."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.mediation.actions.end_mediator import end_mediator
from sanling.domain.mediation.models import Mediator
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db


def test_it_ends_once_and_the_same_post_may_be_added_again(cast: Cast) -> None:
    body, post = a_body(), cast["mediator"].post
    person = somebody(body, post_id=post.pk)
    end_mediator(actor=cast["administrator"].viewer, mediator_id=person.pk)
    with pytest.raises(Mediator.DoesNotExist):
        end_mediator(actor=cast["administrator"].viewer, mediator_id=person.pk)
    post.refresh_from_db()
    assert post.ends_at is None
    assert somebody(body, post_id=post.pk).pk != person.pk


def test_who_does_not_keep_the_unit_ends_nothing(cast: Cast) -> None:
    person = somebody(a_body())
    with pytest.raises(PermissionDenied):
        end_mediator(actor=cast["mediator"].viewer, mediator_id=person.pk)
    person.refresh_from_db()
    assert person.ends_on is None
