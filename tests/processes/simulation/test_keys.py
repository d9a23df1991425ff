"""Rows have keys before they are written, which nobody else gets, and copies of their own."""

import pytest

from sanling.domain.matters.models import Clock, Entry
from sanling.foundation.database.bulk import take_keys
from sanling.processes.simulation.keys import BLOCK, Keys, twin


@pytest.mark.django_db
def test_no_key_is_given_twice_whoever_takes_them() -> None:
    first, second = Keys(), Keys()
    given = [keys.next(Entry) for _nth in range(BLOCK + 2) for keys in (first, second)]
    assert len({*given, *take_keys(Entry, 3)}) == len(given) + 3
    # Each table's own, in order.
    keys = [first.next(Clock) for _nth in range(3)]
    assert keys == [keys[0], keys[0] + 1, keys[0] + 2]


def test_a_twin_is_like_the_row_and_changes_apart_from_it() -> None:
    row = Entry(pk=7, code="note", params={"note": "words"})
    made = twin(row, id=8, code="contact")
    assert (made.pk, made.code, made.params) == (8, "contact", row.params)
    made.code = "progress"
    assert (row.pk, row.code, row._state is made._state) == (7, "note", False)
