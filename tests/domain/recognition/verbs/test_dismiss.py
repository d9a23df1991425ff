"""Whoever proposed a recognition decides on no objection to it."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Entry, Matter
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import SYSTEM, Cast, walk

pytestmark = pytest.mark.django_db


def test_it_is_published_anew(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    act(cast["city_peace_officer"].viewer, recognition, "dismiss", {"reason": "不属实。"})
    assert recognition.state == "published"


def test_nobody_decides_twice_in_one_matter(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    Entry.objects.filter(matter=recognition, code="propose").update(post=cast["city_peace_officer"].post)
    for action in ("dismiss", "uphold"):
        with pytest.raises(NotAllowed) as refused:
            act(cast["city_peace_officer"].viewer, recognition, action, {"reason": "不属实。"})
        assert "somebody else" in refused.value.reason or "其他人" in refused.value.reason
