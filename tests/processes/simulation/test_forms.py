"""Invented forms hold what the readers of their fields leave of what is sent."""

from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from sanling.domain.workflow.schema import Action
from sanling.processes.simulation.forms import MORE_TIME, Forms
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import Life
from tests.processes.simulation.conftest import UNTIL
from tests.processes.simulation.lives import lived

TIMES = 30
Row = TypeVar("Row")


def untouched(inventor: Inventor, kind: str) -> Life:
    """Return a matter that nobody has dealt with yet."""
    return lived(replace(inventor, only=(kind,), rests=lambda _life: True), 1, 1)


@pytest.fixture
def dispute(inventor: Inventor) -> Life:
    return untouched(inventor, "dispute")


@pytest.fixture
def hazard(inventor: Inventor) -> Life:
    return untouched(inventor, "hazard")


def action(life: Life, code: str) -> Action:
    return life.definition.action(code)


def filled(forms: Forms, life: Life, code: str) -> list[dict[str, object]]:
    random = Random(1)
    every = [forms.fill(life, action(life, code), UNTIL, random) for _nth in range(TIMES)]
    return [fields for fields in every if fields is not None]


def chosen(forms: Forms, life: Life, code: str, what: type[Row]) -> list[Row]:
    """Return the rows of a model that were chosen in the forms of an act."""
    return [
        value for fields in filled(forms, life, code) for value in fields.values() if isinstance(value, what)
    ]


def _is_mediated(life: Life) -> bool:
    return life.matter.state == "mediating"


def test_somebody_near_is_charged_most_often_the_usual(inventor: Inventor, dispute: Life) -> None:
    charged = chosen(inventor.forms, dispute, "assign", Post)
    assert len(charged) == TIMES
    roles = [inventor.town.posts[post.pk].own.role.code for post in charged]
    assert roles.count("mediator") > TIMES / 2


def test_who_is_preferred_gets_what_can_go_to_them(
    inventor: Inventor, dispute: Life, hazard: Life, cast: dict[str, Player]
) -> None:
    secretary = inventor.town.posts[cast["village_secretary"].post.pk]
    charged = chosen(replace(inventor.forms, prefers=secretary), dispute, "assign", Post)
    assert charged.count(Post(pk=secretary.post_id)) > TIMES / 2
    officer = inventor.town.posts[cast["county_intake_officer"].post.pk]
    routed = chosen(replace(inventor.forms, prefers=officer), hazard, "route", Unit)
    assert {unit.pk for unit in routed} == {officer.own.unit_id}


def test_a_department_gets_what_it_is_in_charge_of(
    inventor: Inventor, hazard: Life, cast: dict[str, Player]
) -> None:
    routed = chosen(inventor.forms, hazard, "route", Unit)
    assert cast["safety_officer"].post.unit in routed
    assert all({hazard.matter.kind, hazard.matter.category} & {*unit.lines} for unit in routed)


def test_more_time_is_asked_for_only_where_a_clock_runs_that_can_be_moved(
    inventor: Inventor, dispute: Life
) -> None:
    assert not filled(inventor.forms, dispute, "ask_extension")
    mediating = lived(replace(inventor, only=("dispute",), rests=_is_mediated), 1, 9)
    assert _is_mediated(mediating)
    asked = filled(inventor.forms, mediating, "ask_extension")
    assert asked
    # All but the reason are days, and whether the residents agree.
    assert {days for fields in asked for days in fields.values() if type(days) is int} <= {*MORE_TIME}


def test_pictures_come_as_evidence_where_an_act_asks_for_it(inventor: Inventor, hazard: Life) -> None:
    submit, random = action(hazard, "submit"), Random(1)
    assert submit.evidence
    for _nth in range(TIMES):
        came = inventor.forms.enclosures(submit, random)
        assert len(came) >= submit.evidence
        assert all(enclosure.evidence for enclosure in came)
