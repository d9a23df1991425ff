"""An account that is taken up again works as before."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.end_account import end_account
from sanling.domain.people.actions.take_up_account import take_up_account
from sanling.domain.people.cast import Player

pytestmark = pytest.mark.django_db


def test_an_ended_account_works_as_nothing_until_it_is_taken_up_again(cast: dict[str, Player]) -> None:
    keeper, mediator = cast["administrator"].viewer, cast["mediator"]
    end_account(actor=keeper, user_id=mediator.user.pk)
    mediator.post.user.refresh_from_db()
    assert viewer_for(mediator.post) is None
    take_up_account(actor=keeper, user_id=mediator.user.pk)
    mediator.post.user.refresh_from_db()
    assert viewer_for(mediator.post)


@pytest.mark.parametrize("key", ["centre_director", "security_administrator", "auditor"])
def test_nobody_else_does(cast: dict[str, Player], key: str) -> None:
    with pytest.raises(PermissionDenied):
        take_up_account(actor=cast[key].viewer, user_id=cast["mediator"].user.pk)
