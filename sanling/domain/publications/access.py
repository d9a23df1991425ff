"""Who drafts, publishes and reads publications: by place, up the line as all rows, and down it as the profile says."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.access import sees_all
from sanling.domain.indicators.queries import Asked
from sanling.domain.people.access import Viewer, sees_some, visible_to
from sanling.domain.people.guarded import Guarded
from sanling.domain.people.routes import NOTHING
from sanling.domain.publications.config import PublicationsPart
from sanling.domain.publications.models import Publication
from sanling.domain.publications.sorts import sort_of
from sanling.domain.territory.config import level_named
from sanling.domain.territory.rules import ancestors_of
from sanling.foundation.profile.registry import profile_for

GUARDED = Guarded(
    room="publications",
    name=gettext_lazy("Published figures"),
    model=Publication,
    division="place",
    levels={},
    # No unit takes part in a publication, and no post is charged with it.
    units=lambda _unit: NOTHING,
    posts=lambda _post: NOTHING,
)


def visible_publications(viewer: Viewer | None) -> QuerySet[Publication]:
    """Return the publications that a viewer may read, and the drafts that it may have a hand in."""
    if viewer is None:
        return Publication.objects.none()
    published = Q(published_at__isnull=False) & (visible_to(viewer, GUARDED) | _above(viewer))
    return Publication.objects.filter(published | Q(published_at=None) & _in_hand(viewer))


def reads_publications(viewer: Viewer) -> bool:
    """Tell whether a viewer may read any."""
    return sees_some(viewer, GUARDED.room)


def drafts_at(viewer: Viewer, place: str) -> bool:
    """Tell whether a viewer drafts figures of a place: by its own post, at its own place."""
    return viewer.own.role.code in _part(viewer).drafted_by and viewer.own.covers(place)


def may_draft(viewer: Viewer, asked: Asked) -> bool:
    """Tell whether a viewer drafts what is asked of the rates, seeing all that is counted."""
    alone = viewer.limited_to(())
    return drafts_at(viewer, asked.place) and sees_all(alone, asked.stock, asked.place, asked.lines)


def may_publish(viewer: Viewer, publication: Publication) -> bool:
    """Tell whether a viewer publishes a draft: by its own post, at its own place, and never what it drafted itself.

    It sees all that is counted there, as who drafted it does.
    """
    own, sort = viewer.own, sort_of(publication)
    return (
        own.role.code in _part(viewer).published_by
        and own.covers(publication.place_id)
        and publication.drafted_by.user_id != viewer.user_id
        and sort is not None
        and sort.sees(viewer.limited_to(()), publication)
    )


def may_discard(viewer: Viewer, publication: Publication) -> bool:
    """Tell whether a viewer may throw a draft away: who drafted it, and who could publish it."""
    return publication.drafted_by.user_id == viewer.user_id or may_publish(viewer, publication)


def _above(viewer: Viewer) -> Q:
    """Return what was published of the places that a viewer's own lie in, as far down as these are read."""
    lowest = level_named(_part(viewer).read_down_to)
    found = NOTHING
    for reach in viewer.reaches:
        whole = any(rights.scope == "jurisdiction" for rights in reach.role.somewhere(GUARDED.room))
        for path in reach.paths:
            if whole and len(reach.unit_division) <= lowest:
                above = [place for place in ancestors_of(path) if place.startswith(viewer.city)]
                found |= Q(place__in=[*above, path])
    return found


def _in_hand(viewer: Viewer) -> Q:
    """Return the drafts of a viewer's unit, and those of its place that it could draft or publish itself."""
    part, own = _part(viewer), viewer.own
    if own.role.code not in (*part.drafted_by, *part.published_by):
        return NOTHING
    inside = NOTHING
    for path in own.paths:
        inside |= Q(place__path__startswith=path)
    return inside & Q(drafted_by__unit=own.unit_id) if own.unit_lines else inside


def _part(viewer: Viewer) -> PublicationsPart:
    part: PublicationsPart = profile_for(viewer.city).part("publications")
    return part
