"""What was given up is sent again by the administrators of its recipient's place, and by nobody else."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.notices.actions.send_again import failed_of, send_again
from sanling.processes.notices.dispatch import send_outgoing
from sanling.processes.notices.models import Outgoing
from tests.messages import Gateway
from tests.processes.notices.conftest import assigned

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def failed(cast: Cast, workflows: None, by_sms: Gateway) -> Outgoing:
    assigned(cast)
    Outgoing.objects.update(failed_at=clock.now(), attempts=6, last_error="a.test answered 500")
    return Outgoing.objects.get()


def test_it_goes_out_after_all(cast: Cast, failed: Outgoing, gateway: Gateway) -> None:
    assert send_outgoing() == 0
    assert send_again(actor=cast["administrator"].viewer, keys=[failed.pk]) == 1
    assert send_outgoing() == 1
    assert len(gateway.got) == 1


@pytest.mark.parametrize("key", ["auditor", "security_administrator", "centre_director", "mediator"])
def test_nobody_else_sends_it_nor_reads_of_it(cast: Cast, failed: Outgoing, key: str) -> None:
    with pytest.raises(PermissionDenied):
        send_again(actor=cast[key].viewer, keys=[failed.pk])
    assert not failed_of(cast[key].viewer).exists()
