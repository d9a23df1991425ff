"""The demonstration city: divisions, workflows, units, people, outlines, posters, and a year of matters."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import QuerySet

from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.cast import load_cast, players
from sanling.domain.people.config import CastPart
from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.models import Boundary, CodePoint, Division
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many
from sanling.foundation.installed import modules
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.reactions import react
from sanling.processes.simulation.geography import draw_city
from sanling.processes.simulation.posters import hang_posters
from sanling.processes.simulation.scenes import stage_scenes
from sanling.processes.simulation.simulate import ACT, ACTOR, inventor_of, simulate
from sanling.processes.simulation.staff import staff_city
from sanling.processes.suggestions.learning import learn_city

# Everybody has been in office since before the year that is simulated.
IN_OFFICE = timedelta(days=3 * 365)
# Matters of the whole city, of the cast's township, and of its community in the last days: inboxes are lived in.
CITY, TOWNSHIP, LATELY = 2550, 360, 40
LATELY_DAYS = 9
YEAR = timedelta(days=365)
NOTICED = timedelta(days=4)
MOST_NOTICED = 80

Say = Callable[[str], None]


def load_demo(profile_code: str, progress: Say, *, scale: float = 1) -> None:
    """Load what of the demonstration city is not there yet; a second run changes nothing.

    Each part is done whole or not at all, and known to be done by its rows. ``scale`` makes more or fewer matters.
    Raises LookupError for an unknown profile.
    """
    profile = profile_by_code(profile_code)
    begins_at = (clock.now() - IN_OFFICE).replace(hour=0, minute=0, second=0, microsecond=0)
    _divisions(profile, progress)
    if profile.is_province:
        # Matters, posters and outlines are its cities'.
        _people(profile, begins_at, progress)
        return
    publish_workflows(actor=ACTOR, profile=profile)
    _outlines(profile, progress)
    _people(profile, begins_at, progress)
    _posters(profile, begins_at, progress)
    if not AuditRow.objects.filter(act=ACT, city=profile.city).exists():
        _matters(profile, progress, scale)
        _count_soon(profile)
        progress("learning kinds and categories")
        learn_city(profile)


def home_of(profile: Profile) -> str:
    """Return the village of the cast; raises LookupError when the cast has nobody in one."""
    part: CastPart = profile.part("cast")
    for member in part.people:
        path = member.posts[0].unit.rpartition("-")[2]
        if len(path) == Level.VILLAGE:
            return path
    raise LookupError("Nobody of the cast works in a village.")


def _divisions(profile: Profile, progress: Say) -> None:
    if Division.objects.filter(pk=profile.city).exists():
        return
    progress("importing divisions")
    part: TerritoryPart = profile.part("territory")
    result = import_divisions(
        actor=ACTOR,
        file=profile.folder / part.divisions,
        profiles=[profile],
        within=profile.city,
        as_of=part.as_of,
    )
    if not result.done:
        raise ValueError(f"The profile's divisions are wrong: {list(result.problems)[:5]}")


def _people(profile: Profile, begins_at: datetime, progress: Say) -> None:
    with transaction.atomic():
        if players(profile):
            return
        progress("setting up units and staff")
        set_up_units(actor=ACTOR, profile=profile, begins_on=begins_at.date())
        load_cast(actor=ACTOR, profile=profile, begins_at=begins_at)
        staff_city(actor=ACTOR, profile=profile, begins_at=begins_at)


def _outlines(profile: Profile, progress: Say) -> None:
    if not Boundary.objects.filter(division__path__startswith=profile.city).exists():
        progress("drawing outlines")
        draw_city(actor=ACTOR, profile=profile)


def _posters(profile: Profile, begins_at: datetime, progress: Say) -> None:
    if not CodePoint.objects.filter(division__path__startswith=profile.city).exists():
        progress("hanging posters")
        with transaction.atomic():
            hang_posters(actor=ACTOR, profile=profile, home=home_of(profile), at=begins_at)


def _matters(profile: Profile, progress: Say, scale: float) -> None:
    _analyse()
    home = home_of(profile)
    city, township, lately = (round(size * scale) for size in (CITY, TOWNSHIP, LATELY))
    progress(f"simulating a year of {city + township + lately} matters")
    with transaction.atomic():
        inventor = inventor_of(profile, seed=1, since=clock.now() - YEAR)
        fill = partial(simulate, profile=profile, inventor=inventor)
        fill(matters=city)
        fill(matters=township, within=home[: Level.TOWNSHIP], seed=2)
        fill(matters=lately, within=home, days=LATELY_DAYS, seed=3)
        progress("filling the inboxes of the cast")
        posts = {key: player.post.pk for key, player in players(profile).items()}
        stage_scenes(profile=profile, inventor=inventor, posts=posts, village=home)
        for module in modules("staging"):
            module.stage(profile=profile, posts=posts, village=home)
        _analyse()
        progress("writing notices")
        _notice(Entry.objects.filter(matter__township=home[: Level.TOWNSHIP], at__gte=clock.now() - NOTICED))


def _count_soon(profile: Profile) -> None:
    """Have the worker count what was written without a message of its own, once it is there."""
    matters = Matter.objects.filter(city=profile.city).order_by("pk").values_list("pk", flat=True)
    put_many(NewOutboxRow(in_bulk(RECOUNTED), str(pk), {}) for pk in matters)


def _analyse() -> None:
    """Have PostgreSQL count what was just written: it plans by that, and does so by itself only after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _notice(entries: QuerySet[Entry]) -> None:
    """Tell those concerned of the latest entries, at the instants of the entries.

    What rooms staged by acts of now has messages of its own, and is told first, lest it be told twice and as of then.
    """
    staged = Outbox.objects.filter(topic=TOPIC).values_list("payload__entry", flat=True)
    latest = sorted(entries.exclude(pk__in=[*staged]), key=lambda entry: (entry.at, entry.pk))[-MOST_NOTICED:]
    react()
    for entry in latest:
        with clock.turned(to=entry.at.astimezone(UTC)):
            put_many([NewOutboxRow(TOPIC, str(entry.matter_id), {"entry": entry.pk})])
            react()
