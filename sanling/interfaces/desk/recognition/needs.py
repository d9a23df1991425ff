"""What a month still needs of those whom a viewer sees: lists, confirmations, and what waits with the own unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.queries import CountyMonth
from sanling.domain.recognition.standing import FAMILY as WARNINGS
from sanling.domain.recognition.year_columns import FAMILY as RECOGNITIONS
from sanling.domain.subjects.completeness import completeness


@dataclass(frozen=True)
class Need:
    """How many of what are left, and where one goes from there; an address within the page begins with "#"."""

    what: str
    left: int
    url: str


def needs(viewer: Viewer, month: date, counties: Sequence[CountyMonth]) -> Sequence[Need]:
    """Return what a month still needs, in the order in which a month is worked off; a fixed number of statements."""
    lists = sum(row.confirmed_at is None for row in completeness(viewer, month))
    cells = [cell for county in counties for cell in county.cells]
    (recognition,) = RECOGNITIONS
    return [
        Need(
            _("Lists of subjects that their departments haven't confirmed"),
            lists,
            f"{reverse('desk:complete')}?month={month:%Y-%m}",
        ),
        Need(
            _("Zeros that the lead departments haven't confirmed, county by county"),
            sum(cell.confirmation is None for cell in cells),
            "#confirmed",
        ),
        _waiting(viewer, _("Warnings that wait with your unit"), WARNINGS),
        _waiting(viewer, _("Recognitions that wait with your unit"), recognition),
    ]


def _waiting(viewer: Viewer, what: str, family: str) -> Need:
    unit = viewer.own.unit_id
    found = visible_matters(viewer).filter(family=family, open=True, unit=unit)
    # A unit is asked for by its name, with its key beside.
    asked = urlencode({"family": family, "open": "1", "unit": viewer.unit_name, "unit_key": unit})
    return Need(what, found.count(), f"{reverse('desk:ledger')}?{asked}")
