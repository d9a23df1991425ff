"""Which matters a rule has come to, and how much would go."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from sanling.domain.matters.models import Attachment, Matter, Party, Relation
from sanling.foundation.files.models import StoredFile
from sanling.processes.retention.config import RetentionRule
from sanling.processes.retention.models import Hold, Tombstone


@dataclass(frozen=True)
class Extent:
    """How much a rule removes."""

    matters: int
    parties: int
    files: int
    bytes: int


def ripe(*, city: str, rule: RetentionRule, now: datetime) -> QuerySet[Matter]:
    """Return the matters of a city that a rule has come to and that it wasn't applied to yet.

    A matter that is held is kept, and one that stands beside an open one, as its review or its repetition, as long as
    that.
    """
    held = Hold.objects.filter(matter=OuterRef("pk"), ended_at=None)
    done = Tombstone.objects.filter(matter=OuterRef("pk"), rule=rule.code)
    beside = Relation.objects.filter(
        Q(matter=OuterRef("pk"), other__open=True) | Q(other=OuterRef("pk"), matter__open=True)
    )
    found = Matter.objects.filter(
        ~Exists(done),
        ~Exists(held),
        ~Exists(beside),
        family=rule.family,
        city=city,
        open=False,
        ended_at__lt=cutoff(rule, now),
    )
    return found.filter(kind__in=rule.kinds) if rule.kinds else found


def cutoff(rule: RetentionRule, now: datetime) -> datetime:
    """Return the instant before which a matter must have ended; the 29th of February counts as the 28th."""
    at = now.astimezone(UTC)
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return at.replace(year=at.year - rule.years, day=day)


def extent(*, city: str, rule: RetentionRule, now: datetime) -> Extent:
    """Count what a rule would remove now; changes nothing."""
    matters = ripe(city=city, rule=rule, now=now)
    ids = matters.values("pk")
    parties = Party.objects.filter(matter__in=ids).count() if "parties" in rule.remove else 0
    gone = (
        Attachment.objects.filter(entry__matter__in=ids)
        if "files" in rule.remove
        else Attachment.objects.none()
    )
    files = StoredFile.objects.filter(pk__in=gone.values("file"))
    size = files.aggregate(bytes=Sum("size"))["bytes"] or 0
    return Extent(matters=matters.count(), parties=parties, files=files.count(), bytes=size)
