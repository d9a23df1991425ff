"""Which division is meant by a name or a code, for files of thousands of rows: read once, asked from memory."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from django.utils.translation import gettext as _

from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, ancestors_of, parent_of
from sanling.foundation.cleaning import fold_code, name_key
from sanling.foundation.tables.frame import Column, Row


def _lies(*names: str) -> tuple[str, ...]:
    """Return the headings of a level, as lists have them: "社区", "所在社区", "所属社区"."""
    return (*names, *(f"{before}{name}" for name in names for before in ("所在", "所属")))


PLACE_COLUMNS = (
    Column(
        "division",
        ("所属区划", "行政区划", "区划", "区划代码", "所在区划", "所属地区", "所在地", "辖区", "division"),
    ),
    Column("county", (*_lies("区县", "县区", "县（市、区）", "区"), "开发区", "county")),
    Column("township", (*_lies("街道", "乡镇", "乡镇街道", "街道乡镇", "乡镇办", "乡镇/街道"), "township")),
    Column("village", (*_lies("社区", "村", "村社区", "村（社区）", "社区村", "社区/村"), "village")),
)
# The committee of a village or community stands for it ("李庄村委会"), and the sort of place is often left out.
_COMMITTEE = re.compile("(?:民委员会|委会|居民委员会|居委会)$")
_SORT = re.compile("(?:村|社区)$")


def said_place(row: Row) -> str:
    """Return what a row says of a place, from the district down, "" for nothing."""
    return "".join(row[column.code] for column in PLACE_COLUMNS)


class PlaceBook:
    """The divisions of a city that haven't ended; one of 16,000 takes about 5 MB."""

    def __init__(self, city: str) -> None:
        self.city = city
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        # By whole names, by those without a committee, and by those without the sort of place, either.
        self._called: tuple[dict[str, list[str]], ...] = tuple(defaultdict(list) for _key in _keys(""))
        self._below: dict[str, list[str]] = defaultdict(list)
        above = Division.objects.filter(pk__in=ancestors_of(city), valid_until=None)
        found = above | Division.objects.filter(path__startswith=city, valid_until=None)
        for path, name, code in found.order_by("path").values_list("path", "name", "official_code"):
            self.add(path, name, code)
        ended = Division.objects.filter(
            path__startswith=city, level__gte=Level.GRID, valid_until__isnull=False
        )
        self.ended_grids = frozenset(ended.values_list("path", flat=True))

    def __contains__(self, path: str) -> bool:
        """Tell whether there is such a division, by its path."""
        return path in self._names

    def add(self, path: str, name: str, code: str | None = None) -> None:
        """Take in one more."""
        self._names[path] = name
        self._below[parent_of(path) or ""].append(path)
        if code:
            self._codes[code] = path
        if path.startswith(self.city):
            self._call(path, name)

    def _call(self, path: str, name: str) -> None:
        for called, key in zip(self._called, _keys(name), strict=True):
            insort(called[key], path)

    def name_of(self, path: str) -> str:
        """Return a division's own name."""
        return self._names[path]

    def rename(self, path: str, name: str) -> None:
        """Take in another name of one."""
        for called, key in zip(self._called, _keys(self._names[path]), strict=True):
            called[key].remove(path)
        self._names[path] = name
        self._call(path, name)

    def below(self, path: str) -> Sequence[str]:
        """Return the divisions one level below."""
        return self._below.get(path, ())

    def find(self, said: str, *, within: str = "") -> str:
        """Return the path of what was said: a name, with those above it or some of them before, or a code.

        ``within`` is where it lies, as far as that is known. Raises ``ValueError`` with words for the writer, for a
        place that isn't there and for a name that several have.
        """
        code = fold_code(said)
        if code.isascii() and code.isdigit():
            return self._by_code(code)
        found = self.called(said, within=within)
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

    def called(self, said: str, *, within: str = "") -> list[str]:
        """Return the paths of the places of a name, likewise; none where no place has it."""
        found: list[str] = []
        for called, key in zip(self._called, _keys(said), strict=True):
            found = found or list(self._by_name(called, key, within or self.city))
        return found

    def _by_code(self, code: str) -> str:
        widths = [width for width in Level if width <= len(code) and not code[width:].strip("0")]
        for width in reversed(widths):
            short = code[:width]
            found = self._codes.get(short, short)
            if found in self._names and found.startswith(self.city):
                return found
        raise ValueError(_("There is no such place in this city."))

    def _by_name(self, places: Mapping[str, list[str]], said: str, within: str) -> Iterator[str]:
        """Yield the divisions whose names end what was said, the rest being names of those above, the longest first."""
        for begin in range(len(said)):
            called = places.get(said[begin:], [])
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
    return name_key(name).replace("/", "").replace("-", "")


def _keys(name: str) -> tuple[str, str, str]:
    """Return what a place is found by, the best first: "李庄村委会", "李庄村", "李庄"."""
    whole = _plain(name)
    bare = _COMMITTEE.sub("", whole)
    return whole, bare, _SORT.sub("", bare)
