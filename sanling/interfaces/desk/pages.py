"""Which pages there are, and which posts may open them: by the role's reach, or by the three separated duties."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.code_points import hangs_posters
from sanling.domain.people.giving import confirms
from sanling.domain.people.ledgers import room_ledgers
from sanling.domain.people.rules import Duty
from sanling.interfaces.components.door import Permission
from sanling.interfaces.components.items import NavItem
from sanling.interfaces.components.rooms import for_audience
from sanling.processes.auditing.queries import audits


def has_post(viewer: Viewer) -> bool:
    """Every post may."""
    return bool(viewer.post_id)


def sees(room: str) -> Permission:
    """Return the permission of posts that see rows of a room, of whichever kind; the three administrators see none."""
    return lambda viewer: sees_some(viewer, room)


sees_matters = sees("matters")


def _of(duty: Duty) -> Permission:
    return lambda viewer: viewer.own.role.duty is duty


def gives_posts(viewer: Viewer) -> bool:
    """Posts whose role gives posts anywhere; which, and at which unit, is asked again there."""
    return bool(viewer.own.role.appoints)


def confirms_posts(viewer: Viewer) -> bool:
    """Posts that confirm what another gave; which of it, is asked again there."""
    return confirms(viewer.own)


def keeps_posters(viewer: Viewer) -> bool:
    """Posts that hang posters somewhere, or stand in for one that does."""
    return any(map(hangs_posters, viewer.reaches))


def asks_for_files(viewer: Viewer) -> bool:
    """Posts that see matters, print posters, or audit."""
    return sees_matters(viewer) or keeps_posters(viewer) or audits(viewer)


administers = _of(Duty.ADMINISTRATION)


def audits_city(viewer: Viewer) -> bool:
    """Auditors of the whole city, who have the log verified."""
    return audits(viewer) and viewer.answers_for_city


def administers_city(viewer: Viewer) -> bool:
    """Administrators of the whole city: what is the installation's is theirs, and nobody's of a part of it."""
    return administers(viewer) and viewer.answers_for_city


def leads(viewer: Viewer) -> bool:
    """Posts that lead their unit."""
    return viewer.own.role.lead


def keeps_webhooks(viewer: Viewer) -> bool:
    """Posts that lead their unit, or administer tokens; of which webhooks, is asked again there."""
    return leads(viewer) or administers(viewer)


class Section(Enum):
    """A part of the navigation, in the order in which they stand."""

    WORK = 1
    STRUCTURE = 2
    PLACES = 3
    UPKEEP = 4
    MACHINE = 5


@dataclass(frozen=True)
class DeskPage:
    """An entry of the navigation; within a section the lower room's comes first.

    Posts that it ``starts`` begin the day there, and for them it stands first.
    """

    url_name: str
    label: StrPromise
    icon: str
    may: Permission
    section: Section
    args: tuple[str, ...] = ()
    starts: Permission | None = None

    @property
    def url(self) -> str:
        """Return its address."""
        return reverse(self.url_name, args=self.args)


@cache
def all_pages() -> tuple[DeskPage, ...]:
    """Return the pages in the navigation: the `PAGES` of each room's `urls` module, and the ledgers of rooms."""
    rooms = list(for_audience("desk", "urls"))
    brought = [page for urls in rooms for page in getattr(urls, "PAGES", ())]
    said = {pages.ledger: pages.section for urls in rooms for pages in getattr(urls, "LEDGER_PAGES", ())}
    for ledger in room_ledgers():
        section, args = said.get(ledger.code, Section.WORK), (ledger.code,)
        brought.append(DeskPage("desk:room_ledger", ledger.name, "clipboard-list", ledger.may, section, args))
    return tuple(sorted(brought, key=lambda page: page.section.value))


def pages_for(viewer: Viewer) -> list[DeskPage]:
    """Return the pages that a post may open, with the one that it starts from first."""
    pages = [page for page in all_pages() if page.may(viewer)]
    return sorted(pages, key=lambda page: not (page.starts and page.starts(viewer)))


def navigation(request: HttpRequest, viewer: Viewer) -> list[NavItem]:
    """Return the pages that a post may open."""
    match = request.resolver_match
    # A post is a page of its unit.
    here = reverse("desk:units") if match and match.url_name == "post" else request.path
    pages = [(page, page.url) for page in pages_for(viewer)]
    # "/desk/" begins every address: the longest match is where one is.
    current = max((url for _page, url in pages if here.startswith(url)), key=len, default="")
    inbox = reverse("desk:inbox")
    if match and match.url_name == "matter" and "list" not in request.GET:
        # Below the ledger's address, but come to from the inbox, unless its address says from which list.
        current = here = inbox
    if current == inbox and here != inbox and not here.startswith(f"{inbox}inbox/"):
        current = ""
    return [
        NavItem(label=str(page.label), url=url, icon=page.icon, current=url == current) for page, url in pages
    ]


def home_of(viewer: Viewer) -> str:
    """Return the address that a post starts from."""
    return pages_for(viewer)[0].url
