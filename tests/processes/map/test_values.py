"""The map's numbers are as many as the rows behind them, for everybody and at every level."""

from datetime import date
from random import Random

import pytest

from sanling.domain.indicators.config import Figure
from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.figures import indicators
from sanling.processes.figures.indicators import figures_of
from sanling.processes.figures.periods import Grain, Period
from sanling.processes.figures.rebuilding import rebuild
from sanling.processes.map.drawing import parts_of
from sanling.processes.map.values import Measured, Values, rows_of
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE
from tests.processes.simulation.lives import KINDS, lived

pytestmark = pytest.mark.django_db
MATTERS = flows()["matters"]
EVER = Period(Grain.RANGE, date(2020, 1, 1), date(2029, 12, 31))
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


def values_of(player: Player, place: str, measured: Measured) -> Values:
    parts = parts_of(place)
    assert parts is not None
    return Values(player.viewer, measured, parts)


def figure(code: str) -> Figure:
    return figures_of(CITY)[code]


@pytest.mark.parametrize("who", ["city_peace_officer", "county_leader", "intake_officer", "mediator"])
@pytest.mark.parametrize("code", ["registered", "settlement", "open"])
def test_each_number_is_that_of_its_rows(cast: Cast, who: str, code: str) -> None:
    viewer, measured = cast[who].viewer, Measured(figure(code), EVER)
    for place in (CITY, COUNTY, TOWNSHIP, VILLAGE, f"{VILLAGE}001"):
        values = values_of(cast[who], place, measured)
        for path, value in values.of_parts.items():
            itself = path == place and len(place) < 15
            numbers = dict(zip(measured.figure.measures, (value.numerator, value.denominator), strict=False))
            for measure, number in numbers.items():
                rows = rows_of(viewer, measured, path, measure, itself=itself)
                assert rows.count() == number, (place, path, measure)
        assert values.whole.numerator == rows_of(viewer, measured, place).count()


def test_the_whole_is_what_the_figure_is_of_the_place_itself(cast: Cast) -> None:
    player = cast["city_peace_officer"]
    for code, said in figures_of(CITY).items():
        measured = Measured(said, EVER)
        whole = values_of(player, CITY, measured).whole
        alone = indicators.values(player.viewer, measured.asked(CITY), [said])[code]
        assert whole.number == alone.get("", indicators.Value(said)).number, code


def test_grids_are_told_all_forms_of_figures_by_their_rows(cast: Cast) -> None:
    player = cast["city_peace_officer"]
    for code, said in figures_of(CITY).items():
        measured = Measured(said, EVER)
        grids = values_of(player, VILLAGE, measured)
        assert all(len(path) == 15 for path in grids.of_parts)
        alone = indicators.values(player.viewer, measured.asked(VILLAGE), [said])[code]
        assert grids.whole.number == alone.get("", indicators.Value(said)).number, code
    registered = values_of(player, VILLAGE, Measured(figure("registered"), EVER))
    assert registered.whole.numerator > 3


def test_a_kind_narrows_it(cast: Cast) -> None:
    player = cast["city_peace_officer"]
    whole = values_of(player, CITY, Measured(figure("registered"), EVER)).whole.numerator
    parts = [
        values_of(player, CITY, Measured(figure("registered"), EVER, kind)).whole.numerator for kind in KINDS
    ]
    assert sum(parts) == whole
    assert sum(map(bool, parts)) > 1
