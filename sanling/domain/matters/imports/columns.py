"""The columns of what earlier systems write out, by the headings that they give them."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from sanling.domain.matters.reports import LONGEST_ADDRESS, LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_PLACE
from sanling.domain.territory.naming import PLACE_COLUMNS
from sanling.foundation import clock
from sanling.foundation.cleaning import clean_line, fold_code, read_text, read_whole
from sanling.foundation.days import read_written_instant
from sanling.foundation.tables.frame import Column, line_of, name_of

LONGEST_NUMBER, LONGEST_TEXT = 60, 20_000
MOST_HEADS = 1_000_000
# "未办结" says that it is open, "已办结" that it is over.
_OPEN = re.compile(r"未|在办|待|中$|^open$", re.I)
_OVER = re.compile(r"结|归档|完成|完毕|终止|撤|不予受理|^(?:closed|ended|done)$", re.I)


def _number(raw: str) -> str:
    number = fold_code(raw)
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise ValueError(
            _("At most %(most)d characters; these are %(are)d.")
            % {"most": LONGEST_NUMBER, "are": len(number)}
        )
    return number


def _text(raw: str) -> str:
    return read_text(raw, longest=LONGEST_TEXT)


def _past(raw: str) -> datetime:
    at = read_written_instant(raw)
    if at > clock.now():
        raise ValueError(_("This is yet to come."))
    return at


def _heads(raw: str) -> int:
    heads = read_whole(raw.rstrip(" 人"))
    if not 1 <= heads <= MOST_HEADS:
        raise ValueError(_("Please give a whole number."))
    return heads


def _is_over(raw: str) -> bool:
    said = clean_line(raw)
    if _OPEN.search(said):
        return False
    if _OVER.search(said):
        return True
    raise ValueError(_("Say whether it is open (在办) or over (办结)."))


NUMBER = Column(
    "number",
    (
        "编号",
        "案件编号",
        "事件编号",
        "事项编号",
        "工单编号",
        "受理编号",
        "登记编号",
        "信访件编号",
        "信访编号",
        "原编号",
        "案号",
        "工单号",
        "受理号",
        "流水号",
        "number",
    ),
    _number,
    required=True,
)
OF_MATTERS = (
    NUMBER,
    Column(
        "kind",
        ("类型", "事项类型", "事件类型", "案件类型", "业务类型", "事项种类", "kind"),
        required=True,
    ),
    Column(
        "category", ("类别", "事项类别", "纠纷类型", "纠纷类别", "问题类别", "问题分类", "分类", "category")
    ),
    Column(
        "registered",
        (
            "登记时间",
            "登记日期",
            "受理时间",
            "受理日期",
            "上报时间",
            "来访时间",
            "信访日期",
            "创建时间",
            "registered",
        ),
        _past,
        required=True,
        is_text=False,
    ),
    Column("status", ("状态", "办理状态", "处理状态", "案件状态", "事件状态", "status"), _is_over),
    Column(
        "ended",
        ("办结时间", "办结日期", "结案时间", "结案日期", "归档时间", "归档日期", "完成时间", "ended"),
        _past,
        is_text=False,
    ),
    Column("outcome", ("办理结果", "处理结果", "调解结果", "结案方式", "办结方式", "结果", "outcome")),
    Column("title", ("标题", "事项标题", "事项名称", "事件名称", "案件名称", "主题", "title"), personal=True),
    Column(
        "text",
        (
            "内容",
            "反映内容",
            "事项内容",
            "事件描述",
            "问题描述",
            "诉求内容",
            "信访内容",
            "纠纷简要情况",
            "简要情况",
            "简要案情",
            "案情简介",
            "text",
        ),
        _text,
        personal=True,
    ),
    Column("unit", ("承办单位", "办理单位", "责任单位", "处理单位", "主办单位", "受理单位", "单位", "unit")),
    *PLACE_COLUMNS,
    Column(
        "place",
        ("地址", "发生地址", "事发地址", "详细地址", "发生地点", "事发地点", "地点", "place"),
        line_of(LONGEST_PLACE),
        personal=True,
    ),
    Column(
        "channel", ("来源", "事件来源", "案件来源", "信访方式", "反映渠道", "渠道", "受理方式", "channel")
    ),
    Column(
        "name",
        ("申请人", "反映人", "来访人", "信访人", "投诉人", "当事人", "当事人姓名", "姓名", "name"),
        name_of(LONGEST_NAME),
        personal=True,
    ),
    Column(
        "phone",
        ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "phone"),
        line_of(60),
        personal=True,
    ),
    Column(
        "citizen_number",
        ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证", "citizen number"),
        line_of(60),
        personal=True,
    ),
    Column(
        "address",
        ("住址", "家庭住址", "联系地址", "现住址", "户籍地址", "address"),
        line_of(LONGEST_ADDRESS),
        personal=True,
    ),
    Column(
        "respondent",
        ("被申请人", "被反映人", "被投诉人", "对方当事人", "被反映单位", "respondent"),
        line_of(LONGEST_DESCRIPTION),
        personal=True,
    ),
    Column("headcount", ("人数", "涉及人数", "信访人数", "来访人数", "headcount"), _heads, is_text=False),
)
OF_ENTRIES = (
    NUMBER,
    Column(
        "at",
        ("时间", "办理时间", "操作时间", "处理时间", "办理日期", "处理日期", "日期", "at"),
        _past,
        required=True,
        is_text=False,
    ),
    Column("said", ("环节", "办理环节", "处理环节", "流程环节", "操作", "步骤", "动作", "said"), line_of(80)),
    Column(
        "text",
        ("内容", "办理意见", "处理意见", "办理情况", "处理情况", "意见", "说明", "备注", "text"),
        _text,
        personal=True,
    ),
    Column("unit", ("单位", "办理单位", "处理单位", "操作单位", "经办单位", "部门", "unit")),
    Column("by", ("办理人", "经办人", "操作人", "处理人", "承办人", "by"), line_of(60), personal=True),
)
