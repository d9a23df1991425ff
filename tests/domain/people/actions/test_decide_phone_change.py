"""A second person decides on another phone: not who asked, not whose it is, not who answers for less."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.ask_phone_change import ask_phone_change
from sanling.domain.people.actions.decide_phone_change import decide_phone_change
from sanling.domain.people.cast import Player
from sanling.domain.people.keeping import changes_to_confirm
from sanling.domain.people.models import PhoneChange, Post
from sanling.foundation import clock
from sanling.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
PHONE = "+8613812340019"


@pytest.fixture
def change(cast: dict[str, Player]) -> PhoneChange:
    asker = cast["administrator"].viewer
    return ask_phone_change(actor=asker, user_id=cast["mediator"].user.pk, phone=PHONE)


@pytest.mark.parametrize("key", ["administrator", "mediator", "centre_director", "auditor", "city_leader"])
def test_these_are_no_second_person(cast: dict[str, Player], change: PhoneChange, key: str) -> None:
    with pytest.raises(PermissionDenied):
        decide_phone_change(actor=cast[key].viewer, change_id=change.pk, confirmed=True)


def test_who_made_the_account_is_no_second_person(cast: dict[str, Player], change: PhoneChange) -> None:
    second = cast["security_administrator"]
    User.objects.filter(pk=change.user_id).update(made_by=second.user)
    with pytest.raises(PermissionDenied):
        decide_phone_change(actor=second.viewer, change_id=change.pk, confirmed=True)


def test_a_phone_that_another_account_got_meanwhile_is_refused(
    cast: dict[str, Player], change: PhoneChange
) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(phone=PHONE)
    with pytest.raises(ValidationError):
        decide_phone_change(actor=cast["security_administrator"].viewer, change_id=change.pk, confirmed=True)
    change.refresh_from_db()
    assert change.decided_at is None


def test_what_somebody_asked_ends_with_their_post(cast: dict[str, Player], change: PhoneChange) -> None:
    second = cast["security_administrator"].viewer
    assert changes_to_confirm(second, PhoneChange, 9) == [change]
    Post.objects.filter(pk=change.by_id).update(ends_at=clock.now())
    assert changes_to_confirm(second, PhoneChange, 9) == []
    with pytest.raises(PermissionDenied):
        decide_phone_change(actor=second, change_id=change.pk, confirmed=True)


def test_whoever_came_to_administer_meanwhile_keeps_their_phone(cast: dict[str, Player]) -> None:
    change = PhoneChange.objects.create(
        user=cast["auditor"].user, phone=PHONE, by=cast["administrator"].post, at=clock.now()
    )
    with pytest.raises(PermissionDenied):
        decide_phone_change(actor=cast["security_administrator"].viewer, change_id=change.pk, confirmed=True)
