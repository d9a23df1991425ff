"""The demonstration has tags on matters that tell of such things, put on by who may."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.tags.models import Tag
from sanling.domain.tags.staging import WORDS, stage
from sanling.domain.tags.words import read_word
from tests.city import SIBLING_COUNTY, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_words_are_put_on_what_tells_of_them(city: City, cast: dict[str, Player]) -> None:
    rubbish = registered().matter
    registered(text="独居老人需要送餐。")
    registered(text="楼下垃圾没人清。", division=f"{SIBLING_COUNTY}003001")
    stage(profile=city.profile, posts={key: player.post.pk for key, player in cast.items()}, village=VILLAGE)
    assert {(found.matter_id, found.word) for found in Tag.objects.all()} == {(rubbish.pk, "环境卫生")}
    assert Tag.objects.filter(put_by__unit__division=TOWNSHIP).exists()


def test_a_city_without_such_a_post_has_none(city: City) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert not Tag.objects.exists()


def test_every_word_is_one_that_may_be_put() -> None:
    assert [read_word(word) for word in WORDS.values()] == [*WORDS.values()]
