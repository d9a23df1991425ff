"""What a month still lacks before it is established: lists of subjects and zeros that nobody has confirmed yet."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.queries import CountyMonth, month_by_county
from sanling.domain.subjects.access import takes_stock
from sanling.domain.subjects.completeness import not_confirmed


class Lacking(NamedTuple):
    """How many lists (of a county's sector or group) and how many zeros (of a county) aren't confirmed."""

    lists: int
    zeros: int


def lacking(viewer: Viewer, month: date, counties: Sequence[CountyMonth], *, own: bool = False) -> Lacking:
    """Return what a month lacks of all that a viewer sees, or of what is its ``own`` to confirm.

    A fixed number of statements.
    """
    lists = not_confirmed(viewer, month)
    zeros = [cell for county in counties for cell in county.cells if cell.confirmation is None]
    return Lacking(
        sum(not own or takes_stock(viewer, county, line) for county, line in lists),
        sum(not own or cell.may for cell in zeros),
    )


def lacking_of_post(viewer: Viewer, month: date) -> Lacking:
    """Return what a month lacks of a post: all that it sees of whoever oversees, else what it confirms itself."""
    return lacking(viewer, month, month_by_county(viewer, month), own=not viewer.own.role.oversees)
