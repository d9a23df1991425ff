"""A role sees more of the room than of matters: a department all squares of its line, for one."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sanling import rooms
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import sees_some, visible_to
from sanling.domain.people.cast import Player
from sanling.domain.people.guarded import guarded
from sanling.domain.people.models import Unit
from sanling.domain.people.sight import Standpoint, sees
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.foundation.profile.source import ProfileError
from sanling.foundation.tables.frame import Became
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import write_export
from tests.city import CITY, COUNTY, SIBLING_COUNTY, SIBLING_VILLAGE, VILLAGE
from tests.domain.matters.helpers import registered
from tests.house.guarding import by_hand, hanging, is_showing
from tests.interfaces.doors import signed_in
from tests.seams.conftest import open_one
from tests.seams.squares.access import GUARDED, visible_squares
from tests.seams.squares.models import Square
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db
Cast = Mapping[str, Player]
ELSEWHERE = f"{SIBLING_COUNTY}003001"
SQUARES = {
    "下沙新村广场": (VILLAGE, "property_management"),
    "学校操场": (VILLAGE, "school"),
    "邻村广场": (SIBLING_VILLAGE, "property_management"),
    "邻区广场": (ELSEWHERE, "property_management"),
}


@pytest.fixture
def laid_out(committee: Unit, published: None, settings: Any) -> None:
    """Give the squares of three villages."""
    # Within a transaction nothing is tried again, and a vacuum gives way after a second.
    settings.ZERO_DOWNTIME_MIGRATIONS_LOCK_TIMEOUT = "20s"
    settings.ZERO_DOWNTIME_MIGRATIONS_STATEMENT_TIMEOUT = "30s"
    with connection.schema_editor() as editor:
        editor.create_model(Square)
    Square.objects.bulk_create(
        Square(name=name, division_id=at, line=line, unit=committee, lon=113.68, lat=34.78)
        for name, (at, line) in SQUARES.items()
    )


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("department_clerk", {"下沙新村广场", "邻村广场"}),
        ("liaison", {"下沙新村广场", "学校操场"}),
        ("city_leader", {*SQUARES}),
        ("grid_worker", set()),
        ("auditor", set()),
    ],
)
def test_each_sees_squares_by_what_its_role_may_of_them(
    laid_out: None, cast: Cast, who: str, seen: set[str]
) -> None:
    viewer = cast[who].viewer
    assert {square.name for square in visible_squares(viewer)} == seen
    assert sees_some(viewer, GUARDED.room) is (who != "auditor")
    for square in Square.objects.all():
        stand = Standpoint(
            room=GUARDED.room,
            family="",
            kind="",
            division=square.division.pk,
            lines=frozenset({square.line}),
            units=frozenset({square.unit.pk}),
            posts=frozenset(),
            confidentiality=0,
            concealed_from=frozenset(),
        )
        assert sees(viewer, stand) is (square.name in seen)


def test_of_matters_they_see_what_they_did_before(laid_out: None, cast: Cast) -> None:
    report = registered(category="property_management").matter
    asked = open_one(cast["intake_officer"])
    for who in ("department_clerk", "liaison"):
        assert not visible_matters(cast[who].viewer).exists()
    assert {*visible_matters(cast["intake_officer"].viewer)} == {report, Matter.objects.get(pk=asked.pk)}


def test_its_ledger_shows_and_exports_them_and_nobody_else_opens_it(laid_out: None, cast: Cast) -> None:
    clerk, address = cast["department_clerk"], "/desk/ledgers/village_squares/"
    desk = signed_in(clerk)
    page = desk.get(address).content.decode()
    assert [name in page for name in SQUARES] == [True, False, True, False]
    desk.post(f"{address}export/", {"query": ""})
    export = Export.objects.get()
    write_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.rows == 2
    assert signed_in(cast["auditor"]).get(address).status_code == 403


def test_the_map_has_a_layer_of_those_that_each_sees(laid_out: None, cast: Cast) -> None:
    for who, at, count in (("department_clerk", COUNTY, 2), ("city_leader", CITY, 4)):
        desk = signed_in(cast[who])
        asked = {"place": at, "layer": "squares", "zoom": "10"}
        (layer,) = desk.get("/desk/map/points/", asked).json()["layers"]
        assert layer["count"] == sum(cluster[2] for cluster in layer["clusters"]) == count
        assert desk.get(layer["url"]).context["count"] == count
    assert signed_in(cast["auditor"]).get("/desk/map/points/", asked).status_code == 403


def test_a_list_of_squares_is_one_query_by_place_and_line(laid_out: None, cast: Cast) -> None:
    sql = str(Square.objects.filter(visible_to(cast["liaison"].viewer, GUARDED)).query)
    assert "UNION" not in sql
    assert sql.count("SELECT") == 1


def test_without_the_room_what_roles_may_of_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(rooms, "ROOMS", tuple(room for room in rooms.ROOMS if "squares" not in room))
        guarded.cache_clear()
        forget_profiles()
        with pytest.raises(ProfileError, match="No room 'squares' shows anything that roles may see"):
            profile_by_code("zhengzhou")


def test_its_squares_are_guarded_by_what_it_declares_and_by_nothing_else() -> None:
    assert guarded()[GUARDED.room] is GUARDED
    models = hanging(room.model for room in guarded().values())
    assert Square in models
    own = [path for path in Path("tests/seams/squares").rglob("*.py") if is_showing(path, rooms.ROOMS)]
    assert {path.name for path in own} >= {"columns.py", "ledgers.py", "ask.py", "panels.py", "details.py"}
    assert not [where for path in own for where in by_hand(ast.parse(path.read_text("utf-8")), models)]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("rows = Square.objects.all()", ["1: Square.objects"]),
        ("rows = unit.held.filter(open=True)", ["1: unit.held.filter"]),
        ("rows = visible_squares(viewer).filter(pk__in=Square.objects.filter(line=line))", []),
        ("last = Entry.objects.filter(matter=OuterRef('pk'))", []),
    ],
)
def test_whoever_starts_from_a_rooms_table_is_found(written: str, told: list[str]) -> None:
    models = hanging(room.model for room in guarded().values())
    assert [*by_hand(ast.parse(written), models)] == told


@pytest.mark.usefixtures("laid_out")
def test_the_room_takes_in_its_own_lists(committee: Unit, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", f"广场,单位\n东广场,{committee.code}\n西广场,火星站\n", "gb18030")
    assert take("squares", file).counts == {Became.NEW: 1, Became.REFUSED: 1}
    assert take("squares", file).counts == {Became.SAME: 1, Became.REFUSED: 1}
    assert Square.objects.filter(name="东广场", division=VILLAGE).count() == 1
