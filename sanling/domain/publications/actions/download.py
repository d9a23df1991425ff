"""Download: hand a publication out as a Word document, which is recorded."""

from sanling.domain.people.access import Viewer
from sanling.domain.publications.bulletin import bulletin, template_of
from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import reading
from sanling.foundation.audit.record import record

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(*, actor: Viewer, publication: Publication) -> bytes:
    """Return the bulletin of a publication that the actor may read, as it is told it; raises `BrokenTemplate`."""
    made = bulletin(reading(actor, publication), template_of(publication.city))
    record(
        actor=actor,
        act="publications.download",
        subject=f"publication:{publication.pk}",
        city=publication.city,
    )
    return made
