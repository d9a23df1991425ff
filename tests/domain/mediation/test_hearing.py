"""A side's doings are told in the timeline where the definition knows of them and the stage allows it."""

import pytest

from sanling.domain.mediation.hearing import hear
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_where_it_can_not_be_told_nothing_fails(cast: Cast) -> None:
    assert hear(in_mediation(cast), "hear_side", "time")
    # As of what came to be heard after the definition was written.
    assert not hear(in_mediation(cast), "hear_side", "never_heard_of")
    assert not hear(registered().matter, "hear_side", "time")
    assert not hear(registered(kind="hazard").matter, "hear_side", "time")
