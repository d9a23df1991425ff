"""A year is counted by county and step, of what a viewer sees."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.year_queries import year_by_county
from tests.city import COUNTY
from tests.domain.recognition.yearly import Cast

pytestmark = pytest.mark.django_db


def test_each_county_is_counted_for_who_sees_it(recognition: Matter, cast: Cast) -> None:
    (county,) = year_by_county(cast["peace_officer"].viewer, 2026)
    assert (county.path, county.steps, county.total) == (COUNTY, {"declaring": 1}, 1)
    assert year_by_county(cast["peace_officer"].viewer, 2025) == []
    assert year_by_county(cast["sibling_county_peace_officer"].viewer, 2026) == []
