"""A reminder is noted, so that it comes once."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.remind_of_revisit import remind_of_revisit
from sanling.domain.mediation.models import Revisit
from sanling.domain.mediation.revisiting import plan
from sanling.foundation import clock
from sanling.foundation.days import today
from tests.city import TEST
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_nobody_is_reminded_twice_nor_of_what_was_made(cast: Cast) -> None:
    plan([settled(cast)])
    first, second, _third = Revisit.objects.order_by("nth")
    remind_of_revisit(actor=TEST, revisit_id=first.pk, on=today())
    Revisit.objects.filter(pk=second.pk).update(done_on=today(), at=clock.now(), result="kept")
    for revisit in (first, second):
        with pytest.raises(NotFound):
            remind_of_revisit(actor=TEST, revisit_id=revisit.pk, on=today())
