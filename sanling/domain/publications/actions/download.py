"""Download: hand a publication out as a Word document, which is recorded."""

from sanling.domain.people.access import Viewer
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.domain.publications.models import Publication
from sanling.domain.publications.sorts import sort_of
from sanling.foundation.audit.record import record


def download(*, actor: Viewer, publication: Publication) -> bytes:
    """Return the bulletin of a publication that the actor may read, as it is told it; raises `BrokenTemplate`."""
    sort = sort_of(publication)
    if sort is None:
        raise BrokenTemplate(publication.sort)
    made = sort.document(actor, publication)
    record(
        actor=actor,
        act="publications.download",
        subject=f"publication:{publication.pk}",
        city=publication.city,
    )
    return made
