"""A standard compiled to SQL: which facts break which zero of whom, a statement a rule for the whole city at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Case, Count, Model, Q, QuerySet, Sum, Value, When

from sanling.domain.recognition.config import Bounds, Conditions, Rule, Window
from sanling.domain.subjects.facts import FactSource


@dataclass(frozen=True)
class Month:
    """A month that zeros are kept in or not, by its first day."""

    first: date

    @property
    def end(self) -> date:
        """Return the first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)

    def begin(self, window: Window) -> date:
        """Return the first day of a window that ends with the month."""
        match window:
            case Window.MONTH:
                return self.first
            case Window.YEAR:
                return self.first.replace(month=1)
            case Window.TWELVE_MONTHS:
                return self.end.replace(year=self.end.year - 1)


def breaking(rule: Rule, source: FactSource, month: Month) -> "QuerySet[Model, Any]":
    """Return the subjects that a rule finds to have broken its zero in a month, each with the facts that say so.

    A row has the subject's key and the facts' keys in order. Whose facts are meant is for the caller.
    """
    happened = {f"{source.day}__gte": month.begin(rule.window), f"{source.day}__lt": month.end}
    rows: Any = source.model._default_manager.filter(  # noqa: SLF001 -- Django's documented name
        source.standing, meets(rule.when), **happened
    ).order_by()
    if rule.provisos:
        rows = rows.annotate(counts=_counts(rule)).filter(counts=True)
    if rule.groups:
        rows = rows.filter(**{f"{source.subject}__group__in": rule.groups})
    if rule.types:
        rows = rows.filter(**{f"{source.subject}__type__in": rule.types})
    amount = Sum(rule.total) if rule.total else Count("pk")
    found: QuerySet[Model, Any] = (
        rows.values(f"{source.subject}_id")
        .annotate(amount=amount, facts=ArrayAgg("pk", order_by="pk"))
        .filter(amount__gte=rule.at_least)
        .values_list(f"{source.subject}_id", "facts")
    )
    return found


def meets(when: Conditions) -> Q:
    """Return the condition on facts that all is as it must be; what isn't known is not."""
    return Q(*(condition for code, wanted in when.items() for condition in _asked(code, wanted)))


def _asked(code: str, wanted: "bool | tuple[str, ...] | Bounds") -> Iterator[Q]:
    match wanted:
        case bool():
            yield Q(**{code: wanted})
        case tuple():
            yield Q(**{f"{code}__in": wanted})
        case Bounds():
            if wanted.at_least is not None:
                yield Q(**{f"{code}__gte": wanted.at_least})
            if wanted.at_most is not None:
                yield Q(**{f"{code}__lte": wanted.at_most})


def _counts(rule: Rule) -> Case:
    cases = [When(meets(proviso.when), then=Value(proviso.counts)) for proviso in rule.provisos]
    return Case(*cases, default=Value(value=True), output_field=BooleanField())
