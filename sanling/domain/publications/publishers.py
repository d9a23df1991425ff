"""Which posts may publish a draft, to be told that it waits."""

from collections.abc import Iterator

from django.db.models import Q

from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.publications.config import PublicationsPart
from sanling.domain.publications.models import Publication
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for


def publishers(publication: Publication, besides: int) -> Iterator[str]:
    """Yield the keys of the posts at a draft's own place that publish it, in its unit or over all, not its drafter's.

    Who may as well from above is not told: every village's figures would be the city leader's notices.
    """
    part: PublicationsPart = profile_for(publication.city).part("publications")
    over_all_or_own = Q(unit__lines=[]) | Q(unit=publication.drafted_by.unit_id)
    posts = Post.objects.filter(
        in_office(clock.now()),
        over_all_or_own,
        unit__division=publication.place_id,
        role__in=part.published_by,
    )
    yield from (f"post:{pk}" for pk in posts.exclude(user=besides).values_list("pk", flat=True))
