"""Every box offers what is likely before anything is typed, finds what people type, and shows where it lies."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.foundation.text import pinyin
from sanling.interfaces.desk.choices import UnitPicks
from sanling.interfaces.desk.picks import PickField
from tests.city import VILLAGE, City
from tests.domain.matters.helpers import in_mediation, registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import url

# In the sibling street.
ELSEWHERE = "410105001003"
pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def offers(desk: SignIn, who: str, what: str, **query: str) -> list[dict[str, Any]]:
    """Return what a box offers somebody."""
    return list(desk(who).get(f"/desk/find/{what}/", query).json())


def labels(made: Sequence[dict[str, Any]]) -> list[str]:
    return [offer["label"] for offer in made]


@pytest.mark.parametrize("typed", ["孔春梅", "kcm", "KONG", "kongchunmei", "chunmei", "春梅"])
def test_a_colleague_is_found_by_pinyin_initials_or_a_part_of_the_name(desk: SignIn, typed: str) -> None:
    assert "孔春梅" in labels(offers(desk, "county_intake_officer", "post", q=typed))[0]


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        *((typed, "金水区住房保障和房地产管理局") for typed in ("房管", "物业", "房管局", "住建", "zfbz")),
        ("综治", "花园路街道综治中心"),
        ("综治办", "金水区平安办"),
        ("城管", "金水区城市管理局"),
        ("js", "金水区人民政府"),
        ("派出所", "花园路街道派出所"),
    ],
)
def test_a_unit_is_found_by_what_people_call_it_and_ones_own_comes_first(
    desk: SignIn, typed: str, called: str
) -> None:
    made = offers(desk, "intake_officer", "unit", q=typed)
    assert labels(made)[0] == called
    assert all(offer["hint"] or offer["label"].startswith("郑州市") for offer in made)


def test_people_are_found_by_what_their_unit_is_called(desk: SignIn, cast: Cast) -> None:
    clerk = cast["department_clerk"].post
    found = offers(desk, "county_centre_director", "post", q="住建")
    assert all("住房" in offer["hint"] for offer in found)
    assert offers(desk, "county_centre_director", "post", q=f"{clerk.name} 金水区")


def test_a_grid_of_a_common_name_is_the_one_of_ones_own_street_first(desk: SignIn, city: City) -> None:
    read = pinyin("第三网格")
    for village in (ELSEWHERE, VILLAGE):
        path = f"{village}090"
        Division.objects.create(
            path=path,
            parent_id=village,
            level=15,
            name="第三网格",
            pinyin=read.full,
            initials=read.initials,
            valid_from="2020-01-01",
        )
    for who, own in (("intake_officer", VILLAGE), ("sibling_township_intake", ELSEWHERE)):
        made = offers(desk, who, "division", q="第三网格")
        assert made[0]["key"].startswith(own), who
        assert made[0]["hint"].startswith("金水区 ")
        assert len(made[0]["hint"].split()) == 3
    # Of an act, the matter's own place is the nearest.
    assert offers(desk, "intake_officer", "division", q="dswg", near=ELSEWHERE)[0]["key"].startswith(
        ELSEWHERE
    )


@pytest.mark.parametrize("what", ["post", "unit", "division"])
def test_something_is_offered_before_anything_is_typed_the_nearest_first(desk: SignIn, what: str) -> None:
    made = offers(desk, "intake_officer", what)
    assert 0 < len(made) <= 12
    assert {offer["group"] for offer in made} == {"就近"}
    assert "花园路街道" in made[0]["hint"] + made[0]["label"]


def test_who_is_charged_with_matters_is_offered_first_those_of_the_place_before_others(
    desk: SignIn, cast: Cast
) -> None:
    made = offers(desk, "intake_officer", "post", near=VILLAGE)
    assert made[0]["key"] == str(cast["mediator"].post.pk)
    assert "领导" not in labels(offers(desk, "intake_officer", "post"))[0]
    assert 'data-place="division"' in desk("intake_officer").get("/desk/new/").content.decode()


@pytest.mark.parametrize("typed", ["", "ZZ-261128"])
def test_what_can_be_no_name_is_not_offered_to_be_looked_for_as_one(desk: SignIn, typed: str) -> None:
    page = desk("intake_officer").get("/desk/search/", {"q": typed}).content.decode()
    assert "by_name=1" not in page
    assert ("没有查找" in page) is (not typed)


def test_what_was_chosen_last_comes_before_and_only_once(desk: SignIn, cast: Cast) -> None:
    last = offers(desk, "intake_officer", "post")[5]
    made = offers(desk, "intake_officer", "post", recent=f"{last['key']},x,999999999")
    assert (made[0]["key"], made[0]["group"]) == (last["key"], "最近选过")
    assert [offer["key"] for offer in made].count(last["key"]) == 1


def test_a_box_that_finds_nothing_says_so(desk: SignIn) -> None:
    assert offers(desk, "intake_officer", "unit", q="没有这个单位") == []
    assert 'data-nothing="' in desk("intake_officer").get("/desk/new/").content.decode()


def test_the_matters_own_mediator_comes_first_with_how_much_each_has_open(desk: SignIn, cast: Cast) -> None:
    in_mediation(cast)
    matter = registered().matter
    form = desk("intake_officer").get(url(matter), {"act": "assign"}).context["page"].open_act.form
    shown = dict(form.fields["mediator"].choices)
    village = Unit.objects.get(pk=cast["mediator"].post.unit_id).name
    own = [village in label for key, label in shown.items() if key]
    assert own == sorted(own, reverse=True)
    assert shown[str(cast["mediator"].post.pk)].endswith(f"{village} · 在办 1 件")


def test_what_a_box_offers_takes_few_statements(desk: SignIn) -> None:
    browser = desk("county_intake_officer")
    for what, most in (("post", 22), ("unit", 18), ("division", 12)):
        for typed in ("", "w", "社区"):
            with CaptureQueriesContext(connection) as statements:
                browser.get(f"/desk/find/{what}/", {"q": typed})
            assert len(statements) <= most, (what, typed)


def test_a_box_that_holds_a_choice_at_first_says_its_name(city: City) -> None:
    unit = Unit.objects.filter(city="4101").order_by("pk")[0]
    field = PickField(UnitPicks(Unit.objects.all(), "4101"), url="/x")
    field.prepare_value(str(unit.pk))
    drawn = field.widget.render("unit", str(unit.pk))
    assert f'value="{unit.name}"' in drawn
    assert f'name="unit_key" value="{unit.pk}"' in drawn
