"""What invented staff and residents put into the forms of their acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.matters.verbs.add import Add
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.matters.verbs.extend import Extend
from sanling.domain.matters.verbs.handle import Handle
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action, FormField, Relation
from sanling.foundation.calendar import Allowance
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.history import History
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.standing import would_see
from sanling.processes.simulation.town import Office, Worker
from sanling.processes.simulation.words import Words

OFTEN = 0.45
GRANTED = 0.85
RATINGS = Odds({5: 58, 4: 26, 3: 9, 2: 4, 1: 3})
SATISFIED = {"satisfied": 78, "partly": 13, "dissatisfied": 3, "unreached": 6}
MORE_TIME = (3, 5, 7, 10, 15, 30)
PICTURE = 0.12
# How often somebody of the township is charged rather than of the community.
FURTHER = 0.06

_Filler = Callable[["_Blank"], Any]


@dataclass(frozen=True, slots=True)
class _Blank:
    """One field of a form to be filled."""

    history: History
    action: Action
    field: FormField
    at: datetime
    random: Random


@dataclass(frozen=True)
class Forms:
    """Fills forms with values that the field's reader would accept, as an entry keeps them."""

    part: MattersPart
    words: Words
    habits: SimulationPart
    # The unit that matters go to when they may go there.
    prefers: int | None = None

    def fill(self, history: History, action: Action, at: datetime, random: Random) -> dict[str, Any] | None:
        """Return the fields of an action, or none when a required one has nothing to offer."""
        fields: dict[str, Any] = {}
        if action.reason:
            fields["reason"] = self.words.note(history.definition.code, action.code, "reason", random)
        if action.verb == Extend.code and not any(one.rule.code in action.moves for one in history.running()):
            return None
        for field in action.fields:
            if not field.required and random.random() > OFTEN:
                continue
            value = self._value(_Blank(history, action, field, at, random))
            if value is not None:
                fields[field.code] = value
            elif field.required:
                return None
        return fields

    def files(self, action: Action, random: Random) -> int:
        """Return how many pictures come with an act."""
        if action.evidence:
            return action.evidence + (random.random() < PICTURE)
        return int(action.verb in {Handle.code, Add.code} and random.random() < PICTURE)

    def _value(self, blank: _Blank) -> Any:
        filler = FILLERS.get(blank.field.type)
        if filler:
            return filler(blank)
        finders: dict[str, _Filler] = {"unit": self._unit, "units": self._units, "post": self._post}
        if blank.field.type in finders:
            return finders[blank.field.type](blank)
        if blank.field.type == "category":
            return blank.random.choice(self.part.categories(blank.history.definition.kind)).code
        if blank.field.code == "number":
            # Names an earlier matter; of invented acts only relating and merging do.
            return blank.history.other or None if blank.action.verb in {Relate.code, Merge.code} else None
        workflow = blank.history.definition.code
        text = self.words.note(workflow, blank.action.code, blank.field.code, blank.random)
        return text[: blank.field.max_length]

    def _unit(self, blank: _Blank) -> int | None:
        """Choose a department in charge of the subject, or another centre on the way, that can work on it."""
        history, town = blank.history, blank.history.town
        holder = town.offices[history.unit]
        county, city = history.path[: Level.COUNTY], history.path[: Level.CITY]
        near = [
            *town.at(holder.path),
            *town.at(county),
            *town.at(city),
            *town.at(history.path[: Level.VILLAGE]),
        ]
        near = [one for one in near if one.id != holder.id]
        subjects = {history.definition.kind, history.category}
        for circle in (
            [one for one in near if one.id == self.prefers],
            [one for one in near if not subjects.isdisjoint(one.lines)],
            [one for one in near if one.kind in {town.intake, *self.habits.passed_to}],
        ):
            able = [one for one in circle if self._can_work(history, one)]
            if able:
                return blank.random.choice(able).id
        return None

    def _can_work(self, history: History, office: Office) -> bool:
        """Tell whether an office could go on with the matter once it holds it: accept it, and find whom to charge."""
        town, actions = history.town, history.definition.actions
        desk = _holders(actions, Accept.code)
        handlers = tuple(
            role
            for action in actions
            if action.verb == Assign.code
            for one in action.fields
            if field_type(one.type).names == "post"
            for role in one.roles
        )
        needed = [desk] if office.kind == town.intake else [desk, handlers]
        return all(any(would_see(history, one) for one in town.staff(office.id, roles)) for roles in needed)

    def _units(self, blank: _Blank) -> list[int] | None:
        history, town = blank.history, blank.history.town
        roles = tuple(
            role
            for action in history.definition.actions
            for who in action.who
            if who.relation is Relation.JOINT
            for role in who.roles
        )
        able = [
            one
            for one in town.departments_at(town.offices[history.unit].path)
            if one.id != history.unit and any(would_see(history, who) for who in town.staff(one.id, roles))
        ]
        if not able:
            return None
        fitting = [
            one for one in able if history.category in one.lines or history.definition.kind in one.lines
        ]
        first = blank.random.choice(fitting or able)
        second = blank.random.choice(able)
        return list(dict.fromkeys([first.id, second.id] if blank.random.random() < PICTURE else [first.id]))

    def _post(self, blank: _Blank) -> int | None:
        """Choose somebody of the matter's own community, else of its township, else of the holder."""
        history = blank.history
        usual = self.habits.handlers[history.definition.kind]
        for place in self._circles(blank):
            able = [one for one in place if would_see(history, one)]
            weights = [usual.get(one.role, 1) for one in able]
            if able:
                return blank.random.choices(able, weights)[0].id
        return None

    def _circles(self, blank: _Blank) -> list[Sequence[Worker]]:
        history, town, roles = blank.history, blank.history.town, blank.field.roles
        holder = town.offices[history.unit]
        own = town.staff(holder.id, roles or ("*",))
        if holder.kind != town.intake:
            return [own]
        around = [history.path[: Level.VILLAGE], history.path[: Level.TOWNSHIP]]
        if blank.random.random() < FURTHER:
            around.reverse()
        # A centre hands on to those of its own territory.
        return [*(town.staff_at(path, roles) for path in around if path.startswith(holder.path)), own]


def _holders(actions: Sequence[Action], verb: str) -> tuple[str, ...]:
    return tuple(
        role
        for action in actions
        if action.verb == verb
        for who in action.who
        if who.relation is Relation.HOLDER
        for role in who.roles
    )


def _choice(blank: _Blank) -> str:
    codes = [option.code for option in blank.field.options]
    if blank.field.code == "granted":
        return "yes" if blank.random.random() < GRANTED else "no"
    return blank.random.choices(codes, [SATISFIED.get(code, 10) for code in codes])[0]


def _more_time(blank: _Blank) -> int:
    most = blank.field.most.amount if isinstance(blank.field.most, Allowance) else blank.field.most or 1
    return blank.random.choice([days for days in MORE_TIME if days <= most] or [1])


FILLERS: dict[str, _Filler] = {
    "choice": _choice,
    "allowance": _more_time,
    "boolean": lambda _blank: True,
    "date": lambda blank: (blank.at + timedelta(days=blank.random.randint(5, 25))).date().isoformat(),
    "rating": lambda blank: RATINGS.draw(blank.random),
}
