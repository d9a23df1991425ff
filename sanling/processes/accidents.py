"""Who is told of reports of accidents: before one is due, whoever has to make it; when it is late, the level above.

When a level was told, its own department reads of it. Provinces and the state have no posts here: the city reports to
them, and is told of what is late.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.config import IncidentsPart
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.incidents.queries import updated_last_on
from sanling.domain.incidents.rules import Kind, Reached, Sort, updated_for
from sanling.domain.incidents.telling import REPORTED
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.days import written
from sanling.foundation.delivery.notices import notify
from sanling.foundation.delivery.outbox import OutboxRow, drain
from sanling.foundation.profile.registry import profile_for

BATCH = 50
# So long before the last day on which casualties are updated, and on that day itself.
REMINDED_BEFORE = (timedelta(days=3), timedelta())
# So long before a report is due whoever has to make it is reminded.
WARNED_BEFORE = timedelta(minutes=30)
# At which level sits whoever reports to a level, and whoever is told that this is late.
_REPORTS_FROM = {Reached.COUNTY: Level.COUNTY, Reached.CITY: Level.COUNTY}
_OWN = {Reached.COUNTY: Level.COUNTY, Reached.CITY: Level.CITY}


def tell_of_accidents() -> int:
    """Tell what is due, late and done of reports of accidents; return how many were told of."""
    return drain(topic=REPORTED, limit=BATCH, handler=_tell_reported) + _tell_due()


def remind_of_casualties(day: date) -> int:
    """Tell, some days before they are updated for the last time, of accidents' casualties; return of how many.

    Told is whoever recorded one, and who records accidents in the county where it happened. The law asks for an update
    where somebody died or was hurt worse since (生产安全事故报告和调查处理条例 13): nothing is late here.
    """
    found = [
        row for ahead in REMINDED_BEFORE for row in updated_last_on(day + ahead).select_related("division")
    ]
    for accident in found:
        last = accident.happened_on + updated_for(Sort(accident.sort or Sort.OTHER))
        told = {"place": accident.division.name, "until": last.isoformat()}
        _notify_of(accident, [Level.COUNTY], "accident.casualties", told, also=accident.by)
    return len(found)


def _tell_reported(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        clocks = ReportClock.objects.filter(reached=row.payload["level"])
        # A correction meanwhile has taken the clocks along.
        mine = Q(incident=row.payload["incident"]) | Q(incident__corrects=row.payload["incident"])
        found = clocks.filter(mine).select_related("incident__division").first()
        level = _OWN.get(Reached(row.payload["level"]))
        if found and level:
            _notify(found, [level], "accident.reported")


def _tell_due() -> int:
    now = clock.now()
    running = ReportClock.objects.filter(told_at=None, late_at=None)
    asked = Q(due_at__lte=now) | Q(due_at__lte=now + WARNED_BEFORE, warned_at=None)
    with transaction.atomic():
        found = running.filter(asked, due_at__lte=now + WARNED_BEFORE).order_by("due_at", "pk")
        locked = found.select_related("incident__division").select_for_update(of=("self",), skip_locked=True)
        rows = list(locked[:BATCH])
        for row in rows:
            _tell(row, is_late=row.due_at <= now)
            row.warned_at = row.warned_at or now
            row.late_at = now if row.due_at <= now else None
        ReportClock.objects.bulk_update(rows, ["warned_at", "late_at"])
    return len(rows)


def _tell(row: ReportClock, *, is_late: bool) -> None:
    reporting = _REPORTS_FROM.get(Reached(row.reached), Level.CITY)
    if is_late:
        _notify(row, [reporting, Level.CITY], "accident.report_late")
    else:
        _notify(row, [reporting], "accident.report_due")


def _notify(row: ReportClock, levels: Iterable[Level], code: str) -> None:
    due = written(row.due_at)
    _notify_of(row.incident, levels, code, {"place": row.incident.division.name, "due": due})


def _notify_of(
    accident: Incident, levels: Iterable[Level], code: str, told: Mapping[str, str], *, also: str = ""
) -> None:
    """Tell those who record accidents at some levels above where it happened, and a post, as far as they may see it."""
    part: IncidentsPart = profile_for(accident.division_id[:4]).part("incidents")
    recording = Q(
        unit__division__in={accident.division_id[:level] for level in levels},
        role__in=part.recorded_by.get(Kind.ACCIDENT, ()),
    )
    own = also.removeprefix("post:")
    posts = Post.objects.filter(recording | Q(pk=own if own.isdecimal() else None), in_office(clock.now()))
    found = list(posts.select_related("unit", "user").order_by("pk"))
    notify(
        (f"post:{post.pk}" for post in found if _may_see(post, accident)),
        code,
        told,
        url=f"/desk/incidents/{accident.pk}/",
    )


def _may_see(post: Post, accident: Incident) -> bool:
    viewer = viewer_for(post)
    return viewer is not None and visible_incidents(viewer).filter(pk=accident.pk).exists()
