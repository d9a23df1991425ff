"""Minutes as far as somebody may read them: who works on the dispute and reads its names, and sides that were there."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, reads_names
from sanling.domain.mediation.agreements import members_by_side, signed_side
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Attendance, Correction, Minutes, Side, Sitting, SittingFile
from sanling.domain.mediation.protocol import Present, Protocol
from sanling.domain.mediation.sitting import EARLY
from sanling.domain.mediation.sittings import lock_sitting, sittings_of
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.days import written


def minutes_of(actor: Actor | None, matter: Matter) -> QuerySet[Minutes]:
    """Return the minutes of a dispute that an actor may read: a side those of sittings at which it was, once closed.

    What is corrected beside them is read by all who read them.
    """
    found = Minutes.objects.filter(sitting__in=sittings_of(actor, matter).order_by().values("pk"))
    corrections = Correction.objects.select_related("side", "post").order_by("pk")
    found = found.prefetch_related("signatures", Prefetch("corrections", corrections)).order_by("-pk")
    if isinstance(actor, SideActor):
        was_there = Attendance.objects.filter(side=actor.side_id).exclude(came_by="").values("sitting")
        return found.filter(closed_at__isnull=False, sitting__in=was_there)
    return found if isinstance(actor, Viewer) and reads_names(actor, matter) else found.none()


def files_of(viewer: Viewer, sitting: Sitting) -> QuerySet[SittingFile]:
    """Return the recordings and scans of a sitting, to whoever reads the minutes."""
    found = (
        SittingFile.objects.filter(sitting=sitting.pk, file__isnull=False)
        .select_related("file")
        .order_by("pk")
    )
    return found if reads_names(viewer, sitting.matter) else found.none()


def may_write(actor: Actor, sitting: Sitting) -> bool:
    """Tell whether an actor writes minutes now: the one who holds the sitting, once it has begun."""
    begun = sitting.ended_at is None and clock.now() >= sitting.begins_at - EARLY
    held = sitting.ended_how == Sitting.Ending.HELD
    return isinstance(actor, Viewer) and actor.own.post_id == sitting.post_id and (begun or held)


def lock_written(actor: Actor, sitting_id: int) -> Sitting:
    """Lock a sitting whose minutes an actor writes; raises `NotFound`, `NotAllowed`."""
    sitting = lock_sitting(actor, sitting_id, planned=False)
    if (
        not may_write(actor, sitting)
        or not isinstance(actor, Viewer)
        or not reads_names(actor, sitting.matter)
    ):
        reason = _("Whoever holds the sitting writes its minutes, once it has begun.")
        raise NotAllowed(action="write_minutes", reason=reason, allowed=())
    return sitting


def lock_closed(actor: Actor, sitting_id: int) -> Minutes:
    """Lock a sitting whose closed minutes an actor reads, and return them; raises `NotFound`."""
    sitting = lock_sitting(actor, sitting_id, planned=False)
    found = minutes_of(actor, sitting.matter).filter(sitting=sitting.pk, closed_at__isnull=False).first()
    if found is None or not found.content:
        raise NotFound("no such minutes")
    found.sitting = sitting
    return found


def sides_present(sitting: Sitting) -> list[Side]:
    """Return the sides that came to a sitting, of its attendances as they were read."""
    return [attendance.side for attendance in sitting.attendances.all() if attendance.came_by]


def awaited(minutes: Minutes, present: list[int]) -> list[int]:
    """Return the sides that were there and have not confirmed."""
    signed = {signature.side_id for signature in minutes.signatures.all()}
    return [side for side in present if side not in signed]


def present_at(sitting_id: int) -> list[int]:
    """Return the keys of all sides that came, for an act or a page that was let in already."""
    came = Attendance.objects.filter(sitting=sitting_id).exclude(came_by="").order_by("side__nth")
    return list(came.values_list("side", flat=True))


def protocol_of(sitting: Sitting, *, sort: str, text: str) -> Protocol:
    """Return the whole text of minutes, of what was written and who came."""
    members = members_by_side(sitting.matter_id)
    modes = {mode.code: str(mode.name) for mode in part_of(sitting.matter.city).sittings.modes}
    present = [row for row in sitting.attendances.all() if row.came_by]
    return Protocol(
        matter=sitting.matter.number,
        sort=sort,
        begins_at=written(sitting.begins_at),
        place=sitting.place,
        mediator=sitting.post.name,
        present=tuple(
            Present(signed_side(row.side, members.get(row.side_id, ())), modes.get(row.came_by, row.came_by))
            for row in present
        ),
        text=text,
        closed_at=written(clock.now()),
    )
