"""Draft: count figures as they are now, with everything that says how, for a second person to publish."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.indicators.config import Indicator
from sanling.domain.indicators.queries import Asked, tallied_at
from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import may_draft
from sanling.domain.publications.counting import rows_now
from sanling.domain.publications.drafts import drafted, to_replace, version_of
from sanling.domain.publications.models import Line, Publication
from sanling.domain.publications.rules import Row
from sanling.domain.publications.wording import names_of, words_of
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.rates import Rate


class NothingCounted(Exception):
    """Nothing was counted of what is asked, so that there is nothing to publish."""


class NotRanked(Exception):
    """Units are ranked by outcomes alone, and types of subjects aren't units."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """How figures are to be printed: with ranks or as a table, under a title; why, where they replace others."""

    ranked: bool
    title: str
    remarks: str = ""
    replaces: int | None = None
    reason: str = ""


def draft(*, actor: Viewer, asked: Asked, printed: Printed) -> Publication:
    """Freeze what is asked, as the actor counts it now, and tell who may publish it.

    Raises PermissionDenied, `NothingCounted`, `NotRanked` for what isn't an outcome of units, `AlreadyReplaced`, and
    `Contradicts` for remarks with figures that do.
    """
    if not may_draft(actor, asked):
        raise PermissionDenied
    if printed.ranked and not asked.compares:
        raise NotRanked
    with transaction.atomic():
        as_of = tallied_at(asked)
        rows = rows_now(actor.limited_to(()), asked, with_ranks=printed.ranked)
        if not rows or as_of is None:
            raise NothingCounted
        publication = Publication(
            title=printed.title,
            remarks=printed.remarks,
            ranked=printed.ranked,
            words=words_of(asked, ranked=printed.ranked),
            as_of=as_of,
            drafted_by_id=actor.post_id,
            drafted_at=clock.now(),
            reason=printed.reason,
            **_as_asked(asked),
        )
        publication.replaces = to_replace(actor, publication, printed.replaces)
        publication.save()
        Line.objects.bulk_create(_lines(publication, asked, rows))
        drafted(actor, publication)
    return publication


def _as_asked(asked: Asked) -> Mapping[str, Any]:
    """Return the columns that say what was asked, and by which wording of the indicator."""
    indicator, digest = asked.indicator, digest_of(asked.indicator)
    return {
        "city": asked.place[: Level.CITY],
        "place_id": asked.place,
        "indicator": indicator.code,
        "digest": digest,
        "version": version_of(asked.place[: Level.CITY], indicator.code, digest),
        "stock": indicator.stock,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "open": indicator.open or "",
        "period": asked.period,
        "by": asked.by.value,
        "deep": asked.deep,
        "group": asked.group,
        "type": asked.type,
        "sector": asked.sector,
        "zero": asked.zero,
    }


def digest_of(indicator: Indicator) -> str:
    """Return the SHA-256 of all that an indicator says."""
    said = json.dumps(indicator.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _lines(publication: Publication, asked: Asked, rows: Sequence[Row]) -> Iterator[Line]:
    names = names_of(asked, [row.unit for row in rows])
    for position, row in enumerate(rows):
        name = publication.words["place"] if row.whole else names.get(row.unit)
        yield Line(
            publication=publication,
            position=position,
            unit=row.unit,
            whole=row.whole,
            name=name or {"zh": row.unit, "en": row.unit},
            rank=row.rank,
            numerator=row.rate.numerator,
            denominator=row.rate.denominator,
            open=row.open,
            groups={group: _pair(rate) for group, rate in row.groups.items()},
            before=_pair(row.before),
            last_year=_pair(row.last_year),
        )


def _pair(rate: Rate) -> list[int]:
    return [rate.numerator, rate.denominator]
