"""What is judged anew, seconds after something became known of subjects."""

from collections import defaultdict
from datetime import date

from sanling.domain.incidents.telling import TOPIC
from sanling.domain.indicators.tallying import tally
from sanling.domain.matters.changes import TOPIC as ENTRIES
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.late import judge_month, take_up_late
from sanling.domain.recognition.measures import TITLES, years_counted
from sanling.domain.recognition.models import Evaluation, Title
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.telling import TOPIC as CHANGED
from sanling.domain.territory.rules import Level
from sanling.foundation.delivery.fan_out import Follower
from sanling.foundation.delivery.outbox import OutboxRow

# A rule looks back over twelve months at most.
_MONTHS = 12


def _judge_subjects(rows: list[OutboxRow]) -> None:
    """Judge the subjects again in all months that were judged and that what happened can be of."""
    first = {int(row.payload["subject"]): date.max for row in rows}
    for row in rows:
        subject, day = int(row.payload["subject"]), date.fromisoformat(row.payload["day"])
        first[subject] = min(first[subject], day.replace(day=1))
    of_city: dict[str, list[int]] = defaultdict(list)
    for subject, city in Subject.objects.filter(pk__in=first).order_by("pk").values_list("pk", "city"):
        of_city[city].append(subject)
    for city, subjects in of_city.items():
        for month in _judged_months(city, min(first[subject] for subject in subjects)):
            evaluate(city=city, month=month, subjects=[key for key in subjects if first[key] <= month])
        take_up_late(subjects)


def _judged_months(city: str, since: date) -> list[date]:
    judged = Evaluation.objects.filter(city=city, month__gte=since).order_by("month")
    return list(judged.values_list("month", flat=True)[:_MONTHS])


def _judge_months(rows: list[OutboxRow]) -> None:
    """Judge months again as a whole that were judged before."""
    for city, month in sorted(
        {(row.payload["city"], date.fromisoformat(row.payload["month"])) for row in rows}
    ):
        if Evaluation.objects.filter(city=city, month=month).exists():
            judge_month(city=city, month=month)


def _judge(rows: list[OutboxRow]) -> None:
    _judge_subjects([row for row in rows if "subject" in row.payload])
    _judge_months([row for row in rows if "month" in row.payload])


def _count_titles(rows: list[OutboxRow]) -> None:
    """Sum the titles again where a recognition was decided."""
    entries = [int(row.payload["entry"]) for row in rows if "entry" in row.payload]
    decided = Title.objects.filter(recognition__matter__entries__in=entries)
    found = decided.order_by().values_list("subject__division", "year").distinct()
    counties: dict[tuple[str, int], set[str]] = defaultdict(set)
    for division, year in found:
        counties[division[: Level.CITY], year].add(division[: Level.COUNTY])
    for (city, year), where in sorted(counties.items()):
        tally(TITLES, city, date(year, 1, 1), counties=where)


def _count_subjects(rows: list[OutboxRow]) -> None:
    """Sum the titles again where subjects came, went or moved, and of a year where titles of it were taken over."""
    counties: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for row in rows:
        for county in row.payload["counties"]:
            counties[county[: Level.CITY], row.payload.get("year")].add(county)
    for (city, year), where in counties.items():
        for first in years_counted(city) if year is None else [date(year, 1, 1)]:
            tally(TITLES, city, first, counties=where)


FOLLOWERS = (
    Follower("recognition", TOPIC, _judge),
    Follower("titles", ENTRIES, _count_titles),
    Follower("population", CHANGED, _count_subjects),
)
