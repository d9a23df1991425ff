"""Ledgers of recognitions say year, type and sector, and are narrowed to them."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.year_columns import OF_YEARS, YEAR_FILTERS, compared, years
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_each_filter_finds_its_own_and_nothing_else(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    asked = {"year": "2026", "subject_type": "company", "sector": "housing", "compared": "kept"}
    other = {"year": "2025", "subject_type": "school", "sector": "education", "compared": "broken"}
    for found in YEAR_FILTERS:
        assert Matter.objects.filter(found.narrow(asked[found.code])).exists()
        assert not Matter.objects.filter(found.narrow(other[found.code])).exists()


def test_columns_are_read_with_their_matters(
    recognition: Matter, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    rows = Matter.objects.filter(pk=recognition.pk)
    for column in OF_YEARS:
        assert column.read is not None
        rows = column.read(rows)
    (row,) = rows
    assert row.recognition.subject.type == "company"


def test_what_may_be_asked_for_is_named() -> None:
    assert set(compared("4101")) == {"kept", "broken", "open"}
    assert len(years("4101")) == 6
