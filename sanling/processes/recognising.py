"""A year's recognitions are ordered by an office, and opened by a job; a month's confirmations are asked for."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.recognition.access import may_open_year
from sanling.domain.recognition.actions.open_year import open_year
from sanling.domain.recognition.lacking import Lacking, lacking_of_post
from sanling.domain.recognition.models import Standard
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.days import month_before
from sanling.foundation.delivery.notices import NewNotice, notify_many
from sanling.foundation.holidays.schedules import workdays_of
from sanling.foundation.profile.registry import profile_for

# Lists and zeros are confirmed by offices of counties and of the city: village posts see no county whole.
CONFIRMED_AT = (Level.CITY, Level.COUNTY)
RETRIES = RetryStrategy(max_attempts=3, exponential_wait=5)


def order_year(*, actor: Viewer, year: int) -> None:
    """Have a year opened for all subjects of the actor's city that have none; raises ``PermissionDenied``."""
    if not may_open_year(actor):
        raise PermissionDenied
    with transaction.atomic():
        record(
            actor=actor,
            act="recognition.open",
            subject=f"city:{actor.city}",
            city=actor.city,
            detail={"year": year},
        )
        open_year_job.defer(city=actor.city, year=year)


@app.task(queue="batches", retry=RETRIES)
def open_year_job(*, city: str, year: int) -> None:
    """Open what is missing; a failure is tried again, and goes on where it broke off."""
    open_year(actor=SystemActor("recognition"), city=city, year=year)


def remind_of_month(day: date) -> int:
    """Tell posts what the month before a day still lacks, where cities remind on it; return how many were told."""
    cities = Standard.objects.filter(retired_at=None).order_by("city").values_list("city", flat=True)
    month = month_before(day.replace(day=1))
    return sum(_remind(city, month) for city in cities if _is_reminded(city, day))


def _is_reminded(city: str, day: date) -> bool:
    workdays, eve = workdays_of(profile_for(city)), day.replace(day=1) - timedelta(days=1)
    return any(workdays.nth_after(eve, nth) == day for nth in recognition_part(city).reminded_on)


def _remind(city: str, month: date) -> int:
    people: PeoplePart = profile_for(city).part("people")
    subjects: SubjectsPart = profile_for(city).part("subjects")
    confirming = {role for zero in standard_part(city).zeros for role in zero.confirmed_by}
    overseeing = {rules.code for rules in people.roles if rules.oversees}
    posts = Post.objects.filter(
        in_office(clock.now()),
        unit__city=city,
        unit__division__level__in=CONFIRMED_AT,
        role__in=confirming | overseeing | set(subjects.kept_by),
    )
    url = f"/desk/months/?month={month:%Y-%m}"
    told: list[NewNotice] = []
    for post in posts.select_related("unit", "user").order_by("pk"):
        viewer = viewer_for(post)
        found = lacking_of_post(viewer.limited_to(()), month) if viewer else Lacking(0, 0)
        if any(found):
            params = {"month": f"{month:%Y-%m}", **found._asdict()}
            told.append(NewNotice(recipient=f"post:{post.pk}", code="month.lacking", params=params, url=url))
    return notify_many(told)
