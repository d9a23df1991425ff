"""Subjects go where their divisions have gone, and were until then where they were."""

from datetime import timedelta

import pytest

from sanling.domain.subjects.actions.follow_succession import follow_succession
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.queries import as_of
from sanling.foundation.days import today
from tests.city import CITY, SIBLING_VILLAGE, SIDE, SOUTH, TEST, VILLAGE, WEST, City
from tests.domain.subjects.helpers import HOSPITAL, code_of, put, said

pytestmark = pytest.mark.django_db
BEFORE, ON = today() - timedelta(days=9), today() - timedelta(days=3)


def test_a_subject_lies_in_the_successor_from_the_day_on(city: City) -> None:
    west = WEST + SIDE / 2
    put(
        said(lon=west, lat=SOUTH + SIDE / 2),
        said(code_of(8), name="别处小学", division_id=SIBLING_VILLAGE),
        on=BEFORE,
    )
    moved = follow_succession(actor=TEST, city=CITY, becomes={VILLAGE: SIBLING_VILLAGE}, on=ON)
    assert moved == 1
    assert set(Subject.objects.values_list("division", flat=True)) == {SIBLING_VILLAGE}
    then = {period.subject.name: period.division_id for period in as_of(ON - timedelta(days=1))}
    assert then == {"通信花园小学": VILLAGE, "别处小学": SIBLING_VILLAGE}
    assert {period.division_id for period in as_of(ON)} == {SIBLING_VILLAGE}
    lasting = Period.objects.filter(ends_on=None)
    assert sorted(lasting.values_list("subject__name", "lon")) == [
        ("别处小学", None),
        ("通信花园小学", west),
    ]


def test_what_was_entered_since_was_never_in_a_division_that_had_ended(city: City) -> None:
    put(said(HOSPITAL, "hospital", name="花园医院"))
    follow_succession(actor=TEST, city=CITY, becomes={VILLAGE: SIBLING_VILLAGE}, on=ON)
    assert Period.objects.get().division_id == SIBLING_VILLAGE
    assert put(said(HOSPITAL, "hospital", name="花园医院", division_id=SIBLING_VILLAGE))[0].before
