"""Everything that a publication says in words, in both languages, as it is said when it is drafted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sanling.domain.indicators.queries import NO_SECTOR, Asked, By, written
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.labels import Label

Words = Mapping[str, str]


def both(say: Callable[[], str]) -> Words:
    """Return what is said, in Chinese and in English."""
    with override("zh-hans"):
        chinese = say()
    with override("en"):
        return {"zh": chinese, "en": say()}


def in_language(words: Words) -> str:
    """Return words in the language that is active, Chinese first; as `Label` does."""
    return words["en"] if (get_language() or "").startswith("en") else words["zh"]


def period_in_words(written: str) -> str:
    """Return a period as texts say it: "2026年10月", "2026年"; in English as it is written."""
    if (get_language() or "").startswith("en"):
        return written
    year, _dash, month = written.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def words_of(asked: Asked, *, ranked: bool) -> dict[str, Any]:
    """Return the names, the definition, the method and what it is narrowed to."""
    indicator, names = asked.indicator, asked.stock.names(asked.place)
    place = Division.objects.get(path=asked.place).name
    chosen = {"group": asked.group, "type": asked.type, "sector": asked.sector, "zero": asked.zero}
    narrowed = [_called(names[column], code) for column, code in chosen.items() if code]
    return {
        "indicator": indicator.name.model_dump(),
        "definition": indicator.definition.model_dump(),
        "above": both(lambda: str(asked.stock.measures[indicator.numerator].name)),
        "below": both(lambda: str(asked.stock.measures[indicator.denominator].name)),
        "period": written(asked.stock, asked.period),
        "place": {"zh": place, "en": place},
        "narrowed": narrowed,
        "groups": {code: name.model_dump() for code, name in names["group"].items()},
        "method": both(lambda: " ".join(_method(asked, ranked=ranked))),
    }


def _method(asked: Asked, *, ranked: bool) -> Sequence[str]:
    said = [
        _(
            "Numerator and denominator are counted from rows and summed at each level; rates are never averaged."
        ),
        _("Percentages are rounded half up to two decimals."),
    ]
    if asked.indicator.open:
        said.append(_("What is not established stays in the denominator and is told beside."))
    if ranked:
        said.append(_("Ranked by the exact rate of all together; equal rates share a rank (1, 1, 3)."))
        said.append(_("Units of which nothing is counted have no rank."))
    return said


def names_of(asked: Asked, units: Sequence[str]) -> Mapping[str, Words]:
    """Return what the units of the breakdown are called."""
    if asked.by is By.PLACE:
        found = Division.objects.filter(path__in=units).values_list("path", "name")
        return {path: {"zh": name, "en": name} for path, name in found}
    names: Mapping[str, Label] = asked.stock.names(asked.place[: Level.CITY])[asked.by.value]
    return {code: _called(names, code) for code in (NO_SECTOR, *names)}


def _called(names: Mapping[str, Label], code: str) -> Words:
    return both(lambda: _("without a sector")) if code == NO_SECTOR else names[code].model_dump()
