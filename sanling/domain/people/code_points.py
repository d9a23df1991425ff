"""Who keeps the posters of code points: roles that hang them, in their own jurisdiction."""

from django.db.models import QuerySet

from sanling.domain.people.access import Viewer, places_where
from sanling.domain.people.reach import Reach
from sanling.domain.territory.models import CodePoint


def hangs_posters(reach: Reach) -> bool:
    """Tell whether a reach hangs posters, in its own jurisdiction."""
    return reach.role.posters


def kept_by(viewer: Viewer) -> QuerySet[CodePoint]:
    """Return the code points that a viewer keeps; every page and file of them starts here."""
    return CodePoint.objects.filter(places_where(viewer, "division", hangs_posters))
