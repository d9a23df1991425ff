"""What lists of offices call the types, sectors and states of subjects."""

from collections.abc import Iterable, Mapping

from sanling.domain.subjects.config import Named
from sanling.domain.subjects.rules import Status
from sanling.foundation.tables.frame import plain

STATUSES: Mapping[str, Status] = {
    plain(name): status
    for status, names in {
        Status.ACTIVE: ("正常", "在业", "存续", "开业", "营业", "在营", "正常经营", "active"),
        Status.SUSPENDED: ("停业", "歇业", "停产", "暂停", "停用", "suspended"),
        Status.CLOSED: ("注销", "吊销", "关闭", "撤销", "倒闭", "closed"),
        Status.MOVED: ("迁出", "搬迁", "迁移", "外迁", "moved"),
    }.items()
    for name in names
}


def codes_called(rows: Iterable[Named]) -> dict[str, str]:
    """Return the codes of types or sectors by what they are called, by `frame.plain`; the usual names go first."""
    usual = [(name, row.code) for row in rows for name in (row.code, row.name.zh, row.name.en)]
    other = [(name, row.code) for row in rows for name in row.also_called]
    return {plain(name): code for name, code in (*reversed(other), *reversed(usual))}
