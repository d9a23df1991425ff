"""Whoever is offered a dispute is charged, told, and accepts by signing for it within the time of the kind of body."""

import pytest

from sanling.domain.matters.models import Clock
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import registered
from tests.domain.mediation.chosen import four, own
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_who_is_asked_is_told_and_the_office_is_not_late_with_it(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.near.pk])
    react()
    told = Notice.objects.filter(code="matter.assigned").values_list("recipient", flat=True)
    assert list(told) == [f"post:{cast['mediator'].post.pk}"]
    running = {*Clock.objects.filter(matter=matter, stopped_at=None).values_list("code", flat=True)}
    assert running == {"acceptance", "sign_for"}
