"""Rates are published by who sees all that they count, and set as a Word document for each reader."""

import pytest

from sanling.domain.publications.models import Publication
from sanling.domain.publications.printing import SORTS
from tests.domain.publications.helpers import Cast, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_who_sees_all_and_how_they_are_set(cast: Cast) -> None:
    (rates,) = SORTS
    made = Publication.objects.get(pk=published(cast).pk)
    assert rates.sees(cast["city_leader"].viewer, made)
    assert not rates.sees(cast["township_leader"].viewer, made)
    assert rates.document(cast["township_leader"].viewer, made).startswith(b"PK")
