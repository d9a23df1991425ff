"""An invitation is sent again until somebody has come in by it."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.actions.invite_again import invite_again
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.accounts.models import Invitation, User

pytestmark = pytest.mark.django_db


def test_an_invitation_is_sent_again_until_somebody_has_come_in(cast: dict[str, Player]) -> None:
    keeper, user = cast["administrator"].viewer, cast["mediator"].user
    User.objects.filter(pk=user.pk).update(phone="+8613812340019")
    assert not invite_again(actor=keeper, user_id=user.pk)
    Invitation.objects.create(user=user, made_at=clock.now(), digest=b"x", given_at=clock.now())
    assert invite_again(actor=keeper, user_id=user.pk)
    assert (Invitation.objects.get().digest, Invitation.objects.get().given_at) == (None, None)
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    assert not invite_again(actor=keeper, user_id=user.pk)


@pytest.mark.parametrize("key", ["centre_director", "security_administrator", "auditor"])
def test_nobody_else_does(cast: dict[str, Player], key: str) -> None:
    with pytest.raises(PermissionDenied):
        invite_again(actor=cast[key].viewer, user_id=cast["mediator"].user.pk)
