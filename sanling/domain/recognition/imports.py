"""Recognitions of earlier years from a city's own lists: titles that have no matter here, each with its document."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.recognition.access import may_open_year
from sanling.domain.recognition.actions.take_over_titles import Earlier, TakenOver, take_over_titles
from sanling.domain.recognition.config import StandardPart
from sanling.domain.subjects.naming import subjects_called
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import read_whole
from sanling.foundation.days import FIRST_YEAR, LAST_YEAR, midnight, read_written_day
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of, noted, plain
from sanling.foundation.tables.said import SaidOnce

LONGEST_DOCUMENT = 120
_YES = ("认定", "已认定", "予以认定", "通过", "达标", "做到", "是", "合格", "yes", "recognised")
_NO = ("未认定", "不予认定", "未通过", "未达标", "不达标", "未做到", "否", "不合格", "no", "not recognised")
_SAID = {plain(word): said for said, words in ((True, _YES), (False, _NO)) for word in words}


def read_outcome(raw: str) -> bool:
    """Return whether a list says that it was so; raises ``ValueError`` with words for the writer."""
    said = _SAID.get(plain(raw))
    if said is None or noted(raw):
        raise ValueError(_("Please write 认定 or 未认定, of a zero 达标 or 未达标."))
    return said


def read_year(raw: str) -> int:
    """Return the year of "2025" or "2025年度"; raises ``ValueError`` with words for the writer."""
    year = read_whole(raw.strip().removesuffix("度").removesuffix("年"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(_("Please give a year such as 2025."))
    return year


class TakeTitles(Taking):
    """Takes over titles."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city = actor, profile.city
        standard: StandardPart = profile.part("standard")
        self.zeros = tuple(standard.by_zero)
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Keep what sound rows say."""
        called = subjects_called(self.actor, self.city, {row["subject"] for row in rows if row["subject"]})
        asked = [(row, about) for row in rows if (about := self._asked(row, called))]
        found = take_over_titles(actor=self.actor, city=self.city, earlier=[about for _row, about in asked])
        for (row, _about), became in zip(asked, found, strict=True):
            _note(row, became)

    def _asked(self, row: Row, called: Callable[[str], Sequence[int]]) -> Earlier | None:
        keys = called(row["subject"]) if row["subject"] else []
        if row["subject"] and len(keys) != 1:
            several = _("Several subjects are called so: write the code.")
            none = _("There is no such subject, or none that you may name.")
            row.refuse("主体", several if keys else none, row["subject"])
        _refuse_day(row)
        if row.faults:
            return None
        before = self.said.claim(row.number, f"{keys[0]} {row['year']}")
        if before is not None:
            row.refuse("主体", _("This subject stands in row %(row)d for the same year.") % {"row": before})
            return None
        return Earlier(
            subject=keys[0],
            year=row["year"],
            granted=row["granted"],
            document=row["document"],
            at=row["at"],
            kept={zero: row[f"zero.{zero}"] for zero in self.zeros if row[f"zero.{zero}"] != ""},
        )


def _refuse_day(row: Row) -> None:
    """Refuse a day on which nothing of the row's year can have been decided."""
    year, at = row["year"], row["at"]
    if at and at > clock.now():
        row.refuse("认定日期", _("This is yet to come."), str(at.date()))
    elif at and year and at.astimezone(CHINA).year < year:
        row.refuse("认定日期", _("This is before the year that it is about."), str(at.date()))


def _note(row: Row, became: TakenOver) -> None:
    if became.refused:
        row.refuse("", became.refused)
    else:
        changed = Became.CHANGED if became.ended else Became.NEW
        row.became = changed if became.is_new else Became.SAME


def _read_day(raw: str) -> datetime:
    return midnight(read_written_day(raw))


def _zeros(profile: Profile) -> tuple[Column, ...]:
    """Return a column for each zero of the city's standard: whether it was kept over the year."""
    part: StandardPart = profile.part("standard")
    return tuple(
        Column(f"zero.{zero.code}", (zero.name.zh, f"{zero.name.zh}情况", zero.name.en), read_outcome)
        for zero in part.zeros
    )


TITLES = Sheet(
    "titles",
    (
        Column(
            "subject",
            (
                "主体",
                "统一社会信用代码",
                "主体编码",
                "主体名称",
                "单位名称",
                "企业名称",
                "名称",
                "编码",
                "代码",
                "subject",
            ),
            line_of(120),
            required=True,
        ),
        Column("year", ("年度", "认定年度", "年份", "year"), read_year, required=True, is_text=False),
        Column(
            "granted", ("认定结果", "认定情况", "是否认定", "结果", "outcome"), read_outcome, required=True
        ),
        Column(
            "document",
            ("依据文件", "认定文件", "认定文号", "文号", "依据", "document"),
            line_of(LONGEST_DOCUMENT),
            required=True,
        ),
        Column("at", ("认定日期", "公布日期", "日期", "decided on"), _read_day, required=True, is_text=False),
    ),
    TakeTitles,
    own=_zeros,
    name=gettext_lazy("Recognitions of earlier years"),
    may=may_open_year,
)
SHEETS = (TITLES,)
