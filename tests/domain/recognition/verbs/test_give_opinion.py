"""A department's opinion goes on to the county."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.workflow.verbs import verbs_over_lists
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_it_goes_on_with_the_word(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "sector")
    entry = walk(cast, recognition, "comparing")
    assert entry is not None
    assert set(entry.params) >= {"from_unit"}
    assert "give_opinion" in verbs_over_lists()
