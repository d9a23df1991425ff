"""A title is a recorded fact with its reasons; taken back it is ended and stays."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_a_title_that_is_taken_up_again_is_ended_and_kept(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    act(cast["city_peace_officer"].viewer, recognition, "take_up", {"reason": "十月发生一起事故。"})
    title = Title.objects.get()
    assert (title.granted, title.ended_why) == (True, "十月发生一起事故。")
    act(cast["peace_officer"].viewer, recognition, "deny", {"reason": "事故属实。"})
    lasting = Title.objects.get(ended_at=None)
    assert (lasting.granted, lasting.reasons["said"]) == (False, "事故属实。")
    assert Title.objects.count() == 2
