"""An objection in time takes a confirmed agreement up again; it stands or is revoked. One that is late is refused."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.foundation.days import today
from tests.domain.mediation.confirmed import confirmed, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.mark.parametrize(("decides", "outcome"), [("uphold", "revoked"), ("dismiss", "confirmed")])
def test_it_is_upheld_or_dismissed(cast: Cast, decides: str, outcome: str) -> None:
    confirmation, *_sides = confirmed(cast)
    day = today()
    does(cast["judge"], confirmation, "object", by="party", since=day.isoformat(), filed_on=day.isoformat())
    assert Matter.objects.get(pk=confirmation.matter_id).state == "objected"
    does(cast["judge"], confirmation, decides, reason="已审查")
    assert Matter.objects.get(pk=confirmation.matter_id).outcome == outcome


@pytest.mark.parametrize(
    ("by", "since", "filed"),
    [("party", -40, 0), ("third_person", -200, 0), ("party", 0, 1), ("party", 0, -1)],
)
def test_what_is_late_or_of_impossible_days_is_refused(cast: Cast, by: str, since: int, filed: int) -> None:
    confirmation, *_sides = confirmed(cast)
    days = {"since": today() + timedelta(days=since), "filed_on": today() + timedelta(days=filed)}
    with pytest.raises(Invalid) as refused:
        does(cast["judge"], confirmation, "object", by=by, **{k: day.isoformat() for k, day in days.items()})
    assert {*refused.value.errors} == {"filed_on"}
