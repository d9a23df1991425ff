"""Rates as they are published: rankings and tables of one indicator."""

from sanling.domain.indicators.access import sees_all
from sanling.domain.people.access import Viewer
from sanling.domain.publications.bulletin import bulletin, template_of
from sanling.domain.publications.models import RATES, Publication
from sanling.domain.publications.queries import asked_of, reading
from sanling.domain.publications.sorts import Sort


def _sees(viewer: Viewer, publication: Publication) -> bool:
    asked = asked_of(publication)
    return asked is not None and sees_all(viewer, asked.stock, asked.place, asked.lines)


def _document(viewer: Viewer, publication: Publication) -> bytes:
    return bulletin(reading(viewer, publication), template_of(publication.city))


SORTS = (Sort(RATES, _sees, _document),)
