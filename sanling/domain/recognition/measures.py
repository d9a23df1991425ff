"""What is counted of zeros and titles: how subjects stood in a month, which are recognised, and decisions."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.flows import Flow
from sanling.domain.indicators.measures import Grain, Measure, Stock
from sanling.domain.matters.access import GUARDED as MATTERS
from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.people.guarded import Guarded
from sanling.domain.recognition import counted
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Judged, Title
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.subjects.access import GUARDED
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.models import Charge, Subject
from sanling.foundation.days import next_month, today
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for


def _zeros(city: str) -> Mapping[str, str]:
    part: StandardPart = profile_for(city).part("standard")
    return {zero.code: str(zero.name) for zero in part.zeros}


def _names(city: str) -> Mapping[str, Mapping[str, Label]]:
    part: SubjectsPart = profile_for(city).part("subjects")
    standard: StandardPart = profile_for(city).part("standard")
    return {
        "group": {group.value: name for group, name in part.groups.items()},
        "type": {kind.code: kind.name for kind in part.types},
        "sector": part.sector_names,
        "zero": {zero.code: zero.name for zero in standard.zeros},
    }


def _colours(profile: Profile) -> Mapping[str, Label]:
    standard: StandardPart = profile.part("standard")
    return {colour.code: colour.name for colour in standard.colours}


def _judged(city: str, month: date) -> QuerySet[Any]:
    return Judged.objects.filter(month=month, division__startswith=city, exempt="").select_related("subject")


def _with_title(city: str, year: date) -> QuerySet[Any]:
    """Return the subjects that there were when the year's months were over, or are, and how each was decided on.

    One whose title says so was there, whatever is known of it from since when: so it is where titles were taken over.
    """
    over = next_month(recognition_part(city).months(year.year)[-1])
    last = min(over - timedelta(days=1), today())
    there = Q(begins_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gt=last))
    titles = Title.objects.filter(subject=OuterRef("pk"), year=year.year, ended_at=None)
    kept = {
        _kept(zero): Exists(titles.filter(reasons__zeros__contains=[{"zero": zero, "finding": "kept"}]))
        for zero in _zeros(city)
    }
    return Subject.objects.filter(there | Exists(titles), division__path__startswith=city).annotate(
        recognised=Exists(titles.filter(granted=True)), **kept
    )


def _kept(zero: str) -> str:
    return f"kept_{zero}"


# Where a subject stood in the month, and what it was then; its own past stays where it was.
STOOD = Guarded(
    room=GUARDED.room,
    name=GUARDED.name,
    model=Judged,
    division="division",
    by_path=True,
    levels={},
    units=GUARDED.units,
    posts=lambda post: Q(subject__in=Charge.objects.filter(post=post, ends_on=None).values("subject")),
    lines=GUARDED.lines,
    kind=GUARDED.kind,
    kinds=GUARDED.kinds,
)
JUDGED = Stock(
    code="judged",
    grain=Grain.MONTH,
    guarded=STOOD,
    rows=_judged,
    measures={
        "judged": Measure(_("Judged"), lambda _zero: Q()),
        "met": Measure(
            _("Kept"),
            lambda zero: (
                ~Q(broken__contains=[zero]) & ~Q(open__contains=[zero]) if zero else Q(broken=[], open=[])
            ),
            of_zeros=True,
        ),
        "unclear": Measure(
            _("Not established"),
            lambda zero: Q(open__contains=[zero]) if zero else Q(broken=[]) & ~Q(open=[]),
            of_zeros=True,
        ),
        "coloured": Measure(_("Of the colour"), lambda colour: Q(colour=colour), parts=_colours),
    },
    ledger="judged",
    zeros=_zeros,
    names=_names,
)
TITLES = Stock(
    code="titles",
    grain=Grain.YEAR,
    guarded=GUARDED,
    rows=_with_title,
    measures={
        "subjects": Measure(_("Subjects"), lambda _zero: Q()),
        "recognised": Measure(
            _("Recognised"),
            lambda zero: Q(**{_kept(zero): True}) if zero else Q(recognised=True),
            of_zeros=True,
        ),
    },
    ledger="subjects",
    columns=("division_id", "group", "type", "sector"),
    zeros=_zeros,
    names=_names,
)
# The year under way, the one that is decided, and the one before.
_YEARS = 3
STOCKS = (JUDGED, TITLES)
FLOWS = (
    Flow(
        code="recognitions",
        topics=(TOPIC, RECOUNTED),
        guarded=MATTERS,
        measures=counted.MEASURES,
        facts=counted.titles_of,
        keys=counted.all_keys,
        ledger="matters",
    ),
)


def years_counted(city: str) -> list[date]:
    """Return the years whose titles are summed again when subjects change, by their first days, the latest first."""
    part = recognition_part(city)
    if part.kind is None:
        return []
    now = part.year_of(today().replace(day=1))
    return [date(now - back, 1, 1) for back in range(_YEARS)]
