"""A draft that somebody decides on: locked while they do, and who drafted it is told."""

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import visible_publications
from sanling.domain.publications.models import Publication
from sanling.foundation.delivery.notices import notify


def locked_draft(actor: Viewer, publication_id: int) -> Publication:
    """Return a draft that the actor has a hand in, locked; raises Publication.DoesNotExist."""
    drafts = visible_publications(actor).filter(published_at=None)
    return drafts.select_for_update(of=("self",)).select_related("drafted_by").get(pk=publication_id)


def tell_drafter(actor: Viewer, publication: Publication, code: str) -> None:
    """Tell who drafted it what somebody else decided."""
    if publication.drafted_by.user_id != actor.user_id:
        told = [f"post:{publication.drafted_by_id}"]
        notify(told, code, {"title": publication.title}, url="/desk/rates/published/")
