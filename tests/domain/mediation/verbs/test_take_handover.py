"""The receipt says when it was taken and under which number, and comes back to whoever handed it over."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.models import Handover
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.mediation.handed import at_police, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_receipt_comes_back(cast: Cast) -> None:
    handover = at_police(cast)
    does(cast["station_officer"], handover, "take", reference="受案1号")
    assert (handover.received_at is not None, handover.reference) == (True, "受案1号")
    react()
    told = Notice.objects.get(code="mediation.handover_received")
    assert told.recipient == f"post:{cast['mediator'].post.pk}"


def test_of_an_office_outside_it_is_written_down_who_took_it(cast: Cast) -> None:
    handover = at_police(cast)
    Handover.objects.filter(pk=handover.pk).update(to_unit=None, office="郑州铁路公安处")
    with pytest.raises(Invalid) as refused:
        does(cast["station_officer"], handover, "take")
    assert refused.value.errors.keys() == {"taken_by"}
    does(cast["station_officer"], handover, "take", taken_by="值班民警王某")
    assert handover.taken_by == "值班民警王某"


def test_it_may_be_refused_with_a_ground_and_that_comes_back_too(cast: Cast) -> None:
    handover = at_police(cast)
    with pytest.raises(Invalid):
        does(cast["station_officer"], handover, "decline", ground="not_ours")
    does(cast["station_officer"], handover, "decline", ground="elsewhere", reason="属铁路公安管辖")
    react()
    assert Notice.objects.filter(code="mediation.handover_refused").count() == 1
