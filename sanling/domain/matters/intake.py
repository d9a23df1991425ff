"""Which unit takes in what comes from a place."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import centre_of
from sanling.domain.territory.rules import ancestors_of, level_of
from sanling.foundation.profile.registry import profile_for


def intake_unit(path: str, *, barred: Collection[int | None] = ()) -> Unit:
    """Return the unit that takes in for a place: the nearest of the levels at which the city's structure has one.

    A centre in ``barred`` is passed over: nobody takes in a concealed report against themselves.
    """
    part: PeoplePart = profile_for(path).part("people")
    for candidate in [path, *reversed(ancestors_of(path))]:
        centre = centre_of(candidate) if level_of(candidate) in part.intake_levels else None
        if centre is not None and centre.pk not in barred:
            return centre
    raise Invalid({"division": _("Nobody takes in reports for this place yet.")})
