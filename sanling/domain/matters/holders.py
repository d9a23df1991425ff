"""How a resident comes to own matters: by the secret of a link, or by a phone that was proved to be theirs."""

from django.db.models import Exists, OuterRef, QuerySet

from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.queries import names_around
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.tokens import digest

# A respondent's phone was given by somebody else; it opens nothing.
OWN_ROLES = (
    Party.Role.APPLICANT,
    Party.Role.INFORMANT,
    Party.Role.REPRESENTATIVE,
    Party.Role.GUARDIAN,
)


def by_token(token: str) -> Matter | None:
    """Return the matter of a link's secret, with what its page shows joined, or ``None``."""
    return _of_link.first(link=digest(token))


@Prepared
def _of_link(link: bytes) -> QuerySet[Matter]:
    return _with_page().filter(link_digest=link)


def of_phone(*, city: str, phone_index: bytes) -> QuerySet[Matter]:
    """Return the matters of a city in which a phone (by its blind index) was left as one's own, newest first."""
    own = Party.objects.filter(matter=OuterRef("pk"), phone_index=phone_index, role__in=OWN_ROLES)
    return _with_page().filter(Exists(own), city=city).order_by("-registered_at", "-pk")


def is_of_phone(number: str, phone: str) -> bool:
    """Tell whether somebody brought the matter of a number under a phone."""
    index = blind_index("phone", phone)
    own = Party.objects.filter(matter__number=number, phone_index=index, role__in=OWN_ROLES)
    return own.exists()


def _with_page() -> QuerySet[Matter]:
    joined = Matter.objects.select_related("unit", "assignee", "division").defer("search")
    return joined.annotate(around_place=names_around())


def place_of(matter: Matter) -> str:
    """Return the place of a matter that one of these found: the divisions' names, then what was said of it."""
    return " ".join((*vars(matter)["around_place"], matter.place)).strip()
