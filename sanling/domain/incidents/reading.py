"""How the lists of lead departments call incidents and what is said of them, and how their cells are read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from sanling.domain.incidents.models import LONGEST_NUMBER
from sanling.domain.incidents.naming import CHANNELS, KINDS, LEVELS, MEASURES, SORTS
from sanling.domain.incidents.rules import Channel, Kind, Measure, Reached, Sort
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import fold, read_whole
from sanling.foundation.days import read_written_day, read_written_instant
from sanling.foundation.tables.frame import Column, line_of, meant, noted, plain
from sanling.foundation.variants import fold_variants

# With commas between thousands, or ten thousands; "1,2" is no number that anybody could be sure of.
_MONEY = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?:,[0-9]{4})+)(\.[0-9]+)?(亿|万)?元?")
# In yuan, the longer first.
_UNITS = {
    "千万": 10_000_000,
    "百万": 1_000_000,
    "十万": 100_000,
    "亿": 100_000_000,
    "万": 10_000,
    "千": 1_000,
    "百": 100,
    "": 1,
}
# A unit in what stands above amounts: as a word of its own ("单元", "1000万元" are none), or in brackets without 元.
_NAMED = "|".join(filter(None, _UNITS))
_SAID = re.compile(rf"(?:(?<![0-9])({_NAMED})|(?<![\u4e00-\u9fff]))元(?![\u4e00-\u9fff])|\(({_NAMED})\)")
_YES = ("是", "有", "属实", "合法", "越级", "重复", "yes", "true", "1")
_NO = ("否", "无", "不属实", "不合法", "未越级", "初次", "no", "false", "0")
_FLAGS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)


class When(NamedTuple):
    """The day of a list, and the instant where it has a time of day, too."""

    day: date
    at: datetime | None = None


def read_when(raw: str) -> When:
    """Return when something was; raises ``ValueError`` with words for the writer."""
    try:
        return When(read_written_day(raw))
    except ValueError:
        at = read_written_instant(raw)
        return When(at.astimezone(CHINA).date(), at)


def read_flag(raw: str) -> bool:
    """Return yes or no; raises ``ValueError`` with words for the writer."""
    found = _FLAGS.get(plain(raw))
    if found is None or noted(raw):
        raise ValueError(_("Please write yes or no."))
    return found


def money_below(above: str) -> Callable[[str], int]:
    """Return what reads money below headings, the nearest last, that may say in which unit it is, in CNY.

    As in "直接经济损失（万元）", or "单位：万元" above the table.
    """
    said = [named or bracketed for named, bracketed in _SAID.findall(fold_variants(above))]
    usual = _UNITS[said[-1]] if said else 1

    def read(raw: str) -> int:
        found = _MONEY.fullmatch(fold(raw).replace(" ", ""))
        if not found:
            raise ValueError(_("Please give an amount of money, such as 120000 or 12万元."))
        says_unit = found[3] or "元" in raw
        number = Decimal(found[1].replace(",", "") + (found[2] or ""))
        amount = number * (_UNITS[found[3] or ""] if says_unit else usual)
        return int(amount)

    return read


def _called(names: Iterable[str], others: Mapping[Any, Sequence[str]]) -> dict[str, str]:
    """Return codes by what they are called: by themselves, and as offices say."""
    said = {plain(name): str(code) for code, called in others.items() for name in called}
    return said | {plain(str(code)): str(code) for code in names}


KINDS_CALLED = _called(
    KINDS,
    {
        Kind.PETITION_VISIT: ("信访", "信访事项", "来访", "信访登记"),
        Kind.ACCIDENT: ("事故", "生产安全事故", "安全事故"),
        Kind.POLICE_FIGURE: ("警情", "案件", "警情案件", "治安数据"),
        Kind.RISEN_DISPUTE: ("矛盾纠纷", "纠纷", "上交纠纷", "上行纠纷"),
    },
)
CALLED: Mapping[str, Mapping[str, str]] = {
    "channel": _called(
        CHANNELS,
        {
            Channel.LETTER: ("来信", "信"),
            Channel.VISIT: ("来访", "走访", "访"),
            Channel.WEB: ("网上", "网信", "网络", "网上信访"),
            Channel.PHONE: ("电话", "来电"),
        },
    ),
    "reached": _called(
        LEVELS,
        {
            Reached.TOWNSHIP: ("乡镇", "街道", "乡镇（街道）", "乡级", "乡"),
            Reached.COUNTY: ("县", "区县", "县级", "区", "县（区）"),
            Reached.CITY: ("市", "市级", "赴市"),
            Reached.PROVINCE: ("省", "省级", "赴省"),
            Reached.STATE: ("国家", "进京", "赴京", "中央"),
        },
    ),
    "sort": _called(
        SORTS,
        {
            Sort.WORK: ("生产安全", "工矿商贸", "安全生产", "生产"),
            Sort.ROAD: ("道路", "道路交通", "交通"),
            Sort.FIRE: ("火灾", "消防"),
            Sort.OTHER: ("其他",),
        },
    ),
    "measure": _called(
        MEASURES,
        {
            Measure.CRIMINAL_CALLS: ("刑事警情",),
            Measure.ORDER_CALLS: ("治安警情",),
            Measure.CRIMINAL_CASES: ("刑事案件", "刑事立案"),
            Measure.ORDER_CASES: ("治安案件",),
            Measure.HOMICIDES: ("命案",),
            Measure.ROBBERY_AND_THEFT: ("盗抢", "两抢一盗", "抢劫盗窃"),
        },
    ),
}


def says(code: str) -> Callable[[str], str]:
    """Return what reads one of some choices by any of its names."""

    def read(raw: str) -> str:
        found = meant(CALLED[code], raw)
        if found is None:
            raise ValueError(_("There is no such choice."))
        return found

    return read


def read_kind(raw: str) -> str:
    """Return which kind it is; raises ``ValueError`` with words for the writer."""
    found = meant(KINDS_CALLED, raw)
    if found is None:
        raise ValueError(_("There is no such choice."))
    return found


COLUMNS = (
    Column(
        "own_id",
        ("编号", "事实编号", "信访件编号", "信访编号", "事故编号", "案件编号", "登记编号", "own_id"),
        line_of(LONGEST_NUMBER),
        required=True,
    ),
    Column("kind", ("事实类型", "事项类型", "数据类型", "类型", "类别", "kind"), read_kind, required=True),
    Column(
        "happened_on",
        (
            "发生时间",
            "发生日期",
            "来访日期",
            "来访时间",
            "登记日期",
            "统计起始日",
            "起始日期",
            "日期",
            "happened_on",
        ),
        read_when,
        required=True,
        is_text=False,
    ),
    Column("ends_on", ("统计截止日", "截止日期", "截止日", "ends_on"), read_written_day, is_text=False),
    Column("site", ("发生主体", "发生单位", "事发单位", "发生主体编码", "site")),
    Column("answers", ("责任主体", "责任单位", "责任主体编码", "责任单位信用代码", "answers")),
    Column("channel", ("信访渠道", "信访形式", "渠道", "channel"), says("channel")),
    Column("reached", ("到达层级", "到访层级", "上升层级", "层级", "reached"), says("reached")),
    Column("persons", ("人次", "人数", "涉及人数", "persons"), read_whole, is_text=False),
    Column("skips_levels", ("是否越级", "越级", "skips_levels"), read_flag),
    Column("lawful", ("是否合法", "合法", "是否依法", "lawful"), read_flag),
    Column("upheld", ("是否属实", "属实", "是否有理", "upheld"), read_flag),
    Column("repeat", ("是否重复", "重复信访", "是否重信重访", "重复", "repeat"), read_flag),
    Column("sort", ("事故类型", "事故类别", "sort"), says("sort")),
    Column("deaths", ("死亡人数", "死亡", "deaths"), read_whole, is_text=False),
    Column("serious_injuries", ("重伤人数", "重伤", "serious_injuries"), read_whole, is_text=False),
    Column(
        "other_injuries", ("轻伤人数", "轻伤", "其他受伤人数", "other_injuries"), read_whole, is_text=False
    ),
    Column("loss", ("直接经济损失", "经济损失", "loss"), below=money_below, is_text=False),
    Column("measure", ("统计项目", "指标", "项目", "measure"), says("measure")),
    Column("count", ("起数", "件数", "数量", "count"), read_whole, is_text=False),
    Column("wide_effect", ("是否影响较大", "影响较大", "wide_effect"), read_flag),
)
