"""Guards are found in the installed rooms by their names, each brought by one room."""

from types import SimpleNamespace

import pytest
from django.utils.translation import gettext_lazy as _

from sanling.domain.matters.guards import GUARDS
from sanling.domain.workflow import conditions
from sanling.domain.workflow.conditions import Guard, failed, guards
from tests.domain.workflow.stage import Facts, Office

TRUE = Guard(lambda _situation, _unit: True, _("Number"))
FOR_SEVEN = Guard(lambda _situation, unit: unit == 7, _("Number"))


@pytest.fixture
def two_rooms(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """Install two rooms with a guard each, for this test alone."""
    rooms = [SimpleNamespace(GUARDS={"always": TRUE}), SimpleNamespace(GUARDS={"seven": FOR_SEVEN})]
    monkeypatch.setattr(conditions, "modules", lambda name: iter(rooms) if name == "guards" else iter(()))
    guards.cache_clear()
    return rooms


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    guards.cache_clear()


def test_the_guards_of_matters_are_installed() -> None:
    assert GUARDS.items() <= guards().items()


def test_what_each_room_brings_is_known_by_its_name(two_rooms: list[SimpleNamespace]) -> None:
    assert guards() == {"always": TRUE, "seven": FOR_SEVEN}


def test_one_name_brought_by_two_rooms_is_an_error_that_names_it(two_rooms: list[SimpleNamespace]) -> None:
    two_rooms[1].GUARDS["always"] = TRUE
    with pytest.raises(ImportError, match="Two rooms bring the guards always"):
        guards()


def test_failed_are_those_of_the_named_that_do_not_hold_for_that_unit(
    two_rooms: list[SimpleNamespace],
) -> None:
    assert failed(["always", "seven"], Facts(), 7) == frozenset()
    assert failed(["always", "seven"], Facts(), None) == {"seven"}
    assert failed(["always"], Facts(), None) == frozenset()
    assert failed([], Facts(above=Office(1)), 7) == frozenset()
