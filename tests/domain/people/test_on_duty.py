"""The roster's last word counts, on a leave who stands in has the duty, and the public hears what the profile says."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.people.actions.arrange_duty import arrange_duty
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import DutyDay, Unit
from sanling.domain.people.on_duty import (
    arranges_duty,
    last_arranged,
    named_on,
    on_duty,
    roster,
    who_may_have_duty,
)
from sanling.foundation import clock
from sanling.foundation.days import today
from tests.city import CITY, SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City
from tests.profiles import publishing

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
DAY = timedelta(days=1)


@pytest.fixture
def centre(city: City, cast: Cast) -> Unit:
    Unit.objects.filter(pk=city.centre(TOWNSHIP).pk).update(duty_phone="0371-65500000")
    return city.centre(TOWNSHIP)


def arranged(unit: Unit, post: int | None, day: date | None = None) -> None:
    arrange_duty(actor=TEST, unit_id=unit.pk, days={day or today(): post})


def told(path: str = VILLAGE) -> list[tuple[str, str, str]]:
    return [(found.role, found.surname, found.phone) for found in on_duty(path)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 1)), max_size=12))
def test_what_was_arranged_last_holds_and_all_before_stands_beside_it(
    centre: Unit, chosen: list[tuple[int, int]]
) -> None:
    DutyDay.objects.all().delete()
    posts = [post.pk for post in who_may_have_duty(centre, today())]
    expected: dict[date, list[int | None]] = {}
    for nth, who in chosen:
        day, post = today() + nth * DAY, None if who < 0 else posts[who % len(posts)]
        arranged(centre, post, day)
        if (said := expected.setdefault(day, [None]))[-1] != post:
            said.append(post)
    held = {found.day: found for found in roster([centre.pk], today(), today() + 3 * DAY).get(centre.pk, ())}
    assert {day: said[-1] for day, said in expected.items() if len(said) > 1} == named_on(
        centre.pk, list(expected)
    )
    for day, found in held.items():
        assert found.holder == found.named
        assert (found.named.pk if found.named else None) == expected[day][-1]
    assert DutyDay.objects.count() == sum(len(said) - 1 for said in expected.values())


def test_who_stands_in_has_the_duty_of_the_days_of_the_leave_alone(centre: Unit, cast: Cast) -> None:
    away, other = cast["intake_officer"].post, cast["centre_director"].post
    for nth in range(3):
        arranged(centre, away.pk, today() + nth * DAY)
    now = clock.now()
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=other.pk, begins_at=now + DAY, ends_at=now + 2 * DAY
    )
    days = roster([centre.pk], today(), today() + 2 * DAY)[centre.pk]
    assert {found.named for found in days} == {away}
    assert [found.holder for found in days].count(other) == 1
    assert days[0].holder == away


def test_nobody_has_the_duty_of_a_post_that_has_ended(centre: Unit, cast: Cast) -> None:
    arranged(centre, cast["intake_officer"].post.pk)
    assert told()
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    assert told() == []
    [found] = roster([centre.pk], today(), today())[centre.pk]
    assert (found.named, found.holder) == (cast["intake_officer"].post, None)


def test_everybody_is_told_the_post_and_the_offices_phone_and_a_surname_where_the_profile_says_so(
    centre: Unit, cast: Cast
) -> None:
    post = cast["intake_officer"].post
    arranged(centre, post.pk)
    assert told() == told(TOWNSHIP) == [("受理员", "", "+8637165500000")]
    with publishing(persons="surname"):
        assert told()[0][1] == post.name[0]
    with publishing(phones=()):
        assert told()[0][2] == ""
    with publishing(kinds=(), phones=()):
        assert told() == []
    assert told(SIBLING_TOWNSHIP) == told(CITY) == []


def test_it_is_arranged_by_who_leads_the_unit_gives_its_posts_or_keeps_it(centre: Unit, cast: Cast) -> None:
    may = {
        key
        for key in ("centre_director", "administrator", "intake_officer", "village_secretary", "auditor")
        if key in cast and arranges_duty(cast[key].viewer, centre)
    }
    assert may == {"centre_director", "administrator"}
    assert not arranges_duty(cast["centre_director"].viewer, Unit(city="4102", division_id=TOWNSHIP))


def test_administrators_have_no_duty_of_matters(city: City, cast: Cast) -> None:
    unit = cast["administrator"].post.unit
    assert cast["administrator"].post not in who_may_have_duty(unit, today())


def test_a_board_knows_that_something_was_arranged(centre: Unit, cast: Cast) -> None:
    before = last_arranged()
    arranged(centre, cast["intake_officer"].post.pk)
    assert last_arranged() > before
