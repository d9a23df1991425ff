"""An objection holds the publication back, and goes to the city."""

import pytest

from sanling.domain.matters.models import Clock, Matter
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import SYSTEM, Cast, walk

pytestmark = pytest.mark.django_db


def test_it_lies_with_who_decided_nothing_before(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    assert recognition.unit.code == "peace_office-4101"
    running = Clock.objects.filter(matter=recognition, stopped_at=None)
    assert list(running.values_list("code", flat=True)) == ["answer"]
