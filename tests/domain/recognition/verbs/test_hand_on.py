"""What is sent back is declared anew."""

import pytest

from sanling.domain.matters.models import Matter
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_it_comes_to_the_desk_of_the_other_state(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "checking")
    act(cast["intake_officer"].viewer, recognition, "return", {"reason": "材料不全。"})
    assert recognition.state == "declaring"
