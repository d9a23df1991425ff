"""Which unit takes in what comes from a place."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import centre_of
from sanling.domain.territory.rules import Level, ancestors_of, at_level


def intake_unit(path: str, *, barred: Collection[int | None] = ()) -> Unit:
    """Return the governance centre that takes in for a place: its township's, else that of the level above.

    A centre in ``barred`` is passed over: nobody takes in a concealed report against themselves.
    """
    township = at_level(path, Level.TOWNSHIP) or path
    for candidate in [township, *reversed(ancestors_of(township))]:
        centre = centre_of(candidate)
        if centre is not None and centre.pk not in barred:
            return centre
    raise Invalid({"division": _("No governance centre takes in reports for this place yet.")})
