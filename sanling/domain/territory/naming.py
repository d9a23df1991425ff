"""Which division is meant by a name or a code, for files of thousands of rows: read once, asked from memory."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, takewhile

from django.utils.translation import gettext as _

from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation.cleaning import fold, fold_code


class PlaceBook:
    """The divisions of a city that haven't ended; one of 16,000 takes about 5 MB."""

    def __init__(self, city: str) -> None:
        self.city = city
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._called: dict[str, list[str]] = defaultdict(list)
        above = Division.objects.filter(pk__in=ancestors_of(city), valid_until=None)
        found = above | Division.objects.filter(path__startswith=city, valid_until=None)
        for path, name, code in found.order_by("path").values_list("path", "name", "official_code"):
            self.add(path, name, code)

    def __contains__(self, path: str) -> bool:
        """Tell whether there is such a division, by its path."""
        return path in self._names

    def add(self, path: str, name: str, code: str | None = None) -> None:
        """Take in one more."""
        self._names[path] = name
        if code:
            self._codes[code] = path
        if path.startswith(self.city):
            insort(self._called[_plain(name)], path)

    def name_of(self, path: str) -> str:
        """Return a division's own name."""
        return self._names[path]

    def find(self, said: str, *, within: str = "") -> str:
        """Return the path of what was said: a name, with those above it or some of them before, or a code.

        ``within`` is where it lies, as far as that is known. Raises ``ValueError`` with words for the writer, for a
        place that isn't there and for a name that several have.
        """
        code = fold_code(said)
        if code.isascii() and code.isdigit():
            return self._by_code(code)
        found = list(self._by_name(_plain(said), within or self.city))
        if not found:
            raise ValueError(_("There is no such place in this city."))
        # A place that only says the name of the one above over again is that one.
        first = found[0]
        if all(path.startswith(first) and self._names[path] == self._names[first] for path in found):
            return first
        if len(found) > 1:
            raise ValueError(
                _("%(count)d places are called so. Say with it in which district and township it lies.")
                % {"count": len(found)}
            )
        return first

    def _by_code(self, code: str) -> str:
        widths = [width for width in Level if width <= len(code) and not code[width:].strip("0")]
        for width in reversed(widths):
            short = code[:width]
            found = self._codes.get(short, short)
            if found in self._names and found.startswith(self.city):
                return found
        raise ValueError(_("There is no such place in this city."))

    def _by_name(self, said: str, within: str) -> Iterator[str]:
        """Yield the divisions whose names end what was said, the rest being names of those above, the longest first."""
        for begin in range(len(said)):
            called = self._called.get(said[begin:], [])
            # A thousand grids have one name, and those of one place lie together.
            first = bisect_left(called, within)
            near = takewhile(lambda path: path.startswith(within), islice(called, first, None))
            found = [path for path in near if self._are_above(said[:begin], path)]
            if found:
                yield from found
                return

    def _are_above(self, said: str, path: str) -> bool:
        rest = said
        for above in ancestors_of(path):
            rest = rest.removeprefix(_plain(self._names.get(above, "")))
        return not rest


def _plain(name: str) -> str:
    return fold(name).replace(" ", "").replace("/", "").replace("-", "")
