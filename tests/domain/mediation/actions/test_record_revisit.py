"""Who settled a dispute records how its parties are, and nobody else does."""

from datetime import date, datetime, timedelta

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.record_revisit import record_revisit
from sanling.domain.mediation.revisiting import revisits_of
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.processes.revisits import plan_and_remind
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import found, settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_next_that_is_planned_is_made_then_more(cast: Cast) -> None:
    matter = settled(cast)
    plan_and_remind(today())
    mediator = cast["mediator"].viewer
    with clock.turned(to=clock.now() + timedelta(days=8)):
        for _again in range(4):
            record_revisit(actor=mediator, matter_id=matter.pk, found=found())
        made = revisits_of(mediator, matter)
    assert [(revisit.nth, revisit.done_on is not None) for revisit in made] == [
        (1, True),
        (2, True),
        (3, True),
        (4, True),
    ]


def test_who_has_no_charge_of_it_revisits_nobody(cast: Cast) -> None:
    matter = settled(cast)
    for other in ("sibling_village_mediator", "city_leader"):
        with pytest.raises(NotFound):
            record_revisit(actor=cast[other].viewer, matter_id=matter.pk, found=found())


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    matter = settled(cast)
    mediator = cast["mediator"].viewer
    with pytest.raises(Invalid) as refused:
        record_revisit(
            actor=mediator,
            matter_id=matter.pk,
            found=found(done_on=today() + timedelta(days=1), way="pigeon", result="relapsed"),
        )
    assert refused.value.errors.keys() == {"done_on", "way", "remark"}
    Matter.objects.filter(pk=matter.pk).update(resolved_at=None, outcome="")
    with pytest.raises(NotAllowed):
        record_revisit(actor=mediator, matter_id=matter.pk, found=found())


def test_the_day_of_the_settlement_is_the_day_in_china(cast: Cast) -> None:
    matter = settled(cast)
    Matter.objects.filter(pk=matter.pk).update(resolved_at=datetime(2026, 3, 1, 0, 30, tzinfo=CHINA))
    mediator = cast["mediator"].viewer
    with pytest.raises(Invalid):
        record_revisit(actor=mediator, matter_id=matter.pk, found=found(done_on=date(2026, 2, 28)))
    record_revisit(actor=mediator, matter_id=matter.pk, found=found(done_on=date(2026, 3, 1)))
