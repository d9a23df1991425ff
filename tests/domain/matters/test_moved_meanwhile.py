"""Who acts on a matter that goes to another unit meanwhile is told that it has moved on, not that it isn't there."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.db import connection, transaction

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import Stale
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.usefixtures("workflows")


def somebody_waits() -> bool:
    """Tell whether another connection waits for a lock, within ten seconds."""
    end = monotonic() + 10
    while monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
    return False


@pytest.mark.django_db(transaction=True)
def test_a_matter_that_goes_up_meanwhile_has_moved_on(cast: Mapping[str, Player]) -> None:
    officer, matter = cast["intake_officer"].viewer, registered().matter
    opened = matter.version

    def note() -> str:
        try:
            perform(
                actor=officer,
                matter_id=matter.pk,
                action="note",
                version=opened,
                fields={"note": "已电话联系。"},
            )
        except Exception as error:  # noqa: BLE001 -- what is told is to be seen
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            act(officer, matter, "escalate", {"reason": "需要上级协调。"})
            told = pool.submit(note)
            assert somebody_waits()
        assert told.result() == Stale.__name__
