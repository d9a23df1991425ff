"""A place is found by a name, by several of them in a row, and by a code however it is padded."""

import pytest

from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("金水区", COUNTY),
        ("郑州市金水区", COUNTY),
        ("河南省 郑州市 金水区", COUNTY),
        ("郑州市金水区花园路街道", TOWNSHIP),
        ("金水区/花园路街道", TOWNSHIP),
        ("金水区花园路街道通信花园社区居民委员会", VILLAGE),
        ("金水区花园路街道通信花园社区居委会", VILLAGE),
        ("花园路街道通信花园社区", VILLAGE),
        ("通信花园", VILLAGE),
        ("410105000000", COUNTY),
        ("４１０１０５００２", TOWNSHIP),
        (CITY, CITY),
    ],
)
def test_a_place_is_found_as_it_is_written(city: City, said: str, path: str) -> None:
    assert PlaceBook(CITY).find(said) == path


def test_what_several_places_are_called_asks_for_more(city: City) -> None:
    book = PlaceBook(CITY)
    book.add("410104003001009", "第一网格")
    with pytest.raises(ValueError, match="2"):
        book.find("第一网格")
    assert book.find("第一网格", within=VILLAGE) == f"{VILLAGE}001"


@pytest.mark.parametrize("said", ["火星", "999999", "中原区金水区", "410000", "洛阳市"])
def test_what_is_nowhere_in_the_city_is_refused(city: City, said: str) -> None:
    with pytest.raises(ValueError):
        PlaceBook(CITY).find(said)


def test_lists_say_in_which_community_something_lies_in_more_than_one_way() -> None:
    names = {name for column in PLACE_COLUMNS for name in column.names}
    assert {"社区", "所在社区", "所属村", "所在街道", "所属区县"} <= names
    assert len(names) == sum(len(column.names) for column in PLACE_COLUMNS)
