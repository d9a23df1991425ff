"""The columns of a ledger, the same on the page and in the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.naming import Identity, Names
from sanling.domain.matters.queries import place_names, rows_of
from sanling.domain.people.access import Viewer

Value = str | int | datetime | None


@dataclass(frozen=True)
class Sheet:
    """What turns a matter into values: who looks, when, and what things are called."""

    viewer: Viewer
    now: datetime
    names: Names
    places: Mapping[str, str]

    def place(self, matter: Matter) -> str:
        """Return the names of a matter's divisions."""
        return self.places.get(matter.division_id, "")

    def lateness(self, matter: Matter) -> str:
        """Say in a word how a matter stands to its deadline."""
        if not matter.open or matter.due_at is None:
            return ""
        if matter.paused:
            return _("paused")
        if matter.due_at <= self.now:
            return _("late")
        if matter.warn_at and matter.warn_at <= self.now:
            return _("nearly late")
        return _("in time")

    def applicant(self, matter: Matter) -> str:
        """Return who brought it, as the viewer may read it: masked or not at all."""
        found = []
        for party in matter.parties.all():
            if party.role not in (Party.Role.APPLICANT, Party.Role.INFORMANT):
                continue
            identity = Identity(party, identity_of(self.viewer, matter, party))
            shown = " ".join(part for part in (identity.name, identity.phone) if part)
            found.append(shown or (_("not shown") if identity.hidden else identity.description))
        return "、".join(one for one in found if one)


@dataclass(frozen=True)
class Column:
    """A column: its head, what it shows of a matter, its width in characters, and the order it can give."""

    code: str
    label: StrPromise
    value: Callable[[Matter, Sheet], Value]
    width: int = 14
    sort: str = ""
    usual: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("number", gettext_lazy("Number"), lambda matter, sheet: matter.number, 20),
    Column("title", gettext_lazy("Title"), lambda matter, sheet: matter.title, 40),
    Column("kind", gettext_lazy("Kind"), lambda matter, sheet: sheet.names.kind(matter.kind)),
    Column(
        "category",
        gettext_lazy("Category"),
        lambda matter, sheet: sheet.names.category(matter.kind, matter.category),
        usual=False,
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
        "registered", gettext_lazy("Registered"), lambda matter, sheet: matter.registered_at, 17, "registered"
    ),
    Column("due", gettext_lazy("Due"), lambda matter, sheet: matter.due_at, 17, "due"),
    Column("ended", gettext_lazy("Ended"), lambda matter, sheet: matter.ended_at, 17, "ended", usual=False),
    Column(
        "outcome",
        gettext_lazy("Outcome"),
        lambda matter, sheet: sheet.names.outcome(matter.outcome),
        usual=False,
    ),
    Column(
        "channel",
        gettext_lazy("How it came"),
        lambda matter, sheet: sheet.names.channel(matter.channel),
        usual=False,
    ),
    Column(
        "applicant", gettext_lazy("Applicant"), lambda matter, sheet: sheet.applicant(matter), 22, usual=False
    ),
    Column("headcount", gettext_lazy("People"), lambda matter, sheet: matter.headcount, 8, usual=False),
)
BY_CODE = {column.code: column for column in COLUMNS}
ALWAYS = ("number", "title")


def chosen(codes: Sequence[str]) -> list[Column]:
    """Return the columns named, in their own order and never without number and title; the usual ones for none."""
    wanted = {*codes, *ALWAYS}
    known = [column for column in COLUMNS if column.code in wanted]
    return known if set(codes) & BY_CODE.keys() else [column for column in COLUMNS if column.usual]


def with_columns(matters: QuerySet[Matter], columns: Sequence[Column]) -> QuerySet[Matter]:
    """Return the matters with what these columns show."""
    matters = rows_of(matters)
    if all(column.code != "applicant" for column in columns):
        return matters
    # Whatever else is known of a person is not even decrypted.
    parties = Party.objects.only("matter", "unit", "role", "description", "name", "phone")
    return matters.prefetch_related(Prefetch("parties", parties.order_by("pk")))


def sheet_for(viewer: Viewer, matters: Sequence[Matter], now: datetime, names: Names) -> Sheet:
    """Return a sheet for some matters, with the names of their places in one query."""
    places = place_names((matter.division_id for matter in matters), below=viewer.own.unit_division)
    return Sheet(viewer, now, names, places)
