"""What was done elsewhere is added in the order in which it happened."""

from datetime import UTC, datetime

import pytest

from sanling.domain.matters.actions.add_history import Act, add_history
from sanling.domain.matters.models import Entry
from sanling.foundation.delivery.models import Outbox
from tests.city import TEST, City
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_acts_become_entries_of_staff_in_their_order_and_nobody_is_told(city: City) -> None:
    matter = registered().matter
    told = Outbox.objects.count()
    later, sooner = (
        Act(matter, datetime(2023, 5, day, tzinfo=UTC), matter.unit_id, said=f"{day}日", text="", by="")
        for day in (9, 8)
    )
    add_history(actor=TEST, acts=[later, sooner])
    found = list(Entry.objects.filter(code="earlier").order_by("pk"))
    assert [entry.params for entry in found] == [{"said": "8日"}, {"said": "9日"}]
    assert {entry.audience for entry in found} == {"internal"}
    assert all(entry.recorded_at and entry.recorded_at > entry.at for entry in found)
    assert Outbox.objects.count() == told
