"""What lists of offices call subjects, their types, sectors and states."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.config import Named
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.rules import Status
from sanling.foundation.audit.actor import Actor
from sanling.foundation.cleaning import fold_code
from sanling.foundation.tables.frame import noted, plain

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


def status_called(said: str) -> Status | None:
    """Return the state that a list names; ``None`` for none, and where its note names another: "正常（已停业）"."""
    found, note = STATUSES.get(plain(said)), noted(said)
    others = (name for name, status in STATUSES.items() if status is not found)
    return None if note and any(name in note for name in others) else found


def subjects_called(
    actor: Actor, city: str, said: Collection[str], *, but: Q | None = None
) -> Callable[[str], Sequence[int]]:
    """Return what finds the subjects that an actor may name by what a list calls them: a code, or a whole name.

    Of those that ``but`` holds of none is found.
    """
    seen = visible_subjects(actor) if isinstance(actor, Viewer) else Subject.objects.all()
    if but is not None:
        seen = seen.exclude(but)
    found: dict[str, list[int]] = {}
    for column, names in (("code", {fold_code(name)[:32] for name in said}), ("name", set(said))):
        rows = seen.filter(**{"city": city, f"{column}__in": names}).order_by("pk")
        for key, name in rows.values_list("pk", column):
            found.setdefault(name, []).append(key)
    return lambda name: found.get(fold_code(name)[:32]) or found.get(name, [])


def codes_called(rows: Iterable[Named]) -> dict[str, str]:
    """Return the codes of types or sectors by what they are called, by `frame.plain`; the usual names go first."""
    usual = [(name, row.code) for row in rows for name in (row.code, row.name.zh, row.name.en)]
    other = [(name, row.code) for row in rows for name in row.also_called]
    return {plain(name): code for name, code in (*reversed(other), *reversed(usual))}
