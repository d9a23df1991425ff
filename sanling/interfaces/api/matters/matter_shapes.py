"""A matter as the API shows it to a post: as a row, and whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Clock, Matter, Party
from sanling.domain.matters.naming import Identity, Names
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import reading_of
from sanling.foundation.datum import Datum
from sanling.interfaces.api.matters.act_shapes import ActionOut, action_out
from sanling.interfaces.api.matters.matter_details import Documented, details_of
from sanling.interfaces.api.shapes import PROVISIONAL, DivisionRef, Named, PostRef, UnitRef, unit_ref


class MatterRow(BaseModel):
    """A matter as a row of a list."""

    number: str
    version: int
    title: str
    family: str = Field(description='Of which family its kind is; "reported" is what residents bring.')
    kind: Named
    category: Named | None = Field(description="Null for a kind without categories.")
    state: Named
    open: bool
    outcome: Named | None
    division: DivisionRef
    unit: UnitRef
    assignee: PostRef | None
    channel: Named | None = Field(description="Null for what nobody brought.")
    confidentiality: int
    paused: bool
    registered_at: datetime
    due_at: datetime | None
    due_provisional: bool = Field(description=PROVISIONAL)
    warn_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None


class MatterPage(BaseModel):
    """A page of matters, the newest first."""

    items: list[MatterRow]
    next: str | None = Field(description="The cursor of the page after this one, if there is one.")


class PartyOut(BaseModel):
    """A party; identities are masked, or hidden where this post may not know them. They can't be unmasked here."""

    role: str
    hidden: bool
    name: str
    phone: str
    citizen_number: str
    address: str
    unit: UnitRef | None
    description: str
    headcount: int


class ClockOut(BaseModel):
    """A deadline; `ended_how` is "done" or "dropped" (not needed any more), empty while it runs."""

    code: str
    name: str
    allowance: str
    due_at: datetime
    provisional: bool = Field(description=PROVISIONAL)
    late: bool
    paused: bool
    stopped_at: datetime | None
    ended_how: str


class MatterOut(MatterRow):
    """A matter, whole, with what this post may do on it now."""

    text: str
    place: str
    lon: float | None
    lat: float | None
    datum: Datum = Field(description="What lon and lat are measured in: the city's own datum.")
    scale: int
    headcount: int
    parties: list[PartyOut]
    clocks: list[ClockOut]
    allowed_actions: list[ActionOut]
    details: Annotated[dict[str, Any], Documented] = Field(
        description="What the room of its kind adds, by the room's own codes."
    )


def rows_out(viewer: Viewer, matters: Sequence[Matter]) -> list[MatterRow]:
    """Return matters as rows, with names read once for all."""
    names = Names(viewer.city)
    places = place_names({matter.division_id for matter in matters})
    units = Unit.objects.in_bulk({matter.assignee.unit_id for matter in matters if matter.assignee})
    return [_row(matter, names, places, units) for matter in matters]


def matter_out(viewer: Viewer, matter: Matter) -> MatterOut:
    """Return a matter that `find_matter` read."""
    (row,) = rows_out(viewer, [matter])
    return MatterOut(
        **dict(row),
        text=matter.text,
        place=matter.place,
        lon=matter.lon,
        lat=matter.lat,
        datum=datum_of(matter.division_id[: Level.CITY]),
        scale=matter.scale,
        headcount=matter.headcount,
        parties=[_party(viewer, matter, party) for party in matter.parties.all()],
        clocks=[_clock(clock, matter) for clock in matter.clocks.order_by("due_at", "pk")],
        allowed_actions=[action_out(action) for action in allowed_actions(viewer, matter)],
        details=details_of(viewer, matter),
    )


def _row(matter: Matter, names: Names, places: Mapping[str, str], units: Mapping[int, Unit]) -> MatterRow:
    assignee, names = matter.assignee, names.of(matter)
    return MatterRow(
        number=matter.number,
        version=matter.version,
        title=matter.title,
        family=matter.family,
        kind=Named(code=matter.kind, name=names.kind(matter.kind)),
        category=_named(matter.category, names.category(matter.kind, matter.category)),
        state=Named(code=matter.state, name=names.state(matter)),
        open=matter.open,
        outcome=_named(matter.outcome, names.outcome(matter.outcome)),
        division=DivisionRef(code=matter.division_id, name=places[matter.division_id]),
        unit=unit_ref(matter.unit),
        assignee=post_ref(assignee, units[assignee.unit_id]) if assignee else None,
        channel=_named(matter.channel, names.channel(matter.channel)),
        confidentiality=matter.confidentiality,
        paused=matter.paused,
        registered_at=matter.registered_at,
        due_at=matter.due_at,
        due_provisional=matter.due_provisional,
        warn_at=matter.warn_at,
        resolved_at=matter.resolved_at,
        ended_at=matter.ended_at,
    )


def _named(code: str, name: str) -> Named | None:
    return Named(code=code, name=name) if code else None


def post_ref(post: Post, unit: Unit) -> PostRef:
    """Return what names a post."""
    return PostRef(id=post.pk, name=post.name, role=post.role, unit=unit_ref(unit))


def _party(viewer: Viewer, matter: Matter, party: Party) -> PartyOut:
    known = Identity(party, identity_of(viewer, matter, party))
    return PartyOut(
        role=party.role,
        hidden=known.hidden,
        name=known.name,
        phone=known.phone,
        citizen_number=known.citizen_number,
        address=known.address,
        unit=unit_ref(known.unit) if known.unit else None,
        description=known.description,
        headcount=party.headcount,
    )


def _clock(clock: Clock, matter: Matter) -> ClockOut:
    rules = {rule.code: rule for rule in reading_of(matter.definition_id).all_clocks}
    rule = rules.get(clock.code)
    return ClockOut(
        code=clock.code,
        name=str(rule.name) if rule else clock.code,
        allowance=clock.allowance,
        due_at=clock.due_at,
        provisional=clock.provisional,
        late=clock.late_at is not None,
        paused=clock.paused_at is not None,
        stopped_at=clock.stopped_at,
        ended_how=clock.ended_how,
    )
