"""A unit is not ended while it holds open matters: these are handed on first, by the acts that do so."""

from django.utils.translation import gettext as _

from sanling.domain.matters.models import Assignment, Matter


def holds(unit_id: int) -> str:
    """Return what a unit still holds of matters, as a sentence; nothing if it may be ended."""
    count = Matter.objects.filter(unit=unit_id, open=True).count()
    count += Assignment.objects.filter(unit=unit_id, kind=Assignment.Kind.JOINT, ended_at=None).count()
    if not count:
        return ""
    return _("This unit still holds or joins in %(count)d open matters. Hand them on first.") % {
        "count": count
    }
