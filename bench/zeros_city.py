"""Programs of the measured installation: fill it with subjects and incidents, and judge a month of them.

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
from django.db.models import F

django.setup()

from sanling.domain.incidents.models import Incident  # noqa: E402
from sanling.domain.people.cast import working_token  # noqa: E402
from sanling.domain.people.models import Post  # noqa: E402
from sanling.domain.recognition.actions.evaluate import evaluate  # noqa: E402
from sanling.domain.recognition.actions.publish_standard import publish_standard  # noqa: E402
from sanling.domain.recognition.config import StandardPart  # noqa: E402
from sanling.domain.recognition.models import Confirmation, Judged  # noqa: E402
from sanling.domain.recognition.months import months_back  # noqa: E402
from sanling.domain.subjects.models import Subject  # noqa: E402
from sanling.domain.territory.models import Division  # noqa: E402
from sanling.domain.territory.rules import Level  # noqa: E402
from sanling.foundation import clock  # noqa: E402
from sanling.foundation.audit.actor import SystemActor  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402

ACTOR = SystemActor("bench")
MONTHS = 13
# Companies in the villages, in turn, so that each place has about as many.
SUBJECTS = """
    WITH place AS (
        SELECT path, row_number() OVER (ORDER BY path) - 1 AS nth
        FROM territory_division WHERE path LIKE %(under)s || '%%' AND level = %(village)s AND valid_until IS NULL
    ), made AS (
        INSERT INTO subjects_subject
            (type, "group", code, name, division_id, sector, status, address, fields, begins_on)
        SELECT 'company', 'institutions', 'BENCH-' || number, '第' || number || '机械制造有限公司', place.path,
            (%(sectors)s::text[])[1 + number %% cardinality(%(sectors)s::text[])], 'active', '', '{}', %(since)s
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS number
        JOIN place ON place.nth = number %% (SELECT count(*) FROM place)
        RETURNING id, name, division_id, sector, begins_on
    )
    INSERT INTO subjects_period
        (subject_id, begins_on, recorded_at, by, name, division_id, sector, status, address, fields)
    SELECT id, begins_on, now(), 'system:bench', name, division_id, sector, 'active', '', '{}' FROM made
"""
# Of the past two years: visits, accidents and police figures, one in ten of which breaks a zero of its time.
FACTS = """
    WITH subject AS (
        SELECT id, division_id, row_number() OVER (ORDER BY id) - 1 AS nth
        FROM subjects_subject WHERE city = %(city)s
    ), made AS (
        SELECT nth, nth %% 3 AS sort, nth %% 10 = 0 AS breaks,
            current_date - (nth * 7919 %% 730)::int AS day, nth * 104729 AS place
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS nth
    )
    INSERT INTO incidents_incident
        (kind, confidentiality, division_id, answers_id, happened_on, happened_at, recorded_at, by, source, own_id,
         reason, reached, channel, persons, skips_levels, lawful, upheld, repeat,
         sort, deaths, serious_injuries, other_injuries, loss, grade, measure, count, wide_effect)
    SELECT (ARRAY['petition_visit', 'accident', 'police_figure'])[sort + 1], CASE sort WHEN 0 THEN 2 ELSE 0 END,
        subject.division_id, subject.id, day, CASE sort WHEN 1 THEN day END, now(), 'system:bench', 'bench', made.nth,
        '', CASE sort WHEN 0 THEN 'county' ELSE '' END, CASE sort WHEN 0 THEN 'visit' ELSE '' END,
        CASE sort WHEN 0 THEN 1 + made.nth %% 4 END, CASE sort WHEN 0 THEN breaks END,
        CASE sort WHEN 0 THEN false END, CASE sort WHEN 0 THEN breaks END, CASE sort WHEN 0 THEN false END,
        CASE sort WHEN 1 THEN 'work' ELSE '' END, CASE sort WHEN 1 THEN 0 END, CASE sort WHEN 1 THEN 0 END,
        CASE sort WHEN 1 THEN breaks::int END, CASE sort WHEN 1 THEN 1000 END, CASE sort WHEN 1 THEN 1 END,
        CASE sort WHEN 2 THEN CASE WHEN breaks THEN 'criminal_cases' ELSE 'order_cases' END ELSE '' END,
        CASE sort WHEN 2 THEN 1 END, CASE sort WHEN 2 THEN false END
    FROM made JOIN subject ON subject.nth = made.place %% (SELECT count(*) FROM subject)
