"""What the sound rows of a file have named: each thing once."""

from collections.abc import Hashable


class SaidOnce:
    """Keeps which row named what first; what a row that is refused named, it never named."""

    def __init__(self) -> None:
        self._rows: dict[Hashable, int] = {}
        self._lately: list[Hashable] = []

    def claim(self, number: int, *keys: Hashable) -> int | None:
        """Note that a row names these; return the row that named one of them before, and note nothing then."""
        first = next((self._rows[key] for key in keys if key in self._rows), None)
        if first is not None:
            return first
        self._rows.update(dict.fromkeys(keys, number))
        self._lately += keys
        return None

    def row_of(self, key: Hashable) -> int | None:
        """Return the row that named it."""
        return self._rows.get(key)

    def release(self, key: Hashable) -> None:
        """Forget what a row named that turned out to be refused."""
        self._rows.pop(key, None)

    def keep(self) -> None:
        """Keep for good what was noted."""
        self._lately = []

    def take_back(self) -> None:
        """Forget what was noted since `keep`."""
        for key in self._lately:
            self.release(key)
        self._lately = []
