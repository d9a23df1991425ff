"""Chinese text search in PostgreSQL's own index, and pinyin for finding names by keyboard.

A text becomes tokens: of a run of Chinese characters every pair of neighbours and the last character alone, so that a
word of any length is found without a dictionary; of Latin letters and digits the whole word; of a long run of digits
each of its endings, so that the last four of a number find it, also of one written in groups; of words with a dot
between them also the whole without it. Tokens go into a native tsvector under a GIN index and are asked for with `@@`,
which combines with any other filter. What is indexed and what is asked for are folded alike: width, case, traditional
and other forms of a character.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Lookup, Q

from sanling.foundation.cleaning import fold
from sanling.foundation.variants import fold_variants, without_dots

# With characters of private use, by which rare names are written.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010fffd"
_RUNS = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>(?:(?![{_HAN}])[^\W_])+)")
_DIGITS = re.compile(r"[0-9]{5,}")
_SPACED_DIGITS = re.compile(r"[0-9]{2,}(?:[ -][0-9]{2,})+")
_SHORTEST_ENDING = 3
_LONGEST_WORD = 64
_MOST_TERMS = 24


if TYPE_CHECKING:
    _Field: TypeAlias = Field[Any, Any]
    _Lookup: TypeAlias = Lookup[bool]
else:
    _Field, _Lookup = Field, Lookup


def _runs(folded: str) -> Iterator[tuple[bool, str]]:
    """Yield (Chinese or not, run) for the searchable runs of a folded text."""
    for found in _RUNS.finditer(folded):
        han = found["han"]
        yield (True, han) if han else (False, found["word"][:_LONGEST_WORD])


def tokens(*texts: str) -> list[str]:
    """Return the distinct tokens under which texts are found, in order of first appearance."""
    return list(dict.fromkeys(chain.from_iterable(map(tokens_of_folded, map(fold_variants, texts)))))


def tokens_of_folded(text: str) -> Iterator[str]:
    """Yield the tokens of a text that was folded by `fold_variants`, some more than once."""
    undotted = without_dots(text)
    for written in (text,) if undotted == text else (text, undotted):
        for is_han, run in _runs(written):
            yield from _pairs(run) if is_han else _word_tokens(run)
    for spaced in _SPACED_DIGITS.findall(text):
        yield from _word_tokens(re.sub("[ -]", "", spaced)[:_LONGEST_WORD])


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run))]


def _word_tokens(word: str) -> Iterator[str]:
    yield word
    for digits in _DIGITS.findall(word):
        yield from (digits[i:] for i in range(len(digits) - _SHORTEST_ENDING + 1))


def tsvector_text(found: Iterable[str]) -> str:
    """Return tokens in the text form of a tsvector, for COPY."""
    return " ".join(f"'{token}'" for token in found)


def query_text(query: str) -> str:
    """Return the tsquery of what a person typed, "" when nothing in it can be searched for.

    All words must match: a Chinese word by its pairs, one Chinese character anywhere, Latin words and
    numbers by their beginning. Words beyond the twenty-fourth term are not looked at.
    """
    terms: dict[str, None] = {}
    for is_han, run in _runs(without_dots(fold_variants(query))):
        if is_han and len(run) > 1:
            terms.update((f"'{pair}'", None) for pair in _pairs(run)[:-1])
        else:
            terms[f"'{run}':*"] = None
    return " & ".join(list(terms)[:_MOST_TERMS])


def any_of(found: Iterable[str]) -> str:
    """Return the tsquery of what holds at least one of some tokens."""
    return " | ".join(f"'{token}'" for token in found)


class SearchField(_Field):
    """A tsvector column written from a list of tokens (see `tokens`) and read back as one.

    Give it a `GinIndex`; ask it with `search_q`.
    """

    description = "Search tokens"

    def __init__(self, **options: Any) -> None:
        """Start empty and uneditable, unless told otherwise."""
        super().__init__(**{"editable": False, "default": list, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out of migrations what `__init__` sets."""
        name, path, args, options = super().deconstruct()
        for usual in ("editable", "default"):
            options.pop(usual, None)
        return name, path, args, options

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return PostgreSQL's type."""
        return "tsvector"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        """Turn the list of tokens into a tsvector on its way in."""
        return "%s" if hasattr(value, "as_sql") else "array_to_tsvector(%s::text[])"

    def copied(self, value: Iterable[str]) -> str:
        """Return a list of tokens as COPY takes it, which calls no function."""
        return tsvector_text(value)

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> list[str] | None:
        """Return the tokens; they never hold a quote or a space."""
        return None if value is None else value.replace("'", "").split()


