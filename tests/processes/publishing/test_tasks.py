"""A job that fails for good says so and why, and whoever proposed it is told."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import Notice
from sanling.processes.publishing.actions.propose import propose_profile
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.tasks import count_job
from tests.processes.publishing.folders import say, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
FIRST: Any = SimpleNamespace(job=SimpleNamespace(attempts=0))


def test_a_folder_changed_meanwhile_ends_its_proposal(root: Path, cast: dict[str, Player]) -> None:
    shorten(root)
    proposal = propose_profile(actor=cast["administrator"].viewer)
    shorten(root, days=10)
    count_job.func(FIRST, proposal_id=proposal.pk)
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.report) == ("failed", {"why": "changed"})
    (notice,) = Notice.objects.filter(code="publishing.failed")
    assert notice.recipient == cast["administrator"].viewer.key
    say(root, "workflows/dispute.toml", '\n[actions.agree]\nto = "nowhere"\n')
    proposal = propose_profile(actor=cast["administrator"].viewer)
    count_job.func(FIRST, proposal_id=proposal.pk)
    assert Proposal.objects.latest("pk").report == {"why": "mistakes"}
