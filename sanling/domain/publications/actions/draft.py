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
from sanling.domain.publications.access import may_draft, visible_publications
from sanling.domain.publications.counting import rows_now
from sanling.domain.publications.models import Line, Publication
from sanling.domain.publications.publishers import publishers
from sanling.domain.publications.rules import Row
from sanling.domain.publications.wording import names_of, words_of
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.notices import notify
from sanling.foundation.rates import Rate


class NothingCounted(Exception):
    """Nothing was counted of what is asked, so that there is nothing to publish."""


class NotRanked(Exception):
    """Units are ranked by outcomes alone, and types of subjects aren't units."""


class AlreadyReplaced(Exception):
    """What is to be replaced isn't published here, is of another indicator or time, or was replaced already."""


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

    Raises PermissionDenied, `NothingCounted`, `NotRanked` for what isn't an outcome of units, and `AlreadyReplaced`.
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
            replaces=_replaced(actor, asked, printed.replaces),
            reason=printed.reason,
            **_as_asked(asked),
        )
        publication.save()
        Line.objects.bulk_create(_lines(publication, asked, rows))
        _tell(actor, publication)
    return publication


def _as_asked(asked: Asked) -> Mapping[str, Any]:
    """Return the columns that say what was asked, and by which wording of the indicator."""
    indicator, digest = asked.indicator, digest_of(asked.indicator)
    return {
        "city": asked.place[: Level.CITY],
        "place_id": asked.place,
        "indicator": indicator.code,
        "digest": digest,
        "version": _version(asked, digest),
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


def _tell(actor: Viewer, publication: Publication) -> None:
    """Record it, and tell who may publish it."""
    record(
        actor=actor,
        act="publications.draft",
        subject=f"publication:{publication.pk}",
        city=publication.city,
        detail={"indicator": publication.indicator, "replaces": publication.replaces_id},
    )
    notify(
        publishers(publication, besides=actor.user_id),
        "publications.waits",
        {"by": actor.name, "title": publication.title},
        url=f"/desk/rates/published/{publication.pk}/",
    )


def digest_of(indicator: Indicator) -> str:
    """Return the SHA-256 of all that an indicator says."""
    said = json.dumps(indicator.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _version(asked: Asked, digest: str) -> int:
    """Return which wording of an indicator it is, among those that its city has published or drafted."""
    found = Publication.objects.filter(city=asked.place[: Level.CITY], indicator=asked.indicator.code)
    known = dict(found.values_list("digest", "version"))
    return known.get(digest) or max(known.values(), default=0) + 1


def _replaced(actor: Viewer, asked: Asked, pk: int | None) -> Publication | None:
    if pk is None:
        return None
    found = visible_publications(actor).filter(
        pk=pk,
        place=asked.place,
        indicator=asked.indicator.code,
        period=asked.period,
        published_at__isnull=False,
    )
    old = found.exclude(replaced_by__published_at__isnull=False).first()
    if old is None:
        raise AlreadyReplaced
    return old


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
