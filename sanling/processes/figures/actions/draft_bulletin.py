"""Draft a bulletin: count the figures of a place and a month as they are now, for a second person to publish."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.publications.actions.draft import NothingCounted
from sanling.domain.publications.drafts import drafted, to_replace, version_of
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import both
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import city_of
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.processes.figures.bulletins.compiling import Chosen, chosen, compiled, may_draft_bulletin
from sanling.processes.figures.bulletins.contents import MONTHLY
from sanling.processes.figures.periods import Grain, Period


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Under which title a bulletin is printed, with what remarks; why, where it replaces another."""

    title: str
    remarks: str = ""
    replaces: int | None = None
    reason: str = ""


def draft_bulletin(*, actor: Viewer, place: str, month: Period, heading: Heading) -> Publication:
    """Freeze the figures of a place and a month, as the actor counts them now, and tell who may publish them.

    Raises PermissionDenied, `NothingCounted` for a month to come and where nothing happened, `AlreadyReplaced`, and
    `Contradicts` for figures or remarks that do.
    """
    if not may_draft_bulletin(actor, place):
        raise PermissionDenied
    if month.grain is not Grain.MONTH or month.first > today():
        raise NothingCounted
    alone = actor.limited_to(())
    with transaction.atomic():
        of = chosen(alone, place)
        as_of = clock.now()
        contents = compiled(alone, place, month, of, min(month.last, today()))
        if not any(line.now.numerator for line in contents.whole.values()):
            raise NothingCounted
        publication = Publication(
            title=heading.title,
            remarks=heading.remarks,
            reason=heading.reason,
            contents=contents.written(),
            as_of=as_of,
            drafted_by_id=actor.post_id,
            drafted_at=clock.now(),
            **_as_asked(place, month, of),
        )
        publication.replaces = to_replace(actor, publication, heading.replaces)
        publication.save()
        drafted(actor, publication)
    return publication


def _as_asked(place: str, month: Period, of: Chosen) -> dict[str, Any]:
    """Return the columns that say what is printed, and by which wording of the figures."""
    city = city_of(place)
    said = json.dumps([figure.model_dump(mode="json") for figure in of.figures], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    return {
        "city": city,
        "sort": MONTHLY,
        "place_id": place,
        "indicator": MONTHLY,
        "digest": digest,
        "version": version_of(city, MONTHLY, digest),
        "period": month.first,
        "ranked": False,
        "words": _words(place, month),
    }


def _words(place: str, month: Period) -> dict[str, Any]:
    name = Division.objects.get(path=place).name
    return {
        "indicator": both(lambda: _("Monthly bulletin")),
        "definition": both(lambda: _("Each figure has its own, printed on the last page.")),
        "period": str(month),
        "place": {"zh": name, "en": name},
        "narrowed": [],
        "groups": {},
        "method": both(lambda: " ".join(_method())),
    }


def _method() -> tuple[str, ...]:
    return (
        _("Counts are summed over days and places; rates are computed from the sums of both their counts."),
        _("Percentages are rounded half up to two decimals."),
        _("A month that isn’t over is compared with the same days of the others."),
        _(
            "Numbers that would tell of few persons or petitions are left out, with all from which they could be had."
        ),
    )
