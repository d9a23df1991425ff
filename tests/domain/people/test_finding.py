"""Units and posts are found in the order in which they are likely meant, however many there are."""

from datetime import date

import pytest

from sanling.domain.people import finding
from sanling.domain.people.cast import Player
from sanling.domain.people.finding import nearest_posts, nearest_units, posts_found, units_found
from sanling.domain.people.models import Post, Unit
from tests.city import CITY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(params=[1, 150], ids=["many", "few"])
def bound(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let one be too many to be put in order, or so many that all are."""
    monkeypatch.setattr(finding, "MOST_SORTED", request.param)
    return int(request.param)


def names(units: list[Unit]) -> list[str]:
    return [unit.name for unit in units]


def found(typed: str, *near: str, most: int = 12) -> list[str]:
    return names(units_found(Unit.objects.filter(city=CITY), typed, near, city=CITY, most=most))


def test_called_exactly_so_comes_before_nearer(city: City, bound: int) -> None:
    far = Unit.objects.create(
        code="x-1", kind="sector_department", name="花园", division_id="410104", begins_on=date(2020, 1, 1)
    )
    assert found("花园", VILLAGE)[0] == far.name
    assert found("hy", VILLAGE)[0] == far.name


def test_those_that_begin_so_come_before_those_that_hold_it_and_the_nearest_first(
    city: City, bound: int
) -> None:
    made = found("js", VILLAGE)
    assert made[0].startswith("金水区")
    assert all(name.startswith("花园路街道") for name in found("综治中心", VILLAGE)[:1])
    assert found("派出所", SIBLING_TOWNSHIP)[0] != found("派出所", TOWNSHIP)[0]


def test_a_name_of_a_half_is_the_same_with_few_and_many(city: City, bound: int) -> None:
    made = found("局", TOWNSHIP)
    assert len(made) == len(set(made)) == 12


def test_words_of_a_name_and_a_unit_must_all_fit(cast: Cast, bound: int) -> None:
    everyone = Post.objects.select_related("unit")
    mediator = cast["mediator"].post

    def posts(typed: str) -> list[Post]:
        return posts_found(everyone, typed, (VILLAGE,), city=CITY, most=12)

    assert posts(f"{mediator.name} 调解员")[0] == mediator
    assert posts("kcm tongxin") == [mediator]
    assert posts("春梅 花园") != posts("春梅 没有")
    assert posts("孔春梅 没有这个单位")[0].name == mediator.name
    assert posts("") == posts("！？") == posts("没有") == []


def test_nothing_typed_gives_the_nearest(cast: Cast) -> None:
    posts = nearest_posts(Post.objects.select_related("unit"), (VILLAGE,), 5)
    assert {post.unit.division_id for post in posts} == {VILLAGE}
    assert len(nearest_posts(Post.objects.all(), (), 12)) == 12
    units = nearest_units(Unit.objects.filter(city=CITY), (TOWNSHIP,), 3)
    assert all(unit.division_id.startswith(TOWNSHIP) for unit in units)
