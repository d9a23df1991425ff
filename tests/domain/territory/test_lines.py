"""What is open to be redrawn: the deepest divisions of a place and those around it; what lies above follows."""

import pytest
import shapely

from sanling.domain.territory import lines
from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.lines import Begun, Drawn, TooMuch, Unfit, deepest, following, opened
from sanling.domain.territory.locate import outlined
from sanling.domain.territory.models import Boundary
from sanling.foundation.datum import Datum, convert
from tests.city import CITY, COUNTY, SIBLING_COUNTY, SIBLING_VILLAGE, SIDE, SOUTH, TOWNSHIP, VILLAGE, WEST
from tests.domain.territory.drawn import ABOVE, FIRST, MIDDLE, SECOND, draw_piece, number, square

pytestmark = pytest.mark.usefixtures("city")


def anywhere(_path: str) -> bool:
    return True


def test_open_are_the_deepest_of_a_place_and_those_around_that_may_be_redrawn() -> None:
    draw_piece()
    here = opened(VILLAGE, anywhere)
    assert here is not None
    assert here.inside == {f"{VILLAGE}{n:03d}" for n in range(1, 5)}
    assert set(here.mesh.parts) == here.inside | {f"{SIBLING_VILLAGE}{n:03d}" for n in range(1, 5)}
    assert here.names[FIRST] == "第一网格"
    alone = opened(VILLAGE, lambda path: path.startswith(VILLAGE))
    assert alone is not None
    assert set(alone.mesh.parts) == alone.inside
    grid = opened(FIRST, anywhere)
    assert grid is not None
    assert set(grid.mesh.parts) == {FIRST, SECOND, ABOVE, f"{SIBLING_VILLAGE}002"}


def test_where_nothing_is_drawn_or_too_much_nothing_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(SIBLING_COUNTY, anywhere) is None
    assert opened("4110", anywhere) is None
    monkeypatch.setattr(lines, "MOST_PARTS", 3)
    with pytest.raises(TooMuch):
        opened(VILLAGE, anywhere)
    monkeypatch.setattr(lines, "MOST_PARTS", 9)
    monkeypatch.setattr(lines, "MOST_POINTS", 9)
    with pytest.raises(TooMuch):
        opened(VILLAGE, anywhere)


def test_the_version_changes_with_what_is_open_and_with_nothing_else() -> None:
    here = opened(VILLAGE, anywhere)
    assert here is not None
    before = here.version
    draw_piece()
    larger = opened(VILLAGE, anywhere)
    assert larger is not None
    assert larger.version != before
    Boundary.objects.filter(division=COUNTY).delete()
    again = opened(VILLAGE, anywhere)
    assert again is not None
    assert again.version == larger.version


def test_points_that_were_not_moved_stay_to_the_last_bit_in_whatever_datum(gcj_city: None) -> None:
    draw_piece()
    here = opened(VILLAGE, anywhere)
    assert here is not None
    shown = here.shown()[number(here, MIDDLE)]
    assert shown == convert(*MIDDLE, of=Datum.GCJ02, to=Datum.WGS84)
    to = (WEST + SIDE * 1.2, SOUTH + SIDE)
    mesh = here.drawn_over(
        Drawn(here.version, {number(here, MIDDLE): convert(*to, of=Datum.GCJ02, to=Datum.WGS84)})
    )
    moved = mesh.points[number(here, MIDDLE)]
    assert moved == pytest.approx(to, abs=1e-9)
    assert [point for point in mesh.points if point != moved] == [
        point for point in here.mesh.points if point != MIDDLE
    ]


TRIANGLE = (((0, 1, 2),),)


@pytest.mark.parametrize(
    "wrong",
    [
        Drawn("", points={99: (113.0, 34.0)}),
        Drawn("", points={-1: (113.0, 34.0)}),
        Drawn("", parts={f"{VILLAGE}009": TRIANGLE}),
        Drawn("", parts={FIRST: (((0, 1, 99),),)}),
        Drawn("", begun={"+1": Begun("新", FIRST)}),
        Drawn("", begun={"+1": Begun("新", f"{VILLAGE}009")}, parts={"+1": TRIANGLE}),
        Drawn("", begun={FIRST: Begun("新", SECOND)}, parts={FIRST: TRIANGLE}),
        Drawn("", ended={f"{VILLAGE}009": FIRST}),
        Drawn("", ended={FIRST: f"{VILLAGE}009"}),
        Drawn("", ended={FIRST: FIRST}),
    ],
)
def test_what_is_not_open_is_refused(wrong: Drawn) -> None:
    here = opened(VILLAGE, anywhere)
    assert here is not None
    with pytest.raises(ValueError, match=r"part|point"):
        here.drawn_over(wrong)


def test_what_lies_above_follows_up_to_the_first_that_stays() -> None:
    draw_piece()
    drawn = outlined(CITY)
    assert drawn is not None
    assert set(deepest(drawn)) == {
        f"{village}{n:03d}" for village in (VILLAGE, SIBLING_VILLAGE) for n in range(1, 5)
    }
    cut = shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE / 2)
    rest = square(0, 0).difference(cut)
    within = following(drawn, {FIRST: cut, SECOND: square(1, 0).union(rest)})
    assert within == {}
    between = following(drawn, {FIRST: cut, ABOVE: square(0, 1).union(rest)})
    assert set(between) == {VILLAGE, SIBLING_VILLAGE}
    assert between[SIBLING_VILLAGE].area > between[VILLAGE].area
    beyond = following(drawn, {FIRST: cut})
    assert set(beyond) == {VILLAGE, TOWNSHIP, COUNTY}


def test_a_division_with_ground_of_none_in_it_can_not_follow() -> None:
    draw_piece()
    Boundary.objects.filter(division=f"{VILLAGE}004").delete()
    renew(CITY)
    drawn = outlined(CITY)
    assert drawn is not None
    with pytest.raises(Unfit) as wrong:
        following(drawn, {FIRST: shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE / 2)})
    assert wrong.value.path == VILLAGE
    assert following(drawn, {FIRST: square(0, 0)}) == {}


def test_what_begins_and_ends_in_a_division_leaves_its_line() -> None:
    draw_piece()
    drawn = outlined(CITY)
    assert drawn is not None
    cut = shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE / 2)
    assert following(drawn, {FIRST: cut, f"{VILLAGE}005": square(0, 0).difference(cut)}) == {}
    assert following(drawn, {FIRST: None, SECOND: square(0, 0).union(square(1, 0))}) == {}
    assert set(following(drawn, {FIRST: None})) == {VILLAGE, TOWNSHIP, COUNTY}
