"""Units from a list of the personnel office: added where they aren't there, renamed and given phones where they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.people.actions.add_units import NewUnit, add_units
from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.config import PeoplePart, UnitKind
from sanling.domain.people.imports.units_above import Above, Wanted
from sanling.domain.people.models import Unit
from sanling.domain.people.naming import Standing, UnitBook, kinds_called, level_name
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.foundation.audit.actor import Actor
from sanling.foundation.cleaning import fold, name_key
from sanling.foundation.days import today
from sanling.foundation.opening import read_opening
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of, meant, name_of, plain
from sanling.foundation.tables.said import SaidOnce

_PHONES = ("phone", "duty_phone")


class TakeUnits(Taking):
    """Takes in units."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.area = actor, profile.area_code
        part: PeoplePart = profile.part("people")
        self.kinds = kinds_called(part)
        self.places, self.units = PlaceBook(profile.city), UnitBook(profile.city)
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Add and change what the rows say."""
        wanted = [self._wanted(row) for row in rows]
        for asked in wanted:
            self._check(asked)
        above = Above(self.units, wanted)
        above.check()
        for asked in wanted:
            self._check_once(asked)
        above.refuse_lost()
        sound = [asked for asked in wanted if not asked.row.faults]
        new = [asked for asked in sound if asked.unit is None]
        self._change([asked for asked in sound if asked.unit is not None])
        self._add(new)
        self._hang(sound, above)

    def _wanted(self, row: Row) -> Wanted:
        path = said = ""
        unit: Standing | None = None
        try:
            said = said_place(row)
            path = self.places.find(said) if said else ""
            said = row["code"] or row["name"]
            found = self.units.of_code(row["code"]) if row["code"] else None
            if found or (not row["code"] and self.units.called(row["name"], at=path)):
                unit = found or self.units.find(row["name"], at=path)
        except ValueError as error:
            row.refuse("", str(error), said)
        return Wanted(row, path, unit, {name: self._phone(row, name) for name in _PHONES}, row["parent"])

    def _phone(self, row: Row, name: str) -> str:
        try:
            return normalise_phone(row[name], area=self.area) if row[name] else ""
        except ValueError as error:
            row.refuse(_("Phone") if name == "phone" else _("Duty phone"), str(error), row[name])
            return ""

    def _check(self, asked: Wanted) -> None:
        """Refuse what contradicts the unit that is there, or is too little for a new one."""
        row, unit = asked.row, asked.unit
        kind = meant(self.kinds, row["kind"]) if row["kind"] else None
        if row["kind"] and kind is None:
            row.refuse(_("Kind"), _("There is no such kind of unit."), row["kind"])
        if unit is not None:
            self._check_same(asked, unit, kind)
        elif not row.faults:
            self._check_enough(asked, kind)

    def _check_once(self, asked: Wanted) -> None:
        """Refuse what a sound row before names by its code, or by its name and place."""
        row, code = asked.row, asked.unit.code if asked.unit else asked.row["code"]
        keys = [(asked.where, name_key(row["name"])), *([code.lower()] if code else [])]
        first = None if row.faults else self.said.claim(row.number, *keys)
        if first is not None:
            row.refuse("", _("This unit stands in row %(row)d already.") % {"row": first}, row["name"])

    def _check_same(self, asked: Wanted, unit: Standing, kind: UnitKind | None) -> None:
        row = asked.row
        if asked.path and asked.path != unit.division:
            row.refuse(_("Division"), _("This unit stands elsewhere: end it there, and add it here."))
        if any(other.pk != unit.pk for other in self.units.called(row["name"], at=unit.division)):
            row.refuse(_("Unit"), _("There is such a unit here already."), row["name"])
        if kind and kind.code != unit.kind:
            row.refuse(_("Kind"), _("This unit is of another kind: end it, and add another."), row["kind"])

    def _check_enough(self, asked: Wanted, kind: UnitKind | None) -> None:
        row = asked.row
        if not asked.path:
            row.refuse(_("Division"), _("A new unit needs the place where it stands."))
        if kind is None:
            row.refuse(_("Kind"), _("A new unit needs its kind."))
        elif asked.path and level_name(asked.path) not in kind.levels:
            row.refuse(_("Kind"), _("There are no units of this kind at this level."), row["kind"])
        if row["code"] in self.units.ended:
            row.refuse("", _("This unit has ended."), row["code"])
        if asked.path and self.units.called(row["name"], at=asked.path):
            row.refuse(_("Unit"), _("There is such a unit here already."), row["name"])

    def _add(self, new: Sequence[Wanted]) -> None:
        units = [
            NewUnit(
                name=asked.row["name"],
                kind=self.kinds[plain(asked.row["kind"])].code,
                division=asked.path,
                code=asked.row["code"],
                phone=asked.phones["phone"],
                duty_phone=asked.phones["duty_phone"],
                hours=asked.row["hours"],
                address=asked.row["address"],
                name_en=asked.row["name_en"],
            )
            for asked in new
        ]
        for asked, unit in zip(new, add_units(actor=self.actor, new=units, begins_on=today()), strict=True):
            asked.row.became = Became.NEW
            asked.unit = self._know(unit)

    def _change(self, wanted: Sequence[Wanted]) -> None:
        by_key = {asked.unit.pk: asked for asked in wanted if asked.unit}
        for asked in wanted:
            asked.row.became = Became.SAME
        self._note(by_key, {pk: asked.said() for pk, asked in by_key.items()})

    def _hang(self, wanted: Sequence[Wanted], above: Above) -> None:
        """Hang units under those above that the rows name, once all of the batch are there."""
        by_key = {asked.unit.pk: asked for asked in wanted if asked.unit and asked.parent}
        self._note(by_key, {pk: {"parent_id": above.standing(asked).pk} for pk, asked in by_key.items()})

    def _note(self, wanted: Mapping[int, Wanted], changes: Mapping[int, Mapping[str, Any]]) -> None:
        really = {pk: said for pk, said in changes.items() if self._differs(self.units[pk], said)}
        for unit in change_units(actor=self.actor, changes=really) if really else ():
            row = wanted[unit.pk].row
            row.became = Became.CHANGED if row.became is Became.SAME else row.became
            self._know(unit)

    def _differs(self, unit: Standing, said: Mapping[str, Any]) -> bool:
        now = vars(unit) | {"parent_id": unit.parent}
        return any(now[name] != value for name, value in said.items())

    def _know(self, unit: Unit) -> Standing:
        standing = Standing.of(unit)
        self.units.add(standing)
        return standing


def _code(raw: str) -> str:
    code = fold(raw).replace(" ", "").lower()
    if not code.replace("-", "").replace("_", "").isalnum() or not code.isascii() or len(code) > 60:
        raise ValueError(_("A code has letters, digits, - and _ only, at most 60."))
    return code


UNITS = Sheet(
    "units",
    (
        Column(
            "name",
            ("单位名称", "单位", "机构名称", "部门名称", "单位全称", "机构", "部门", "名称", "unit", "name"),
            name_of(80),
            required=True,
        ),
        Column(
            "code",
            ("单位编码", "单位代码", "机构编码", "机构代码", "部门编码", "编码", "代码", "code"),
            _code,
        ),
        Column(
            "kind",
            ("单位类型", "单位类别", "机构类型", "机构类别", "单位性质", "类型", "类别", "kind"),
            line_of(40),
        ),
        *PLACE_COLUMNS,
        Column(
            "parent",
            ("上级单位", "主管单位", "上级部门", "上级机构", "上级主管单位", "上级单位名称", "parent"),
            line_of(80),
        ),
        Column(
            "phone",
            ("单位电话", "办公电话", "联系电话", "电话", "电话号码", "座机", "固定电话", "phone"),
            line_of(60),
        ),
        Column("address", ("单位地址", "办公地址", "地址", "通讯地址", "办公地点", "address"), line_of(120)),
        Column(
            "duty_phone",
            ("值班电话", "24小时电话", "24小时值班电话", "duty phone", "duty_phone"),
            line_of(60),
        ),
        Column(
            "hours", ("办公时间", "开放时间", "工作时间", "服务时间", "hours", "opening hours"), read_opening
        ),
        Column("name_en", ("英文名称", "英文名", "english name", "name_en"), line_of(120)),
    ),
    TakeUnits,
)
