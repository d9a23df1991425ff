"""Names as they are found by keyboard: by any part, in pinyin from any syllable on, and by initials.

All this is precomputed in one column beside the name (`NamesField`), under a GIN index. A constraint of the table
(`NamesField.kept_right`) refuses a name that was changed without it.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Case, CheckConstraint, IntegerField, Model, Q, Value, When
from django.db.models.expressions import RawSQL
from typing_extensions import override

from sanling.foundation.text import (
    Matches,
    SearchField,
    joined,
    joined_folded,
    query_text,
    syllables,
    tokens_of_folded,
)
from sanling.foundation.variants import fold_variants

# Nobody types more letters of a name before it is found.
LONGEST = 24


def name_tokens(*names: str) -> list[str]:
    """Return the distinct tokens under which names are found; "^" and "$" stand around what is whole."""
    return list(dict.fromkeys(chain.from_iterable(_tokens(name) for name in names if name)))


def _tokens(name: str) -> Iterator[str]:
    folded = fold_variants(name)
    yield from tokens_of_folded(folded)
    yield f"^{_cut(joined_folded(folded))}$"
    for read in _readings(name):
        for written in zip(*read, strict=True):
            whole = "".join(written)
            starts = accumulate(map(len, written[:-1]), initial=0)
            if whole.isascii():
                yield from [whole[start : start + LONGEST] for start in starts]
            else:
                yield from [_cut(whole[start:]) for start in starts]
            yield f"^{_cut(whole)}$"


def _readings(name: str) -> Iterator[list[tuple[str, str]]]:
    """Yield how a name is read, and how it is if it begins with a surname that is read otherwise."""
    read = syllables(name)
    if read:
        yield read
    for surname, said in _surnames().items():
        if name.startswith(surname):
            yield [*((syllable, syllable[:1]) for syllable in said), *read[len(surname) :]]


@cache
def _surnames() -> dict[str, list[str]]:
    text = Path(__file__).with_name("surnames.toml").read_text("utf-8")
    return {surname: read.split() for surname, read in tomllib.loads(text).items()}


def _cut(word: str) -> str:
    return word[:LONGEST] if word.isascii() else word


def named(column: str, typed: str) -> Q:
    """Return the condition that a column of names holds all that was typed; nothing typed finds nothing."""
    words = " ".join(map(_cut, typed.split()))
    return Q(**{f"{column}__matches": words}) if query_text(words) else Q(pk__in=[])


def called(column: str, *typed: str) -> list[list[Q]]:
    """Return the conditions that a column is of one of some names exactly, and of one that begins so, one in a list."""
    return [[Q(**{f"{column}__has": query})] for query in _whole(typed)]


def how_well(column: str, *typed: str) -> Case:
    """Return what sorts those called exactly so first (0), then those whose name begins so (1), then others (2)."""
    ranks = [When(**{f"{column}__has": query}, then=Value(rank)) for rank, query in enumerate(_whole(typed))]
    return Case(*ranks, default=Value(2), output_field=IntegerField())


def _whole(typed: Sequence[str]) -> list[str]:
    """Return the tsqueries for names that are one of these, and for those that begin so; none for nothing."""
    names = [_cut(word) for word in map(joined, typed) if word]
    endings = ("$'", "':*") if names else ()
    return [" | ".join(f"'^{name}{ending}" for name in names) for ending in endings]


@SearchField.register_lookup
class Has(Matches):
    """Whether a search column meets a tsquery that is made already."""

    lookup_name = "has"

    @override
    def get_prep_lookup(self) -> str:
        return str(self.rhs)


class NamesField(SearchField):
    """What the names in some columns of the same row are found by; it is written by itself whenever a row is saved.

    So do the bulk doors of `foundation.database`. Whoever updates a name by other means (`update`, `bulk_update`,
    `update_fields`) has to write it as well, else the constraint refuses.
    """

    def __init__(self, *, follows: Sequence[str] = (), **options: Any) -> None:
        """Follow the columns of these names."""
        self.follows = tuple(follows)
        super().__init__(**{"db_default": RawSQL("''::tsvector", ()), **options})

    @override
    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        options.pop("db_default", None)
        return name, path, args, {**options, "follows": self.follows}

    @override
    def pre_save(self, model_instance: Model, add: bool) -> list[str]:
        found = self.tokens_of([getattr(model_instance, column) for column in self.follows])
        setattr(model_instance, self.attname, found)
        return found

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Let nothing come with a row: names are matched and written, and nobody reads what they are found by.

        One column fewer would do as well, but who defers it saves the row without it, and refuses a new name by that.
        """
        return "NULL::tsvector", ()

    @override
    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """Leave it as it comes."""
        return value

    @staticmethod
    def tokens_of(names: Sequence[str]) -> list[str]:
        """Return what is kept for names: what finds them, and a token that tells of which names that is."""
        mark = hashlib.md5("/".join(names).encode(), usedforsecurity=False).hexdigest()
        return [*name_tokens(*names), f"#{mark}"]

    @staticmethod
    def kept_right(*of: str, column: str, name: str) -> CheckConstraint:
        """Return the constraint that a column is of the names as they are, or not made yet."""
        names = " || '/' || ".join(f'"{name_column}"' for name_column in of)
        fits = f"\"{column}\" = ''::tsvector OR \"{column}\" @@ ('''#' || md5({names}) || '''')::tsquery"
        return CheckConstraint(condition=RawSQL(fits, (), output_field=BooleanField()), name=name)  # noqa: S611 -- our own names
