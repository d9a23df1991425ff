"""What the installed rooms bring: a module, or one class in one file of a folder, that each of them may have."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from inspect import isclass
from pkgutil import iter_modules
from types import ModuleType
from typing import ClassVar, Protocol, TypeVar

from sanling import rooms


class Coded(Protocol):
    """What is found by its code."""

    code: ClassVar[str]


Brought = TypeVar("Brought", bound=Coded)


def brought(folder: str, kind: type[Brought]) -> Mapping[str, Brought]:
    """Return one instance of each class of a kind in a folder of the installed rooms, by code.

    Raises ImportError where two have the same code.
    """
    found: dict[str, Brought] = {}
    for maker in _classes(folder, kind):
        if maker.code in found:
            raise ImportError(f"The code {maker.code!r} is brought twice in {folder}.")
        found[maker.code] = maker()
    return found


def modules(name: str, packages: Sequence[str] | None = None) -> Iterator[ModuleType]:
    """Yield the modules, or folders of modules, of a name that installed rooms, or other packages, have."""
    for path in (f"{package}.{name}" for package in (rooms.ROOMS if packages is None else packages)):
        if find_spec(path):
            yield import_module(path)


def _classes(folder: str, kind: type[Brought]) -> Iterator[type[Brought]]:
    for package in modules(folder):
        # The room that says what these are has a module of that name, which is no folder.
        for file in iter_modules(getattr(package, "__path__", ())):
            module = import_module(f"{package.__name__}.{file.name}")
            for thing in vars(module).values():
                if isclass(thing) and issubclass(thing, kind) and thing.__module__ == module.__name__:
                    yield thing
