"""The system's own acts on many matters at once, by statements on sets.

It does exactly what `act.perform` does one by one, for the verbs that the system takes when clocks run out; a test
compares the two row by row.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Min

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.entries import TOPIC
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Participation, Stage
from sanling.domain.matters.timing import new_clock, stop_all
from sanling.domain.matters.verbs.archive import Archive
from sanling.domain.matters.verbs.escalate import Escalate
from sanling.domain.people.models import Unit
from sanling.domain.workflow.schema import Action, ClockRule, Definition, State
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.delivery.outbox import NewOutboxRow, put_many

_READ = (
    *("division", "state", "unit", "assignee", "outcome", "open", "paused"),
    *("registered_at", "ended_at", "version"),
)
# Acts without fields, whose effect does not depend on who does them.
VERBS_OF_MANY = frozenset({Escalate.code, Archive.code})


def perform_many(
    *, actor: Actor, definition: Definition, definition_id: int, action: Action, ids: Iterable[int]
) -> int:
    """Do one of the system's acts on those of the matters that allow it at this moment; return how many.

    Call it in a transaction. Matters that have moved on, and matters at the top that can't be escalated, are left
    as they are.
    """
    now = clock.now()
    locked = Matter.objects.select_for_update(of=("self",)).only(*_READ)
    found = list(locked.filter(pk__in=ids, definition=definition_id, state__in=action.sources).order_by("pk"))
    units = Unit.objects.in_bulk({one.unit_id for one in found})
    for one in found:
        one.unit = units[one.unit_id]
    matters = [one for one in found if action.verb != Escalate.code or one.unit.parent_id is not None]
    if not matters or action.to is None:
        return 0
    before = {one.pk: (one.state, one.unit_id) for one in matters}
    if action.verb == Escalate.code:
        _hand_up(matters, now, how=action.code)
    state = definition.state(action.to)
    met = definition.met_by(action.code)
    _enter(matters, state, now, how=action.code, met=met)
    _turn_clocks(matters, definition, action.code, now, met=met)
    _write_entries(actor, matters, action, before, now)
    _save(matters)
    return len(matters)


def _hand_up(matters: Sequence[Matter], now: datetime, *, how: str) -> None:
    _release(matters, now, how=how)
    above = Unit.objects.in_bulk({one.unit.parent_id for one in matters})
    for one in matters:
        one.unit = above[one.unit.parent_id]
    Participation.objects.bulk_create(
        (Participation(matter=one, unit=one.unit, registered_at=one.registered_at) for one in matters),
        ignore_conflicts=True,
    )


def _release(matters: Sequence[Matter], now: datetime, *, how: str) -> None:
    charged = Assignment.objects.filter(matter__in=matters, kind=Assignment.Kind.MAIN, ended_at=None)
    charged.update(ended_at=now, ended_how=how)
    for one in matters:
        one.assignee = None


def _enter(matters: Sequence[Matter], state: State, now: datetime, *, how: str, met: frozenset[str]) -> None:
    clocks = Clock.objects.filter(matter__in=matters)
    stop_all(clocks if state.settles else clocks.filter(stage__isnull=False), now=now, met=met)
    for one in matters:
        one.state, one.open, one.paused = state.code, not state.end, state.paused
        one.ended_at = now if state.end else None
        if state.outcome or not state.end:
            one.outcome = state.outcome or ""
    if state.end:
        open_ones = Assignment.objects.filter(matter__in=matters, ended_at=None)
        open_ones.update(ended_at=now, ended_how=ENDED_WITH_MATTER)
        for one in matters:
            one.assignee = None
    elif state.unassigned:
        _release(matters, now, how=how)
    Stage.objects.filter(matter__in=matters, ended_at=None).update(ended_at=now)
    stages = insert_many(
        Stage,
        (Stage(matter=one, state=state.code, unit_id=one.unit_id, begun_at=now) for one in matters),
    )
    insert_many(
        Clock,
        (
            new_clock(rule, matter=stage.matter, now=now, stage=stage)
            for stage in stages
            for rule in state.clocks
        ),
    )


def _turn_clocks(
    matters: Sequence[Matter], definition: Definition, code: str, now: datetime, *, met: frozenset[str]
) -> None:
    own = Clock.objects.filter(matter__in=matters, assignment=None, stopped_at=None)
    stopping = own.filter(code__in=definition.stopping(code))
    stop_all(stopping, now=now, met=met)
    starting: Sequence[ClockRule] = definition.starting(code)
    still = set(own.filter(code__in=[rule.code for rule in starting]).values_list("matter_id", "code"))
    insert_many(
        Clock,
        (
            new_clock(rule, matter=one, now=now)
            for one in matters
            for rule in starting
            if (one.pk, rule.code) not in still
        ),
    )


def _write_entries(
    actor: Actor,
    matters: Sequence[Matter],
    action: Action,
    before: dict[int, tuple[str, int]],
    now: datetime,
) -> None:
    entries = insert_many(Entry, (_entry(actor, one, action, before[one.pk], now) for one in matters))
    put_many(NewOutboxRow(TOPIC, str(entry.matter_id), {"entry": entry.pk}) for entry in entries)
    record_many(
        NewAuditRow(
            actor=actor,
            act=f"matters.{entry.code}",
            subject=f"matter:{entry.matter_id}",
            city=entry.matter.division_id[:4],
            detail={
                "entry": entry.pk,
                "from": entry.from_state,
                "to": entry.to_state,
                "version": entry.version,
            },
        )
        for entry in entries
    )


def _entry(actor: Actor, matter: Matter, action: Action, before: tuple[str, int], now: datetime) -> Entry:
    matter.version += 1
    state, unit = before
    return Entry(
        matter=matter,
        at=now,
        unit_id=unit,
        division_id=matter.division_id,
        code=action.code,
        params={"unit": matter.unit_id, "from_unit": unit} if matter.unit_id != unit else {},
        audience=action.audience,
        actor_kind=actor.kind,
        actor_key=actor.key,
        from_state=state,
        to_state=matter.state,
        version=matter.version,
    )


def _save(matters: Sequence[Matter]) -> None:
    """Save what the act changed with one statement; all matters have come to the same state."""
    first = matters[0]
    ids = [one.pk for one in matters]
    running = Clock.objects.filter(matter__in=ids, stopped_at=None, paused_at=None).values("matter")
    nearest = {
        row["matter"]: (row["due"], row["warn"])
        for row in running.annotate(due=Min("due_at"), warn=Min("warn_at")).order_by()
    }
    moved = [
        (one.pk, one.unit_id, one.assignee_id, one.outcome, *nearest.get(one.pk, (None, None)))
        for one in matters
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter m SET state = %s, open = %s, paused = %s, ended_at = %s, version = version + 1,"
            " unit_id = n.unit, assignee_id = n.assignee, outcome = n.outcome, due_at = n.due, warn_at = n.warn"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])"
            " AS n (id, unit, assignee, outcome, due, warn) WHERE m.id = n.id",
            [
                first.state,
                first.open,
                first.paused,
                first.ended_at,
                *(list(one) for one in zip(*moved, strict=True)),
            ],
        )
