"""The columns of matters in ledgers: of every family, and those of what residents bring."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.sheets import Column, Rows
from sanling.foundation.calendar import Due

OF_RESIDENTS = frozenset({REPORTED})


def _with_parties(matters: Rows) -> Rows:
    # Whatever else is known of a person is not even decrypted.
    parties = Party.objects.only("matter", "unit", "role", "description", "name", "phone")
    return matters.prefetch_related(Prefetch("parties", parties.order_by("pk")))


def _due(matter: Matter) -> Due | None:
    return Due(matter.due_at, matter.due_provisional) if matter.due_at else None


COLUMNS: tuple[Column, ...] = (
    Column("number", gettext_lazy("Number"), lambda matter, sheet: matter.number, 20),
    Column("title", gettext_lazy("Title"), lambda matter, sheet: matter.title, 40),
    Column(
        "kind",
        gettext_lazy("Kind"),
        lambda matter, sheet: sheet.names.of(matter).kind(matter.kind),
        of_reports=True,
    ),
    Column(
        "category",
        gettext_lazy("Category"),
        lambda matter, sheet: sheet.names.of(matter).category(matter.kind, matter.category),
        usual=False,
        families=OF_RESIDENTS,
    ),
    Column("place", gettext_lazy("Division"), lambda matter, sheet: sheet.place(matter), 30),
    Column("state", gettext_lazy("Stage"), lambda matter, sheet: sheet.names.state(matter)),
    Column("lateness", gettext_lazy("Lateness"), lambda matter, sheet: sheet.lateness(matter), 10),
    Column("unit", gettext_lazy("Unit"), lambda matter, sheet: matter.unit.name, 26),
    Column(
        "handler",
        gettext_lazy("Handler"),
        lambda matter, sheet: matter.assignee.name if matter.assignee else "",
        12,
    ),
    Column(
        "registered",
        gettext_lazy("Registered"),
        lambda matter, sheet: matter.registered_at,
        17,
        "registered",
        of_reports=True,
    ),
    Column("due", gettext_lazy("Due"), lambda matter, sheet: _due(matter), 29, "due"),
    Column("ended", gettext_lazy("Ended"), lambda matter, sheet: matter.ended_at, 17, "ended", usual=False),
    Column(
        "outcome",
        gettext_lazy("Outcome"),
        lambda matter, sheet: sheet.names.of(matter).outcome(matter.outcome),
        usual=False,
    ),
    Column(
        "channel",
        gettext_lazy("How it came"),
        lambda matter, sheet: sheet.names.of(matter).channel(matter.channel),
        usual=False,
        families=OF_RESIDENTS,
    ),
    Column(
        "applicant",
        gettext_lazy("Applicant"),
        lambda matter, sheet: sheet.applicant(matter),
        22,
        usual=False,
        families=OF_RESIDENTS,
        read=_with_parties,
    ),
    Column(
        "headcount",
        gettext_lazy("People"),
        lambda matter, sheet: matter.headcount,
        8,
        usual=False,
        families=OF_RESIDENTS,
    ),
)
