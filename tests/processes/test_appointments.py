"""Whoever may confirm a post is told at once, who gave it hears what became of it, the unit above hears once a day."""

from datetime import timedelta

import pytest

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.decide_appointment import decide_appointment
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.delivery.models import Notice
from sanling.processes.appointments import tell_of_appointments, tell_units_above
from tests.city import COUNTY, TEST, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def given(by: Player, unit: Unit, role: str, user: User | None = None) -> Post:
    """Let somebody give a post, to an account of their own making unless told otherwise."""
    user = user or create_user(actor=by.viewer, username=f"u{User.objects.count()}", display_name="钟小雨")
    new = NewPost(user_id=user.pk, unit_id=unit.pk, role=role, name="钟小雨", paths=[unit.division_id])
    return appoint(actor=by.viewer, new=new)


def told(cast: Cast, code: str) -> set[str]:
    keys = dict(Notice.objects.filter(code=code).values_list("recipient", "code"))
    return {who for who, player in cast.items() if f"post:{player.post.pk}" in keys}


def test_those_who_may_confirm_are_told_and_nobody_else(city: City, cast: Cast) -> None:
    given(cast["centre_director"], city.centre(TOWNSHIP), "intake_officer")
    assert tell_of_appointments() == 1
    confirmers = {"county_centre_director", "administrator", "security_administrator"}
    assert told(cast, "appointment.waits") == confirmers
    notice = Notice.objects.filter(code="appointment.waits")[0]
    assert (notice.url, "施建平" in notice.text) == ("/desk/confirmations/", True)


def test_nobody_is_asked_about_a_colleague_whose_account_another_made(city: City, cast: Cast) -> None:
    committee = city.unit(f"village_committee-{VILLAGE}")
    given(cast["centre_director"], committee, "mediator", cast["liaison"].user)
    assert tell_of_appointments() == 0


def test_those_who_may_confirm_are_asked_about_a_colleague_whom_somebody_brings_into_their_own_unit(
    city: City, cast: Cast
) -> None:
    given(cast["centre_director"], city.centre(TOWNSHIP), "intake_officer", cast["liaison"].user)
    assert tell_of_appointments() == 1
    assert "security_administrator" in told(cast, "appointment.waits")


@pytest.mark.parametrize(("confirmed", "code"), [(True, "confirmed"), (False, "rejected")])
def test_who_gave_it_hears_what_became_of_it(city: City, cast: Cast, confirmed: bool, code: str) -> None:
    post = given(cast["village_secretary"], city.unit(f"village_committee-{VILLAGE}"), "grid_worker")
    second = cast["centre_director"].viewer
    assert post.appointment_id is not None
    decide_appointment(actor=second, appointment_id=post.appointment_id, confirmed=confirmed)
    tell_of_appointments()
    assert told(cast, f"appointment.{code}") == {"village_secretary"}
    assert "钟小雨" in Notice.objects.get(code=f"appointment.{code}").text


def test_the_unit_above_who_gives_is_told_once_a_day_of_all_that_was_given(city: City, cast: Cast) -> None:
    committee = city.unit(f"village_committee-{VILLAGE}")
    for who in ("liaison", "mediator"):
        given(cast["village_secretary"], committee, "grid_worker", cast[who].user)
    given(cast["centre_director"], committee, "grid_worker", cast["safety_persuader"].user)
    with clock.turned(shift=timedelta(hours=1)):
        assert tell_units_above() == 3
        assert tell_units_above() == 0
    assert told(cast, "appointment.below") == {"centre_director", "county_centre_director"}
    director = Notice.objects.get(recipient=cast["centre_director"].viewer.key)
    assert "2" in director.text
    assert director.text.count("钟小雨") == 2
    assert director.url == f"/desk/units/{city.centre(TOWNSHIP).pk}/"


def test_where_no_unit_stands_above_the_security_administrators_are_told(city: City, cast: Cast) -> None:
    given(cast["administrator"], city.centre(COUNTY), "intake_officer", cast["liaison"].user)
    with clock.turned(shift=timedelta(hours=1)):
        tell_units_above()
    assert told(cast, "appointment.below") == {"security_administrator"}


def test_nobody_is_told_of_what_they_gave_themselves(city: City, cast: Cast) -> None:
    """Who leads the unit above and gives posts below it by another hat needs not be told, but somebody else does."""
    new = NewPost(
        user_id=cast["centre_director"].user.pk,
        unit_id=city.centre(COUNTY).pk,
        role="centre_director",
        name="施建平",
        paths=[COUNTY],
    )
    appoint(actor=TEST, new=new)
    given(cast["centre_director"], city.centre(TOWNSHIP), "intake_officer", cast["liaison"].user)
    with clock.turned(shift=timedelta(hours=1)):
        tell_units_above()
    assert told(cast, "appointment.below") == {"county_centre_director"}
    assert Notice.objects.filter(code="appointment.below").count() == 1


def test_what_the_machine_itself_gave_is_told_nobody(city: City, cast: Cast) -> None:
    with clock.turned(shift=timedelta(hours=1)):
        assert tell_units_above() == 0
    assert not Notice.objects.exists()
