"""A title counts on the day when it was decided, and when it was taken back; of other matters there is none."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.counted import all_keys, titles_of
from sanling.domain.recognition.models import Title
from tests.city import CITY
from tests.domain.indicators.facts import facts_as_rows
from tests.domain.matters.helpers import registered
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_what_was_decided_last_counts(recognition: Matter, cast: Cast) -> None:
    other = registered().matter
    assert facts_as_rows(titles_of([recognition.pk, other.pk])) == []
    walk(cast, recognition, "recognised")
    found = facts_as_rows(titles_of([recognition.pk, other.pk]))
    assert {fact["measure"] for fact in found} == {"decided", "granted"}
    assert {fact["source"] for fact in found} == {recognition.pk}
    title = Title.objects.get()
    Title.objects.update(ended_at=title.at)
    assert {fact["measure"] for fact in facts_as_rows(titles_of([recognition.pk]))} == {
        "decided",
        "granted",
        "revoked",
    }
    Title.objects.update(granted=False)
    assert {fact["measure"] for fact in facts_as_rows(titles_of([recognition.pk]))} == {"decided", "refused"}


def test_the_keys_of_a_city_are_the_matters_of_its_recognitions(recognition: Matter) -> None:
    registered()
    assert [pk for keys in all_keys(CITY) for pk in keys] == [recognition.pk]
