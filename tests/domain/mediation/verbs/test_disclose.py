"""A relation that may affect fairness is told in words, and nothing else changes."""

import pytest

from sanling.domain.matters.errors import Invalid
from tests.domain.matters.helpers import act, in_mediation
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_told_in_words(cast: Cast) -> None:
    matter = in_mediation(cast)
    with pytest.raises(Invalid):
        act(cast["mediator"].viewer, matter, "disclose")
    entry = act(cast["mediator"].viewer, matter, "disclose", {"relation": "与申请人同村"})
    assert (entry.params["relation"], matter.state) == ("与申请人同村", "mediating")
