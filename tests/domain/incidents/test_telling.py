"""What became known of subjects is told once for each day of each."""

from datetime import date

import pytest

from sanling.domain.incidents.telling import TOPIC, tell_changed
from sanling.foundation.delivery.models import Outbox

pytestmark = pytest.mark.django_db


def test_the_same_day_of_the_same_subject_is_told_once() -> None:
    day = date(2026, 7, 1)
    tell_changed([(5, day), (5, day), (6, day)])
    assert list(Outbox.objects.filter(topic=TOPIC).order_by("pk").values_list("key", flat=True)) == ["5", "6"]
