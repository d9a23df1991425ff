"""What a bulletin says of our own city is compared with our rows, as far as who asks may count them."""

from random import Random

import pytest
from django.utils import translation

from sanling.domain.indicators.queries import Asked, indicators, standings, total, whole
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.foundation.rates import Rate
from sanling.processes.figures.verifying.bulletin import NoBulletin
from sanling.processes.figures.verifying.own import compare_with_own, counted_for
from sanling.processes.figures.verifying.wording import own_in_words
from tests.city import CITY, TEST, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects
from tests.processes.figures.verifying.bulletins import bulletin

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast) -> Rate:
    """Judge a month of a random city; return the rate of what kept all its zeros."""
    random = Random(7)
    publish_standard(actor=TEST, profile=city.profile)
    make_incidents(random, make_subjects(random, 30), 40)
    evaluate(city=CITY, month=FIRST)
    return whole(Asked(indicators(CITY)["met"], FIRST, CITY))


def said(rate: Rate, **other: object) -> str:
    own = {"name": "met", "indicator": "met", "period": f"{FIRST:%Y-%m}"} | other
    asked = ", ".join(f"{name} = '{value}'" for name, value in own.items())
    return f"""
        city = "{CITY}"
        counts = {{ met = {rate.numerator}, judged = {rate.denominator} }}
        rates = [ {{ name = "share", numerator = "met", denominator = "judged", printed = "{rate}" }} ]
        own = [ {{ {asked} }}, {{ {asked.replace("'met'", "'share'", 1)} }} ]
        """


def test_the_whole_is_what_who_sees_all_of_it_sees(judged: Rate, cast: Cast) -> None:
    of = Asked(indicators(CITY)["met"], FIRST, CITY)
    viewer = cast["city_peace_officer"].viewer
    assert judged.denominator > 20
    assert total(of, standings(viewer, of)).rate == judged


def test_what_is_printed_is_told_beside_what_our_rows_give(judged: Rate) -> None:
    assert all(found.agrees for found in compare_with_own(bulletin(said(judged)), city=CITY))
    more = Rate(judged.numerator + 1, judged.denominator)
    count, share = compare_with_own(bulletin(said(more)), city=CITY)
    assert (count.agrees, share.agrees) == (False, False)
    with translation.override("en"):
        assert own_in_words(count) == (
            f"met: printed {more.numerator}; our rows now give {judged.numerator} of {judged.denominator}, {judged}"
        )


def test_who_does_not_see_all_of_a_place_is_told_nothing_of_it(judged: Rate, cast: Cast) -> None:
    for key in ("township_leader", "mediator", "administrator"):
        count = counted_for(cast[key].viewer)
        found = compare_with_own(bulletin(said(judged)), city=CITY, count=count)
        assert [compared.ours for compared in found] == [None, None]
        assert all(compared.agrees for compared in found)
    seen = compare_with_own(
        bulletin(said(judged)), city=CITY, count=counted_for(cast["city_peace_officer"].viewer)
    )
    assert [compared.ours for compared in seen] == [judged, judged]


def test_of_another_city_nothing_is_compared(judged: Rate) -> None:
    assert compare_with_own(bulletin(said(judged).replace(f'"{CITY}"', '"4110"')), city=CITY) == []


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "none"},
        {"period": "2026"},
        {"place": "5101"},
        {"place": "41010"},
        {"side": "denominator"},
    ],
)
def test_what_is_not_counted_here_is_refused(judged: Rate, other: dict[str, str]) -> None:
    with pytest.raises(NoBulletin):
        compare_with_own(bulletin(said(judged, **other)), city=CITY)


def test_a_period_that_was_never_summed_is_not_told(judged: Rate) -> None:
    found = compare_with_own(bulletin(said(judged, period="2019-01")), city=CITY)
    assert [compared.ours for compared in found] == [None, None]
