"""The mediator alone steps back from a dispute, under a head that bars."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed
from tests.domain.matters.helpers import act, in_mediation
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_the_mediators_alone_and_names_its_head(cast: Cast) -> None:
    matter = in_mediation(cast)
    with pytest.raises(NotAllowed):
        act(cast["intake_officer"].viewer, matter, "step_back", {"head": "party"})
    with pytest.raises(Invalid):
        act(cast["mediator"].viewer, matter, "step_back", {"head": "other"})
    entry = act(cast["mediator"].viewer, matter, "step_back", {"head": "party"})
    assert (entry.audience, entry.params["head"]) == ("party", "party")
