"""A subject's reply is kept beside the result."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import SYSTEM, Cast, walk

pytestmark = pytest.mark.django_db


def test_it_may_reply_while_it_is_objected_to(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    act(LinkActor(recognition.pk), recognition, "reply", {"reply": "所称事故与我单位无关。"})
    assert Recognition.objects.get().reply == "所称事故与我单位无关。"
    assert recognition.state == "objected"
