"""Each publication is of a sort that a room brings; one whose room is gone is of none, and nothing is done with it."""

import pytest

from sanling.domain.publications.access import may_publish
from sanling.domain.publications.actions.download import download
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.domain.publications.sorts import contradictions_in, sort_of
from tests.domain.publications.helpers import Cast, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_rates_are_a_sort_and_what_no_room_prints_is_none(cast: Cast) -> None:
    made = drafted(cast)
    found = sort_of(made)
    assert found is not None
    assert found.code == made.sort == "rates"
    assert not contradictions_in(made)
    made.sort = "gone"
    assert sort_of(made) is None
    assert not may_publish(cast["city_leader"].viewer, made)
    with pytest.raises(BrokenTemplate):
        download(actor=cast["city_leader"].viewer, publication=made)
