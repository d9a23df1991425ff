"""Who sees tags and who changes them: as one sees the matter, and as one may act on it."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import seen_of, visible_matters
from sanling.domain.matters.errors import ActError, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.standing import acts_on
from sanling.domain.people.access import Viewer
from sanling.domain.tags.models import Tag
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.lookups import AnyOf


def visible_tags(viewer: Viewer | None) -> QuerySet[Tag]:
    """Return the tags, present and taken off, of all matters that a viewer may see; whatever shows tags starts here."""
    return Tag.objects.filter(matter__in=visible_matters(viewer).values("pk"))


def may_tag(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor may put tags on a matter that it sees, and take them off."""
    return acts_on(actor, Situations([matter]).of(matter))


def lock_taggable(actor: Actor, matters: Sequence[int]) -> dict[int, Matter | ActError]:
    """Lock matters whose tags are to change, in the order of their keys; return each, or why that is not the actor's.

    One out of sight is `NotFound`, as one that never was; one that the actor only sees is `NotAllowed`.
    """
    named = Matter.objects.filter(AnyOf(F("pk"), list(matters)))
    locked = list(named.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    # Read only now: what the lock waited for may have moved them to other units.
    rows = Matter.objects.filter(pk__in=locked).select_related("unit").defer("search", "text")
    found = {matter.pk: matter for matter in rows}
    seen = seen_of(actor, locked)
    situations = Situations(found.values(), seen)
    return {pk: _judged(actor, found.get(pk) if pk in seen else None, situations) for pk in matters}


def _judged(actor: Actor, matter: Matter | None, situations: Situations) -> Matter | ActError:
    if matter is None:
        return NotFound("no such matter")
    if acts_on(actor, situations.of(matter)):
        return matter
    why = _("Only those who may act on a matter put tags on it and take them off.")
    return NotAllowed(action="tag", reason=why, allowed=[])
