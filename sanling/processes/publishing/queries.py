"""Who proposes, who decides, and what there is to be proposed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count, QuerySet

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post
from sanling.domain.people.queries import answering_for, in_office
from sanling.domain.people.rules import Duty
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import all_current
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for, profiles_in
from sanling.processes.publishing.models import Proposal


def proposes(viewer: Viewer) -> bool:
    """Tell whether a viewer proposes changes: the administrators of the system, by a post for the whole city."""
    return viewer.own.role.duty is Duty.ADMINISTRATION and viewer.answers_for_city


def decides(viewer: Viewer) -> bool:
    """Tell whether a viewer decides on what others propose: the city's administrators of security."""
    return viewer.own.role.duty is Duty.SECURITY and viewer.answers_for_city


def looks(viewer: Viewer) -> bool:
    """Tell whether a viewer looks at what is proposed: whoever proposes or decides."""
    return proposes(viewer) or decides(viewer)


def may_publish(viewer: Viewer, profiles: Iterable[Profile]) -> bool:
    """Tell whether publishing a folder's profiles is a viewer's city's alone: it holds all that are served here."""
    return all(profile.city.startswith(viewer.city) for profile in profiles)


def profiles_to_publish() -> list[Profile]:
    """Return the profiles that the folder holds of the cities served here, a city before its province.

    Raises ProfileError with every mistake, and UnknownProfileError for one that isn't there.
    """
    found = profiles_in(Path(settings.PROFILES_ROOT))
    served = [found.of_code(code) for code in settings.SERVED or ("",)]
    return sorted(served, key=lambda profile: profile.is_province)


def proposals_of(city: str) -> QuerySet[Proposal]:
    """Return a city's proposals, the latest first."""
    return Proposal.objects.filter(city=city).order_by("-pk")


def deciders(city: str, besides: int) -> Iterator[str]:
    """Yield the keys of the posts that may decide on a proposal of somebody's."""
    part: PeoplePart = profile_for(city).part("people")
    roles = [rules.code for rules in part.roles if rules.duty is Duty.SECURITY]
    posts = Post.objects.filter(in_office(clock.now()), answering_for(city), role__in=roles)
    yield from (f"post:{pk}" for pk in posts.exclude(user=besides).values_list("pk", flat=True))


def open_by_version(city: str) -> list[tuple[Definition, list[tuple[Definition, int]]]]:
    """Return a city's workflows in force, each with its older versions that open matters have, and how many."""
    counts = dict(
        Matter.objects.filter(city=city, open=True)
        .values_list("definition")
        .annotate(count=Count("pk"))
        .order_by("definition")
    )
    older = (
        Definition.objects.filter(pk__in=counts).exclude(retired_at=None).defer("body").order_by("version")
    )
    return [
        (current, [(row, counts[row.pk]) for row in older if row.code == current.code])
        for current in all_current(city)
    ]
