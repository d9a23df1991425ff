"""Withholding needs its reason, and records it."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_it_is_recorded_with_its_reason(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    with pytest.raises(Invalid):
        act(cast["peace_officer"].viewer, recognition, "deny")
    act(cast["peace_officer"].viewer, recognition, "deny", {"reason": "台账不实。"})
    assert (recognition.state, Title.objects.get().granted) == ("denied", False)
