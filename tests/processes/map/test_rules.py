"""Colours hold every number once, zero apart from all else."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.map.rules import MOST_CLASSES, classes_of


@given(st.lists(st.integers(min_value=0, max_value=50) | st.integers(min_value=0), max_size=60))
def test_every_number_has_exactly_one_colour_and_every_colour_a_number(numbers: list[int]) -> None:
    classes = classes_of(numbers)
    assert len(classes) <= MOST_CLASSES + 1
    for number in numbers:
        (shade,) = (shade for shade in classes if shade.holds(Decimal(number)))
        assert (shade.nth == 0) == (number == 0)
    assert all(any(shade.holds(Decimal(number)) for number in numbers) for shade in classes)


def test_about_as_many_places_share_a_colour() -> None:
    classes = classes_of(range(1, 101))
    assert [(int(shade.low), int(shade.high)) for shade in classes] == [
        (1, 20),
        (21, 40),
        (41, 60),
        (61, 80),
        (81, 100),
    ]


def test_equal_numbers_are_one_colour_and_few_are_few() -> None:
    assert [(int(shade.low), int(shade.high)) for shade in classes_of([3, 3, 3, 3])] == [(3, 3)]
    assert [shade.nth for shade in classes_of([0, 0, 7])] == [0, 1]
    assert not classes_of([])
