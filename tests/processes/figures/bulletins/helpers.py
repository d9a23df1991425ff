"""Bulletins of the counted city, drafted and published by the cast."""

from typing import Any

from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.publications.actions.publish import publish
from sanling.domain.publications.models import Publication
from sanling.processes.figures.actions.draft_bulletin import Heading, draft_bulletin
from sanling.processes.figures.bulletins.compiling import chosen, compiled
from sanling.processes.figures.bulletins.contents import Contents
from sanling.processes.figures.periods import read_period
from tests.city import CITY

Cast = dict[str, Player]
MONTH = read_period("2026-10")


def contents(viewer: Viewer, place: str = CITY) -> Contents:
    """Count a bulletin of the month, as somebody sees it."""
    return compiled(viewer, place, MONTH, chosen(viewer, place), MONTH.last)


def drafted(cast: Cast, who: str = "city_peace_officer", place: str = CITY, **said: Any) -> Publication:
    """Draft a bulletin of the month."""
    heading = Heading(**{"title": "郑州市2026年10月通报", **said})
    return draft_bulletin(actor=cast[who].viewer, place=place, month=MONTH, heading=heading)


def published(cast: Cast, **said: Any) -> Publication:
    """Draft a bulletin, and have somebody else publish it."""
    made = drafted(cast, **said)
    return publish(actor=cast["city_leader"].viewer, publication_id=made.pk, shown=made.shown)
