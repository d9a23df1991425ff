"""The worker sends a side its own link, which nobody else sees, to its phone alone."""

import re

import pytest

from sanling.domain.mediation.access import side_of_token
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.processes.sides import send_side_link, send_side_link_job
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE, asked, by
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_side_gets_its_link(cast: Cast, gateway: Gateway) -> None:
    matter = in_mediation(cast)
    gateway.work()
    side = asked(matter)
    send_side_link(side.pk)
    (message,) = gateway.work()
    assert (message["phone"], message["number"]) == (OTHER_PHONE, matter.number)
    opened = side_of_token(re.findall(r"/side/([\w-]+)/", message["link"])[0])
    assert opened is not None
    assert opened[0] == side


def test_whoever_is_not_there_or_needs_none_gets_none(cast: Cast, gateway: Gateway) -> None:
    side = asked(in_mediation(cast))
    gateway.work()
    answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    for key in (side.pk, side.pk + 1000):
        send_side_link_job.func(side_id=key)
    assert gateway.work() == []
