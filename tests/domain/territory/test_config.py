"""The territory's part of a profile: where divisions are governed, and what they are called."""

import pytest

from sanling.domain.territory.config import english_name
from tests.city import COUNTY, VILLAGE

pytestmark = pytest.mark.usefixtures("city")


def test_english_names_come_from_the_profile() -> None:
    assert english_name(COUNTY, "金水区") == "Jinshui District"
    assert english_name("410191", "郑东新区") == "Zhengdong New Area"
    assert english_name(VILLAGE, "通信花园社区居民委员会") == "Tongxinhuayuan Community"
