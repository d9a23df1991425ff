"""Where a matter of an earlier system is over, is said by the workflow of its kind."""

import pytest

from sanling.domain.matters.earlier import brought_before, end_of
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.foundation.profile.registry import profile_for
from tests.city import City
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("settled", "archived"),
        ("unsuccessful", "archived"),
        ("", "archived"),
        ("refused", "refused"),
        ("withdrawn", "withdrawn"),
        ("transferred", "transferred"),
        ("consulted", None),
        ("nonsense", None),
    ],
)
def test_an_outcome_leads_to_the_end_that_has_it_or_to_the_archive(
    city: City, outcome: str, state: str | None
) -> None:
    dispute = next(row for row in all_current(city.code) if row.code == "dispute")
    found = end_of(definition_of(dispute.pk), outcome)
    assert (found and found.code) == state


def test_every_reported_kind_has_an_end_for_what_ended_nobody_knows_how(city: City) -> None:
    reported = {kind.workflow for kind in profile_for(city.code).part("matters").kinds_of(REPORTED)}
    for row in (row for row in all_current(city.code) if row.code in reported):
        end = end_of(definition_of(row.pk), "")
        assert end is not None
        assert end.end


def test_what_began_here_had_no_number_before(city: City) -> None:
    registered()
    assert not brought_before(city.code, [""]).exists()
    Matter.objects.update(earlier_number="A1")
    assert brought_before(city.code, ["A1", "A2"]).count() == 1
    assert not brought_before("4110", ["A1"]).exists()
