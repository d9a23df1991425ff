"""What staff are told outside the desk, as a test says it, by a gateway that the test reads."""

from collections.abc import Callable

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from sanling.foundation.delivery.config import Audience, DeliveryPart, Told
from sanling.foundation.labels import Label
from sanling.processes.notices import outward
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, registered
from tests.messages import Gateway

PHONE = "+8613812340099"
ASSIGNED = Told(
    event="matter.assigned",
    channels=("sms",),
    text=Label(zh="{number} 已分派给您。", en="{number} is yours."),
)
Telling = Callable[[Audience], None]


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Telling:
    """Return what has the profile tell staff this."""

    def tell(audience: Audience) -> None:
        monkeypatch.setattr(outward, "part_of", lambda _division: DeliveryPart(staff=audience))

    return tell


@pytest.fixture
def by_sms(cast: dict[str, Player], gateway: Gateway, telling: Telling) -> Gateway:
    """Have the mediator told of assigned matters by text message."""
    User.objects.filter(pk=cast["mediator"].user.pk).update(phone=PHONE)
    telling(Audience(told=(ASSIGNED,)))
    return gateway


def assigned(cast: dict[str, Player]) -> Matter:
    """Return a matter that was assigned to the mediator, after everybody was told of it."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    react()
    return matter
