"""The WeCom account of somebody is asked for by who keeps theirs, once at a time."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.ask_wecom_change import ask_wecom_change
from sanling.domain.people.cast import Player
from sanling.domain.people.models import WeComChange
from sanling.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def test_what_is_asked_last_waits_and_nothing_has_changed(cast: Cast) -> None:
    user, asker = cast["mediator"].user, cast["administrator"].viewer
    ask_wecom_change(actor=asker, user_id=user.pk, wecom_id="zhang1")
    ask_wecom_change(actor=asker, user_id=user.pk, wecom_id="zhang2")
    assert WeComChange.objects.get().wecom_id == "zhang2"
    user.refresh_from_db()
    assert user.wecom_id is None


@pytest.mark.parametrize("member", ["张三", "a b", "-a", "a" * 65, "taken"])
def test_who_can_be_no_member_or_is_another_account_is_refused(cast: Cast, member: str) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(wecom_id="taken")
    with pytest.raises(ValidationError) as refused:
        ask_wecom_change(
            actor=cast["administrator"].viewer, user_id=cast["mediator"].user.pk, wecom_id=member
        )
    assert set(refused.value.message_dict) == {"wecom_id"}


@pytest.mark.parametrize(
    ("key", "whose"),
    [
        ("centre_director", "mediator"),
        ("security_administrator", "mediator"),
        ("administrator", "administrator"),
        ("administrator", "auditor"),
    ],
)
def test_nobody_else_asks(cast: Cast, key: str, whose: str) -> None:
    with pytest.raises(PermissionDenied):
        ask_wecom_change(actor=cast[key].viewer, user_id=cast[whose].user.pk, wecom_id="zhang1")
