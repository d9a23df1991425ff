"""Of what is outstanding is reminded once before it is due and once when it is late, by the days of the profile."""

from datetime import timedelta

import pytest

from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.models import Obligation
from sanling.domain.mediation.performing import to_remind_of
from sanling.foundation.days import today
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.mark.parametrize(
    ("ahead", "reminded", "is_time"),
    [
        (-4, None, False),
        (-3, None, True),
        (-1, None, True),
        (-1, -3, False),
        (1, -3, True),
        (2, 1, False),
        (40, None, False),
    ],
)
def test_it_is_time_by_the_days_to_it(cast: Cast, ahead: int, reminded: int | None, is_time: object) -> None:
    in_force(cast)
    due = today() + timedelta(days=10)
    on = None if reminded is None else due + timedelta(days=reminded)
    Obligation.objects.update(due_on=due, reminded_on=on)
    assert bool(list(to_remind_of(due + timedelta(days=ahead)))) is is_time


def test_of_what_holds_no_longer_nobody_is_reminded(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    due = Obligation.objects.get().due_on
    assert due is not None
    assert list(to_remind_of(due))
    end_agreement(actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="withdrawn", reason="解除")
    assert not list(to_remind_of(due))
