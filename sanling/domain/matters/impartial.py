"""Nobody who works on a matter acts in it as its party: answers for the resident, or rates their own work."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.holders import OWN_ROLES
from sanling.domain.matters.models import Assignment, Entry, Matter, Participation, Party
from sanling.domain.people.models import Post
from sanling.foundation.privacy.index import blind_index

SHOWN = _(
    "This link only shows how far the matter is, because an office printed it. To add something, rate or ask for more, "
    "prove the phone number that was left."
)
AT_WORK = _(
    "You are signed in as staff who work on this matter. What the party does here, only the party does."
)
OWN_PHONE = _(
    "The phone number of this matter is that of somebody who works on it, so nobody acts as its party."
)


def why_no_party(actor: LinkActor, matter: Matter) -> StrPromise | None:
    """Return why whoever came by a link or a proved phone does not act as the party, or ``None``."""
    if not actor.acts:
        return SHOWN
    if actor.user_id is not None and _working(matter).filter(user=actor.user_id).exists():
        return AT_WORK
    return OWN_PHONE if _is_workers_phone(actor, matter) else None


def _personally(matter: Matter) -> Q:
    """Return the posts that registered a matter, were charged with it or acted in it."""
    charged = Assignment.objects.filter(matter=matter, post__isnull=False).values("post")
    acted = Entry.objects.filter(matter=matter, post__isnull=False).values("post")
    return Q(pk=matter.registered_by_id) | Q(pk__in=charged) | Q(pk__in=acted)


def _working(matter: Matter) -> QuerySet[Post]:
    """Return the posts that work on a matter: those that did themselves, and all at units that took part."""
    units = Participation.objects.filter(matter=matter).values("unit")
    return Post.objects.filter(_personally(matter) | Q(unit__in=units))


def _is_workers_phone(actor: LinkActor, matter: Matter) -> bool:
    """Tell whether the party can be reached at the phones of those alone who worked on the matter themselves."""
    if actor.phone_index is not None:
        own = {actor.phone_index}
    else:
        parties = Party.objects.filter(matter=matter, role__in=OWN_ROLES, phone_index__isnull=False)
        own = {bytes(index) for index in parties.values_list("phone_index", flat=True) if index}
    if not own:
        return False
    workers = Post.objects.filter(_personally(matter), user__phone__isnull=False)
    phones = workers.values_list("user__phone", flat=True).distinct()
    return own <= {blind_index("phone", phone) for phone in phones if phone}
