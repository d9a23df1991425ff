"""What was written in one form of its characters is found in every other, at every door that searches."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.foundation.text import search_q
from tests.city import TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import Doors

pytestmark = pytest.mark.django_db
SIMPLIFIED, TRADITIONAL = "峰山村①号楼的违章建筑", "峯山邨１號樓的違章建築"


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO = True


@pytest.fixture
def doors(cast: dict[str, Player], workflows: None) -> Doors:
    return Doors(cast["intake_officer"])


@pytest.mark.parametrize(("written", "typed"), [(SIMPLIFIED, TRADITIONAL), (TRADITIONAL, SIMPLIFIED)])
def test_a_matter_is_found(doors: Doors, written: str, typed: str) -> None:
    for door in doors:
        matter = doors.brought(door, {"text": f"{written}没有人管。", "place": "花园路"})
        assert written in matter.text
        for address in ("/desk/search/?q=", "/desk/matters/?words=", "/api/v1/matters?q="):
            found = Client().get if address.startswith("/api") else doors.desk.get
            answer = found(f"{address}{typed}", headers=doors.bearer).content.decode()
            assert matter.number in answer, (door.__name__, address)
    other = registered(text="完全无关的一件事情。").matter
    assert other.number not in doors.desk.get(f"/desk/matters/?words={typed}").content.decode()


NAMES = ("买买提·吐尔逊", "买买提•吐尔逊", "买买提‧吐尔逊", "买买提・吐尔逊", "买买提吐尔逊")
CARS = ("豫A·12345", "豫A12345", "豫Ａ・１２３４５")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        *((written, typed) for written in NAMES for typed in NAMES),
        *((written, typed) for written in CARS for typed in CARS),
        *(
            (written, typed)
            for written in ("二○二六", "二〇二六", "二◯二六")
            for typed in ("二○二六", "二〇二六")
        ),
        *(("甚麼", "什么"), ("什么", "甚麼")),
        *(("3·15晚会", "15晚会"), ("艾力·热合曼", "热合曼")),
    ],
)
def test_a_dot_a_circle_or_another_spelling_hides_no_matter(doors: Doors, written: str, typed: str) -> None:
    matter = registered(text=f"有人说{written}一直没有人管。").matter
    assert matter.number in doors.desk.get("/desk/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("written", "typed"), [(written, other) for written in NAMES[::4] for other in NAMES]
)
def test_a_person_is_chosen_with_or_without_the_dot_of_the_name(
    doors: Doors, cast: dict[str, Player], written: str, typed: str
) -> None:
    post = Post.objects.get(pk=cast["mediator"].post.pk)
    post.name = written
    post.save()
    offers = doors.desk.get("/desk/find/post/", {"q": typed}).json()
    assert [offer["key"] for offer in offers] == [str(post.pk)]


def test_a_dot_alone_chooses_nobody(doors: Doors) -> None:
    assert doors.desk.get("/desk/find/post/", {"q": "·"}).json() == []


@pytest.mark.parametrize("typed", ["花園路", "花园路", "花圜路"])
def test_a_division_is_found_at_the_portal_and_the_desk(doors: Doors, typed: str) -> None:
    at_desk = doors.desk.get("/desk/find/division/", {"q": typed}).json()
    found = any(offer["key"] == TOWNSHIP for offer in at_desk)
    assert found == (typed != "花圜路")


@pytest.mark.parametrize(("written", "typed"), [("峯山邨委會", "峰山村委会"), ("峰山村委会", "峯山邨委會")])
def test_units_posts_and_divisions_are_found_however_their_names_are_kept(
    doors: Doors, cast: dict[str, Player], written: str, typed: str
) -> None:
    post = cast["mediator"].post
    unit = Unit.objects.get(pk=post.unit_id)
    unit.name = written
    unit.save()
    Division.objects.filter(pk=VILLAGE).update(name=written)
    assert str(post.unit_id) in [o["key"] for o in doors.desk.get("/desk/find/unit/", {"q": typed}).json()]
    assert VILLAGE in [o["key"] for o in doors.desk.get("/desk/find/division/", {"q": typed}).json()]
    units = Client().get("/api/v1/units", {"q": typed}, headers=doors.bearer).json()["items"]
    assert [unit["id"] for unit in units] == [post.unit_id]


def test_matters_of_before_are_found_once_their_index_is_folded(doors: Doors) -> None:
    matter, other = registered().matter, registered().matter
    Matter.objects.filter(pk=matter.pk).update(search=["違章", "章建", "建築", "築", "a1", "13800000001"])
    untouched = list(Matter.objects.get(pk=other.pk).search)
    assert not Matter.objects.filter(search_q("search", "违章建筑")).exists()
    migration = import_module("sanling.domain.matters.migrations.0009_search_finds_every_form")
    for _twice in range(2):
        migration.fold_again(apps, connection.schema_editor())
        assert Matter.objects.get(search_q("search", "违章建筑")).pk == matter.pk
        assert Matter.objects.get(search_q("search", "a1 13800000001")).pk == matter.pk
        assert set(Matter.objects.get(pk=other.pk).search) == set(untouched)


def test_matters_of_before_are_found_without_their_dots_once_their_index_is_folded(doors: Doors) -> None:
    matter, other = registered(text="买买提·吐尔逊的豫A·12345").matter, registered().matter
    old = ["买买", "买提", "提", "吐尔", "尔逊", "逊的", "的豫", "豫", "a", "12345", "甚么", "补充"]
    Matter.objects.filter(pk=matter.pk).update(search=old)
    untouched = list(Matter.objects.get(pk=other.pk).search)
    migration = import_module("sanling.domain.matters.migrations.0011_search_finds_without_dots")
    for _twice in range(2):
        migration.fold_again(apps, connection.schema_editor())
        for typed in ("买买提吐尔逊", "豫A12345", "什么", "补充"):
            assert Matter.objects.get(search_q("search", typed)).pk == matter.pk
        assert set(Matter.objects.get(pk=other.pk).search) == set(untouched)
