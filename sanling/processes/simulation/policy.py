"""What happens next to an invented matter: legal acts, drawn by weight, after delays drawn by act."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log
from random import Random

from sanling.domain.matters.access import LinkActor, rights_in
from sanling.domain.matters.following import FOLLOWING
from sanling.domain.matters.models import Clock
from sanling.domain.matters.scan import TIMER
from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.matters.verbs.split import Split
from sanling.domain.matters.verbs.supervise import Supervise
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level, ancestors_of, level_of
from sanling.domain.workflow.schema import Action, ActorRelation, Who, Workflow
from sanling.foundation.audit.actor import Actor
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.workdays import Workdays
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.forms import Forms
from sanling.processes.simulation.life import Deed, Life

USUAL_HOURS = 8.0
# The spread of a delay (of its logarithm), and how often somebody lets things lie, and by how much.
SPREAD = 0.9
DALLYING, DALLIES = 0.025, 20.0
# Office hours are 8:00 to 19:00 in China, 0:00 to 11:00 UTC of the same day; residents sleep from 22:00 to 7:00.
CLOSES, OFF_DUTY = 11, 0.7
# At the centres somebody is on duty until 22:00, and on most days off.
DUTY_ENDS, DUTY_OFF = 14, 0.1
ASLEEP, AWAKE = 14, 23
DAY = timedelta(days=1)
QUICKEST = timedelta(minutes=1)
# The role that a rule names first does most of the work.
USUALLY = 0.85
# Superiors look at what is late.
WATCHED_WHEN_LATE = 12.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An act that may follow in a state; none is to wait."""

    action: Action | None
    weight: float
    once: Sequence[str]
    after: str | None

    def open(self, counts: Mapping[str, int]) -> bool:
        """Tell whether it may be drawn: it hasn't been done often enough, and what it waits for has been done."""
        if self.once and self.action:
            done = counts.get(self.action.code, 0)
            if done and done >= sum(counts.get(code, 0) for code in self.once):
                return False
        return self.weight > 0 and (self.after is None or self.after in counts)


