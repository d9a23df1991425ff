"""A second person decides which member of WeCom comes in by an account: neither who asked nor whose it is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.ask_wecom_change import ask_wecom_change
from sanling.domain.people.actions.decide_wecom_change import decide_wecom_change
from sanling.domain.people.cast import Player
from sanling.domain.people.models import WeComChange
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def change(cast: Cast) -> WeComChange:
    asker = cast["administrator"].viewer
    return ask_wecom_change(actor=asker, user_id=cast["mediator"].user.pk, wecom_id="zhang1")


@pytest.mark.parametrize("key", ["administrator", "mediator", "centre_director", "auditor", "city_leader"])
def test_these_are_no_second_person(cast: Cast, change: WeComChange, key: str) -> None:
    with pytest.raises(PermissionDenied):
        decide_wecom_change(actor=cast[key].viewer, change_id=change.pk, confirmed=True)


@pytest.mark.parametrize("confirmed", [True, False])
def test_what_the_second_person_says_is_done_once_and_recorded(
    cast: Cast, change: WeComChange, confirmed: bool
) -> None:
    second = cast["security_administrator"].viewer
    decide_wecom_change(actor=second, change_id=change.pk, confirmed=confirmed)
    assert User.objects.get(pk=change.user_id).wecom_id == ("zhang1" if confirmed else None)
    act = "account.confirm_wecom" if confirmed else "account.reject_wecom"
    assert AuditRow.objects.filter(act=act, subject=change.user.key).count() == 1
    with pytest.raises(WeComChange.DoesNotExist):
        decide_wecom_change(actor=second, change_id=change.pk, confirmed=confirmed)


def test_a_member_who_came_to_another_account_meanwhile_is_refused(cast: Cast, change: WeComChange) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(wecom_id="zhang1")
    with pytest.raises(ValidationError):
        decide_wecom_change(actor=cast["security_administrator"].viewer, change_id=change.pk, confirmed=True)
    change.refresh_from_db()
    assert change.decided_at is None
