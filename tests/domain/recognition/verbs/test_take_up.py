"""A late fact and a review take a recognition up again, and whoever decided before doesn't decide on it."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_a_subject_has_a_denial_reviewed_once(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    act(cast["peace_officer"].viewer, recognition, "deny", {"reason": "台账不实。"})
    act(LinkActor(recognition.pk), recognition, "ask_review", {"reason": "台账齐全。"})
    assert recognition.unit.code == "peace_office-4101"
    assert not Title.objects.filter(ended_at=None).exists()
    act(cast["city_peace_officer"].viewer, recognition, "confirm_denial", {"reason": "维持。"})
    assert Title.objects.get(ended_at=None).granted is False
    with pytest.raises(NotAllowed):
        act(LinkActor(recognition.pk), recognition, "ask_review", {"reason": "再次申请。"})
