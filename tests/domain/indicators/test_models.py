"""A period of a city is summed once at a time."""

from datetime import date

import pytest
from django.db import IntegrityError

from sanling.domain.indicators.models import Tallied
from sanling.foundation import clock
from tests.city import CITY

pytestmark = pytest.mark.django_db


def test_a_period_is_said_once_to_be_summed() -> None:
    said = {"stock": "judged", "city": CITY, "period": date(2026, 7, 1), "at": clock.now()}
    Tallied.objects.create(**said)
    with pytest.raises(IntegrityError):
        Tallied.objects.create(**said)
