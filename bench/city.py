"""Programs of the measured installation: load the city, fill it with matters, hand out tokens and sessions.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import json
from datetime import timedelta
from time import perf_counter
from typing import Any

import click
import django
from django.conf import settings
from django.db import connection
from django.test import Client

django.setup()

from sanling.domain.matters.access import VisitorActor, visible_matters  # noqa: E402
from sanling.domain.matters.actions.register import PartyDetails, Report, register  # noqa: E402
from sanling.domain.matters.identity import PersonDetails  # noqa: E402
from sanling.domain.matters.models import Matter  # noqa: E402
from sanling.domain.matters.publishing import publish_workflows  # noqa: E402
from sanling.domain.people.access import viewer_for  # noqa: E402
from sanling.domain.people.actions.set_up_units import set_up_units  # noqa: E402
from sanling.domain.people.cast import load_cast, players, working_token  # noqa: E402
from sanling.domain.people.models import Post, Unit  # noqa: E402
from sanling.domain.territory.actions.import_divisions import import_divisions  # noqa: E402
from sanling.domain.territory.config import TerritoryPart  # noqa: E402
from sanling.domain.territory.models import Division  # noqa: E402
from sanling.foundation import clock  # noqa: E402
from sanling.foundation.audit.actor import SystemActor  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.processes.batches.actions.order import MOST, order_batch  # noqa: E402
from sanling.processes.simulation.demo import IN_OFFICE  # noqa: E402
from sanling.processes.simulation.geography import draw_city  # noqa: E402
from sanling.processes.simulation.simulate import simulate  # noqa: E402
from sanling.processes.simulation.staff import staff_city  # noqa: E402

ACTOR = SystemActor("bench")
TOWNSHIPS = 40
# Who looks: what one is charged with, a township, a county, a county's lines, a department, the city.
VIEWERS = (
    "mediator",
    "intake_officer",
    "county_intake_officer",
    "petition_officer",
    "department_clerk",
    "city_peace_officer",
)


@click.group()
def commands() -> None:
    """Prepare what is measured."""


@commands.command()
def load() -> None:
    """Load the demonstration city without any matters, once."""
    profile = profile_by_code(settings.SERVED[0])
    if players(profile):
        # A city that was kept may be of an earlier release.
        publish_workflows(actor=ACTOR, profile=profile)
        return
    territory: TerritoryPart = profile.part("territory")
    if not Division.objects.filter(pk=profile.city).exists():
        file = profile.folder / territory.divisions
        import_divisions(actor=ACTOR, file=file, profiles=[profile], as_of=territory.as_of)
    publish_workflows(actor=ACTOR, profile=profile)
    draw_city(actor=ACTOR, profile=profile)
    begins_at = (clock.now() - IN_OFFICE).replace(hour=0, minute=0, second=0, microsecond=0)
    set_up_units(actor=ACTOR, profile=profile, begins_on=begins_at.date())
    load_cast(actor=ACTOR, profile=profile, begins_at=begins_at)
    staff_city(actor=ACTOR, profile=profile, begins_at=begins_at)
    _analyze()


@commands.command()
@click.argument("matters", type=int)
@click.argument("seed", type=int)
def fill(matters: int, seed: int) -> None:
    """Bring the city to so many matters by simulation, and print how long it took."""
    there = Matter.objects.count()
    missing = max(0, matters - there)
    begin = perf_counter()
    if missing:
        simulate(profile=profile_by_code(settings.SERVED[0]), matters=missing, seed=seed + there)
    took = perf_counter() - begin
    _analyze()
    click.echo(json.dumps({"written": missing, "seconds": round(took, 1)}))


@commands.command()
def keys() -> None:
    """Issue tokens to an intake officer and a mediator of many townships, and sessions to the viewers of pages."""
    profile = profile_by_code(settings.SERVED[0])
    until = clock.now() + timedelta(days=1)
    teams: list[dict[str, Any]] = []
    centres = Unit.objects.filter(city=profile.city, kind="governance_centre", ends_on=None)
    for centre in centres.order_by("division"):
        path = centre.division_id
        intake = Post.objects.filter(unit=centre, role="intake_officer", ends_at=None).first()
        mediator = (
            Post.objects.filter(unit__division__path__startswith=path, role="mediator", ends_at=None)
            .exclude(unit=centre)
            .filter(unit__kind="village_committee")
            .order_by("unit__division", "pk")
            .select_related("unit")
            .first()
        )
        if len(path) != 9 or intake is None or mediator is None:
            continue
        tokens = [
            working_token(actor=ACTOR, post=post, name="bench", ends_at=until).secret
            for post in (intake, mediator)
        ]
        teams.append(
            {
                "division": mediator.unit.division_id,
                "intake": tokens[0],
                "mediator": tokens[1],
                "mediator_post": mediator.pk,
            }
        )
        if len(teams) == TOWNSHIPS:
            break
    cast = players(profile)
    click.echo(json.dumps({"teams": teams, "sessions": {key: session_of(cast[key].user) for key in VIEWERS}}))


@commands.command()
@click.argument("matters", type=int)
def wait(matters: int) -> None:
    """Let so many reports wait at the governance centre of one township; print how long it took to register them."""
    path = township().division_id
    village = Division.objects.filter(path__startswith=path).exclude(pk=path).order_by("path")[0].pk
    begin = perf_counter()
    for nth in range(matters):
        text = f"第{nth}户反映楼道堆物、消防通道被占，多次劝说没有结果，请帮忙处理。"
        party = PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone=f"139{nth:08d}"))
        report = Report(kind="request", text=text, division=village, channel="web", parties=[party])
        register(actor=VisitorActor(), report=report)
    click.echo(round(perf_counter() - begin, 1))
    _analyze()


@commands.command()
@click.argument("verb")
def order(verb: str) -> None:
    """Order a verb for all that waits there, as the desk does; print how long that took."""
    centre = township()
    held = Post.objects.select_related("unit", "user").filter(unit=centre, ends_at=None).order_by("pk")
    officer = held.filter(role="intake_officer")[0]
    charged = held.filter(role="mediator").first() or officer
    viewer = viewer_for(officer)
    if viewer is None:
        raise click.ClickException("The officer is not at work.")
    begin = perf_counter()
    waiting = visible_matters(viewer).filter(unit=centre, assignee=None, kind="request")
    order_batch(
        actor=viewer,
        verb=verb,
        charged=charged.pk if verb == "assign" else None,
        picked=dict(waiting.order_by("pk").values_list("pk", "version")[:MOST]),
        language="zh-hans",
    )
    click.echo(json.dumps({"seconds": perf_counter() - begin}))


def township() -> Unit:
    """Return the first township's centre that has an intake officer."""
    manned = Post.objects.filter(role="intake_officer", ends_at=None, unit__kind="governance_centre")
    townships = [post.unit for post in manned.select_related("unit").order_by("unit__division")]
    return next(unit for unit in townships if len(unit.division_id) == 9)


def session_of(user: Any) -> str:
    """Return the key of a session of somebody's."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    commands()
