"""What happens, counted by the day: each room declares its flows in the ``FLOWS`` of its ``measures`` module.

A flow says which facts follow from each of its rows, as one statement for any number of them: on which day what was
counted how often, where, of which kind, category and channel, at which unit. Facts are states: whatever becomes of a
row, its facts are computed anew from it, so that a correction, an act that was recorded late, or a move counts on the
right day and at the right place. What is kept of them, and the sums over places and months, is the business of
`processes.figures`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.people.guarded import Guarded
from sanling.foundation.installed import modules

# The secrecy of a row that is concealed from somebody, above all levels of confidentiality.
CONCEALED = 9
_CATEGORY = _("Category")
# So many keys of rows are worked at together.
_BATCH = 10_000


class FactsSql(NamedTuple):
    """Two SELECTs on the rows of some keys, and the named parameters of both.

    ``rows`` has the columns source, place (as deep as a village), family, kind, secrecy and channel, a row each.
    ``facts`` has source, category, day, unit, measure, bucket and amount (never 0), and no two of which all but the
    amount is the same.
    """

    rows: str
    facts: str
    params: Mapping[str, Any]


def _no_names(_city: str, _column: str, _kind: str) -> Mapping[str, str]:
    return {}


def _none_sensitive(_city: str) -> Collection[str]:
    return ()


class Parts(NamedTuple):
    """How rows are shown that count once in each of their categories: by what hangs from them by ``key``, one each.

    ``of`` returns these of the rows that are seen, for facts (of columns source and category); ``category`` is the
    column that says of which category one is.
    """

    of: Callable[[QuerySet[Any], QuerySet[Any]], QuerySet[Any]]
    key: str
    category: str


@dataclass(frozen=True, eq=False)
class Flow:
    """What is counted of some rows: ``facts`` of the rows of these keys, and what each measure is called.

    ``topics`` are those of the outbox whose messages have the key of a row for their key. ``keys`` yields the keys of
    all rows of a city in lists of some thousands. Of a measure in ``distributed`` each fact falls into the bucket of
    its duration (`distribution`), of one that is also ``dated`` into that of the day since when it stands. Of a
    ``summed`` one a row may count more than once, as persons do: its number opens into the rows that it is of. Rows are
    shown as the ``ledger`` of a name shows them, and ``names`` calls the codes of a column in a city: of "kind" and, of
    a kind ("" of any), "category" and "channel". What categories are is called ``category``. Without units
    (``by_unit``) nothing is told by them. ``sensitive`` are the kinds of which few tell who they are: such small
    numbers are kept from who doesn't see the rows.
    """

    code: str
    topics: tuple[str, ...]
    guarded: Guarded
    measures: Mapping[str, StrPromise]
    facts: Callable[[Sequence[int]], FactsSql]
    keys: Callable[[str], Iterator[list[int]]]
    distributed: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()
    ledger: str = ""
    names: Callable[[str, str, str], Mapping[str, str]] = _no_names
    sensitive: Callable[[str], Collection[str]] = _none_sensitive
    category: StrPromise = _CATEGORY
    by_unit: bool = True
    # How confidential each row of a kind is at least, in a city.
    confidential: Callable[[str], Mapping[str, int]] = lambda _city: {}
    parts: Parts | None = None

    def behind(self, seen: QuerySet[Any], facts: QuerySet[Any]) -> QuerySet[Any]:
        """Return what is shown of the rows that are seen for some facts: as many as these count."""
        if self.parts:
            return self.parts.of(seen, facts)
        return seen.filter(pk__in=facts.values("source"))

    def below(self, place: str) -> dict[str, str]:
        """Return the condition on what is shown that it lies at a place or below it."""
        return {f"{self._key}{self.guarded.below}": place}

    def at(self, place: str) -> dict[str, str]:
        """Return the condition on what is shown that it lies at a place itself."""
        return {f"{self._key}{self.guarded.division}": place}

    @property
    def _key(self) -> str:
        return f"{self.parts.key}__" if self.parts else ""


def key_batches(rows: QuerySet[Any], key: str = "pk") -> Iterator[list[int]]:
    """Yield all keys of rows in order, some thousands at once: by ``key``, which no two rows share."""
    last, ordered = 0, rows.order_by(key).values_list(key, flat=True)
    while keys := list(ordered.filter(**{f"{key}__gt": last})[:_BATCH]):
        yield keys
        last = keys[-1]


@cache
def flows() -> Mapping[str, Flow]:
    """Return the flows of the installed rooms by code."""
    return {flow.code: flow for module in modules("measures") for flow in getattr(module, "FLOWS", ())}
