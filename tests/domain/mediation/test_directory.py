"""The directory tells who mediates where, of whom agreed to it alone, and ranks nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.directory import Asked, Told, listed_mediators, told
from sanling.domain.mediation.models import Mediator
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from tests.city import CITY, COUNTY, SIBLING_VILLAGE, TEST, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import act, in_mediation, picture
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db


def names(**asked: Any) -> list[str]:
    """Return who is listed for what is asked, in the directory's order."""
    return [person.name for person in listed_mediators(CITY, Asked(**asked))]


def told_of(person: Mediator) -> Told:
    """Return what is told of a mediator."""
    (found,) = told(CITY, listed_mediators(CITY, Asked()).filter(pk=person.pk))
    return found


def settle(cast: Cast, matter: Matter) -> None:
    """Have the village's mediator settle a dispute."""
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "双方和好。"}, [picture()])


def test_only_whoever_agreed_and_is_in_office_is_listed(cast: Cast) -> None:
    body, mediator = a_body(), cast["mediator"]
    somebody(body, name="未同意者", listed=False)
    somebody(body, post_id=mediator.post.pk)
    assert names() == [mediator.post.name]
    end_post(actor=TEST, post_id=mediator.post.pk)
    assert names() == []


def test_they_are_narrowed_to_what_is_asked(cast: Cast) -> None:
    body = a_body()
    somebody(body, name="家事员", specialities=["marriage_family"], languages=["sign"])
    somebody(body, name="通才员")
    somebody(body, name="宋律师", profession="lawyer", specialities=["contract"])
    assert names(speciality="marriage_family") == ["家事员", "通才员"]
    assert names(speciality="contract") == ["通才员", "宋律师"]
    assert names(language="sign") == ["家事员"]
    assert names(profession="lawyer") == ["宋律师"]
    assert names(words="tongcai") == ["通才员"]


def test_who_mediates_for_the_whole_place_comes_before_who_does_for_a_part_of_it(cast: Cast) -> None:
    somebody(a_body(), post_id=cast["mediator"].post.pk)
    town = a_body(TOWNSHIP, "town", unit="mediation_committee")
    somebody(town, post_id=cast["township_mediator"].post.pk)
    somebody(town, name="街道律师", profession="lawyer")
    village, township = cast["mediator"].post.name, cast["township_mediator"].post.name
    assert names(place=VILLAGE) == [village, township, "街道律师"]
    assert names(place=TOWNSHIP) == [township, village, "街道律师"]
    assert names(place=SIBLING_VILLAGE) == [township, "街道律师"]
    assert names(place=COUNTY) == names() == [village, township, "街道律师"]


def test_where_and_when_each_mediates_is_told(cast: Cast) -> None:
    person = somebody(a_body(), post_id=cast["mediator"].post.pk, hours="daily 09:00-18:00")
    found = told_of(person)
    assert (found.places, found.more_places) == (["金水区 花园路街道 通信花园社区居民委员会"], 0)
    assert (found.hours, found.closed_today, found.away_until) == ("每天 09:00-18:00", False, None)
    until = clock.now() + timedelta(days=3)
    Substitution.objects.create(
        post=cast["mediator"].post,
        substitute=cast["township_mediator"].post,
        begins_at=clock.now() - timedelta(days=1),
        ends_at=until,
    )
    assert told_of(person).away_until == until


@pytest.mark.usefixtures("workflows")
def test_what_each_has_at_hand_and_settled_by_kind_is_counted(cast: Cast) -> None:
    person = somebody(a_body(), post_id=cast["mediator"].post.pk)
    assert (told_of(person).open, told_of(person).settled) == (0, ())
    matter = in_mediation(cast)
    in_mediation(cast)
    assert (told_of(person).open, told_of(person).settled) == (2, ())
    settle(cast, matter)
    assert (told_of(person).open, told_of(person).settled) == (1, [(matter.category, 1)])


@pytest.mark.usefixtures("workflows")
@pytest.mark.parametrize(
    "said",
    [{"concealed": True}, {"confidentiality": 1}, {"resolved_at": datetime(2024, 2, 1, tzinfo=UTC)}],
)
def test_nothing_concealed_confidential_or_long_over_is_counted(cast: Cast, said: dict[str, Any]) -> None:
    person = somebody(a_body(), post_id=cast["mediator"].post.pk)
    matter = in_mediation(cast)
    settle(cast, matter)
    Matter.objects.filter(pk=matter.pk).update(**said)
    assert (told_of(person).open, told_of(person).settled) == (0, ())


def test_nothing_is_counted_of_whoever_does_not_work_on_the_platform(cast: Cast) -> None:
    found = told_of(somebody(a_body()))
    assert (found.open, found.settled) == (None, None)


def test_many_are_told_by_as_many_statements_as_one(cast: Cast) -> None:
    body = a_body()
    somebody(body, post_id=cast["mediator"].post.pk)

    def statements() -> int:
        with CaptureQueriesContext(connection) as ran:
            told(CITY, listed_mediators(CITY, Asked(place=VILLAGE)))
        return len(ran)

    few = statements()
    for nth in range(10):
        somebody(body, name=f"第{nth}人")
    assert statements() == few <= 10


def test_nobody_is_told_by_none(cast: Cast) -> None:
    assert told(CITY, []) == []
