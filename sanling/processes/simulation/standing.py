"""Who may do what on an invented matter, by the same rules as on a real one."""

from datetime import datetime

from sanling.domain.matters.access import ENDED_WITH_MATTER, GUARDED
from sanling.domain.matters.families import REPORTED
from sanling.domain.people.rights import Rights
from sanling.domain.territory.rules import ancestors_of
from sanling.domain.workflow.conditions import failed
from sanling.domain.workflow.rules import Facts, may_register, refusal
from sanling.domain.workflow.schema import Action, Relation, Who
from sanling.processes.simulation.history import History
from sanling.processes.simulation.town import Worker

NONE: frozenset[str] = frozenset()
STANDING = {relation: frozenset({relation.value}) for relation in Relation}


def candidates(history: History, who: Who) -> list[Worker]:
    """Return the workers who stand in a relation to the matter, in one of its roles; some may not see it."""
    town = history.town
    match who.relation:
        case Relation.HOLDER:
            found = town.staff(history.unit, who.roles)
        case Relation.ASSIGNEE:
            assignee = history.assignee
            found = [assignee] if assignee and ("*" in who.roles or assignee.role in who.roles) else []
        case Relation.JOINT:
            found = [one for part in history.joints() for one in town.staff(part.unit, who.roles)]
        case Relation.ABOVE:
            below = len(town.offices[history.unit].path)
            above = [path for path in ancestors_of(history.path) if len(path) < below]
            found = [one for path in above for one in town.staff_at(path, who.roles)]
        case _:
            found = []
    return [one for one in found if one.level in who.levels] if who.levels else list(found)


def rights(history: History, worker: Worker) -> Rights:
    """Return what a worker may see of matters of this one's kind."""
    return worker.rules.rights(GUARDED.room, REPORTED, history.definition.kind)


def sees(history: History, worker: Worker) -> bool:
    """Tell whether a worker can see the matter, as `people.access.visible_to` has it."""
    if not would_see(history, worker):
        return False
    match rights(history, worker).scope:
        case "unit":
            return worker.unit in history.participants
        case "own":
            return worker.id == history.registrar or any(
                one.post == worker.id and (one.ended_at is None or one.ended_how == ENDED_WITH_MATTER)
                for one in history.assignments
            )
    return True


def would_see(history: History, worker: Worker) -> bool:
    """Tell whether a worker could see the matter if its unit took part and it were charged itself."""
    allowed = rights(history, worker)
    if not allowed.sees or history.confidentiality > allowed.clearance:
        return False
    if history.accused is not None and history.accused == worker.unit:
        return False
    if allowed.scope != "jurisdiction":
        return True
    kept = not worker.lines or history.definition.kind in worker.lines or history.category in worker.lines
    return kept and any(history.path.startswith(path) for path in worker.paths)


def may(history: History, action: Action, relation: Relation, worker: Worker | None, at: datetime) -> bool:
    """Tell whether a worker who sees it, or without one the party or the system, may do an action at an instant."""
    since = {}
    if action.since:
        starts = {
            "stage": history.stages[-1].begun_at,
            "registered": history.registered_at,
            "resolved": history.resolved_at,
            "ended": history.ended_at,
        }
        since = {name: start for name, start in starts.items() if start is not None}
    facts = Facts(
        state=history.state,
        relations=STANDING[relation],
        role=worker.role if worker else "",
        level=worker.level if worker else "",
        counts=history.counts,
        since=since,
        guards_failed=_failed(history, action, worker) if action.guards else NONE,
    )
    return refusal(action, facts, at) is None


def _failed(history: History, action: Action, worker: Worker | None) -> frozenset[str]:
    return failed(action.guards, history, worker.unit if worker else None)


def is_registrar(history: History, worker: Worker) -> bool:
    """Tell whether a worker may register a matter at its place."""
    facts = Facts(state="", relations=STANDING[Relation.REGISTRAR], role=worker.role, level=worker.level)
    covered = any(history.path.startswith(path) for path in worker.paths)
    return covered and may_register(history.definition, facts)
