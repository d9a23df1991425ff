"""The columns of lists of people, by the headings that personnel offices give them."""

import re
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sanling.domain.territory.naming import PLACE_COLUMNS
from sanling.foundation.accounts.models import User, email_of, username_of, wecom_id_of
from sanling.foundation.cleaning import fold_code, read_text
from sanling.foundation.days import read_written_day
from sanling.foundation.tables.frame import Column, line_of, name_of


def _username(raw: str) -> str:
    name = username_of(raw)
    for validator in User._meta.get_field("username").validators:  # noqa: SLF001 -- Django's documented name
        try:
            validator(name)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
    return name


def _wecom_id(raw: str) -> str:
    member = wecom_id_of(raw)
    for validator in User._meta.get_field("wecom_id").validators:  # noqa: SLF001 -- Django's documented name
        try:
            validator(member)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
    return member


def _email(raw: str) -> str:
    address = email_of(raw)
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return address


def _number(raw: str) -> str:
    number = fold_code(raw).lower()
    if not re.fullmatch(r"[\w.-]{1,40}", number):
        raise ValueError(_("A staff number has letters, digits, . _ and - only, at most 40."))
    return number


COLUMNS = (
    Column(
        "name", ("姓名", "人员姓名", "名字", "干部姓名", "网格员姓名", "name"), name_of(60), required=True
    ),
    Column(
        "role",
        ("职务", "岗位", "角色", "职位", "人员类别", "岗位名称", "职务名称", "人员身份", "身份", "role"),
        line_of(60),
        required=True,
    ),
    Column(
        "unit",
        (
            "单位",
            "单位名称",
            "所在单位",
            "工作单位",
            "所属单位",
            "部门",
            "所在部门",
            "单位编码",
            "机构",
            "unit",
        ),
        line_of(80),
    ),
    Column(
        "phone",
        (
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "移动电话",
            "联系方式",
            "电话",
            "电话号码",
            "mobile",
            "phone",
        ),
        line_of(60),
        personal=True,
    ),
    Column("number", ("工号", "人员编号", "职工编号", "员工编号", "编号", "number"), _number, personal=True),
    Column("username", ("用户名", "登录名", "账号", "登录账号", "username"), _username, personal=True),
    Column("email", ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "email"), _email, personal=True),
    Column("wecom", ("企业微信账号", "企业微信", "企微账号", "wecom"), _wecom_id, personal=True),
    Column(
        "duty_phone",
        ("办公电话", "值班电话", "单位电话", "座机", "公开电话", "duty phone"),
        line_of(60),
        personal=True,
    ),
    *PLACE_COLUMNS,
    Column(
        "grids",
        (
            "网格",
            "责任网格",
            "所属网格",
            "网格名称",
            "责任区",
            "负责区域",
            "管辖范围",
            "责任区域",
            "grids",
        ),
        # Alt+Enter parts them, too.
        partial(read_text, longest=400),
    ),
    Column(
        "begins",
        ("任职日期", "任职时间", "到岗日期", "开始日期", "上岗日期", "begins"),
        read_written_day,
        is_text=False,
    ),
    Column(
        "ends",
        ("离任日期", "离岗日期", "离职日期", "结束日期", "截止日期", "ends"),
        read_written_day,
        is_text=False,
    ),
)
