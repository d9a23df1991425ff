"""An account is ended by who keeps it, and reaches nothing from then on."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.end_account import end_account
from sanling.domain.people.cast import Player

pytestmark = pytest.mark.django_db


def test_an_ended_account_reaches_nothing(cast: dict[str, Player]) -> None:
    user = end_account(actor=cast["administrator"].viewer, user_id=cast["mediator"].user.pk)
    assert not user.is_active
    cast["mediator"].post.user.refresh_from_db()
    assert viewer_for(cast["mediator"].post) is None


@pytest.mark.parametrize("key", ["centre_director", "security_administrator", "auditor"])
def test_nobody_else_does(cast: dict[str, Player], key: str) -> None:
    with pytest.raises(PermissionDenied):
        end_account(actor=cast[key].viewer, user_id=cast["mediator"].user.pk)
