"""The township's word goes on to the department of the sector."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.workflow.verbs import verbs_over_lists
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_it_goes_on_with_the_word(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "checking")
    entry = walk(cast, recognition, "sector")
    assert entry is not None
    assert set(entry.params) >= {"from_unit"}
    assert "check" in verbs_over_lists()
