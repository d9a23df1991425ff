"""An agreement comes before a court by both sides together, in time, and through what the law asks for."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.mediation.actions.answer_grounds import Said, answer_grounds
from sanling.domain.mediation.confirming import (
    awaited,
    courts_for,
    deadline,
    hints_of,
    precheck_of,
    refuse_late,
    to_warn_of,
    warned_from,
)
from sanling.domain.mediation.models import Agreement, Body
from sanling.foundation.calendar import CHINA, Allowance, due
from sanling.foundation.holidays.schedules import workdays_at
from sanling.processes.reactions import react
from tests.city import CITY, COUNTY, TEST
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import all_no, confirmed, joins, opened
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_an_agreement_in_force_is_confirmed_and_told(cast: Cast) -> None:
    confirmation, _first, _other = confirmed(cast)
    react()
    confirmation.matter.refresh_from_db()
    assert confirmation.matter.outcome == "confirmed"
    told = Entry.objects.filter(matter=confirmation.agreement.matter_id, code="court_told").order_by("pk")
    assert [entry.params["stage"] for entry in told] == ["register", "apply", "accept", "confirm"]


def test_the_thirty_days_run_from_the_effect_of_the_agreement_and_the_matters_clock_with_them(
    cast: Cast,
) -> None:
    confirmation, *_sides = opened(cast)
    running = Clock.objects.get(matter=confirmation.matter_id, code="apply")
    assert running.started_at == confirmation.agreement.effective_at
    assert running.due_at == deadline(confirmation.agreement)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 30), timezones=st.just(CHINA)))
def test_whenever_it_takes_effect_both_have_thirty_whole_days_and_end_on_a_working_day(
    effect: datetime,
) -> None:
    days = workdays_at(CITY)
    end = due(start=effect, allowance=Allowance.parse("30 d"), days=days).at.astimezone(CHINA)
    last = (end - timedelta(seconds=1)).date()
    assert (last - effect.date()).days >= 30
    assert days.is_working_day(last)
    assert end.hour == end.minute == 0
    # Passed on past days off and no further (Civil Code 203).
    thirtieth = effect.date() + timedelta(days=30)
    assert all(not days.is_working_day(thirtieth + timedelta(days=n)) for n in range((last - thirtieth).days))


def test_after_the_time_it_is_refused_with_the_article_and_before_its_end_somebody_is_to_be_warned(
    cast: Cast,
) -> None:
    *_rest, agreement = in_force(cast)
    end, warned = deadline(agreement), warned_from(agreement)
    assert end is not None
    assert warned == end - timedelta(days=7)
    refuse_late(agreement, end - timedelta(seconds=1))
    with pytest.raises(NotAllowed, match="205"):
        refuse_late(agreement, end)
    assert not to_warn_of(warned - timedelta(seconds=1))
    assert to_warn_of(warned) == [agreement] == to_warn_of(end - timedelta(seconds=1))
    assert not to_warn_of(end)


def test_the_court_that_invited_the_body_comes_first_else_that_of_the_place(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    courts = courts_for(agreement)
    assert [(courts[0][0].division_id, courts[0][1])] == [(COUNTY, "thing")]
    assert {head for _court, head in courts[1:]} == {"home"}
    Body.objects.update(kind="court_invited")
    agreement = Agreement.objects.get()
    assert courts_for(agreement)[0][1] == "invited"


def test_the_last_answer_of_a_ground_counts(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    mediator = cast["mediator"].viewer
    assert len(precheck_of(agreement).lacking) == 11
    yes = Said(applies=True, reason="月息五分")
    answer_grounds(actor=mediator, agreement_id=agreement.pk, answers=all_no(mandatory_law=yes))
    assert [ground.code for ground in precheck_of(agreement).stops] == ["mandatory_law"]
    answer_grounds(actor=mediator, agreement_id=agreement.pk, answers=all_no())
    assert precheck_of(agreement).passed


def test_hints_are_found_in_the_text_that_was_signed(cast: Cast) -> None:
    *_rest, agreement = in_force(cast, text="按月息五分支付利息，共计伍佰元整（¥500.00）。")
    assert {hint.ground for hint in hints_of(agreement)} == {"mandatory_law"}


def test_both_sides_are_awaited_until_each_has_joined(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    assert awaited(confirmation) == [first, other]
    joins(confirmation, first)
    assert awaited(confirmation) == [other]


def test_who_does_not_apply_in_time_is_timed_out_by_the_system(cast: Cast) -> None:
    confirmation, *_sides = opened(cast)
    perform(actor=TEST, matter_id=confirmation.matter_id, action="time_out", version=None, fields={})
    assert Matter.objects.get(pk=confirmation.matter_id).outcome == "timed_out"
