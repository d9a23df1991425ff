"""Who decides on an objection answers all that wait, with reasons."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Objection, Recognition
from sanling.foundation import clock
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import SYSTEM, Cast, walk

pytestmark = pytest.mark.django_db


def test_all_that_wait_are_answered_together(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    for digest in (b"1", b"2"):
        Objection.objects.create(
            recognition=Recognition.objects.get(), link_digest=digest, text="有事故未报。", at=clock.now()
        )
    act(cast["city_peace_officer"].viewer, recognition, "dismiss", {"reason": "经查无此事故。"})
    found = list(Objection.objects.values_list("upheld", "answer"))
    assert found == [(False, "经查无此事故。")] * 2
