"""The ledger of steps: each that a matter came to, when, and how long it stood there."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from typing_extensions import override

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Stage
from sanling.domain.matters.naming import Names
from sanling.domain.matters.sheets import Sheet, sheet_for
from sanling.domain.matters.steps import last_stays, with_times
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import Column, Ledger, Narrowed, chosen
from sanling.domain.workflow.queries import reading_of


def _step(stay: Stage, _sheet: Sheet) -> str:
    states = reading_of(stay.matter.definition_id).states
    return next((str(state.name) for state in states if state.code == stay.state), stay.state)


def _hours(stay: Any, _sheet: Sheet) -> str:
    """Say for how many hours a matter stood there; of one that stands there now nothing yet."""
    return "" if stay.ended_at is None else f"{stay.stood / timedelta(hours=1):.1f}"


_COLUMNS: Sequence[Column[Stage, Sheet]] = (
    Column("number", gettext_lazy("Number"), lambda stay, _sheet: stay.matter.number, 20),
    Column("title", gettext_lazy("Title"), lambda stay, _sheet: stay.matter.title, 40),
    Column(
        "kind", gettext_lazy("Kind"), lambda stay, sheet: sheet.names.of(stay.matter).kind(stay.matter.kind)
    ),
    Column("step", gettext_lazy("Step"), _step),
    Column("came", gettext_lazy("Came to the step"), lambda stay, _sheet: getattr(stay, "came_at", None), 17),
    Column("left", gettext_lazy("Left the step"), lambda stay, _sheet: stay.ended_at, 17),
    Column("hours", gettext_lazy("Hours at the step"), _hours, 12),
    Column("unit", gettext_lazy("Unit"), lambda stay, _sheet: stay.unit.name, 26),
    Column("place", gettext_lazy("Division"), lambda stay, sheet: sheet.place(stay.matter), 30, usual=False),
)


class StepLedger(Ledger):
    """Each visible matter at each step, by its last stay there; the rows behind figures of steps."""

    code = "steps"
    criteria = Narrowed

    @override
    def columns(self, codes: Sequence[str], criteria: Narrowed) -> Sequence[Column[Any, Any]]:
        return chosen(_COLUMNS, codes)

    @override
    def find(self, viewer: Viewer, criteria: Narrowed, now: datetime) -> QuerySet[Stage]:
        return last_stays(visible_matters(viewer))

    @override
    def in_order(self, rows: QuerySet[Stage], sort: str) -> QuerySet[Stage]:
        return rows.order_by("-pk")

    @override
    def read(self, rows: QuerySet[Stage], columns: Sequence[Any]) -> QuerySet[Stage]:
        return super().read(with_times(rows.select_related("matter", "unit")), columns)

    @override
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[Stage]], Sheet]:
        names = Names(viewer.city)
        return lambda stays: sheet_for(viewer, [stay.matter for stay in stays], now, names)


STEPS = StepLedger()
