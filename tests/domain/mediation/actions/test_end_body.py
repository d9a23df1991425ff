"""A body ends with all who mediate there; their posts stay."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.mediation.actions.end_body import end_body
from sanling.domain.mediation.models import Body, Mediator
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db


def test_whoever_mediates_there_ends_with_it_and_keeps_the_post(cast: Cast) -> None:
    body, mediator = a_body(), cast["mediator"]
    person = somebody(body, post_id=mediator.post.pk)
    end_body(actor=TEST, body_id=body.pk)
    person.refresh_from_db()
    mediator.post.refresh_from_db()
    assert person.ends_on is not None
    assert mediator.post.ends_at is None
    with pytest.raises(Body.DoesNotExist):
        end_body(actor=TEST, body_id=body.pk)
    assert AuditRow.objects.get(act="mediation.end_body").detail == {"mediators": 1}
    assert not Mediator.objects.filter(ends_on=None).exists()


def test_who_does_not_keep_its_unit_ends_nothing(cast: Cast) -> None:
    body = a_body()
    with pytest.raises(PermissionDenied):
        end_body(actor=cast["mediator"].viewer, body_id=body.pk)
    assert Body.objects.get().ends_on is None
