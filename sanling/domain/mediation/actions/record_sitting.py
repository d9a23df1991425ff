"""Record sitting: whether it was held, and of each side whether it came, by which mode, or why it did not."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.naming import SETTLED
from sanling.domain.mediation.planning import check_reason
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.sitting import EARLY
from sanling.domain.mediation.sittings import lacking_before, lock_own_work, settled_in
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def record_sitting(
    *, actor: Actor, sitting_id: int, held: bool, came: Mapping[int, str], missed: Mapping[int, str]
) -> Sitting:
    """End a sitting as held or not; ``came`` are modes and ``missed`` reasons, by the keys of sides.

    Raises `Invalid` by field, `NotFound`, and `NotAllowed` before its time, or where something that the kind of the
    body wants isn't settled yet with a side that came.
    """
    with transaction.atomic():
        sitting = lock_own_work(actor, sitting_id)
        _check(sitting, held=held, came=came, missed=missed)
        for attendance in sitting.attendances.all():
            attendance.came_by = came.get(attendance.side_id, "")
            attendance.missed_for = missed.get(attendance.side_id, "")
            attendance.save(update_fields=["came_by", "missed_for"])
        sitting.ended_at = clock.now()
        sitting.ended_how = Sitting.Ending.HELD if held else Sitting.Ending.MISSED
        sitting.save(update_fields=["ended_at", "ended_how"])
        record(
            actor=actor,
            act="mediation.record_sitting",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "held": held, "missed": {str(k): v for k, v in missed.items()}},
        )
        recount(sitting.matter_id)
    return sitting


def _check(sitting: Sitting, *, held: bool, came: Mapping[int, str], missed: Mapping[int, str]) -> None:
    if clock.now() < sitting.begins_at - EARLY:
        reason = _("This sitting is still to come. Move it or call it off.")
        raise NotAllowed(action="record_sitting", reason=reason, allowed=())
    sides = {attendance.side_id for attendance in sitting.attendances.all()}
    part = part_of(sitting.matter.city).sittings
    if {*came, *missed} != sides or {*came} & {*missed} or not all(map(part.mode, came.values())):
        raise Invalid({"sides": _("Please say of each side whether it came, or why it did not.")})
    for reason in missed.values():
        check_reason(sitting.matter, reason, Use.MISSED, "sides")
    if held and not came:
        raise Invalid({"held": _("Nobody came: it was not held.")})
    if not held and not missed:
        raise Invalid({"held": _("All came. If it was not held, move it or call it off.")})
    lacks = lacking_before(sitting.matter, [*came], settled_in(sitting.matter)) if held else []
    if lacks:
        said = " · ".join(dict.fromkeys(str(SETTLED[each.what]) for each in lacks))
        reason = _("First, by 法释〔2021〕23号 13, 16 and 17: %(what)s") % {"what": said}
        raise NotAllowed(action="record_sitting", reason=reason, allowed=())