@SearchField.register_lookup
class Matches(_Lookup):
    """Whether a search column holds all that a person typed; nothing searchable matches nothing."""

    lookup_name = "matches"

    def get_prep_lookup(self) -> str:
        """Turn the typed words into a tsquery."""
        return query_text(str(self.rhs))

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Pass the tsquery as it is, not as the list that the column is written from."""
        return "%s", (value,)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Ask with the operator that the GIN index serves."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", (*left_params, *right_params)


def search_q(column: str, query: str) -> Q:
    """Return the condition that a search column (also one across a relation) holds all that was typed.

    A blank query is no condition; one of nothing but punctuation matches nothing.
    """
    return Q(**{f"{column}__matches": query}) if query.strip() else Q()


@dataclass(frozen=True, slots=True)
class Pinyin:
    """A name in Latin letters without tones: whole ("jinshuiqu") and by initials ("jsq")."""

    full: str
    initials: str


_READINGS: dict[str, list[str]] = {
    name: read.split()
    for name, read in tomllib.loads(Path(__file__).with_name("readings.toml").read_text("utf-8")).items()
}
_READ_TOGETHER = re.compile(f"({'|'.join(_READINGS)})")


def pinyin(name: str) -> Pinyin:
    """Return the pinyin of a name; ü is typed v, Latin words and digits stay as they are."""
    read = syllables(name)
    return Pinyin("".join(whole for whole, _initial in read), "".join(initial for _whole, initial in read))


def syllables(name: str) -> list[tuple[str, str]]:
    """Return how each character of a name is read, with its initial; of Latin words and digits they are the same."""
    read: list[tuple[str, str]] = []
    for is_han, run in _runs(fold(name).lower()):
        read += [(syllable, syllable[:1]) for syllable in _syllables(run)] if is_han else [(run, run)]
    return read


def joined(text: str) -> str:
    """Return the searchable signs of a text, folded, without all that stands between them."""
    return joined_folded(fold_variants(text))


def joined_folded(text: str) -> str:
    """Return the same of a text that was folded by `fold_variants`."""
    return "".join([run for _is_han, run in _runs(without_dots(text))])


def _syllables(run: str) -> list[str]:
    parts = (part for part in _READ_TOGETHER.split(run) if part)
    return [syllable for part in parts for syllable in _READINGS.get(part) or _read(part)]


def _read(part: str) -> list[str]:
    """Return how a text is read, word by word: the words of a hundred thousand names are the same few thousand."""
    return [syllable for word in _words(part) for syllable in _read_word(word)]


def _words(part: str) -> Iterable[str]:
    """Return the words of a text as the library does, which looks at each sign first whether it is a character."""
    library = _library()
    found: Iterable[str] = _cutter().cut(part) if library.RE_HANS.fullmatch(part) else library.seg(part)
    return found


@lru_cache(maxsize=20_000)
def _read_word(word: str) -> list[str]:
    found: list[str] = _library().lazy_pinyin(word)
    return found


@cache
def _cutter() -> Any:
    """Return what cuts texts into words by the library's set of their beginnings, without a call for each it asks."""
    mmseg = _library().mmseg
    return mmseg.Seg(mmseg.p_set._set, no_non_phrases=True)  # noqa: SLF001 -- its wrapper is a Python call a sign


@cache
def _library() -> Any:
    """Return the library with its dictionary of readings, which takes 57 MB that most processes never need."""
    return import_module("pypinyin.core")
