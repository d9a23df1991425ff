"""What is so with matters in the database: each kind of fact is read once for a whole list, when it is asked for."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, F, QuerySet
from typing_extensions import override

from sanling.domain.matters.barring import units_barred
from sanling.domain.matters.models import Assignment, Clock, ClockPause, Entry, Matter, Stage
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import unit_above
from sanling.domain.people.reach import Reach
from sanling.domain.workflow.schema import Action
from sanling.domain.workflow.transition import Situation
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared

Row = TypeVar("Row")


class Situations:
    """The facts about some matters before acts on them. Expects the matters to be locked, where they are acted on."""

    def __init__(self, matters: Iterable[Matter], seen: Mapping[int, list[Reach]] | None = None) -> None:
        """Read nothing yet; ``seen`` says by which reaches the actor sees each, where that was asked."""
        self.matters = {matter.pk: matter for matter in matters}
        self.seen: Mapping[int, list[Reach]] = {} if seen is None else seen
        # What fields of forms held, by all that their reading depends on.
        self.read: dict[Hashable, Any] = {}
        self._above: dict[int, Unit | None] = {}
        self._own: dict[int, Mapping[int, frozenset[str]]] = {}

    def of(self, matter: Matter) -> "StoredSituation":
        """Return the situation of one of the matters."""
        return StoredSituation(matter, self)

    @property
    def _keys(self) -> list[int]:
        return list(self.matters)

    @cached_property
    def clocks(self) -> Mapping[int, list[Clock]]:
        """The clocks that run, by matter."""
        return _by(_running(matters=self._keys), "matter_id")

    @cached_property
    def pauses(self) -> Mapping[int, list[ClockPause]]:
        """The pauses of the clocks that run, in their order, by clock."""
        clocks = [clock.pk for running in self.clocks.values() for clock in running]
        return _by(_pauses(clocks=clocks), "clock_id")

    @cached_property
    def joints(self) -> Mapping[int, list[Assignment]]:
        """The parts under way of units called in, by matter."""
        return _by(_joints(matters=self._keys), "matter_id")

    @cached_property
    def units_before(self) -> Mapping[int, Unit]:
        """The units that held matters before those that do, by matter."""
        elsewhere = Stage.objects.filter(matter__in=self._keys).exclude(unit=F("matter__unit"))
        last = elsewhere.order_by("matter", "-begun_at", "-pk").distinct("matter").select_related("unit")
        return {stage.matter_id: stage.unit for stage in last}

    @cached_property
    def extensions(self) -> Mapping[int, Mapping[str, Any]]:
        """What was said last about more time, by matter."""
        return dict(_last_on_extension(matters=self._keys))

    @cached_property
    def done(self) -> Mapping[int, dict[str, int]]:
        """How often each action was done, by matter."""
        counts: dict[int, dict[str, int]] = defaultdict(dict)
        for matter, code, times in _done(matters=self._keys):
            counts[matter][code] = times
        return counts

    @cached_property
    def stages(self) -> Mapping[int, datetime]:
        """When the stages under way began, by matter."""
        return dict(_stages(matters=self._keys))

    @cached_property
    def barred(self) -> Mapping[int, frozenset[int]]:
        """The units that must not learn of a matter, by matter."""
        return units_barred(self.matters.values())

    def stopped(self, matter: int, clock: int) -> Clock:
        """Return a clock of a matter that runs no more."""
        return Clock.objects.get(pk=clock, matter=matter)

    def done_by(self, user: int) -> Mapping[int, frozenset[str]]:
        """Return what a person did in each matter, by whatever post, read once for all."""
        if user not in self._own:
            done: dict[int, frozenset[str]] = {}
            for matter, code in _own(user=user, matters=self._keys):
                done[matter] = done.get(matter, frozenset()) | {code}
            self._own[user] = done
        return self._own[user]

    def above(self, unit: Unit) -> Unit | None:
        """Return the unit above another, read once for all matters."""
        if unit.pk not in self._above:
            self._above[unit.pk] = unit_above(unit)
        return self._above[unit.pk]


class StoredSituation(Situation):
    """The facts about one of some matters; what its act begins is added to them."""

    def __init__(self, matter: Matter, among: Situations) -> None:
        """Know where the facts are read."""
        self.matter = matter
        self.among = among
        self.started: list[Clock] = []
        self.called: list[Assignment] = []

    @override
    def unit_above(self) -> Unit | None:
        barred = self.among.barred.get(self.matter.pk, frozenset()) if self.matter.concealed else frozenset()
        above = self.among.above(self.matter.unit)
        while above is not None and above.pk in barred:
            above = self.among.above(above)
        return above

    @override
    def unit_before(self) -> Unit | None:
        return self.among.units_before.get(self.matter.pk)

    @override
    def joints_of(self, unit: int | None) -> Sequence[Assignment]:
        return () if unit is None else self.joints(unit)

    @override
    def joints(self, unit: int | None = None) -> Sequence[Assignment]:
        under_way = (*self.among.joints.get(self.matter.pk, ()), *self.called)
        return [joint for joint in under_way if joint.ended_at is None and unit in (None, joint.unit_id)]

    @override
    def asked_extension(self) -> Mapping[str, Any] | None:
        last = self.among.extensions.get(self.matter.pk)
        return last if last and last["extension"] == "asked" else None

    @override
    def running(self) -> list[Clock]:
        every = (*self.among.clocks.get(self.matter.pk, ()), *self.started)
        return [clock for clock in every if clock.stopped_at is None]

    def counts(self, actions: Iterable[Action]) -> Mapping[str, int]:
        """Return how often each action was done, where one of some actions has a limit."""
        limited = any(action.limit is not None for action in actions)
        return self.among.done.get(self.matter.pk, {}) if limited else {}

    def done_by(self, user: int, actions: Iterable[Action]) -> frozenset[str]:
        """Return what a person did in the matter, by whatever post, where one of some actions is kept apart from it."""
        if not any(action.apart_from for action in actions):
            return frozenset()
        return self.among.done_by(user).get(self.matter.pk, frozenset())

    def since(self, actions: Iterable[Action]) -> Mapping[str, datetime]:
        """Return the instants from which the limits of some actions count, those that have come."""
        matter = self.matter
        instants = {
            "registered": matter.registered_at,
            "resolved": matter.resolved_at,
            "ended": matter.ended_at,
        }
        if any(action.since == "stage" for action in actions):
            instants["stage"] = self.among.stages[matter.pk]
        return {name: at for name, at in instants.items() if at is not None}

    def pauses(self, clock: Clock) -> list[ClockPause]:
        """Return the pauses of a running clock, in their order."""
        return self.among.pauses.get(clock.pk, [])


def _by(rows: Iterable[Row], name: str) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


@Prepared
def _running(matters: Sequence[int]) -> QuerySet[Clock]:
    return Clock.objects.filter(AnyOf(F("matter"), matters), stopped_at=None).order_by("pk")


@Prepared
def _pauses(clocks: Sequence[int]) -> QuerySet[ClockPause]:
    return ClockPause.objects.filter(AnyOf(F("clock"), clocks)).order_by("begun_at", "pk")


@Prepared
def _joints(matters: Sequence[int]) -> QuerySet[Assignment]:
    under_way = Assignment.objects.filter(kind=Assignment.Kind.JOINT, ended_at=None)
    return under_way.filter(AnyOf(F("matter"), matters)).order_by("pk")


@Prepared
def _last_on_extension(matters: Sequence[int]) -> QuerySet[Entry, tuple[int, Any]]:
    told = Entry.objects.filter(AnyOf(F("matter"), matters), params__has_key="extension")
    return told.order_by("matter", "-pk").distinct("matter").values_list("matter", "params")


@Prepared
def _done(matters: Sequence[int]) -> QuerySet[Entry, tuple[int, str, int]]:
    found = Entry.objects.filter(AnyOf(F("matter"), matters)).values_list("matter", "code")
    return found.annotate(times=Count("pk")).order_by()


@Prepared
def _own(user: int, matters: Sequence[int]) -> QuerySet[Entry, tuple[int, str]]:
    found = Entry.objects.filter(AnyOf(F("matter"), matters), post__user=user)
    return found.values_list("matter", "code").distinct()


@Prepared
def _stages(matters: Sequence[int]) -> QuerySet[Stage, tuple[int, datetime]]:
    return Stage.objects.filter(AnyOf(F("matter"), matters), ended_at=None).values_list("matter", "begun_at")
