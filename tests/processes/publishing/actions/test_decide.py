"""Nobody decides alone on what they propose."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import Notice
from sanling.processes.publishing.actions.decide import ShownOtherwise, decide
from sanling.processes.publishing.actions.propose import propose_move
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.work import count
from tests.domain.matters.actions.test_migrate import changed, shorter
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.fixture
def waiting(cast: dict[str, Player]) -> Proposal:
    """A proposal that is counted."""
    to = changed(registered().matter, shorter)
    proposal = propose_move(actor=cast["administrator"].viewer, to=to, states={})
    count(proposal.pk)
    proposal.refresh_from_db()
    return proposal


def test_a_proposal_is_confirmed_by_the_administrators_of_security_alone(
    waiting: Proposal, cast: dict[str, Player]
) -> None:
    for key in ("administrator", "auditor", "city_leader"):
        with pytest.raises(PermissionDenied):
            decide(actor=cast[key].viewer, proposal_id=waiting.pk, confirmed=True, shown=waiting.shown)
    decide(
        actor=cast["security_administrator"].viewer,
        proposal_id=waiting.pk,
        confirmed=True,
        shown=waiting.shown,
    )
    with pytest.raises(Proposal.DoesNotExist):
        decide(actor=cast["security_administrator"].viewer, proposal_id=waiting.pk, confirmed=False)


def test_who_proposed_it_takes_it_back_and_confirms_it_by_no_other_post(
    waiting: Proposal, cast: dict[str, Player]
) -> None:
    security = cast["security_administrator"]
    Proposal.objects.filter(pk=waiting.pk).update(by=security.post)
    with pytest.raises(PermissionDenied):
        decide(actor=security.viewer, proposal_id=waiting.pk, confirmed=True, shown=waiting.shown)
    Proposal.objects.filter(pk=waiting.pk).update(by=cast["administrator"].post)
    decide(actor=cast["administrator"].viewer, proposal_id=waiting.pk, confirmed=False)
    assert Proposal.objects.get().state == "rejected"


def test_who_proposed_it_is_told_of_a_rejection(waiting: Proposal, cast: dict[str, Player]) -> None:
    decide(actor=cast["security_administrator"].viewer, proposal_id=waiting.pk, confirmed=False)
    (notice,) = Notice.objects.filter(code="publishing.rejected")
    assert notice.recipient == cast["administrator"].viewer.key


def test_what_is_confirmed_is_what_was_shown(waiting: Proposal, cast: dict[str, Player]) -> None:
    security = cast["security_administrator"].viewer
    shown = waiting.shown
    Proposal.objects.filter(pk=waiting.pk).update(report={**waiting.report, "values": 7})
    for other in (shown, "", "x"):
        with pytest.raises(ShownOtherwise):
            decide(actor=security, proposal_id=waiting.pk, confirmed=True, shown=other)
    assert Proposal.objects.get().state == "waiting"
    decide(actor=security, proposal_id=waiting.pk, confirmed=True, shown=Proposal.objects.get().shown)
    assert Proposal.objects.get().state == "running"
