"""What rooms bring is found by where it lies: a class in a file of a folder, once for each code."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from sanling.foundation import installed
from sanling.rooms import ROOMS


class Thing:
    """What the rooms of these tests bring."""

    code: ClassVar[str]


SAYS = "from tests.foundation.test_installed import Thing\n"


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install two rooms of a folder: one brings two things, the other has no such folder but a module."""
    monkeypatch.setattr("sanling.rooms.ROOMS", ("hall_of_tests", "attic_of_tests"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "tests.foundation.test_installed", sys.modules[__name__])
    for room in ("hall_of_tests", "attic_of_tests"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    things = tmp_path / "hall_of_tests" / "things"
    things.mkdir()
    (things / "__init__.py").touch()
    (things / "lamp.py").write_text(f'{SAYS}class Lamp(Thing):\n    code = "lamp"\n')
    (things / "chair.py").write_text(f'{SAYS}class Chair(Thing):\n    code = "chair"\nclass Helper: ...\n')
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0].endswith("_of_tests")]:
        del sys.modules[name]


def test_each_class_is_found_by_its_code_and_made_once(rooms: Path) -> None:
    found = installed.brought("things", Thing)
    assert {code: type(thing).__name__ for code, thing in found.items()} == {"lamp": "Lamp", "chair": "Chair"}


def test_a_class_that_a_file_only_imports_is_not_brought_twice(rooms: Path) -> None:
    chair = rooms / "hall_of_tests" / "things" / "chair.py"
    chair.write_text(f"from hall_of_tests.things.lamp import Lamp\n{chair.read_text()}")
    assert set(installed.brought("things", Thing)) == {"lamp", "chair"}


def test_one_code_brought_twice_is_an_error_that_names_it(rooms: Path) -> None:
    attic = rooms / "attic_of_tests" / "things"
    attic.mkdir()
    (attic / "__init__.py").touch()
    (attic / "other.py").write_text(f'{SAYS}class Other(Thing):\n    code = "lamp"\n')
    with pytest.raises(ImportError, match="'lamp' is brought twice in things"):
        installed.brought("things", Thing)


def test_a_module_beside_is_no_folder_and_a_room_may_have_none(rooms: Path) -> None:
    (rooms / "attic_of_tests" / "things.py").write_text(f'{SAYS}class Loose(Thing):\n    code = "loose"\n')
    names = [module.__name__ for module in installed.modules("things")]
    assert names == ["hall_of_tests.things", "attic_of_tests.things"]
    assert set(installed.brought("things", Thing)) == {"lamp", "chair"}
    assert list(installed.modules("nothing")) == []


def test_the_rooms_of_the_house_are_asked_in_their_order() -> None:
    found = [module.__name__.rpartition(".")[0] for module in installed.modules("guards")]
    assert found == [room for room in ROOMS if room in found]
    assert "sanling.domain.matters" in found
