"""What is so with a matter in the database, each fact read once and only when it is asked for."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from typing_extensions import override

from sanling.domain.matters import timing
from sanling.domain.matters.access import barred_units
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Stage
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import unit_above
from sanling.domain.workflow.transition import Situation
from sanling.foundation.database.prepared import Prepared


class StoredSituation(Situation):
    """The facts about a matter's row before an act; clocks that the act starts are added to those that run."""

    def __init__(self, matter: Matter) -> None:
        """Read nothing yet."""
        self.matter = matter
        self.started: list[Clock] = []

    @override
    def unit_above(self) -> Unit | None:
        barred = barred_units(self.matter)
        above = unit_above(self.matter.unit)
        while above is not None and above.pk in barred:
            above = unit_above(above)
        return above

    @override
    def unit_before(self) -> Unit | None:
        elsewhere = Stage.objects.filter(matter=self.matter).exclude(unit_id=self.matter.unit_id)
        before = elsewhere.select_related("unit").order_by("-begun_at", "-pk").first()
        return before.unit if before else None

    @override
    def joints(self, unit: int | None = None) -> Sequence[Assignment]:
        return [joint for joint in self._joints if unit in (None, joint.unit_id)]

    @cached_property
    def _joints(self) -> list[Assignment]:
        return list(_joints(matter=self.matter.pk))

    @override
    def asked_extension(self) -> Mapping[str, Any] | None:
        return self._asked_extension

    @cached_property
    def _asked_extension(self) -> Mapping[str, Any] | None:
        last = _last_on_extension.first(matter=self.matter.pk)
        return last if last and last["extension"] == "asked" else None

    @override
    def running(self) -> list[Clock]:
        return [clock for clock in (*self._before, *self.started) if clock.stopped_at is None]

    @cached_property
    def _before(self) -> list[Clock]:
        return timing.running(self.matter)


@Prepared
def _joints(matter: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(matter=matter, kind=Assignment.Kind.JOINT, ended_at=None).order_by("pk")


@Prepared
def _last_on_extension(matter: int) -> QuerySet[Entry, Any]:
    told = Entry.objects.filter(matter=matter, params__has_key="extension").order_by("-pk")
    return told.values_list("params", flat=True)[:1]
