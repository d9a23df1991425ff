"""That both sides were present is kept; that one stayed away is told and changes nothing."""

import pytest

from tests.domain.mediation.confirmed import accepted, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_both_count_together(cast: Cast) -> None:
    confirmation, *_sides = accepted(cast)
    does(cast["judge"], confirmation, "hear_sides", present="both_away")
    confirmation.refresh_from_db()
    assert confirmation.heard_at is None
    does(cast["judge"], confirmation, "hear_sides", present="both")
    confirmation.refresh_from_db()
    assert confirmation.heard_at is not None
