"""A return is followed by the next one chosen, and by nothing where nobody chose."""

import pytest

from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, in_mediation
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_nobody_chose_stays_with_the_office(cast: Cast) -> None:
    matter = in_mediation(cast)
    act(cast["mediator"].viewer, matter, "return", {"reason": "生病"})
    react()
    matter.refresh_from_db()
    assert (matter.state, matter.assignee) == ("accepted", None)
