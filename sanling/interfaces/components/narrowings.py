"""What rates may be narrowed to, the same for pages and programs."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sanling.domain.indicators.measures import Stock
from sanling.domain.indicators.queries import NO_SECTOR
from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.profile.registry import profile_for


def narrowings(city: str, stock: Stock) -> Mapping[str, Mapping[str, str]]:
    """Return the groups, types, sectors and zeros by which a stock of a city is counted: names by code."""
    part: SubjectsPart = profile_for(city).part("subjects")
    return {
        "group": {group.value: str(name) for group, name in part.groups.items()},
        "type": {kind.code: str(kind.name) for kind in part.types},
        "sector": sectors_asked(part),
        "zero": dict(stock.zeros(city)),
    }


def sectors_asked(part: SubjectsPart) -> Mapping[str, str]:
    """Return what may be asked of by sector, with what has none, by what it is called."""
    return {NO_SECTOR: _("without a sector"), **{sector.code: str(sector.name) for sector in part.sectors}}
