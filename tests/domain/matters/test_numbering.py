"""A batch takes its numbers in a block: each is given once, and nobody who registers waits for the batch."""

from datetime import date
from threading import Thread
from time import monotonic

import pytest
from django.db import connection, transaction

from sanling.domain.matters.models import Sequence
from sanling.domain.matters.numbering import next_number, parse, take_numbers
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 6, 1)


def block(count: int) -> list[str]:
    return take_numbers(count, city="4101", letters="ZZ", day=DAY)


def test_blocks_and_single_numbers_are_given_once_and_read_back() -> None:
    numbers = [*block(3), next_number(city="4101", letters="ZZ", day=DAY), *block(100_000)]
    assert len(set(numbers)) == len(numbers) == 100_004
    assert [parse(number) for number in numbers[:5]] == numbers[:5]
    assert parse(numbers[-1]) == numbers[-1]
    assert Sequence.objects.get(city="4101", day=DAY).last == 100_004


def test_no_block_is_taken_within_a_transaction_that_would_keep_the_day_locked() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        block(3)
    assert not Sequence.objects.exists()


def test_a_batch_that_fails_leaves_a_gap_and_gives_its_numbers_to_nobody() -> None:
    lost = block(3)
    assert next_number(city="4101", letters="ZZ", day=DAY) not in lost


def test_a_resident_registers_at_once_while_a_batch_with_its_numbers_is_under_way(workflows: None) -> None:
    today = clock.now().astimezone(CHINA).date()
    taken = take_numbers(112_000, city="4101", letters="ZZ", day=today)
    given: list[str] = []

    def register() -> None:
        try:
            given.append(registered().matter.number)
        finally:
            connection.close()

    resident = Thread(target=register)
    with transaction.atomic():
        # What the batch writes lies open until its end; the day's numbers do not.
        registered_in_the_batch = Sequence.objects.create(city="4102", day=today, last=len(taken))
        begun = monotonic()
        resident.start()
        resident.join(timeout=5)
        waited = monotonic() - begun
        assert registered_in_the_batch.pk
    assert given
    assert given[0] not in taken
    assert waited < 1
