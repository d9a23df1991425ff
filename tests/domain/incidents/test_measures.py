"""The flow of incidents follows each that is recorded, and each that it replaces."""

import pytest

from sanling.domain.incidents.measures import FLOWS
from sanling.processes.figures.models import Fact
from sanling.processes.reactions import react
from tests.domain.incidents.helpers import accident, record

pytestmark = pytest.mark.django_db


def test_what_is_recorded_is_counted_at_the_next_beat(city: object) -> None:
    (flow,) = FLOWS
    (fell,) = record(accident(deaths=2))
    react()
    found = Fact.objects.filter(flow=flow.code, source=fell.pk).values_list("measure", "amount")
    assert dict(found) == {"happened": 1, "deaths": 2}
