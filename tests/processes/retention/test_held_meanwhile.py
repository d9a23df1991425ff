"""What is held while a rule is being applied is kept, though the rule had looked already."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection

from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.retention.actions import forget as forget_module
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.actions.hold import hold
from sanling.processes.retention.config import RetentionRule
from sanling.processes.retention.models import Tombstone
from sanling.processes.retention.queries import ripe
from sanling.processes.simulation.cast import Player
from tests.city import CITY, TEST
from tests.domain.matters.helpers import registered

RULE = RetentionRule.model_validate(
    {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": ["texts"]}
)


@pytest.mark.django_db(transaction=True)
def test_a_matter_that_is_held_at_the_moment_of_forgetting_is_kept(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = registered().matter
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now(), state="archived")
    looking = Event()

    def slowly(**asked: Any) -> Any:
        looking.set()
        return ripe(**asked).extra(where=["pg_sleep(1) IS NOT NULL"])

    def hold_it() -> None:
        looking.wait()
        sleep(0.4)
        hold(actor=TEST, number=matter.number, reason="法院调卷")
        connection.close()

    monkeypatch.setattr(forget_module, "ripe", slowly)
    with ThreadPoolExecutor(1) as court:
        held = court.submit(hold_it)
        with clock.turned(shift=timedelta(days=5 * 366)):
            forget(actor=TEST, city=CITY, rule=RULE)
        held.result()
    matter.refresh_from_db()
    assert "楼道" in matter.text
    assert not Tombstone.objects.exists()
