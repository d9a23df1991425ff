"""What the room takes in from lists: its squares."""

from collections.abc import Sequence

from sanling.domain.people.naming import UnitBook
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of
from sanling.foundation.tables.said import SaidOnce
from tests.seams.squares.models import Square


class TakeSquares(Taking):
    """Takes in squares."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.units, self.said = UnitBook(profile.city), SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Keep those that are not there yet."""
        for row in rows:
            try:
                unit = self.units.find(row["unit"])
            except ValueError as error:
                row.refuse("单位", str(error), row["unit"])
                continue
            if not row.faults:
                _square, is_new = Square.objects.get_or_create(
                    name=row["name"], division_id=unit.division, unit_id=unit.pk, line="square_permit"
                )
                row.became = Became.NEW if is_new else Became.SAME


SHEETS = (
    Sheet(
        "squares",
        (
            Column("name", ("广场名称", "广场"), line_of(40), required=True),
            Column("unit", ("单位",), required=True),
        ),
        TakeSquares,
    ),
)
