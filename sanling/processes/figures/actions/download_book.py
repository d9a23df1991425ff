"""Download: hand a figure out as an Excel file, which is recorded."""

from collections.abc import Sequence

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.processes.figures.book import Table, book
from sanling.processes.figures.breakdown import Breakdown
from sanling.processes.figures.indicators import Asked


def download_book(
    *, actor: Viewer, asked: Asked, told: Breakdown, table: Table, heading: Sequence[tuple[str, str]]
) -> bytes:
    """Return a figure, as the actor is told it of what is asked, as an Excel file."""
    made = book(told, table, heading)
    record(
        actor=actor,
        act="figures.download",
        subject=f"figure:{told.figure.code}",
        city=actor.city,
        detail={"place": asked.place, "period": str(asked.period), "by": str(asked.by)},
    )
    return made
