"""A life lived likewise elsewhere is one that the actions could have made there."""

from dataclasses import replace
from random import Random

import pytest

from sanling.domain.matters.models import Entry
from sanling.domain.people.models import Unit
from sanling.processes.simulation.invent import Inventor
from tests.city import COUNTY, SIBLING_VILLAGE, VILLAGE
from tests.processes.simulation.lives import KINDS, MOST_LIVES, assert_replays, lived

LONG_LIFE = 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_actions_replay_a_life_lived_likewise_elsewhere(inventor: Inventor, kind: str) -> None:
    inclined = replace(inventor, likely={}, only=(kind,))
    lives = (lived(inclined, seed, 100) for seed in range(MOST_LIVES))
    echoes = (
        inclined.echo(life, number="", village=SIBLING_VILLAGE, random=Random(1))
        for life in lives
        if len(life.rows[Entry]) > LONG_LIFE
    )
    other = next(life for life in echoes if life)
    assert other.matter.division_id.startswith(SIBLING_VILLAGE)
    assert_replays(other)


def test_what_named_another_matter_has_no_echo(inventor: Inventor) -> None:
    life = lived(inventor, 1, 30)
    life.rows[Entry][0].params["other"] = 1
    assert inventor.echo(life, number="", village=VILLAGE, random=Random(1)) is None


def test_what_went_to_a_unit_that_is_nowhere_else_has_no_echo(inventor: Inventor) -> None:
    life = lived(inventor, 1, 30)
    housing = next(unit for unit in inventor.town.at(COUNTY) if unit.lines)
    alike = Unit(pk=0, kind=housing.kind, lines=housing.lines, division_id=COUNTY)
    life.units[housing.pk] = None
    assert inventor.echo(life, number="", village=VILLAGE, random=Random(1))
    # With two of a kind nobody can tell which of them is meant.
    inventor.town.units = {**inventor.town.units, 0: alike}
    inventor.town.__post_init__()
    assert inventor.echo(life, number="", village=VILLAGE, random=Random(1)) is None
