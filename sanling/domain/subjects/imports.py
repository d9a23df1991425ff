"""Subjects from the lists that departments keep: companies, schools, hospitals … with who is in charge there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.subjects.access import keeps_some
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.actions.put_subjects import Put, Said, put_subjects
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.naming import STATUSES, codes_called, status_called
from sanling.domain.subjects.own_columns import degrees_of, own_columns
from sanling.domain.subjects.rules import CodeKind, WrongCode, read_code
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.foundation.audit.actor import Actor
from sanling.foundation.days import today
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of, meant, name_of
from sanling.foundation.tables.said import SaidOnce

LONGEST_NAME, LONGEST_ADDRESS = 120, 120


@dataclass
class Wanted:
    """What a sound row asks for."""

    row: Row
    said: Said
    charges: dict[str, InCharge]


class TakeSubjects(Taking):
    """Takes in subjects."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city, self.area = actor, profile.city, profile.area_code
        self.part: SubjectsPart = profile.part("subjects")
        self.types, self.sectors = codes_called(self.part.types), codes_called(self.part.sectors)
        self.places = PlaceBook(profile.city)
        self.find = lru_cache(maxsize=20_000)(self.places.find)
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Add and change what the rows say."""
        wanted = [asked for row in rows if (asked := self._wanted(row))]
        while wanted:
            first, others = self._firsts(wanted)
            self._put(first)
            # What was named by a row that was refused may be named by the next.
            wanted = [asked for asked in others if self._is_free(asked)]

    def _firsts(self, wanted: Sequence[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
        """Return those that name a code first, and the others."""
        first: list[Wanted] = []
        others: list[Wanted] = []
        for asked in wanted:
            is_first = self.said.claim(asked.row.number, asked.said.code) is None
            (first if is_first else others).append(asked)
        return first, others

    def _is_free(self, asked: Wanted) -> bool:
        before, code = self.said.row_of(asked.said.code), asked.said.code
        if before is not None:
            asked.row.refuse(_("Code"), _("This code stands in row %(row)d already.") % {"row": before}, code)
        return before is None

    def _put(self, wanted: Sequence[Wanted]) -> None:
        puts = put_subjects(
            actor=self.actor, city=self.city, said=[asked.said for asked in wanted], on=today()
        )
        charges = {
            put.subject.pk: asked.charges for put, asked in zip(puts, wanted, strict=True) if not put.refused
        }
        added = {put.subject.pk for put in puts if put.is_new}
        changed = put_charges(actor=self.actor, charges=charges, on=today(), added=added)
        for put, asked in zip(puts, wanted, strict=True):
            _note(asked.row, put, has_charges=put.subject.pk in changed)
            if put.refused:
                self.said.release(asked.said.code)

    def _wanted(self, row: Row) -> Wanted | None:
        kind = self._type(row)
        values = dict(self._values(row, kind))
        code = self._code(row, kind, values.get("division_id", "")) if kind else ""
        charges = dict(self._charges(row))
        if row.faults or kind is None:
            return None
        return Wanted(row, Said(code=code, type=kind.code, values=values), charges)

    def _type(self, row: Row) -> SubjectType | None:
        code = meant(self.types, row["type"])
        if code is None and row["type"]:
            why = _("This city has no such type of subject. It has: %(names)s.")
            row.refuse(
                _("Type"), why % {"names": _listed(kind.name for kind in self.part.types)}, row["type"]
            )
        return self.part.by_type[code] if code else None

    def _values(self, row: Row, kind: SubjectType | None) -> Iterator[tuple[str, Any]]:
        """Yield what a row says of a subject; an empty cell says nothing."""
        for name in ("name", "address"):
            if row[name]:
                yield name, row[name]
        said = said_place(row)
        if said:
            try:
                yield "division_id", self.find(said)
            except ValueError as error:
                row.refuse(_("Division"), str(error), said)
        for name, found in (
            ("sector", meant(self.sectors, row["sector"])),
            ("status", status_called(row["status"])),
        ):
            if found:
                yield name, str(found)
            elif row[name]:
                self._refuse_choice(row, name)
        if row["lon"] != "" and row["lat"] != "":
            yield from (("lon", row["lon"]), ("lat", row["lat"]))
        elif row["lon"] != row["lat"] and row.unread.isdisjoint({"lon", "lat"}):
            row.refuse(_("Longitude"), _("Please give both longitude and latitude, or neither."))
        fields = {field.code: row[f"field.{field.code}"] for field in kind.fields} if kind else {}
        yield "fields", {code: value for code, value in fields.items() if value != ""}

    def _refuse_choice(self, row: Row, name: str) -> None:
        sectors = [sector.name for sector in self.part.sectors]
        column, choices = (_("Sector"), sectors) if name == "sector" else (_("Status"), [*STATUSES])
        why = _("There is no such choice. There are: %(names)s.") % {"names": _listed(choices)}
        row.refuse(column, why, row[name])

    def _code(self, row: Row, kind: SubjectType, path: str) -> str:
        said = row["code"]
        if not said and kind.known_by is CodeKind.DIVISION:
            # A village is known by where it is.
            return path
        if not said:
            if "code" not in row.unread:
                row.refuse(_("Code"), _("Please fill this in."))
            return ""
        try:
            if kind.known_by is CodeKind.DIVISION:
                return self.find(read_code(said, kind.known_by))
            return read_code(said, kind.known_by)
        except WrongCode as wrong:
            row.refuse(_("Code"), wrong_code(wrong.kind), said)
        except ValueError as error:
            row.refuse(_("Code"), str(error), said)
        return ""

    def _charges(self, row: Row) -> Iterator[tuple[str, InCharge]]:
        for duty in self.part.duties:
            name, phone = row[f"duty.{duty.code}"], row[f"phone.{duty.code}"]
            column = _("%(duty)s phone") % {"duty": duty.name}
            if phone:
                try:
                    phone = normalise_phone(phone, area=self.area)
                except ValueError as error:
                    row.refuse(column, str(error))
            if phone and not name and f"duty.{duty.code}" not in row.unread:
                row.refuse(column, _("Say whose phone number this is."))
            if name:
                yield duty.code, InCharge(name, phone or None)


def _listed(names: Iterable[object]) -> str:
    return "、".join(map(str, names))


def _note(row: Row, put: Put, *, has_charges: bool) -> None:
    if put.refused:
        row.refuse("", put.refused.why, put.subject.code)
    elif put.is_new:
        row.became = Became.NEW
    else:
        row.became = Became.CHANGED if put.is_changed or has_charges else Became.SAME


def wrong_code(kind: CodeKind) -> str:
    """Return what is wrong with a code that is none of its kind."""
    return {
        CodeKind.USCC: _(
            "No unified social credit code: 18 digits and letters, of which the last checks the others (GB 32100)."
        ),
        CodeKind.DIVISION: _("No code of a division: 9 digits or more."),
        CodeKind.OWN: _("A code has letters, digits and - only, at most 32."),
    }[kind]


SUBJECTS = Sheet(
    "subjects",
    (
        Column(
            "name",
            (
                "主体名称",
                "创建主体",
                "单位名称",
                "企业名称",
                "学校名称",
                "机构名称",
                "场所名称",
                "村（社区）名称",
                "单位全称",
                "名称",
                "name",
            ),
            name_of(LONGEST_NAME),
            required=True,
        ),
        Column(
            "type",
            ("主体类型", "主体类别", "单位类型", "单位类别", "企业类型", "类型", "类别", "type"),
            required=True,
        ),
        Column(
            "code",
            (
                "统一社会信用代码",
                "社会信用代码",
                "信用代码",
                "主体编码",
                "主体代码",
                "单位代码",
                "机构代码",
                "登记证号",
                "编码",
                "代码",
                "code",
            ),
            line_of(60),
        ),
        *PLACE_COLUMNS,
        Column(
            "sector", ("主管部门", "行业主管部门", "行业部门", "所属系统", "主管行业", "行业领域", "sector")
        ),
        Column(
            "address",
            (
                "详细地址",
                "单位地址",
                "企业地址",
                "注册地址",
                "经营地址",
                "经营场所",
                "地址",
                "住所",
                "address",
            ),
            line_of(LONGEST_ADDRESS),
        ),
        # In the datum that the city keeps points in.
        Column("lon", ("经度", "东经", "lon"), degrees_of(180), is_text=False),
        Column("lat", ("纬度", "北纬", "lat"), degrees_of(90), is_text=False),
        Column("status", ("经营状态", "登记状态", "主体状态", "状态", "status")),
    ),
    TakeSubjects,
    own=own_columns,
    name=gettext_lazy("Subjects"),
    may=keeps_some,
)
SHEETS = (SUBJECTS,)
