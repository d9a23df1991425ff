"""Guards: named conditions that a definition may put before an action, of the installed rooms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django_stubs_ext import StrPromise

from sanling.domain.workflow.transition import Situation
from sanling.rooms import ROOMS


@dataclass(frozen=True)
class Guard:
    """A condition on a matter's situation and the unit for which a post acts, with what is missing where it fails."""

    holds: Callable[[Situation, int | None], bool]
    missing: StrPromise


@cache
def guards() -> Mapping[str, Guard]:
    """Return the guards of the installed rooms by their names."""
    found: dict[str, Guard] = {}
    for module in (f"{room}.guards" for room in ROOMS):
        if find_spec(module):
            brought: Mapping[str, Guard] = import_module(module).GUARDS
            twice = sorted(found.keys() & brought.keys())
            if twice:
                raise ImportError(f"Two rooms bring the guards {', '.join(twice)}.")
            found.update(brought)
    return found


def failed(names: Iterable[str], situation: Situation, unit: int | None) -> frozenset[str]:
    """Return those of the named guards that do not hold for a matter and the unit for which somebody acts."""
    return frozenset(name for name in names if not guards()[name].holds(situation, unit))
