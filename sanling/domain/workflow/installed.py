"""What the installed rooms bring: one class in one file of a folder that each of them may have."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from inspect import isclass
from pkgutil import iter_modules
from typing import ClassVar, Protocol, TypeVar

from sanling.rooms import ROOMS


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


def _classes(folder: str, kind: type[Brought]) -> Iterator[type[Brought]]:
    for package in (f"{room}.{folder}" for room in ROOMS):
        spec = find_spec(package)
        for file in iter_modules(spec.submodule_search_locations or ()) if spec else ():
            module = import_module(f"{package}.{file.name}")
            for thing in vars(module).values():
                if isclass(thing) and issubclass(thing, kind) and thing.__module__ == module.__name__:
                    yield thing
