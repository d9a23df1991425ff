"""Take over titles: recognitions that a city decided before it had this system, as its own lists say them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from sanling.domain.recognition.models import Comparison, Recognition, Title
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.telling import tell_moved
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many, update_many
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.days import today


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What a city's own list says: whether a subject, by its key, was recognised for a year, and by which document.

    ``at`` is when that was decided. ``kept`` are the zeros of which it says whether they were kept.
    """

    subject: int
    year: int
    granted: bool
    document: str
    at: datetime
    kept: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenOver:
    """What became of it: the title that stands now, whether it is new, ended another, or why nothing was written."""

    title: Title | None = None
    is_new: bool = False
    ended: Title | None = None
    refused: str = ""


def take_over_titles(*, actor: Actor, city: str, earlier: Sequence[Earlier]) -> list[TakenOver]:
    """Keep titles of a city that have no matter here, and return what became of each, in the order given.

    The same again changes nothing; what a list says otherwise than before ends the earlier title and stands beside it.
    A year that was decided here, or isn't over, takes nothing over. The number of statements doesn't grow with the
    list.
    """
    with transaction.atomic():
        taking = _Taking(city, {about.subject for about in earlier}, {about.year for about in earlier})
        found = [taking.take(about) for about in earlier]
        written = [each for each in found if each.is_new]
        ended = [each.ended for each in written if each.ended]
        for title in ended:
            title.ended_at, title.ended_why = clock.now(), _("Another list says it otherwise.")
        update_many(ended, ["ended_at", "ended_why"])
        insert_many(Title, [each.title for each in written if each.title])
        _tell(actor, city, taking, [each.title for each in written if each.title])
    return found


class _Taking:
    """Judges what lists say, by what stands here; whoever takes over the same at this moment waits."""

    def __init__(self, city: str, subjects: set[int], years: set[int]) -> None:
        keys = list(subjects)
        locked = Subject.objects.select_for_update(no_key=True).filter(AnyOf(F("pk"), keys), city=city)
        self.places = dict(locked.order_by("pk").values_list("pk", "division"))
        self.last_over = recognition_part(city).last_over(today().replace(day=1))
        of_years = Q(AnyOf(F("subject"), keys), year__in=years)
        decided = Recognition.objects.filter(of_years).values_list("subject", "year")
        self.decided = set(decided)
        standing = Title.objects.filter(of_years, ended_at=None)
        self.standing = {(title.subject_id, title.year): title for title in standing}

    def take(self, about: Earlier) -> TakenOver:
        """Return the title as it is to stand, or why not."""
        key = (about.subject, about.year)
        if about.subject not in self.places:
            return TakenOver(refused=_("There is no such subject, or none that you may name."))
        if key in self.decided:
            return TakenOver(refused=_("The recognition of this year was opened here."))
        if about.year > self.last_over:
            return TakenOver(refused=_("This year isn't over."))
        was, title = self.standing.get(key), _title(about)
        if was is not None and all(getattr(was, name) == getattr(title, name) for name in _SAID):
            return TakenOver(was)
        self.standing[key] = title
        return TakenOver(title, is_new=True, ended=was)


_SAID = ("granted", "reasons", "at", "taken_over_from")


def _title(about: Earlier) -> Title:
    kept, broken = Comparison.Finding.KEPT.value, Comparison.Finding.BROKEN.value
    zeros = [{"zero": zero, "finding": kept if was else broken} for zero, was in sorted(about.kept.items())]
    reasons: dict[str, Any] = {"zeros": zeros, "said": ""}
    return Title(
        subject_id=about.subject,
        year=about.year,
        granted=about.granted,
        reasons=reasons,
        broken=[],
        at=about.at,
        taken_over_from=about.document,
    )


def _tell(actor: Actor, city: str, taking: _Taking, titles: Sequence[Title]) -> None:
    """Record the act once for a year and a document, and have the year summed again where its subjects lie."""
    counted: dict[tuple[int, str], int] = defaultdict(int)
    places: dict[int, set[str]] = defaultdict(set)
    for title in titles:
        counted[title.year, title.taken_over_from] += 1
        places[title.year].add(taking.places[title.subject_id])
    record_many(
        NewAuditRow(
            actor=actor,
            act="titles.take_over",
            subject=f"city:{city}",
            city=city,
            detail={"year": year, "document": document, "titles": count},
        )
        for (year, document), count in sorted(counted.items())
    )
    for year, paths in sorted(places.items()):
        tell_moved(paths, year=year)
