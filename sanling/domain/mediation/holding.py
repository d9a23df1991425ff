"""A unit is not ended while it keeps mediation bodies: whoever mediates there would be lost with it."""

from django.utils.translation import gettext as _

from sanling.domain.mediation.models import Body


def holds(unit_id: int) -> str:
    """Return what a unit still keeps, as a sentence; nothing if it may be ended."""
    count = Body.objects.filter(unit=unit_id, ends_on=None).count()
    if not count:
        return ""
    return _("This unit still keeps %(count)d mediation bodies. End them first.") % {"count": count}
