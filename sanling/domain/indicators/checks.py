"""Whether indicators and figures can be computed: their stocks, flows and measures are declared."""

from collections.abc import Iterator

from sanling.domain.indicators.config import Form, IndicatorsPart
from sanling.domain.indicators.flows import flows
from sanling.domain.indicators.measures import stocks
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem, Source


def check_indicators(profile: Profile) -> Iterator[Problem]:
    """Yield what indicators name that no room declares, with the line that says it and what could stand there."""
    part: IndicatorsPart = profile.part("indicators")
    source = profile.source("indicators")
    yield from _of_stocks(part, source)
    yield from _of_parts(part, source, profile)
    yield from _of_flows(part, source)


def _of_stocks(part: IndicatorsPart, source: Source) -> Iterator[Problem]:
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


def _of_parts(part: IndicatorsPart, source: Source, profile: Profile) -> Iterator[Problem]:
    for n, indicator in enumerate(part.indicators):
        stock = stocks().get(indicator.stock)
        measure = stock.measures.get(indicator.numerator) if stock else None
        if measure is None:
            continue
        known = measure.parts(profile) if measure.parts else {}
        if measure.parts and indicator.part not in known:
            yield source.problem(
                ("indicators", n, "part"),
                f"{indicator.numerator!r} is counted by parts: there is no {indicator.part!r}.",
                allowed=sorted(known),
            )
        elif indicator.part and not measure.parts:
            yield source.problem(("indicators", n, "part"), f"{indicator.numerator!r} has no parts.")


def _of_flows(part: IndicatorsPart, source: Source) -> Iterator[Problem]:
    for n, figure in enumerate(part.figures):
        flow = flows().get(figure.flow)
        if flow is None:
            yield source.problem(
                ("figures", n, "flow"), f"There is no flow {figure.flow!r}.", allowed=sorted(flows())
            )
            continue
        # Buckets of durations can't be added up, what has no buckets has no quantile, and what is dated has an age.
        durations = {
            Form.QUANTILE: flow.distributed - flow.dated,
            Form.AGE: flow.dated,
        }
        allowed = durations.get(figure.form, {*flow.measures} - flow.distributed)
        for name in ("numerator", "denominator"):
            code = getattr(figure, name)
            if code is not None and code not in allowed:
                yield source.problem(
                    ("figures", n, name), f"There is no such measure: {code!r}.", allowed=sorted(allowed)
                )
