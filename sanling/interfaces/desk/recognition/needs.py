"""What a month still needs of those whom a viewer sees: lists, confirmations, and what waits with the own unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.lacking import Lacking, lacking, lacking_of_post
from sanling.domain.recognition.queries import CountyMonth
from sanling.domain.recognition.standing import FAMILY as WARNINGS
from sanling.domain.recognition.year_columns import FAMILY as RECOGNITIONS
from sanling.domain.subjects.access import keeps_some
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class Need:
    """How many of what are left, and where one goes from there; an address within the page begins with "#"."""

    what: str
    left: int
    url: str


def judges(viewer: Viewer) -> bool:
    """Posts that see subjects, in a city that has a standard."""
    part: StandardPart = profile_for(viewer.city).part("standard")
    return bool(part.zeros) and sees_some(viewer, "subjects")


def needs(viewer: Viewer, month: date, counties: Sequence[CountyMonth]) -> Sequence[Need]:
    """Return what a month still needs, in the order in which a month is worked off; a fixed number of statements."""
    return _needs(viewer, month, lacking(viewer, month, counties))


def needs_of_post(viewer: Viewer, month: date) -> Sequence[Need]:
    """Return what a month still needs of a post: all that it sees of whoever oversees, else what it confirms itself.

    A fixed number of statements.
    """
    found = _needs(viewer, month, lacking_of_post(viewer, month))
    # From another page an address within the page of the month begins with that page's.
    page = f"{reverse('desk:months')}?month={month:%Y-%m}"
    return [
        replace(need, url=f"{page}{need.url}") if need.url.startswith("#") else need
        for need in found
        if need.left
    ]


def needs_some(viewer: Viewer) -> bool:
    """Tell whether a month may need something of a post: it oversees others, or confirms lists or a zero."""
    if not judges(viewer):
        return False
    part: StandardPart = profile_for(viewer.city).part("standard")
    confirming = {role for zero in part.zeros for role in zero.confirmed_by}
    role = viewer.own.role
    return role.oversees or role.code in confirming or keeps_some(viewer)


def _needs(viewer: Viewer, month: date, of_month: Lacking) -> Sequence[Need]:
    (recognition,) = RECOGNITIONS
    return [
        Need(
            _("Lists of subjects that their departments haven't confirmed"),
            of_month.lists,
            f"{reverse('desk:complete')}?month={month:%Y-%m}",
        ),
        Need(
            _("Zeros that the lead departments haven't confirmed, county by county"),
            of_month.zeros,
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
