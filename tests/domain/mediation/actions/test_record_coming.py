"""From which office a dispute came is kept once, and that office learns by itself what becomes of it."""

import pytest

from sanling.domain.matters.access import can_see
from sanling.domain.matters.actions.register import register
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.record_coming import Came, record_coming
from sanling.domain.mediation.models import Handover
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, in_mediation, registered, report
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_court_here_is_told_that_it_was_received_and_how_it_ended(cast: Cast) -> None:
    matter = in_mediation(cast)
    came = Came(partner="court", reference="（2026）豫0105诉前调1号")
    handover = record_coming(actor=cast["mediator"].viewer, dispute_id=matter.pk, came=came)
    handover.refresh_from_db()
    assert (handover.way, handover.from_unit) == ("in", cast["judge"].post.unit)
    assert handover.received_at is not None
    assert AuditRow.objects.filter(act="mediation.record_coming").count() == 1
    said = {"cause": "no_agreement", "answer": "各执一词", "routes_told": True}
    act(cast["mediator"].viewer, matter, "fail", said)
    react()
    react()
    handover.refresh_from_db()
    assert handover.finding == "unsuccessful"
    told = {notice.code for notice in Notice.objects.filter(recipient=f"post:{cast['judge'].post.pk}")}
    assert told == {"mediation.handover_received", "mediation.handover_answered"}
    assert can_see(cast["judge"].viewer, handover.matter_id)
    assert not can_see(cast["judge"].viewer, matter.pk)


def test_what_is_refused_is_refused_to_the_office(cast: Cast) -> None:
    matter = registered().matter
    came = Came(partner="hotline", reference="12345-001")
    handover = record_coming(actor=cast["intake_officer"].viewer, dispute_id=matter.pk, came=came)
    assert (handover.received_at, handover.office) == (None, "12345 政务服务便民热线")
    act(cast["intake_officer"].viewer, matter, "refuse", {"cause": "outside", "reason": "属行政争议"})
    react()
    assert Matter.objects.get(pk=handover.matter_id).state == "declined"


def test_what_a_station_registers_as_handed_over_came_from_it(cast: Cast) -> None:
    matter = register(actor=cast["station_officer"].viewer, report=report(channel="handed_over")).matter
    register(actor=cast["station_officer"].viewer, report=report(channel="found"))
    react()
    handover = Handover.objects.get()
    assert (handover.dispute_id, handover.from_unit) == (matter.pk, cast["station_officer"].post.unit)


def test_it_is_kept_once_by_who_has_charge(cast: Cast) -> None:
    matter = in_mediation(cast)
    for who in ("judge", "sibling_village_mediator"):
        with pytest.raises(NotFound):
            record_coming(actor=cast[who].viewer, dispute_id=matter.pk, came=Came(partner="court"))
    mediator = cast["mediator"].viewer
    for came, field in (
        (Came(partner="army"), "partner"),
        (Came(partner="court", reference="号" * 61), "reference"),
    ):
        with pytest.raises(Invalid) as refused:
            record_coming(actor=mediator, dispute_id=matter.pk, came=came)
        assert refused.value.errors.keys() == {field}
    record_coming(actor=mediator, dispute_id=matter.pk, came=Came(partner="court"))
    with pytest.raises(NotAllowed):
        record_coming(actor=mediator, dispute_id=matter.pk, came=Came(partner="police"))
