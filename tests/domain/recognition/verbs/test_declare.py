"""Declaring keeps what a subject says of itself."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_what_it_says_is_kept(recognition: Matter, cast: Cast) -> None:
    entry = walk(cast, recognition, "checking")
    assert entry is not None
    assert entry.actor_kind == "link"
    assert Recognition.objects.get().statement == "全年开展安全培训六次。"
