"""How a resident comes to own matters: by the secret of a link, or by a phone that was proved to be theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.queries import names_around
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.phone import is_mobile
from sanling.foundation.privacy.tokens import digest
from sanling.foundation.profile.registry import profile_for

# A respondent's phone was given by somebody else; it opens nothing.
OWN_ROLES = (
    Party.Role.APPLICANT,
    Party.Role.INFORMANT,
    Party.Role.REPRESENTATIVE,
    Party.Role.GUARDIAN,
)


@dataclass(frozen=True)
class Held:
    """A matter that somebody's link led to, and the actor that they are with it."""

    matter: Matter
    actor: LinkActor


def by_token(token: str) -> Held | None:
    """Return the matter of a link's secret, with what its page shows joined, or ``None``."""
    secret = digest(token)
    own = _of_link.first(link=secret)
    if own is not None:
        return Held(own, LinkActor(own.pk))
    shown = _of_shown_link.first(link=secret)
    return Held(shown, LinkActor(shown.pk, acts=False)) if shown else None


@Prepared
def _of_link(link: bytes) -> QuerySet[Matter]:
    return _with_page().filter(link_digest=link)


@Prepared
def _of_shown_link(link: bytes) -> QuerySet[Matter]:
    return _with_page().filter(shown_digest=link)


def of_phone(*, city: str, phone_index: bytes) -> QuerySet[Matter]:
    """Return the matters of a city in which a phone (by its blind index) was left as one's own, newest first.

    Not those of an earlier system: a number of years ago may be somebody else's by now, or was the clerk's.
    """
    own = Party.objects.filter(matter=OuterRef("pk"), phone_index=phone_index, role__in=OWN_ROLES)
    begun_here = _with_page().filter(Exists(own), family=REPORTED, city=city, earlier_number="")
    return begun_here.order_by("-registered_at", "-pk")


def is_of_phone(number: str, phone: str) -> bool:
    """Tell whether somebody brought the matter of a number under a phone."""
    index = blind_index("phone", phone)
    own = Party.objects.filter(
        matter__number=number,
        matter__family=REPORTED,
        matter__earlier_number="",
        phone_index=index,
        role__in=OWN_ROLES,
    )
    return own.exists()


def phones_for_link(matter: Matter) -> Sequence[str]:
    """Return the mobiles to which the link of a matter that staff registered is sent, as its kind allows."""
    part: MattersPart = profile_for(matter.division_id).part("matters")
    rules = part.kind(matter.kind)
    if matter.shown_digest is None or matter.concealed or rules is None or not rules.link_by_message:
        return []
    own = Party.objects.filter(matter=matter, role__in=OWN_ROLES, phone_index__isnull=False).order_by("pk")
    return list(dict.fromkeys(party.phone for party in own.only("phone") if is_mobile(party.phone)))


def _with_page() -> QuerySet[Matter]:
    joined = Matter.objects.select_related("unit", "assignee", "division").defer("search")
    return joined.annotate(around_place=names_around())


def place_of(matter: Matter) -> str:
    """Return the place of a matter that one of these found: the divisions' names, then what was said of it."""
    return " ".join((*vars(matter)["around_place"], matter.place)).strip()
