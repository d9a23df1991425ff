"""A unit that keeps mediation bodies is not ended."""

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.mediation.actions.end_body import end_body
from sanling.domain.mediation.holding import holds
from sanling.domain.people.actions.end_unit import end_unit
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body

pytestmark = pytest.mark.django_db


def test_its_bodies_are_ended_first(cast: Cast) -> None:
    body = a_body()
    with pytest.raises(ValidationError, match="调解组织"):
        end_unit(actor=TEST, unit_id=body.unit_id)
    end_body(actor=TEST, body_id=body.pk)
    assert holds(body.unit_id) == ""
