"""The demonstration shows a ranking that one of its cast drafted and another published."""

import pytest

from sanling.domain.indicators.tallying import tally
from sanling.domain.publications.models import Publication
from sanling.domain.recognition.measures import JUDGED
from sanling.domain.recognition.ranking_staging import stage_ranking
from tests.city import CITY, City
from tests.domain.publications.helpers import Cast, judge
from tests.domain.recognition.random_city import FIRST

pytestmark = pytest.mark.django_db


def test_a_ranking_is_published_by_the_leader(city: City, cast: Cast) -> None:
    judge(city)
    posts = {key: player.post.pk for key, player in cast.items()}
    stage_ranking(city.profile, posts)
    made = Publication.objects.get()
    assert made.title == "2026年7月各县（市、区）达标率排名"
    assert (made.drafted_by, made.published_by) == (cast["city_peace_officer"].post, cast["city_leader"].post)
    assert made.lines.filter(rank=1).exists()


def test_of_a_month_of_which_nothing_was_counted_nothing_is_published(city: City, cast: Cast) -> None:
    tally(JUDGED, CITY, FIRST)
    stage_ranking(city.profile, {key: player.post.pk for key, player in cast.items()})
    assert not Publication.objects.exists()


def test_without_a_month_or_a_leader_nothing_is_published(city: City, cast: Cast) -> None:
    stage_ranking(city.profile, {key: player.post.pk for key, player in cast.items()})
    judge(city)
    stage_ranking(city.profile, {})
    assert not Publication.objects.exists()
