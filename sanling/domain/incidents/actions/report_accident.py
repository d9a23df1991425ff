"""Report: a level of government was told of an accident, at an instant that lies in the past."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.incidents.access import may_record
from sanling.domain.incidents.clocks import set_clocks
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.telling import tell_reported
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def report_accident(*, actor: Viewer, accident: Incident, level: str, at: datetime) -> ReportClock:
    """Record that a level was told, once; the clocks of the levels above follow from that.

    Raises ``PermissionDenied``, and ``ValidationError`` for an instant before the accident or yet to come, for a level
    that isn't to be told, and for one that was told already.
    """
    if not may_record(actor, Kind(accident.kind), accident.division_id):
        raise PermissionDenied
    with transaction.atomic():
        found = ReportClock.objects.select_for_update().filter(incident=accident, reached=level).first()
        if found is None:
            raise ValidationError({"level": _("Please choose one of the options.")})
        if found.told_at:
            raise ValidationError({"level": _("That this level was told is recorded already.")})
        if at > clock.now():
            raise ValidationError({"at": _("This is yet to come.")})
        if accident.happened_at is None or at < accident.happened_at:
            raise ValidationError({"at": _("This is before the accident.")})
        found.told_at, found.by, found.recorded_at = at, actor.key, clock.now()
        found.save(update_fields=["told_at", "by", "recorded_at"])
        set_clocks(accident)
        tell_reported(accident.pk, level)
        record(
            actor=actor,
            act="incident.report",
            subject=f"incident:{accident.pk}",
            city=accident.division_id[:4],
            detail={"level": level, "at": at.isoformat()},
        )
    return found
