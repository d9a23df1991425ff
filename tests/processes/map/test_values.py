"""The map's numbers are as many as the rows behind them, for everybody and at every level."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.figures.rebuilding import rebuild
from sanling.processes.map.access import may_look_at
from sanling.processes.map.drawing import parts_of
from sanling.processes.map.periods import Days
from sanling.processes.map.values import Measured, Values, measures_of, rows_of
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE
from tests.processes.simulation.lives import KINDS, lived

pytestmark = pytest.mark.django_db
MATTERS = flows()["matters"]
EVER = Days(date(2020, 1, 1), date(2029, 12, 31))
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def counted(inventor: Inventor) -> None:
    """Have some dozens of lives counted, of which some are confidential, concealed, or in a grid."""
    random = Random(5)
    lives = []
    for number in range(60):
        life = lived(inventor, number, random.randrange(1, 120))
        life.matter.number = f"ZZ-261122-{number:05}-A"
        life.matter.confidentiality = random.choice((0, 0, 0, 1, 2))
        life.matter.concealed = random.random() < 0.1
        lives.append(life)
    write(lives)
    for matter in Matter.objects.filter(village=VILLAGE):
        Matter.objects.filter(pk=matter.pk).update(division=f"{VILLAGE}00{random.randint(1, 4)}")
    rebuild(MATTERS, CITY)


def numbers_of(player: Player, place: str, measured: Measured) -> Mapping[str, int]:
    parts = parts_of(place)
    assert parts is not None
    return Values(player.viewer, measured, parts).numbers


@pytest.mark.parametrize(
    "who", ["city_peace_officer", "county_leader", "intake_officer", "mediator", "department_leader"]
)
@pytest.mark.parametrize("measure", ["registered", "settled", "overdue"])
def test_each_number_is_that_of_its_rows(cast: Cast, who: str, measure: str) -> None:
    viewer, measured = cast[who].viewer, Measured(MATTERS, measure, EVER)
    for place in (CITY, COUNTY, TOWNSHIP, VILLAGE, f"{VILLAGE}001"):
        numbers = numbers_of(cast[who], place, measured)
        for path, number in numbers.items():
            itself = path == place and len(place) < 15
            assert rows_of(viewer, measured, path, itself=itself).count() == number, (place, path)
        assert sum(numbers.values()) == rows_of(viewer, measured, place).count()


def test_grids_are_counted_by_their_rows(cast: Cast) -> None:
    measured = Measured(MATTERS, "registered", EVER)
    numbers = numbers_of(cast["city_peace_officer"], VILLAGE, measured)
    assert sum(numbers.values()) > 3
    assert all(len(path) == 15 for path in numbers)


def test_a_kind_and_a_measure_narrow_it(cast: Cast) -> None:
    player = cast["city_peace_officer"]
    whole = sum(numbers_of(player, CITY, Measured(MATTERS, "registered", EVER)).values())
    parts = [
        sum(numbers_of(player, CITY, Measured(MATTERS, "registered", EVER, kind)).values()) for kind in KINDS
    ]
    assert sum(parts) == whole
    assert sum(map(bool, parts)) > 1


def test_what_is_counted_otherwise_than_by_rows_colours_no_map(cast: Cast) -> None:
    offered = measures_of(cast["city_peace_officer"].viewer)
    assert "matters.registered" in offered
    assert not {"matters.open", "matters.rating_sum", "matters.handling_time"} & set(offered)
    assert not measures_of(cast["auditor"].viewer)
    assert may_look_at(cast["city_peace_officer"].viewer, CITY)
