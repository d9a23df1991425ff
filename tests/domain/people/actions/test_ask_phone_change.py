"""Another phone of an account is asked for by who keeps it, once at a time."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.ask_phone_change import ask_phone_change
from sanling.domain.people.cast import Player
from sanling.domain.people.models import PhoneChange

pytestmark = pytest.mark.django_db
PHONE = "+8613812340019"


def test_what_is_asked_last_waits(cast: dict[str, Player]) -> None:
    user, asker = cast["mediator"].user, cast["administrator"].viewer
    ask_phone_change(actor=asker, user_id=user.pk, phone="+8613812340018")
    ask_phone_change(actor=asker, user_id=user.pk, phone=PHONE)
    assert PhoneChange.objects.get().phone == PHONE


@pytest.mark.parametrize("phone", ["", "12345", "+8637165500001", "13812340019"])
def test_what_is_no_mobile_in_its_one_spelling_is_refused(cast: dict[str, Player], phone: str) -> None:
    with pytest.raises(ValidationError):
        ask_phone_change(actor=cast["administrator"].viewer, user_id=cast["mediator"].user.pk, phone=phone)


@pytest.mark.parametrize(
    ("key", "whose"),
    [
        ("centre_director", "mediator"),
        ("security_administrator", "mediator"),
        ("administrator", "administrator"),
        ("administrator", "auditor"),
    ],
)
def test_nobody_else_asks(cast: dict[str, Player], key: str, whose: str) -> None:
    with pytest.raises(PermissionDenied):
        ask_phone_change(actor=cast[key].viewer, user_id=cast[whose].user.pk, phone=PHONE)
