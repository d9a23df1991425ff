"""What posters tell: figures count only what their reader may see."""

import pytest

from sanling.domain.matters.code_points import figures_of
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from tests.city import TEST, TOWNSHIP, City
from tests.leaks.test_concealed import complaint

pytestmark = pytest.mark.django_db


def test_figures_count_no_complaint_about_the_unit_of_whoever_reads_them(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    matter = complaint(city.unit(f"government-{TOWNSHIP}"))
    point = hang_code_point(actor=TEST, division=TOWNSHIP, place="大厅")
    Matter.objects.filter(pk=matter.pk).update(scanned_code=point.code)
    told = {
        key: figures_of(cast[key].viewer, [point]).begun.get(point.code, 0)
        for key in ("township_leader", "intake_officer")
    }
    assert told == {"township_leader": 0, "intake_officer": 1}
