"""The map of the report's page is small, known again, and not to be had without end."""

import gzip
import json
from datetime import date

import pytest
import shapely
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.models import Boundary, Division
from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.simulation.geography import draw_city
from tests.city import TEST, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db
URL = "/report/areas"


@pytest.fixture
def whole_city(db: None) -> None:
    """Zhengzhou with all its divisions and their demonstration outlines."""
    profile = profile_by_code("zhengzhou")
    file = profile.folder / "divisions.csv"
    assert import_divisions(actor=TEST, file=file, profiles=[profile], as_of=date(2023, 6, 30)).done
    draw_city(actor=TEST, profile=profile)


@pytest.mark.slow
def test_the_map_of_the_city_and_of_every_township_is_at_most_sixty_kilobytes(
    whole_city: None, client: Client
) -> None:
    townships = Division.objects.filter(level=9, path__startswith="4101").values_list("pk", flat=True)
    for at in ("", *townships):
        answer = client.get(URL, {"at": at} if at else {}, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.content) <= 60_000
        drawn = json.loads(gzip.decompress(answer.content))
        assert len(drawn["features"]) == (
            len(townships) if not at else Division.objects.filter(parent=at).count()
        )


def test_a_map_is_drawn_once_and_known_again_until_the_territory_changes(city: City, client: Client) -> None:
    first = client.get(URL, {"at": TOWNSHIP})
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL, {"at": TOWNSHIP}).content == first.content
    assert not any("wkb" in str(query["sql"]) for query in asked)
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(URL, {"at": TOWNSHIP}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(URL, headers=known).status_code == 200
    shape = Boundary.objects.first()
    assert shape is not None
    outline = NewOutline(VILLAGE, shapely.from_wkb(bytes(shape.wkb)))
    draw(
        actor=TEST,
        city="4101",
        outlines=[outline],
        source="x",
        demonstration=True,
        valid_from=date(2026, 1, 1),
    )
    changed = client.get(URL, {"at": TOWNSHIP}, headers=known)
    assert [feature["id"] for feature in changed.json()["features"]] == [VILLAGE]


def test_one_address_gets_so_many_maps_an_hour(city: City, client: Client) -> None:
    answers = [client.get(URL).status_code for _number in range(601)]
    assert set(answers[:600]) == {200}
    over = client.get(URL)
    assert (over.status_code, "Cache-Control" in over.headers) == (429, False)
    assert int(over.headers["Retry-After"]) > 0
    elsewhere = client.get(URL, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


@pytest.mark.parametrize("at", ["410105", "110101001", "41010500x", "４１０１０５００２", "\0", "9" * 300])
def test_any_other_place_gives_the_map_of_the_city(city: City, client: Client, at: str) -> None:
    assert client.get(URL, {"at": at}).content == client.get(URL).content
