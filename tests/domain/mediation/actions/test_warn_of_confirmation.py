"""Nobody is warned twice of the same end, nor of what holds no longer."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.warn_of_confirmation import warn_of_confirmation
from tests.city import TEST
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_noted_once(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    assert warn_of_confirmation(actor=TEST, agreement_id=agreement.pk).confirmation_warned_at
    with pytest.raises(NotFound):
        warn_of_confirmation(actor=TEST, agreement_id=agreement.pk)
