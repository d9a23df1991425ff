"""Figures as they are published: monthly bulletins; and whether whatever is printed contradicts itself."""

from sanling.domain.people.access import Viewer
from sanling.domain.publications.bulletin import template_of
from sanling.domain.publications.models import Publication
from sanling.domain.publications.sorts import Sort
from sanling.processes.figures.bulletins.compiling import sees_contents
from sanling.processes.figures.bulletins.contents import MONTHLY
from sanling.processes.figures.bulletins.document import FILE, monthly
from sanling.processes.figures.bulletins.inspecting import inspect


def _document(_viewer: Viewer, publication: Publication) -> bytes:
    # What would tell of few was never in it: all its readers are told the same.
    return monthly(publication, template_of(publication.city, FILE))


SORTS = (Sort(MONTHLY, sees_contents, _document),)
INSPECTORS = (inspect,)
