"""The demonstration has published answers, of questions that were answered there."""

import pytest

from sanling.domain.consulting.access import told_answers
from sanling.domain.consulting.redacting import certain_in
from sanling.domain.consulting.staging import stage
from tests.city import CITY, VILLAGE, City
from tests.domain.consulting.helpers import Cast, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_answers_stand_there_that_name_nobody(cast: Cast, city: City) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert not told_answers(CITY).exists()
    asked(cast)
    asked(cast)
    stage(profile=city.profile, posts={}, village=VILLAGE)
    rows = told_answers(CITY)
    assert rows.count() == 2
    assert not any(certain_in(row.answer) for row in rows)
