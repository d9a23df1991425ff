"""Download report: hand the report on people's mediation out as an Excel file, which is recorded."""

from sanling.domain.mediation.report_book import Heading, book
from sanling.domain.mediation.reporting import Asked, cases
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record


def download_report(*, actor: Viewer, asked: Asked, heading: Heading) -> bytes:
    """Return the report, as the actor is told it of what is asked, as an Excel file."""
    made = book(actor, cases(actor, asked), heading)
    record(
        actor=actor,
        act="mediation.download_report",
        subject=f"mediation_report:{asked.place}",
        city=actor.city,
        detail={"place": asked.place, "first": asked.first.isoformat(), "last": asked.last.isoformat()},
    )
    return made
