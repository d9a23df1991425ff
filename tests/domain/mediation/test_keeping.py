"""Bodies are kept where they work, of units that there are, with codes that the city has."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sanling.domain.mediation.actions.end_body import end_body
from sanling.domain.mediation.keeping import check_said, lock_bodies, lock_unit, part_of
from sanling.domain.mediation.models import Body
from sanling.domain.people.models import Unit
from sanling.foundation.days import today
from tests.city import CITY, TEST, VILLAGE
from tests.domain.mediation.helpers import Cast, a_body, unit_at

pytestmark = pytest.mark.django_db


def test_a_unit_that_has_ended_keeps_none(cast: Cast) -> None:
    unit = unit_at(VILLAGE)
    with transaction.atomic():
        assert lock_unit(cast["administrator"].viewer, unit.pk) == unit
        with pytest.raises(PermissionDenied):
            lock_unit(cast["mediator"].viewer, unit.pk)
        Unit.objects.filter(pk=unit.pk).update(ends_on=today())
        with pytest.raises(ValidationError):
            lock_unit(TEST, unit.pk)


def test_a_body_that_has_ended_is_not_there(cast: Cast) -> None:
    body, other = a_body(), a_body(name="乙")
    with transaction.atomic():
        assert {*lock_bodies(TEST, [body.pk, other.pk])} == {body.pk, other.pk}
    end_body(actor=TEST, body_id=body.pk)
    with transaction.atomic(), pytest.raises(Body.DoesNotExist):
        lock_bodies(TEST, [body.pk, other.pk])


def test_codes_are_the_citys() -> None:
    assert part_of(CITY).kind("village")
    check_said(CITY, {"profession": "lawyer", "languages": [], "specialities": ["contract"], "hours": "any"})
    with pytest.raises(ValidationError):
        check_said(CITY, {"profession": "judge"})
