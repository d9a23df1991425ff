"""Nobody who works on a matter acts in it as its party: answers for the resident, or rates their own work."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.holders import OWN_ROLES
from sanling.domain.matters.models import Assignment, Entry, Matter, Participation, Party
from sanling.domain.people.models import Post
from sanling.foundation.accounts.models import User
from sanling.foundation.database.prepared import Prepared
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
    if actor.user_id is not None and works_on(actor.user_id, matter):
        return AT_WORK
    return OWN_PHONE if _is_workers_phone(actor, matter) else None


def works_on(user_id: int, matter: Matter) -> bool:
    """Tell whether somebody has a post that worked on a matter itself, or is at a unit that took part."""
    units = Participation.objects.filter(matter=matter).values("unit")
    own = Post.objects.filter(user=user_id)
    return own.filter(Q(pk__in=_posts_of(matter.pk)) | Q(unit__in=units)).exists()


def _is_workers_phone(actor: LinkActor, matter: Matter) -> bool:
    """Tell whether the party can be reached at the phones of those alone who worked on the matter themselves."""
    proved = actor.phone_index
    own = {proved} if proved is not None else {bytes(index) for index in _own_phones(matter=matter.pk)}
    workers = _phones_of_workers(matter=matter.pk) if own else ()
    return bool(own) and own <= {blind_index("phone", phone) for phone in workers}


@Prepared
def _own_phones(matter: int) -> QuerySet[Party, Any]:
    own = Party.objects.filter(matter=matter, role__in=OWN_ROLES, phone_index__isnull=False)
    return own.values_list("phone_index", flat=True)


@Prepared
def _phones_of_workers(matter: int) -> QuerySet[User, Any]:
    workers = User.objects.filter(posts__in=_posts_of(matter), phone__isnull=False)
    return workers.values_list("phone", flat=True).distinct()


def _posts_of(matter: int) -> QuerySet[Matter, Any]:
    """Return the posts that registered a matter, were charged with it or acted in it.

    A union, since an OR over subqueries would read every post of the city.
    """
    registered = Matter.objects.filter(pk=matter, registered_by__isnull=False).values("registered_by")
    charged = Assignment.objects.filter(matter=matter, post__isnull=False).values("post")
    acted = Entry.objects.filter(matter=matter, post__isnull=False).values("post")
    return registered.union(charged, acted)