@dataclass
class Policy:
    """How matters of one definition are dealt with."""

    definition: Workflow
    forms: Forms
    habits: SimulationPart
    boost: Mapping[str, float] = field(default_factory=dict)
    # When nobody does anything more; clocks run on.
    rests: Callable[[Life], bool] = lambda _life: False
    _choices: dict[str, list[Choice]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the table of each state of the definition."""
        definition, habits = self.definition, self.habits
        for state in definition.states:
            table = habits.states.get(f"{definition.code}.{state.code}", habits.states.get(state.code, {}))
            legal = {action.code: action for action in definition.actions if state.code in action.sources}
            self._choices[state.code] = [
                Choice(
                    legal.get(code),
                    weight * self.boost.get(code, 1.0),
                    habits.once.get(code, ()),
                    habits.after.get(code) if habits.after.get(code) in table else None,
                )
                for code, weight in table.items()
                if code in legal or code == "wait"
            ]

    def live(self, life: Life, random: Random, until: datetime) -> None:
        """Let a matter that was registered live until an instant."""
        now = life.matter.registered_at
        plan = self._plan(life, random, now)
        while True:
            ends, pulse = life.other_ends(), life.next_pulse()
            coming = [at for at in (ends, pulse, plan.at if plan else None) if at is not None]
            now = ends or min(coming, default=until)
            if now > until or not coming:
                return
            if ends is not None:
                self._follow(life, ends)
            elif now == pulse:
                if not self._act_on_overdue(life, life.scan(pulse), pulse):
                    continue
            elif plan:
                life.do(plan)
            plan = self._plan(life, random, now)

    def _follow(self, life: Life, at: datetime) -> None:
        """Let what was merged end with the other, or go on by itself when that one was not taken further."""
        verb = Follow.code if life.other and life.other.matter.resolved_at else Split.code
        for action in self.definition.actions:
            system = action.verb == verb and action.by(ActorRelation.SYSTEM)
            if system and life.may(action, FOLLOWING, at):
                life.do(Deed(at, action, FOLLOWING))
                return

    def _act_on_overdue(self, life: Life, late: Sequence[Clock], at: datetime) -> bool:
        """Do as the system what follows from clocks that ran out; tell whether anything was done."""
        acted = False
        for clock in late:
            code = self.definition.clock(clock.code).on_overdue.act
            if code and clock.stopped_at is None:
                action = self.definition.action(code)
                if not action.fields and life.may(action, TIMER, at):
                    life.do(Deed(at, action, TIMER))
                    acted = True
        return acted

    def _plan(self, life: Life, random: Random, now: datetime) -> Deed | None:
        if self.rests(life):
            return None
        choices = [choice for choice in self._choices[life.matter.state] if choice.open(life.counts)]
        weights = [choice.weight for choice in choices]
        if any(clock.late_at for clock in life.running):
            for place, choice in enumerate(choices):
                if choice.action and choice.action.verb == Supervise.code:
                    weights[place] *= WATCHED_WHEN_LATE
        while choices:
            (place,) = random.choices(range(len(choices)), weights)
            action = choices[place].action
            if action is None:
                return None
            plan = self._try(life, random, now, action)
            if plan:
                return plan
            del choices[place], weights[place]
        return None

    def _try(self, life: Life, random: Random, now: datetime, action: Action) -> Deed | None:
        """Return how an action comes next, if somebody may do it and its form can be filled."""
        for who in _shuffled(action.who, random):
            party = who.relation is ActorRelation.PARTY
            actor = LinkActor(life.matter.pk) if party else _somebody(life, action, who, random)
            if actor is None:
                continue
            at = self._when(action, now, random, actor)
            if action.verb == Merge.code and not life.may_merge(at):
                return None
            # Somebody else in the same relation fares no better.
            if life.may(action, actor, at):
                fields = self.forms.fill(life, action, at, random)
                if fields is None:
                    return None
                return Deed(at, action, actor, fields, self.forms.enclosures(action, random))
        return None

    def _when(self, action: Action, now: datetime, random: Random, actor: Actor) -> datetime:
        hours = random.lognormvariate(log(self.habits.hours.get(action.code, USUAL_HOURS)), SPREAD)
        post = actor if isinstance(actor, Viewer) else None
        if post and random.random() < DALLYING:
            hours *= DALLIES
        at = (now + max(timedelta(hours=hours), QUICKEST)).replace(microsecond=0)
        if post is None:
            return in_waking_hours(at, random)
        duty = post.own.role.code in self.habits.on_duty
        return in_office_hours(at, workdays_at(post.city), random, duty=duty)


def _shuffled(who: Sequence[Who], random: Random) -> Sequence[Who]:
    if len(who) > 1 and random.random() > USUALLY:
        return random.sample(who, len(who))
    return who


def _candidates(life: Life, who: Who) -> list[Viewer]:
    """Return the posts that stand in a relation to the matter, in one of its roles; some may not see it."""
    town, matter = life.town, life.matter
    match who.relation:
        case ActorRelation.HOLDER:
            found = town.staff(matter.unit_id, who.roles)
        case ActorRelation.ASSIGNEE:
            assignee = town.posts[matter.assignee_id] if matter.assignee_id else None
            found = [assignee] if assignee and {"*", assignee.own.role.code} & {*who.roles} else []
        case ActorRelation.JOINT:
            found = [
                post for joint in life.joints[matter.pk] for post in town.staff(joint.unit_id, who.roles)
            ]
        case ActorRelation.ABOVE:
            below = len(matter.unit.division_id)
            above = [path for path in ancestors_of(matter.division_id) if len(path) < below]
            found = [post for path in above for post in town.staff_at(path, who.roles)]
        case _:
            found = []
    if who.levels is None:
        return found
    return [post for post in found if level_of(post.own.unit_division).name.lower() in who.levels]


def _somebody(life: Life, action: Action, who: Who, random: Random) -> Viewer | None:
    """Return somebody of those meant who can do it, most often in the role that the rule names first."""
    able = [post for post in _candidates(life, who) if _can_do(life, post, action)]
    if not able:
        return None
    named = who.roles if random.random() < USUALLY else ()
    usual = ([post for post in able if post.own.role.code == role] for role in named)
    return random.choice(next(filter(None, usual), able))


def _can_do(life: Life, post: Viewer, action: Action) -> bool:
    """Tell whether a post sees the matter; to relate it to another, it reads who brought any of the township."""
    if not life.sees(post):
        return False
    if action.verb not in {Relate.code, Merge.code}:
        return True
    allowed = rights_in(post.own.role, life.matter)
    whole = allowed.scope == "jurisdiction" and len(post.own.unit_division) <= Level.TOWNSHIP
    return allowed.unmasks and not post.own.lines and whole


def in_office_hours(at: datetime, days: Workdays, random: Random, *, duty: bool) -> datetime:
    """Return an instant, or a little after the next opening when offices are closed then."""
    closes, off = (DUTY_ENDS, DUTY_OFF) if duty else (CLOSES, OFF_DUTY)
    midnight = at.replace(hour=0, minute=0, second=0)
    opens = midnight + DAY if at.hour >= closes else midnight
    while not days.is_working_day(opens.date()) and random.random() < off:
        opens += DAY
    return at if opens == midnight else opens + timedelta(seconds=int(random.expovariate(1 / 2000)))


def in_waking_hours(at: datetime, random: Random) -> datetime:
    """Return an instant, or the morning after when people sleep then."""
    if ASLEEP <= at.hour < AWAKE:
        return at.replace(hour=AWAKE, minute=0, second=0) + timedelta(
            seconds=int(random.expovariate(1 / 5000))
        )
    return at
