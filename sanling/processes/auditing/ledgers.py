"""The audit log as a ledger, of which auditors have files."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import Column, Ledger, chosen
from sanling.foundation.audit.models import AuditRow
from sanling.processes.auditing.queries import AuditCriteria, acts_meeting
from sanling.processes.auditing.telling import told

# The sentences of some rows, by their keys.
Sentences = Mapping[int, str]
COLUMNS: Sequence[Column[AuditRow, Sentences]] = (
    Column("at", _("Time"), lambda row, _said: row.at, 17),
    Column("said", _("What was done"), lambda row, said: said[row.pk], 60),
    Column("act", _("Code"), lambda row, _said: row.act, 28),
    Column("actor", _("Actor"), lambda row, _said: row.actor_key, 16),
    Column("subject", _("Subject"), lambda row, _said: row.subject, 20),
    Column("detail", _("Details"), lambda row, _said: _written(row), 40),
)


class AuditLedger(Ledger):
    """What was done, in sentences, with the codes beside them."""

    code = "audit"
    criteria = AuditCriteria

    @override
    def columns(self, codes: Sequence[str], criteria: AuditCriteria) -> Sequence[Column[AuditRow, Sentences]]:
        return chosen(COLUMNS, codes)

    @override
    def find(self, viewer: Viewer, criteria: AuditCriteria, now: datetime) -> QuerySet[AuditRow]:
        return acts_meeting(viewer, criteria)

    @override
    def in_order(self, rows: QuerySet[AuditRow], sort: str) -> QuerySet[AuditRow]:
        return rows.order_by("-pk")

    @override
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[AuditRow]], Sentences]:
        return lambda rows: {item.row.pk: item.sentence for item in told(viewer, rows)}


def _written(row: AuditRow) -> str:
    return json.dumps(row.detail, ensure_ascii=False) if row.detail else ""


AUDIT = AuditLedger()
LEDGERS = (AUDIT,)
