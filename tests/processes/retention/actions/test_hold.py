"""What is held while a rule is being applied is kept, though the rule had looked already."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Rating
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.files.models import StoredFile
from sanling.interfaces.console.retention import command
from sanling.processes.retention.actions import forget as forget_module
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.actions.hold import hold
from sanling.processes.retention.models import Tombstone
from sanling.processes.retention.queries import ripe
from tests.city import CITY, TEST, City
from tests.domain.matters.helpers import registered
from tests.processes.retention.over import RULE, forget_later


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


pytestmark = pytest.mark.django_db


def everything_of(matter: Matter) -> str:
    """Return all that is stored of a matter, as text."""
    rows: list[object] = [
        *Matter.objects.filter(pk=matter.pk).values(),
        *Entry.objects.filter(matter=matter).values(),
        *Party.objects.filter(matter=matter).values(),
        *Rating.objects.filter(matter=matter).values(),
        *Attachment.objects.filter(entry__matter=matter).values(),
        *StoredFile.objects.values(),
    ]
    return str(rows)


def test_a_held_matter_is_kept_until_it_is_released(ended: tuple[Matter, str]) -> None:
    matter, _token = ended
    run = CliRunner().invoke
    held = run(command, ["hold", matter.number, "--reason", "法院调卷"], catch_exceptions=False)
    assert held.output == f"{matter.number} is held.\n"
    assert forget_later().matters == 0
    assert "垃圾" in everything_of(matter)
    assert "is released" in run(command, ["release", matter.number]).output
    assert "was not held" in run(command, ["release", matter.number]).output
    assert forget_later().matters == 1
    acts = AuditRow.objects.filter(act__startswith="retention.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["retention.hold", "retention.release", "retention.forget"]


def test_a_matter_that_is_not_there_cannot_be_held(city: City) -> None:
    done = CliRunner().invoke(command, ["hold", "ZZ-000000-00000-0", "--reason", "x"])
    assert (done.exit_code, done.output) == (1, "Error: There is no matter ZZ-000000-00000-0.\n")
