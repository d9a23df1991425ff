"""Drafts, of whatever sort: what each replaces, who is told of it, and who decides on it."""

from collections.abc import Sequence

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import visible_publications
from sanling.domain.publications.models import Publication
from sanling.domain.publications.publishers import publishers
from sanling.domain.publications.sorts import contradictions_in
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.notices import notify


class AlreadyReplaced(Exception):
    """What is to be replaced isn't published here, is of another indicator or time, or was replaced already."""


class Contradicts(Exception):
    """Figures that are to be printed contradict each other: ``found`` says which, in words."""

    def __init__(self, found: Sequence[str]) -> None:
        """Keep what was found."""
        super().__init__(*found)
        self.found = tuple(found)


def drafted(actor: Viewer, publication: Publication) -> None:
    """Record a draft that was saved whole, and tell who may publish it; raises `Contradicts` for what never may be."""
    if found := contradictions_in(publication):
        raise Contradicts(found)
    record(
        actor=actor,
        act="publications.draft",
        subject=f"publication:{publication.pk}",
        city=publication.city,
        detail={"indicator": publication.indicator, "replaces": publication.replaces_id},
    )
    notify(
        publishers(publication, besides=actor.user_id),
        "publications.waits",
        {"by": actor.name, "title": publication.title},
        url=f"/desk/rates/published/{publication.pk}/",
    )


def version_of(city: str, indicator: str, digest: str) -> int:
    """Return which wording of an indicator it is, among those that a city has published or drafted."""
    found = Publication.objects.filter(city=city, indicator=indicator)
    known = dict(found.values_list("digest", "version"))
    return known.get(digest) or max(known.values(), default=0) + 1


def to_replace(actor: Viewer, publication: Publication, pk: int | None) -> Publication | None:
    """Return what a draft is to replace: published, of the same, not replaced yet. Raises `AlreadyReplaced`."""
    if pk is None:
        return None
    found = visible_publications(actor).filter(
        pk=pk,
        sort=publication.sort,
        place=publication.place_id,
        indicator=publication.indicator,
        period=publication.period,
        published_at__isnull=False,
    )
    old = found.exclude(replaced_by__published_at__isnull=False).first()
    if old is None:
        raise AlreadyReplaced
    return old


def locked_draft(actor: Viewer, publication_id: int) -> Publication:
    """Return a draft that the actor has a hand in, locked; raises Publication.DoesNotExist."""
    drafts = visible_publications(actor).filter(published_at=None)
    return drafts.select_for_update(of=("self",)).select_related("drafted_by").get(pk=publication_id)


def tell_drafter(actor: Viewer, publication: Publication, code: str) -> None:
    """Tell who drafted it what somebody else decided."""
    if publication.drafted_by.user_id != actor.user_id:
        told = [f"post:{publication.drafted_by_id}"]
        notify(told, code, {"title": publication.title}, url="/desk/rates/published/")
