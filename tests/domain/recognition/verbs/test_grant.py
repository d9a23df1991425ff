"""Granting records the title."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_the_title_is_recorded(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    assert Title.objects.get().granted is True
