"""In which counties subjects changed is told once for a list."""

import pytest

from sanling.domain.subjects.telling import TOPIC, tell_moved
from sanling.foundation.delivery.models import Outbox
from tests.city import CITY, VILLAGE
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


def told() -> list[dict[str, object]]:
    return list(Outbox.objects.filter(topic=TOPIC).values_list("payload", flat=True))


def test_a_list_is_told_once_by_its_counties() -> None:
    tell_moved([VILLAGE, VILLAGE[:9]])
    tell_moved([])
    assert told() == [{"counties": [VILLAGE[:6]]}]


def test_subjects_that_are_put_tell_of_themselves_and_those_unchanged_of_nothing(city: object) -> None:
    put(said(code_of(1)), said(code_of(2), name="二小"))
    put(said(code_of(1)))
    assert told() == [{"counties": [VILLAGE[:6]]}]
    assert VILLAGE[:4] == CITY


def test_what_was_told_of_one_year_is_told_of_that_year() -> None:
    tell_moved([VILLAGE], year=2019)
    assert told() == [{"counties": [VILLAGE[:6]], "year": 2019}]
