"""How any matter begins: its row, its first stage and clocks, whoever stands to it, and the entry that says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sanling.domain.matters import timing
from sanling.domain.matters.changes import Change
from sanling.domain.matters.entries import Enclosure, write_entry
from sanling.domain.matters.models import Clock, Matter, Party, Stage
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation.audit.actor import Actor


def begin(
    matter: Matter,
    *,
    actor: Actor,
    parties: Sequence[Party],
    audience: str,
    params: Mapping[str, object],
    addressed: Iterable[int] = (),
    enclosures: Sequence[Enclosure] = (),
    recorded_at: datetime | None = None,
    clocks_from: datetime | None = None,
) -> Change:
    """Return what a new matter writes. The unit that holds it takes part, and so do those ``addressed``.

    ``recorded_at`` is when it was written down here, where it was registered elsewhere before: its clocks run from
    then on, or ``clocks_from`` another instant, by a law that counts so. In a matter that is over none runs.
    """
    definition = definition_of(matter.definition_id)
    code, now = definition.register().code, matter.registered_at
    stage = Stage(matter=matter, state=matter.state, unit_id=matter.unit_id, begun_at=now)
    clocks = _clocks(matter, stage, clocks_from or recorded_at or now) if matter.open else []
    timing.refresh(matter, clocks)
    change = Change(taking_part=[(matter, unit) for unit in dict.fromkeys((matter.unit_id, *addressed))])
    change.add(matter, *parties, stage, *clocks)
    write_entry(
        change,
        matter=matter,
        actor=actor,
        at=now,
        code=code,
        audience=audience,
        params={**params, "unit": matter.unit_id},
        before=Before("", matter.unit_id, matter.division_id),
        enclosures=enclosures,
        recorded_at=recorded_at,
    )
    return change


def _clocks(matter: Matter, stage: Stage, now: datetime) -> list[Clock]:
    definition = definition_of(matter.definition_id)
    return [
        *timing.clocks_of(definition.state(matter.state).clocks, matter, now, stage=stage),
        *timing.clocks_of(definition.starting(definition.register().code), matter, now),
    ]
