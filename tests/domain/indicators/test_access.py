"""Whoever has single rows, or places below a village, isn't told sums of more than that."""

import pytest

from sanling.domain.indicators.access import deepest, has_sums, sees_all, visible_rows, visible_tallies
from sanling.domain.people.cast import Player
from sanling.domain.recognition.measures import JUDGED, TITLES
from sanling.domain.subjects.models import Subject
from tests.city import CITY, VILLAGE
from tests.domain.subjects.helpers import school

pytestmark = pytest.mark.django_db


def test_whole_places_have_sums_and_single_rows_have_none(cast: dict[str, Player]) -> None:
    assert has_sums(cast["city_peace_officer"].viewer, JUDGED)
    assert not has_sums(cast["grid_worker"].viewer, JUDGED)
    assert deepest(cast["city_peace_officer"].viewer) == len(CITY)
    assert deepest(cast["liaison"].viewer) == len(VILLAGE)


def test_who_has_a_whole_place_of_every_line_may_compare_its_parts(cast: dict[str, Player]) -> None:
    assert sees_all(cast["city_peace_officer"].viewer, JUDGED, CITY)
    assert not sees_all(cast["township_leader"].viewer, JUDGED, CITY)
    assert not sees_all(cast["sibling_department_clerk"].viewer, JUDGED, CITY)
    assert not sees_all(cast["auditor"].viewer, JUDGED, CITY)


def test_who_sees_no_subjects_sees_no_sums(cast: dict[str, Player]) -> None:
    school()
    auditor = cast["auditor"].viewer
    assert not visible_tallies(auditor, TITLES).exists()
    assert not Subject.objects.filter(visible_rows(auditor, TITLES)).exists()
