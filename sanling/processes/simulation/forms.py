"""What invented staff and residents put into the forms of their acts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.matters.verbs.add import Add
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.matters.verbs.extend import Extend
from sanling.domain.matters.verbs.handle import Handle
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action, ActorRelation, FormField
from sanling.foundation.calendar import Allowance
from sanling.foundation.files.models import StoredFile
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.life import Life
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.town import EVERYBODY
from sanling.processes.simulation.words import Words

OFTEN = 0.45
GRANTED = 0.85
RATINGS = Odds({5: 58, 4: 26, 3: 9, 2: 4, 1: 3})
SATISFIED = {"satisfied": 78, "partly": 13, "dissatisfied": 3, "unreached": 6}
MORE_TIME = (3, 5, 7, 10, 15, 30)
PICTURE = 0.12
# How often somebody of the township is charged rather than of the community.
FURTHER = 0.06


@dataclass(frozen=True, slots=True)
class _Blank:
    """One field of a form to be filled."""

    life: Life
    action: Action
    field: FormField
    at: datetime
    random: Random


@dataclass(frozen=True)
class Forms:
    """Fills forms with values such as the field's reader leaves them, and encloses pictures."""

    part: MattersPart
    words: Words
    habits: SimulationPart
    pictures: Sequence[StoredFile]
    # Who gets what can go to them.
    prefers: Viewer | None = None

    def fill(self, life: Life, action: Action, at: datetime, random: Random) -> dict[str, Any] | None:
        """Return the fields of an action, or none when a required one has nothing to offer."""
        fields: dict[str, Any] = {}
        if action.reason:
            fields["reason"] = self.words.note(life.definition.code, action.code, "reason", random)
        if action.verb == Extend.code and not any(clock.code in action.moves for clock in life.running):
            return None
        for field in action.fields:
            if not field.required and random.random() > OFTEN:
                continue
            value = self._value(_Blank(life, action, field, at, random))
            if value is not None:
                fields[field.code] = value
            elif field.required:
                return None
        return fields

    def enclosures(self, action: Action, random: Random) -> list[Enclosure]:
        """Return the pictures that come with an act."""
        further = random.random() < PICTURE
        if action.evidence:
            return self.some(action.evidence + further, random, evidence=True)
        return self.some(int(action.verb in {Handle.code, Add.code} and further), random)

    def some(self, count: int, random: Random, *, evidence: bool = False) -> list[Enclosure]:
        """Return so many pictures."""
        chosen = random.choices(self.pictures, k=count) if count else []
        return [Enclosure(picture, picture.name, evidence) for picture in chosen]

    def _value(self, blank: _Blank) -> Any:
        if blank.field.code == "number":
            # Names an earlier matter; of invented acts only relating and merging do.
            other = blank.life.other if blank.action.verb in {Relate.code, Merge.code} else None
            return other.matter.number if other else None
        fill = FILLERS.get(blank.field.type)
        if fill:
            return fill(self, blank)
        words = self.words.note(blank.life.definition.code, blank.action.code, blank.field.code, blank.random)
        return words[: blank.field.max_length]

    def category(self, blank: _Blank) -> str:
        """Choose any category of the matter's kind."""
        return blank.random.choice(self.part.categories(blank.life.matter.kind)).code

    def unit(self, blank: _Blank) -> Unit | None:
        """Choose a department in charge of the subject, or another centre on the way, that can work on it."""
        life, town = blank.life, blank.life.town
        matter = life.matter
        levels = (len(matter.unit.division_id), Level.COUNTY, Level.CITY, Level.VILLAGE)
        near = [
            unit
            for level in levels
            for unit in town.at(matter.division_id[:level])
            if unit.pk != matter.unit_id
        ]
        passed_to = {town.part.intake, *self.habits.passed_to}
        for circle in (*self._fitting(near, life), [unit for unit in near if unit.kind in passed_to]):
            able = [unit for unit in circle if self._can_work(life, unit)]
            if able:
                return blank.random.choice(able)
        return None

    def _fitting(self, units: Sequence[Unit], life: Life) -> tuple[list[Unit], list[Unit]]:
        """Return which of some units is preferred, and which are in charge of the subject."""
        subjects = {life.matter.kind, life.matter.category}
        preferred = [unit for unit in units if self.prefers and unit.pk == self.prefers.own.unit_id]
        return preferred, [unit for unit in units if not subjects.isdisjoint(unit.lines)]

    def _can_work(self, life: Life, unit: Unit) -> bool:
        """Tell whether a unit could go on with the matter once it holds it: accept it, and find whom to charge."""
        actions = life.definition.actions
        desk = _acting(actions, ActorRelation.HOLDER, Accept.code)
        handlers = tuple(
            role
            for action in actions
            if action.verb == Assign.code
            for field in action.fields
            if field_type(field.type).names == "post"
            for role in field.roles
        )
        needed = [desk] if unit.kind == life.town.part.intake else [desk, handlers]
        return all(_somebody_sees(life, unit, roles) for roles in needed)

    def units(self, blank: _Blank) -> list[Unit] | None:
        """Choose one department beside the holder, now and then two."""
        life, matter = blank.life, blank.life.matter
        roles = _acting(life.definition.actions, ActorRelation.JOINT)
        able = [
            unit
            for unit in life.town.at(matter.unit.division_id)
            if unit.kind in life.town.part.department_kinds
            and unit.pk != matter.unit_id
            and _somebody_sees(life, unit, roles)
        ]
        if not able:
            return None
        preferred, fitting = self._fitting(able, life)
        chosen = [blank.random.choice(preferred or fitting or able), blank.random.choice(able)]
        return list(dict.fromkeys(chosen if blank.random.random() < PICTURE else chosen[:1]))

    def post(self, blank: _Blank) -> Post | None:
        """Choose somebody of the matter's own community, else of its township, else of the holder."""
        usual = self.habits.handlers[blank.life.matter.kind]
        for circle in self._circles(blank):
            able = [post for post in circle if blank.life.would_see(post)]
            if able:
                weights = [usual.get(post.own.role.code, 1) for post in able]
                (chosen,) = blank.random.choices(able, weights)
                chosen = self.prefers if self.prefers in able else chosen
                return Post(pk=chosen.post_id, unit_id=chosen.own.unit_id)
        return None

    def _circles(self, blank: _Blank) -> list[Sequence[Viewer]]:
        town, matter, roles = blank.life.town, blank.life.matter, blank.field.roles
        own = town.staff(matter.unit_id, roles or EVERYBODY)
        if matter.unit.kind != town.part.intake:
            return [own]
        around = [matter.division_id[: Level.VILLAGE], matter.division_id[: Level.TOWNSHIP]]
        if blank.random.random() < FURTHER:
            around.reverse()
        # A centre hands on to those of its own territory.
        covered = [path for path in around if path.startswith(matter.unit.division_id)]
        return [*(town.staff_at(path, roles) for path in covered), own]


def _somebody_sees(life: Life, unit: Unit, roles: tuple[str, ...]) -> bool:
    return any(life.would_see(post) for post in life.town.staff(unit.pk, roles))


def _acting(actions: Sequence[Action], relation: ActorRelation, verb: str = "") -> tuple[str, ...]:
    """Return the roles that do acts, or those of a verb, in a relation."""
    return tuple(
        role
        for action in actions
        if action.verb == verb or not verb
        for who in action.who
        if who.relation is relation
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


# By the field's type; any other is written in words.
FILLERS: Mapping[str, Callable[[Forms, _Blank], Any]] = {
    "choice": lambda _forms, blank: _choice(blank),
    "allowance": lambda _forms, blank: _more_time(blank),
    "boolean": lambda _forms, _blank: True,
    "date": lambda _forms, blank: (blank.at + timedelta(days=blank.random.randint(5, 25))).date(),
    "rating": lambda _forms, blank: RATINGS.draw(blank.random),
    "category": Forms.category,
    "unit": Forms.unit,
    "units": Forms.units,
    "post": Forms.post,
}
