"""What sides said and agreed on goes with the texts of a dispute that is over; that they did, and when, stays."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q, QuerySet

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import (
    Agreement,
    Attestation,
    Correction,
    GroundAnswer,
    Handover,
    Joining,
    Minutes,
    Objection,
    Obligation,
    Performance,
    Preparation,
    Reply,
    Revisit,
    Saying,
    Seat,
    Side,
    SignalDecision,
    Signature,
    Sitting,
    SittingFile,
)
from sanling.domain.mediation.recounting import recount
from sanling.foundation.database.naming import unnamed
from sanling.foundation.files.models import StoredFile


def forget_texts(matters: Sequence[Matter]) -> None:
    """Forget what was said and agreed on, why mediators were refused, what sides were told, and their links."""
    Agreement.objects.filter(matter__in=matters).update(terms=None, content=None, ended_for=None)
    GroundAnswer.objects.filter(agreement__matter__in=matters).update(reason=None)
    Joining.objects.filter(side__matter__in=matters).update(address=None)
    Signature.objects.filter(agreement__matter__in=matters).delete()
    Obligation.objects.filter(agreement__matter__in=matters).update(text=None)
    Performance.objects.filter(obligation__agreement__matter__in=matters).update(remark=None)
    handed = Handover.objects.filter(Q(matter__in=matters) | Q(dispute__in=matters))
    handed.update(reason=None, content=None, taken_by=None)
    SignalDecision.objects.filter(matter__in=matters).update(reason=None, seen=[])
    forget_files(matters)
    _said_in(matters).delete()
    Seat.objects.filter(matter__in=matters).delete()
    Revisit.objects.filter(matter__in=matters).update(remark=None)
    Objection.objects.filter(matter__in=matters).update(reason=None)
    Minutes.objects.filter(sitting__matter__in=matters).update(text=None, content=None)
    Attestation.objects.filter(minutes__sitting__matter__in=matters).delete()
    Correction.objects.filter(minutes__sitting__matter__in=matters).delete()
    Reply.objects.filter(attendance__sitting__matter__in=matters).update(text=None)
    Preparation.objects.filter(matter__in=matters).update(text=None)
    Sitting.objects.filter(matter__in=matters).update(place=None)
    _forget_files(matters, SittingFile.Sort.PAPER)
    Side.objects.filter(matter__in=matters).update(summary=None, link_digest=None)
    recount(*(matter.pk for matter in matters))


def forget_files(matters: Sequence[Matter]) -> None:
    """Forget the files that were sent in rooms; their contents leave the disk with the nightly purge."""
    said = _said_in(matters).exclude(file=None)
    files = list(said.values_list("file", flat=True))
    said.update(file=None)
    unnamed(StoredFile.objects.filter(pk__in=files)).delete()


def _said_in(matters: Sequence[Matter]) -> QuerySet[Saying]:
    return Saying.objects.filter(Q(side__matter__in=matters) | Q(matter__in=matters))


def forget_recordings(matters: Sequence[Matter]) -> None:
    """Delete the recordings of sittings, by a rule of their own; that there was one, and all agreed, stays."""
    _forget_files(matters, SittingFile.Sort.RECORDING)


def _forget_files(matters: Sequence[Matter], sort: str) -> None:
    kept = SittingFile.objects.filter(sitting__matter__in=matters, sort=sort, file__isnull=False)
    files = list(kept.values_list("file", flat=True))
    kept.update(file=None)
    unnamed(StoredFile.objects.filter(pk__in=files)).delete()


FORGETTERS: Mapping[str, Callable[[Sequence[Matter]], None]] = {
    "recordings": forget_recordings,
}
