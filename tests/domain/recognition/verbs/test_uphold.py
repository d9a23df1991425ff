"""An objection that is upheld ends the recognition, with its reason."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import SYSTEM, Cast, walk

pytestmark = pytest.mark.django_db


def test_the_subject_is_not_recognised(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "published")
    act(SYSTEM, recognition, "object")
    act(cast["city_peace_officer"].viewer, recognition, "uphold", {"reason": "事故属实。"})
    assert (recognition.state, Title.objects.get().granted) == ("denied", False)
