"""What a resident may be told of a matter by text message: each step, only that there is news, or nothing.

Only whoever agreed is told (个人信息保护法 13, 14), of the matter that they brought, at the phone that they left there.
Others may read what stands on a phone: of what could harm whoever brought it, a message says less.
"""

from collections.abc import Collection

from django.db.models import QuerySet

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.config import MattersPart, Told
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.holders import OWN_ROLES
from sanling.domain.matters.models import Entry, Matter, Party
from sanling.domain.matters.timeline import is_by_party
from sanling.foundation.profile.registry import profile_for

_LEAST_FIRST: tuple[Told, ...] = ("nothing", "news", "steps")


def told_of(matter: Matter, role: str) -> Told:
    """Return how much a party in a role is told of its matter now.

    Nothing of what an earlier system brought, whose numbers may be somebody else's by now; of what is confidential, and
    to informants, no more than that there is news.
    """
    part: MattersPart = profile_for(matter.division_id).part("matters")
    rules = part.kind(matter.kind)
    if rules is None or matter.family != REPORTED or matter.earlier_number:
        return "nothing"
    category = part.category(matter.kind, matter.category, matter.category_version)
    bounds: list[Told] = [rules.messages, category.messages if category else "news"]
    if matter.confidentiality or role == Party.Role.INFORMANT:
        bounds.append("news")
    if matter.concealed:
        bounds.append(part.concealed_messages)
    return min(bounds, key=_LEAST_FIRST.index)


def is_public_step(entry: Entry) -> bool:
    """Tell whether an entry is a step that its party reads and didn't take itself."""
    return entry.audience == Entry.Audience.PARTY and not is_by_party(entry)


def agreeing(matters: Collection[int]) -> QuerySet[Party]:
    """Return the parties of matters that agreed to text messages, with a phone of their own, the first named first."""
    return Party.objects.filter(
        matter__in=matters,
        role__in=OWN_ROLES,
        agreed_to_messages_at__isnull=False,
        phone_index__isnull=False,
    ).order_by("pk")


def own_parties(actor: LinkActor) -> QuerySet[Party]:
    """Return the parties that a holder is: of a proved phone those of that phone alone."""
    own = Party.objects.filter(matter=actor.matter_id, role__in=OWN_ROLES, phone_index__isnull=False)
    return own.filter(phone_index=actor.phone_index) if actor.phone_index else own
