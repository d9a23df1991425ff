"""What the installed rooms bring for an audience: the same noun on each floor, found by its name."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from sanling import rooms


def for_audience(audience: str, name: str) -> Iterator[ModuleType]:
    """Yield the modules of a name that rooms have for an audience, the lowest room's first.

    In the house they lie in `sanling/interfaces/<audience>/<room>/`, of a room from elsewhere in its own `<audience>/`.
    """
    for room in rooms.ROOMS:
        noun = room.rpartition(".")[2]
        package = (
            f"sanling.interfaces.{audience}.{noun}" if room.startswith("sanling.") else f"{room}.{audience}"
        )
        if find_spec(package) and find_spec(f"{package}.{name}"):
            yield import_module(f"{package}.{name}")
