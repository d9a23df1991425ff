"""How each side stands is read with its dispute, without a statement of its own."""

import pytest

from sanling.domain.matters.queries import find_matter
from sanling.domain.mediation.around import CHOSEN, SIDES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_sides_come_with_the_dispute(cast: Cast) -> None:
    matter, _first, _other = two_sides(cast)
    found = find_matter(cast["mediator"].viewer, matter.number)
    assert found is not None
    shown = [(side["nth"], side["role"], side["answer"], side["link_digest"]) for side in vars(found)[SIDES]]
    assert not vars(found)[CHOSEN]
    assert shown == [(1, "applicant", "consents", False), (2, "respondent", "consents", False)]
