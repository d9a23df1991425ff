"""The application goes to the court, which has it from then on; nothing goes after the thirty days."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Agreement
from sanling.foundation import clock
from tests.domain.mediation.confirmed import at_court, does, joins, opened
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_court_has_it_then(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    matter = Matter.objects.get(pk=confirmation.matter_id)
    assert (matter.unit, matter.state) == (cast["judge"].post.unit, "applied")
    assert confirmation.applied_at is not None


def test_after_the_time_it_does_not_go(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    joins(confirmation, first)
    joins(confirmation, other)
    long_ago = clock.now() - timedelta(days=50)
    Agreement.objects.update(closed_at=long_ago, effective_at=long_ago)
    with pytest.raises(NotAllowed, match="205"):
        does(cast["mediator"], confirmation, "apply")
