"""Two workers remind of one thing once a day, and of what was performed meanwhile nobody does."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.remind_of_obligation import remind_of_obligation
from sanling.domain.mediation.models import Obligation
from sanling.foundation.days import today
from tests.city import TEST
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_noted_once_a_day(cast: Cast) -> None:
    in_force(cast)
    owed = Obligation.objects.get()
    assert remind_of_obligation(actor=TEST, obligation_id=owed.pk, on=today()).reminded_on == today()
    with pytest.raises(NotFound):
        remind_of_obligation(actor=TEST, obligation_id=owed.pk, on=today())


def test_of_what_was_performed_nobody_is_reminded(cast: Cast) -> None:
    _matter, first, *_rest = in_force(cast)
    owed = Obligation.objects.get()
    record_performance(actor=by(first), obligation_id=owed.pk, result="whole", done_on=today())
    with pytest.raises(NotFound):
        remind_of_obligation(actor=TEST, obligation_id=owed.pk, on=today())
