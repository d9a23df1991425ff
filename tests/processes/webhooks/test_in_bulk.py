"""A large batch is told to webhooks after what happened by itself; of one matter nothing is told out of turn."""

from collections.abc import Mapping

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.batches import work
from sanling.processes.batches.actions.order import order_batch
from sanling.processes.batches.work import work_off
from sanling.processes.reactions import react, react_in_bulk
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.models import Delivery
from sanling.processes.webhooks.send import send_due
from tests.domain.matters.helpers import act, registered
from tests.processes.webhooks.conftest import Receiver

pytestmark = pytest.mark.django_db(transaction=True)
Cast = Mapping[str, Player]


def test_what_happened_by_itself_is_told_first_and_each_matter_in_its_order(
    cast: Cast, receiver: Receiver, subscribed: Subscribed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SMALL", 1)
    many = [registered().matter for _nth in range(3)]
    react()
    send_due()
    receiver.told.clear()
    intake = cast["intake_officer"].viewer
    batch = order_batch(
        actor=intake,
        verb="accept",
        charged=None,
        picked={matter.pk: matter.version for matter in many},
        language="zh-hans",
    )
    work_off(str(batch.pk))
    react_in_bulk()
    assert Delivery.objects.filter(bulk=True, delivered_at=None).count() == 3
    alone = registered().matter
    act(intake, many[2], "assign", {"mediator": cast["mediator"].post.pk})
    react()
    send_due()
    numbers = [alone.number, *(matter.number for matter in many)]
    told = [
        (numbers.index(told.body["data"]["number"]), told.body["data"]["action"]) for told in receiver.told
    ]
    assert told == [(3, "accept"), (0, "register"), (3, "assign"), (1, "accept"), (2, "accept")]
