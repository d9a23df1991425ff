"""The directory of mediators that residents read: who they are, where and when, and how much each has at hand.

It ranks nobody: whoever answers for the place that is asked for comes first, then those of parts of it, each in the
order in which they were entered (2023 rules against formalism: no ranking of persons).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import (
    Count,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Length

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.mediation.config import MediationPart
from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.people.directory import Office, described
from sanling.domain.people.models import Jurisdiction, Post, Substitution
from sanling.domain.people.queries import in_office
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.foundation.finding import named
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.opening import Opening
from sanling.foundation.profile.registry import profile_for

MOST_PLACES = 6


@dataclass(frozen=True)
class Asked:
    """Whom the directory is asked for: at a place, versed in something, of a language, profession or name."""

    place: str = ""
    speciality: str = ""
    language: str = ""
    profession: str = ""
    words: str = ""


@dataclass(frozen=True)
class Told:
    """A mediator as residents are told; what nobody said is empty.

    ``open`` are the disputes at hand, ``settled`` those of the last days by category; both are ``None`` of somebody
    who doesn't work on the platform, of whom nothing is counted. ``away_until`` is the end of a leave,
    ``in_hours`` whether now is in the hours when somebody is free.
    """

    mediator: Mediator
    office: Office
    places: Sequence[str]
    more_places: int
    hours: str
    closed_today: bool
    away_until: datetime | None
    in_hours: bool = True
    open: int | None = None
    settled: Sequence[tuple[str, int]] | None = None


@dataclass(frozen=True)
class _Counted:
    open: Mapping[int, int] = field(default_factory=dict)
    settled: Mapping[int, Sequence[tuple[str, int]]] = field(default_factory=dict)


def listed_mediators(city: str, asked: Asked) -> QuerySet[Mediator]:
    """Return those of a city who agreed to stand in the directory and are in office, narrowed, in its order.

    It joins nothing, so that a page is found by indexes among ten thousand; `told` reads what belongs to its rows.
    """
    # Asked of each row that is found: as `Exists` all posts of the city would be read first.
    held = Subquery(Post.objects.filter(in_office(clock.now()), pk=OuterRef("post")).values("pk")[:1])
    found = Mediator.objects.filter(Q(post=None) | Q(post=held), city=city, listed=True, ends_on=None)
    if asked.speciality:
        # Without specialities it is all kinds of disputes.
        found = found.filter(Q(specialities__contains=[asked.speciality]) | Q(specialities=[]))
    if asked.language:
        found = found.filter(languages__contains=[asked.language])
    if asked.profession:
        found = found.filter(profession=asked.profession)
    if asked.words:
        found = found.filter(named("found_by", asked.words))
    if len(asked.place) <= Level.CITY:
        return found.order_by("pk")
    return _of_place(found, asked.place)


def _of_place(found: QuerySet[Mediator], place: str) -> QuerySet[Mediator]:
    """Narrow to who mediates at a place: all of it, or a part; the former first, and of them the nearest."""
    over = [*ancestors_of(place), place]
    serving = Jurisdiction.objects.filter(Q(division__in=over) | Q(division__path__startswith=place))
    there = Q(unit__division__in=over) | Q(unit__division__path__startswith=place)
    whole = Jurisdiction.objects.filter(post=OuterRef("post"), division__in=over).order_by().values("post")
    nearest = whole.annotate(width=Max(Length("division"))).values("width")
    found = found.filter(
        Q(post__in=serving.values("post")) | Q(post=None, body__in=Body.objects.filter(there).values("pk"))
    )
    width = Coalesce(Subquery(nearest, output_field=IntegerField()), Value(0))
    return found.annotate(width=width).order_by("-width", "pk")


def told(city: str, mediators: Collection[Mediator]) -> list[Told]:
    """Return what residents are told of some mediators of a city, with a fixed number of statements."""
    rows = list(mediators)
    if not rows:
        return []
    prefetch_related_objects(rows, "body__unit__division")
    units = {row.body.unit_id: row.body.unit for row in rows}
    offices = {office.unit.pk: office for office in described(units.values(), city)}
    posts = [row.post_id for row in rows if row.post_id]
    paths = _paths(rows)
    names = place_names({path for found in paths.values() for path in found})
    leaves = _leaves(posts)
    counted = _counted(city, posts)
    is_worked = workdays_at(city).is_working_day(today())
    local = clock.now().astimezone(CHINA)
    local_minute = local.hour * 60 + local.minute
    hours = {row.pk: Opening.spelt(row.hours) for row in rows}
    return [
        Told(
            mediator=row,
            office=offices[row.body.unit_id],
            places=[names[path] for path in paths[row.pk][:MOST_PLACES]],
            more_places=max(0, len(paths[row.pk]) - MOST_PLACES),
            hours=str(hours[row.pk] or ""),
            closed_today=(free := hours[row.pk]) is not None and not free.daily and not is_worked,
            away_until=leaves.get(row.post_id) if row.post_id else None,
            in_hours=(said := hours[row.pk]) is None
            or ((is_worked or said.daily) and said.has(local_minute)),
            open=counted.open.get(row.post_id, 0) if row.post_id else None,
            settled=counted.settled.get(row.post_id, ()) if row.post_id else None,
        )
        for row in rows
    ]


def _paths(rows: Sequence[Mediator]) -> Mapping[int, list[str]]:
    """Return where each mediates: where the post answers for matters, or where the body stands."""
    by_post: dict[int, list[str]] = defaultdict(list)
    posts = [row.post_id for row in rows if row.post_id]
    found = Jurisdiction.objects.filter(post__in=posts).order_by("division")
    for post, path in found.values_list("post_id", "division_id"):
        by_post[post].append(path)
    return {row.pk: by_post.get(row.post_id or 0) or [row.body.unit.division_id] for row in rows}


def _leaves(posts: Sequence[int]) -> Mapping[int, datetime]:
    now = clock.now()
    found = Substitution.objects.filter(post__in=posts, begins_at__lte=now, ends_at__gt=now)
    return dict(found.order_by().values_list("post").annotate(Max("ends_at")))


def _counted(city: str, posts: Sequence[int]) -> _Counted:
    """Count what posts have at hand and what they settled; nothing that is concealed or confidential is counted."""
    part: MediationPart = profile_for(city).part("mediation")
    if not posts:
        return _Counted()
    open_to_all = {"kind__in": part.mediated, "concealed": False, "confidentiality": 0}
    at_hand = Matter.objects.filter(assignee__in=posts, open=True, resolved_at=None, **open_to_all)
    charged = Assignment.objects.filter(
        Q(ended_at=None) | Q(ended_how=ENDED_WITH_MATTER),
        post__in=posts,
        kind=Assignment.Kind.MAIN,
        matter__outcome="settled",
        matter__resolved_at__gte=clock.now() - timedelta(days=part.told_days),
        **{f"matter__{name}": value for name, value in open_to_all.items()},
    )
    by_kind: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = (
        charged.order_by().values_list("post", "matter__category").annotate(n=Count("matter", distinct=True))
    )
    for post, category, count in counted.order_by("-n", "matter__category"):
        by_kind[post or 0].append((category, count))
    opened = at_hand.order_by().values_list("assignee").annotate(n=Count("pk"))
    return _Counted({post or 0: count for post, count in opened}, by_kind)
