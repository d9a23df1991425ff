"""What a check on the spot found is kept."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_what_was_found_is_kept(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recording")
    Recognition.objects.update(drawn=True)
    said = {"spot": "not_in_order", "note": "台账缺失。"}
    act(cast["city_peace_officer"].viewer, recognition, "spot_check", said)
    assert Recognition.objects.get().checked is False
