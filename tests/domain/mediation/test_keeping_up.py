"""A hand-over that came in is brought up to where its dispute is, as often as one asks."""

import pytest

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.mediation.actions.record_coming import Came, record_coming
from sanling.domain.mediation.handing_papers import letter_pdf
from sanling.domain.mediation.keeping_up import keep_up
from sanling.domain.mediation.models import Handover
from tests.domain.matters.helpers import registered
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_received_and_answered_once_and_the_receipt_is_printed(cast: Cast) -> None:
    matter = registered().matter
    handover = record_coming(
        actor=cast["intake_officer"].viewer, dispute_id=matter.pk, came=Came(partner="hotline")
    )
    keep_up(handover)
    assert Matter.objects.get(pk=handover.matter_id).state == "handed"
    Matter.objects.filter(pk=matter.pk).update(
        state="archived", open=False, outcome="odd", ended_at=matter.registered_at
    )
    for _again in range(2):
        keep_up(handover)
    done = Handover.objects.get()
    assert (done.finding, Matter.objects.get(pk=handover.matter_id).state) == ("handled", "answered")
    assert Entry.objects.filter(matter=handover.matter_id, code__in=("take", "answer")).count() == 2
    assert letter_pdf(done)[:5] == b"%PDF-"