"""


@click.group()
def commands() -> None:
    """Prepare what is measured."""


@commands.command()
@click.argument("subjects", type=int)
@click.argument("facts", type=int)
def fill(subjects: int, facts: int) -> None:
    """Bring the city to so many subjects and incidents, with a standard and all its months confirmed."""
    profile = profile_by_code(settings.SERVED[0])
    publish_standard(actor=ACTOR, profile=profile)
    begin = perf_counter()
    there, known = Subject.objects.count(), Incident.objects.count()
    sectors = [sector.code for sector in profile.part("subjects").sectors]
    since = clock.now().date() - timedelta(days=3 * 365)
    with connection.cursor() as cursor:
        named: dict[str, Any] = {
            "under": profile.city,
            "village": int(Level.VILLAGE),
            "sectors": sectors,
            "since": since,
        }
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(SUBJECTS, {**named, "first": there + 1, "last": max(there, subjects)})
        cursor.execute("VACUUM ANALYZE subjects_subject, subjects_period")
        cursor.execute(FACTS, {"city": profile.city, "first": known + 1, "last": facts})
        cursor.execute("VACUUM ANALYZE incidents_incident")
    if not Confirmation.objects.exists():
        part: StandardPart = profile.part("standard")
        counties = Division.objects.filter(
            path__startswith=profile.city, level=Level.COUNTY, valid_until=None
        )
        Confirmation.objects.bulk_create(
            Confirmation(zero=zero, month=month, division=county, by=ACTOR.key, at=clock.now())
            for county in counties
            for month in months_back(MONTHS)[1:]
            for zero in part.by_zero
        )
    took = round(perf_counter() - begin, 1)
    found = {"subjects": Subject.objects.count(), "facts": Incident.objects.count(), "seconds": took}
    click.echo(json.dumps(found))


@commands.command()
def judge() -> None:
    """Judge the last month for all, again, and again after a hundredth of its facts was withdrawn."""
    city = profile_by_code(settings.SERVED[0]).city
    month = months_back(2)[1]
    told = [_judged(city, "new")]
    told.append(_judged(city, "the same again"))
    # By a number that has no part in which of them break a zero.
    some = Incident.objects.alias(left=F("pk") % 97).filter(happened_on__gte=month, left=0)
    some.update(replaced=True)
    told.append(_judged(city, "a hundredth of its facts gone"))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
    click.echo(json.dumps(told))


@commands.command()
@click.argument("count", type=int)
def teller(count: int) -> None:
    """Issue a token to a county's post that records accidents; print it with so many subjects that kept their zeros."""
    profile = profile_by_code(settings.SERVED[0])
    roles = profile.part("incidents").recorded_by["accident"]
    posts = Post.objects.filter(role__in=roles, ends_at=None, unit__city=profile.city).select_related("unit")
    for post in posts.order_by("pk"):
        county = post.unit.division_id[: Level.COUNTY]
        kept = Judged.objects.filter(month=months_back(2)[1], broken=[], division__startswith=county)
        codes = list(kept.order_by("subject").values_list("subject__code", flat=True)[:count])
        if len(county) == Level.COUNTY and len(codes) == count:
            until = clock.now() + timedelta(days=1)
            token = working_token(actor=ACTOR, post=post, name="bench", ends_at=until)
            day = months_back(2)[1].isoformat()
            click.echo(json.dumps({"token": token.secret, "codes": codes, "day": day}))
            return
    raise click.ClickException("Nobody records accidents where so many subjects kept their zeros.")


def _judged(city: str, what: str) -> dict[str, object]:
    month = months_back(2)[1]
    begin = perf_counter()
    evaluate(city=city, month=month)
    took = round(perf_counter() - begin, 2)
    rows = Judged.objects.filter(month=month)
    return {"what": what, "seconds": took, "rows": rows.count(), "broken": rows.exclude(broken=[]).count()}


if __name__ == "__main__":
    commands()
