"""Programs of the measured installation: open a year of recognitions in one township, and order acts on them.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import json
from datetime import timedelta
from time import perf_counter
from typing import Any

import click
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from bench.city import township
from bench.zeros_city import ACTOR, FACTS, SUBJECTS
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.open_year import open_year
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.recognition.yearly_staging import DECLARED
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.batches.actions.order import MOST, order_batch

LOT = 500
# What the form of each batch says.
SAID: dict[str, dict[str, Any]] = {
    "check": {"checked": "true_so"},
    "give_opinion": {"opinion": "agree"},
    "propose": {},
}


@click.group()
def commands() -> None:
    """Prepare what is measured."""


@commands.command(name="open")
@click.argument("subjects", type=int)
def open_them(subjects: int) -> None:
    """Open a year for so many subjects of one township, and have all but a tenth of them declare; print seconds."""
    profile = profile_by_code(settings.SERVED[0])
    publish_standard(actor=ACTOR, profile=profile)
    begin = perf_counter()
    path = township().division_id
    part = recognition_part(path)
    desk = part.desks["sector"]
    manned = Post.objects.filter(in_office(clock.now())).values("unit")
    units = Unit.objects.filter(division=path[: desk.width], kind=desk.kind, ends_on=None, pk__in=manned)
    sector = next(unit.lines[0] for unit in units.order_by("pk") if unit.lines)
    named: dict[str, Any] = {
        "under": path,
        "village": int(Level.VILLAGE),
        "sectors": [sector],
        "since": clock.now().date() - timedelta(days=3 * 365),
        "first": 1,
        "last": subjects,
    }
    year = part.last_over(today().replace(day=1))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(SUBJECTS, named)
        # Some of them broke a zero in the year: what is proposed for these is refused.
        cursor.execute(FACTS, {"city": profile.city, "first": 1, "last": subjects})
        Confirmation.objects.bulk_create(
            Confirmation(
                zero=zero, month=month, division_id=path[: Level.COUNTY], by=ACTOR.key, at=clock.now()
            )
            for month in part.months(year)
            for zero in standard_part(path).by_zero
        )
        for month in part.months(year):
            evaluate(city=profile.city, month=month)
        opened = open_year(actor=ACTOR, city=profile.city, year=year)
        _declare(opened - opened // 10)
        cursor.execute("VACUUM ANALYZE")
    click.echo(json.dumps({"opened": opened, "seconds": round(perf_counter() - begin, 1)}))


def _declare(most: int) -> None:
    waiting = dict(_waiting("declare").order_by("pk").values_list("pk", "version")[:most])
    keys = list(waiting)
    for first in range(0, len(keys), LOT):
        wishes = [
            Wish(pk, verb="declare", version=waiting[pk], fields=DECLARED) for pk in keys[first : first + LOT]
        ]
        perform_each(actor=_officer("declare"), wishes=wishes)


@commands.command()
@click.argument("verb")
def order(verb: str) -> None:
    """Order a verb for all recognitions that whoever does it sees, as the desk does; print how long that took."""
    viewer = _officer(verb)
    begin = perf_counter()
    seen = visible_matters(viewer).filter(recognition__isnull=False, ended_at=None)
    order_batch(
        actor=viewer,
        verb=verb,
        charged=None,
        picked=dict(seen.order_by("pk").values_list("pk", "version")[:MOST]),
        language="zh-hans",
        said=SAID[verb],
    )
    click.echo(json.dumps({"seconds": perf_counter() - begin}))


def _waiting(verb: str) -> QuerySet[Matter]:
    """Return the recognitions of which a verb can be done next."""
    return Matter.objects.filter(recognition__isnull=False, state__in=_action(verb).sources)


def _officer(verb: str) -> Viewer:
    """Return somebody of the unit that has the recognitions of which a verb can be done next."""
    unit = _waiting(verb).order_by("pk").values_list("unit", flat=True).first()
    roles = [role for who in _action(verb).who if who.relation is ActorRelation.HOLDER for role in who.roles]
    for post in Post.objects.filter(in_office(clock.now()), unit=unit, role__in=roles).order_by("pk"):
        if viewer := viewer_for(post):
            return viewer
    raise click.ClickException(f"Nobody is there to {verb}.")


def _action(verb: str) -> Action:
    recognition = Matter.objects.filter(recognition__isnull=False).order_by("pk")[0]
    return next(action for action in definition_of(recognition.definition_id).actions if action.verb == verb)


if __name__ == "__main__":
    commands()
