"""Sittings as far as somebody may know of them: whoever works on the dispute of all, a side of its own.

Nobody else is told when and where people meet, whether they asked for a closed session or not (人民调解法 23).
"""

from collections.abc import Collection, Iterable

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_matter, may_follow_up
from sanling.domain.mediation.agreements import bodies_for
from sanling.domain.mediation.keeping import kind_of
from sanling.domain.mediation.models import (
    Attendance,
    Preparation,
    RecordingConsent,
    Side,
    Sitting,
)
from sanling.domain.mediation.sitting import Lacks, Settled, lacking
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor


def sittings_of(actor: Actor | None, matter: Matter) -> QuerySet[Sitting]:
    """Return the sittings of a dispute, the last first, each with the attendances that an actor may know of.

    A side knows of those at which it is expected, and of nobody else's mode, answer or absence.
    """
    found = (
        Sitting.objects.filter(matter=matter.pk)
        .select_related("post", "minutes")
        .order_by("-begins_at", "-pk")
    )
    attending = Attendance.objects.select_related("side").prefetch_related("replies").order_by("side__nth")
    consents = RecordingConsent.objects.order_by("pk")
    if isinstance(actor, SideActor):
        takes_part = Side.objects.filter(pk=actor.side_id, answer=Side.Answer.CONSENTS, matter=matter.pk)
        found = found.filter(attendances__side__in=takes_part.values("pk"))
        attending, consents = attending.filter(side=actor.side_id), consents.filter(side=actor.side_id)
    elif not isinstance(actor, Viewer) or not may_follow_up(actor, matter):
        return found.none()
    else:
        found = found.filter(matter__in=visible_matters(actor).filter(pk=matter.pk).values("pk"))
    return found.prefetch_related(Prefetch("attendances", attending), Prefetch("consents", consents))


def to_come(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Return those that are planned and not over, the next first."""
    now = clock.now()
    return sorted(
        (sitting for sitting in sittings if sitting.ended_at is None and sitting.ends_at > now),
        key=lambda sitting: sitting.begins_at,
    )


def lock_sitting(actor: Actor, sitting_id: int, *, planned: bool = True) -> Sitting:
    """Lock the dispute of a sitting that an actor knows of; ``planned``, it has not ended.

    Raises `NotFound`, and `NotAllowed` where it has ended.
    """
    known = Sitting.objects.filter(pk=sitting_id).values_list("matter", flat=True).first()
    matter = lock_matter(actor, known or 0)
    found = sittings_of(actor, matter).filter(pk=sitting_id).first()
    if found is None:
        raise NotFound("no such sitting")
    if planned and found.ended_at is not None:
        reason = _("This sitting was moved or has ended. Please open it again.")
        raise NotAllowed(action="sittings", reason=reason, allowed=())
    found.matter = matter
    return found


def lock_own_work(actor: Actor, sitting_id: int, *, planned: bool = True) -> Sitting:
    """Lock it likewise for who works on the dispute; to a side it is `NotFound`."""
    if not isinstance(actor, Viewer):
        raise NotFound("not a side's to do")
    return lock_sitting(actor, sitting_id, planned=planned)


def settled_in(matter: Matter) -> list[Preparation]:
    """Return what was settled before sittings of a dispute, for an act or a page that was let in already."""
    return list(Preparation.objects.filter(matter=matter.pk).select_related("post", "side").order_by("pk"))


def lacking_before(matter: Matter, sides: Collection[int], settled: Iterable[Preparation]) -> list[Lacks]:
    """Return what the kind of the dispute's body wants settled and isn't; conflicts by whoever mediates now."""
    kinds = (kind_of(body) for body in bodies_for(matter))
    before = next((kind.before for kind in kinds if kind), ())
    known = {
        (fact.kind, fact.side_id)
        for fact in settled
        if fact.kind != Settled.CONFLICTS or fact.post_id == matter.assignee_id
    }
    return lacking(before, sides, known)


def all_consent(sitting: Sitting, *, to_replace: bool = False) -> bool:
    """Tell whether all sides at a sitting agree that it is recorded, or that a recording replaces minutes (22).

    It is all who are expected, and nobody's silence is consent.
    """
    last = {consent.side_id: consent for consent in sitting.consents.all()}
    sides = {attendance.side_id for attendance in sitting.attendances.all()}
    agree = {side for side, consent in last.items() if (consent.replaces if to_replace else consent.records)}
    return bool(sides) and sides <= agree
