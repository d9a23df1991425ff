"""Whether indicators can be computed: their stocks and measures are declared."""

from collections.abc import Iterator

from sanling.domain.indicators.config import IndicatorsPart
from sanling.domain.indicators.measures import stocks
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_indicators(profile: Profile) -> Iterator[Problem]:
    """Yield what indicators name that no room declares, with the line that says it and what could stand there."""
    part: IndicatorsPart = profile.part("indicators")
    if not part.indicators:
        return
    source = profile.source("indicators")
    for n, indicator in enumerate(part.indicators):
        stock = stocks().get(indicator.stock)
        if stock is None:
            yield source.problem(
                ("indicators", n, "stock"),
                f"There is no stock {indicator.stock!r}.",
                allowed=sorted(stocks()),
            )
            continue
        for name in ("numerator", "denominator", "open"):
            code = getattr(indicator, name)
            if code is not None and code not in stock.measures:
                yield source.problem(
                    ("indicators", n, name), f"There is no measure {code!r}.", allowed=sorted(stock.measures)
                )
