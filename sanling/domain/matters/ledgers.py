"""The ledgers of matters and of code points, as files are written of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from typing_extensions import override

from sanling.domain.matters.code_points import CODE_POINTS
from sanling.domain.matters.ledger_queries import Criteria, ledger, order_named, ordered
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.matters.problems import PROBLEMS
from sanling.domain.matters.queries import rows_of
from sanling.domain.matters.sheets import Column, Sheet, chosen, sheet_for
from sanling.domain.matters.step_ledger import STEPS
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import Ledger


class MatterLedger(Ledger):
    """All visible matters of a family of kinds, or of all."""

    code = "matters"
    criteria = Criteria

    @override
    def columns(self, codes: Sequence[str], criteria: Criteria) -> list[Column]:
        return chosen(codes, criteria.family)

    @override
    def find(self, viewer: Viewer, criteria: Criteria, now: datetime) -> QuerySet[Matter]:
        return ledger(viewer, criteria, now)

    @override
    def in_order(self, rows: QuerySet[Matter], sort: str) -> QuerySet[Matter]:
        return ordered(rows, order_named(sort))

    @override
    def read(self, rows: QuerySet[Matter], columns: Sequence[Any]) -> QuerySet[Matter]:
        return super().read(rows_of(rows), columns)

    @override
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[Matter]], Sheet]:
        names = Names(viewer.city)
        return lambda matters: sheet_for(viewer, matters, now, names)


MATTERS = MatterLedger()
LEDGERS = (MATTERS, CODE_POINTS, PROBLEMS, STEPS)
