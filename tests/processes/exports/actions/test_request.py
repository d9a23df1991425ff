"""A post asks for a ledger as a file, a few at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.exports.actions.request import TooManyExports, request_export
from tests.processes.exports.asking import asked

pytestmark = pytest.mark.django_db


def test_a_post_has_three_exports_under_way_at_most(cast: dict[str, Player], workflows: None) -> None:
    for _number in range(3):
        asked(cast["intake_officer"])
    with pytest.raises(TooManyExports):
        asked(cast["intake_officer"])
    asked(cast["centre_director"])


@pytest.mark.django_db(transaction=True)
def test_a_post_that_asks_many_times_at_one_moment_has_no_more_exports_under_way(
    cast: dict[str, Player], workflows: None
) -> None:
    viewer, ready = cast["intake_officer"].viewer, Barrier(6)

    def ask() -> bool:
        ready.wait()
        try:
            request_export(
                actor=viewer, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
            )
        except TooManyExports:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as people:
        taken = [people.submit(ask) for _time in range(6)]
    assert sum(answer.result() for answer in taken) == 3
