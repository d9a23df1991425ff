"""The map shows where subjects are that still are, to whoever sees them."""

from datetime import date

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.subjects.map_layers import LAYERS
from sanling.domain.subjects.models import Subject
from tests.domain.subjects.helpers import led_school

pytestmark = pytest.mark.django_db


def test_what_still_is_stands_on_it_by_its_name(cast: dict[str, Player]) -> None:
    (layer,) = LAYERS
    school = led_school().subject
    viewer = cast["city_peace_officer"].viewer
    assert school.name in [layer.title(row) for row in layer.rows(viewer)]
    Subject.objects.filter(pk=school.pk).update(status="closed", ends_on=date(2026, 1, 1))
    assert school.name not in [layer.title(row) for row in layer.rows(viewer)]
    assert not layer.rows(cast["auditor"].viewer)
