"""Getting the next thing ready while one is busy with this one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield what an iterator yields, and let a thread go on with it meanwhile, one item ahead and never more.

    It goes on in the caller's context (language), but not on the caller's connection: an iterator that asks the
    database would do so outside the caller's transaction. What it raises is raised where its item would have been.
    """
    context = copy_context()

    def following() -> list[T]:
        return context.run(lambda: list(islice(items, 1)))

    with ThreadPoolExecutor(1, "ahead") as thread:
        coming = thread.submit(following)
        while found := coming.result():
            coming = thread.submit(following)
            yield found[0]
