"""Guards: named conditions that a definition may put before an action, of the installed rooms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.workflow.transition import Situation
from sanling.foundation.installed import modules


@dataclass(frozen=True)
class Guard:
    """A condition on a matter's situation and the unit for which a post acts, with what is missing where it fails."""

    holds: Callable[[Situation, int | None], bool]
    missing: StrPromise


@cache
def guards() -> Mapping[str, Guard]:
    """Return the guards of the installed rooms by their names."""
    found: dict[str, Guard] = {}
    for module in modules("guards"):
        twice = sorted(found.keys() & module.GUARDS.keys())
        if twice:
            raise ImportError(f"Two rooms bring the guards {', '.join(twice)}.")
        found.update(module.GUARDS)
    return found


def failed(names: Iterable[str], situation: Situation, unit: int | None) -> frozenset[str]:
    """Return those of the named guards that do not hold for a matter and the unit for which somebody acts."""
    return frozenset(name for name in names if not guards()[name].holds(situation, unit))
