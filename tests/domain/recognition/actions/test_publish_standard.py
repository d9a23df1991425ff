"""A standard is published once, and again when it says something else."""

import pytest

from sanling.domain.recognition.actions.publish_standard import body_of, publish_standard
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Standard
from tests.city import TEST, City

pytestmark = pytest.mark.django_db


def test_the_same_standard_is_published_once(city: City) -> None:
    for _again in range(2):
        publish_standard(actor=TEST, profile=city.profile)
    assert list(Standard.objects.values_list("version", "retired_at")) == [(1, None)]


def test_what_is_kept_reads_back_as_it_was(city: City) -> None:
    published = publish_standard(actor=TEST, profile=city.profile)
    assert published is not None
    part: StandardPart = city.profile.part("standard")
    assert StandardPart.model_validate(published.body) == part
    assert body_of(part) == published.body


def test_another_standard_retires_the_one_before(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    Standard.objects.update(digest="another")
    publish_standard(actor=TEST, profile=city.profile)
    first, second = Standard.objects.order_by("version")
    assert (first.retired_at is None, second.retired_at, second.version) == (False, None, 2)
