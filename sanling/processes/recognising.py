"""A year's recognitions are ordered by an office, and opened by a job."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_open_year
from sanling.domain.recognition.actions.open_year import open_year
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record

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
