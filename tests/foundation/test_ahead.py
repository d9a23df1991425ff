"""The next thing is got ready while one is busy with this one, in the order of things, and what goes wrong is told."""

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.ahead import ahead


@given(st.lists(st.none() | st.integers(), max_size=20))
def test_all_comes_in_the_order_in_which_it_is_given(items: list[int | None]) -> None:
    assert list(ahead(iter(items))) == items


def test_the_next_is_made_ready_while_one_has_this_one_and_none_after_that() -> None:
    made, ready = [], Event()

    def items() -> Iterator[int]:
        for nth in range(9):
            assert current_thread() is not main_thread()
            made.append(nth)
            if nth == 1:
                ready.set()
            yield nth

    coming = ahead(items())
    assert next(coming) == 0
    assert ready.wait(60)
    assert made == [0, 1]
    coming.close()  # type: ignore[attr-defined]  # it is a generator
    assert made == [0, 1]


def test_what_goes_wrong_is_told_after_what_came_before() -> None:
    def items() -> Iterator[str]:
        yield "sound"
        raise ValueError("torn")

    coming = ahead(items())
    assert next(coming) == "sound"
    with pytest.raises(ValueError, match="torn"):
        next(coming)


def test_it_speaks_the_language_of_whoever_asks() -> None:
    with translation.override("zh-hans"):
        assert list(ahead(translation.get_language() for _nth in range(2))) == ["zh-hans"] * 2
