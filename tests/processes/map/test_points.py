"""Clusters sum up to the rows that the viewer sees, in any box, at any zoom, of any kind."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.layers import layers, layers_for
from sanling.domain.territory.cells import Box
from sanling.processes.map.points import Asked, clusters, named, rows_in
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from tests.city import CITY, COUNTY, SIDE, SOUTH, TOWNSHIP, VILLAGE, WEST
from tests.processes.simulation.lives import lived

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
ALL = Box(-180, -90, 180, 90)
WHO = ("city_peace_officer", "county_leader", "intake_officer", "mediator", "department_clerk", "two_posts")


@pytest.fixture(autouse=True)
def placed(inventor: Inventor) -> None:
    """Have some dozens of matters, open and ended, some confidential or concealed, most with a point."""
    random = Random(3)
    lives = []
    for number in range(60):
        life = lived(inventor, number, random.randrange(1, 60))
        life.matter.number = f"ZZ-261122-{number:05}-A"
        life.matter.confidentiality = random.choice((0, 0, 0, 1, 2))
        life.matter.concealed = random.random() < 0.1
        has_point = random.random() < 0.8
        life.matter.lon = WEST + SIDE * 4 * random.random() if has_point else None
        life.matter.lat = SOUTH + SIDE * random.random() if has_point else None
        lives.append(life)
    write(lives)


def plain(player: Player, place: str, box: Box, kind: str = "") -> int:
    """Count by hand what a viewer sees in a box."""
    return sum(
        matter.open
        and matter.lon is not None
        and matter.lat is not None
        and box.west <= matter.lon <= box.east
        and box.south <= matter.lat <= box.north
        and matter.division_id.startswith(place)
        and kind in ("", matter.kind)
        for matter in visible_matters(player.viewer)
    )


@pytest.mark.parametrize("who", WHO)
def test_clusters_sum_up_to_a_plain_count_of_what_is_seen(cast: Cast, who: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.floats(min_value=-0.2, max_value=4.2),
        st.floats(min_value=-0.2, max_value=1.2),
        st.floats(min_value=0, max_value=4),
        st.floats(min_value=0, max_value=2),
        st.integers(min_value=0, max_value=22),
        st.sampled_from((CITY, COUNTY, TOWNSHIP, VILLAGE)),
    )
    def in_any_box(east: float, north: float, wide: float, high: float, zoom: int, place: str) -> None:
        west, south = WEST + east * SIDE, SOUTH + north * SIDE
        box = Box(west, south, west + wide * SIDE, south + high * SIDE)
        asked = Asked(layers()["matters"], place, box=box)
        total = sum(cluster.count for cluster in clusters(cast[who].viewer, asked, zoom))
        assert total == rows_in(cast[who].viewer, asked).count() == plain(cast[who], place, box)

    in_any_box()


def test_of_a_kind_or_everywhere_they_are_its_rows_alone(cast: Cast) -> None:
    player = cast["city_peace_officer"]
    seen = plain(player, CITY, ALL)
    assert seen > 5
    for kind in {matter.kind for matter in Matter.objects.all()}:
        asked = Asked(layers()["matters"], CITY, kind)
        assert rows_in(player.viewer, asked).count() == plain(player, CITY, ALL, kind)
    everywhere = clusters(player.viewer, Asked(layers()["matters"], CITY), 8)
    assert sum(cluster.count for cluster in everywhere) == seen


def test_a_cluster_is_where_its_rows_are_and_what_is_alone_has_its_name(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    asked = Asked(layers()["matters"], CITY, box=ALL)
    coarse, fine = clusters(viewer, asked, 5), clusters(viewer, asked, 22)
    assert len(coarse) < len(fine)
    assert all(WEST <= cluster.lon <= WEST + 4 * SIDE for cluster in coarse)
    alone = named(viewer, asked, fine)
    assert len(alone) == sum(cluster.count == 1 for cluster in fine)
    for cluster in fine:
        if cluster.key is not None:
            assert alone[cluster.key].lon == pytest.approx(cluster.lon, abs=1e-6)


def test_points_in_the_datum_of_phones_maps_are_found_where_maps_of_the_world_have_them(
    cast: Cast, gcj_city: None
) -> None:
    viewer = cast["city_peace_officer"].viewer
    asked = Asked(layers()["matters"], CITY)
    found = clusters(viewer, asked, 22)
    for cluster in found[:5]:
        near = Box(cluster.lon - 1e-5, cluster.lat - 1e-5, cluster.lon + 1e-5, cluster.lat + 1e-5)
        assert rows_in(viewer, Asked(asked.layer, CITY, box=near)).count() >= 1
        assert not WEST <= cluster.lon <= WEST + 1e-5


def test_it_is_one_statement_however_many_there_are(cast: Cast) -> None:
    viewer, asked = cast["city_peace_officer"].viewer, Asked(layers()["matters"], CITY, box=ALL)
    clusters(viewer, asked, 12)
    with CaptureQueriesContext(connection) as seen:
        clusters(viewer, asked, 12)
    assert len(seen) == 1


def test_who_sees_nothing_of_a_room_has_no_layer_of_it(cast: Cast) -> None:
    assert {"matters", "subjects"} <= set(layers_for(cast["city_peace_officer"].viewer))
    assert not layers_for(cast["auditor"].viewer)
