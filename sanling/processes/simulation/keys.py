"""Keys of rows that are not in the database yet, and copies of such rows."""

from collections import defaultdict
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from sanling.foundation.database.bulk import take_keys

M = TypeVar("M", bound=Model)
# So many are taken at a time.
BLOCK = 500


class Keys:
    """Keys from the tables' own sequences; of one process, for those that were taken are given here alone."""

    def __init__(self) -> None:
        """Take none before they are asked for."""
        self._left: dict[type[Model], list[int]] = defaultdict(list)

    def next(self, model: type[Model]) -> int:
        """Return the next key for a row of a model."""
        left = self._left[model]
        if not left:
            left += reversed(take_keys(model, BLOCK))
        return left.pop()


def twin(row: M, **changed: Any) -> M:
    """Return a row like another that is not in the database, with some attributes changed, by their columns' names."""
    made = type(row).__new__(type(row))
    vars(made).update(vars(row), _state=ModelState(), **changed)
    return made
