"""The same life lived elsewhere: in a large run what happens in one township happens likewise in others.

Inventing a life takes more time than writing it. Its acts are the same at the same instants, done by the counterparts
of those who did them, so that it is as legal there as where it was first lived.
"""

from dataclasses import replace
from typing import Any

from sanling.processes.simulation.course import Course
from sanling.processes.simulation.history import History
from sanling.processes.simulation.records import SimEntry
from sanling.processes.simulation.standing import rights
from sanling.processes.simulation.town import Office, Town, Worker


class Nobody(LookupError):
    """An office or worker has no counterpart there."""


def echo(history: History, path: str) -> History | None:
    """Return the life of a matter at another place, or none where an office or worker has no counterpart.

    Clocks, which know no place, are shared with the first life; nothing may happen to either any more.
    """
    if history.course.naming & history.counts.keys():
        return None
    try:
        return _Elsewhere(history, path).life()
    except Nobody:
        return None


class _Elsewhere:
    """The counterparts, at a place, of those who had to do with a matter."""

    def __init__(self, history: History, path: str) -> None:
        self.history = history
        self.town: Town = history.town
        self.path = path
        self._units: dict[int, int] = {}
        self._posts: dict[int, int] = {}

    def life(self) -> History:
        old = self.history
        return replace(
            old,
            path=self.path,
            unit=self.unit(old.unit),
            accused=old.accused and self.unit(old.accused),
            registrar=old.registrar and self.post(old.registrar),
            assignee=old.assignee and self.town.posts[self.post(old.assignee.id)],
            participants={self.unit(unit): None for unit in old.participants},
            stages=[replace(one, unit=self.unit(one.unit)) for one in old.stages],
            assignments=[
                replace(one, unit=self.unit(one.unit), post=one.post and self.post(one.post))
                for one in old.assignments
            ],
            entries=[self._entry(one) for one in old.entries],
        )

    def unit(self, unit: int) -> int:
        if unit not in self._units:
            self._units[unit] = self._counterpart(self.town.offices[unit]).id
        return self._units[unit]

    def post(self, post: int) -> int:
        if post not in self._posts:
            self._posts[post] = self._colleague(self.town.posts[post]).id
        return self._posts[post]

    def _counterpart(self, office: Office) -> Office:
        there = self.town.at(self.path[: len(office.path)])
        alike = [one for one in there if one.kind == office.kind and one.lines == office.lines]
        if len(alike) != 1:
            raise Nobody
        return alike[0]

    def _colleague(self, worker: Worker) -> Worker:
        """Return the one with the same role who comes at the same place of the same office's list."""
        place = self.town.staff(worker.unit, (worker.role,)).index(worker)
        there = self.town.staff(self.unit(worker.unit), (worker.role,))
        if place >= len(there) or there[place].lines != worker.lines:
            raise Nobody
        found = there[place]
        by_place = rights(self.history, found).scope == "jurisdiction"
        if by_place and not any(self.path.startswith(own) for own in found.paths):
            raise Nobody
        return found

    def _entry(self, entry: SimEntry) -> SimEntry:
        params = {name: self._value(name, value) for name, value in entry.params.items()}
        return replace(
            entry, params=params, unit=self.unit(entry.unit), post=entry.post and self.post(entry.post)
        )

    def _value(self, name: str, value: Any) -> Any:
        course: Course = self.history.course
        if name in course.unit_names:
            return [self.unit(one) for one in value] if isinstance(value, list) else self.unit(value)
        return self.post(value) if name in course.post_names else value
