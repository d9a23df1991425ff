"""A month of a random city is judged before each test."""

import pytest

from sanling.domain.subjects.models import Subject
from tests.city import City
from tests.domain.publications.helpers import Cast, judge


@pytest.fixture
def judged(city: City, cast: Cast) -> list[Subject]:
    """Return the subjects of a month that was judged."""
    return judge(city)
