"""Places that are to have a poster, from a list: each gets a code where none hangs under the same words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanling.domain.territory.actions.hang_code_points import NewCodePoint, hang_code_points
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of
from sanling.foundation.tables.said import SaidOnce


class TakeCodes(Taking):
    """Takes in places of posters."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city = actor, profile.city
        self.places = PlaceBook(profile.city)
        self.said = SaidOnce()
        there = CodePoint.objects.filter(division__path__startswith=profile.city, retired_at=None)
        self.hanging = set(there.values_list("division_id", "place"))

    def take(self, rows: Sequence[Row]) -> None:
        """Hang posters at the places that have none."""
        added: list[NewCodePoint] = []
        for row in rows:
            try:
                path = self._path(row)
            except ValueError as error:
                row.refuse("", str(error), said_place(row))
                continue
            if not row.faults:
                place = NewCodePoint(path, row["place"])
                is_known = place[:2] in self.hanging or self.said.claim(row.number, place) is not None
                row.became = Became.SAME if is_known else Became.NEW
                added += () if is_known else (place,)
        hang_code_points(actor=self.actor, city=self.city, places=added)

    def _path(self, row: Row) -> str:
        """Return the division. Raises ``ValueError`` with words for the writer."""
        said = said_place(row)
        if not said:
            raise ValueError(_("Say in which division it lies."))
        path = self.places.find(said)
        return self.places.find(row["grid"], within=path) if row["grid"] else path


CODES = Sheet(
    "codes",
    (
        Column(
            "place",
            ("张贴位置", "位置", "点位", "点位名称", "地点", "楼栋", "place"),
            line_of(120),
            required=True,
        ),
        *PLACE_COLUMNS,
        Column("grid", ("所属网格", "网格", "网格名称", "grid"), line_of(80)),
    ),
    TakeCodes,
    either=tuple(column.code for column in PLACE_COLUMNS),
)
