"""Propose: an administrator says what of the profile shall change; what would become of it is counted by a job."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sanling.domain.people.access import Viewer
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.profile.taken import differs, digest_of
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.queries import may_publish, open_by_version, profiles_to_publish, proposes
from sanling.processes.publishing.tasks import count_job


class NothingToPropose(Exception):
    """It is so already, or somebody has proposed it and it is not decided on yet."""


class FolderChanged(Exception):
    """The folder says something else by now than what its proposer read."""


def propose_profile(*, actor: Viewer, read: str = "") -> Proposal:
    """Propose to publish the folder of profiles as it is now; raises `NothingToPropose` and PermissionDenied.

    With ``read``, the digest of what its proposer read, nothing else is proposed: raises `FolderChanged`.
    """
    if not may_publish(actor, profiles_to_publish()):
        raise PermissionDenied
    if not differs():
        raise NothingToPropose
    digest = digest_of(Path(settings.PROFILES_ROOT))
    if read and read != digest:
        raise FolderChanged
    return _propose(actor, Proposal(what=Proposal.What.PROFILE, digest=digest))


def propose_move(*, actor: Viewer, to: Definition, states: Mapping[str, str]) -> Proposal:
    """Propose that the open matters of a workflow move to its version in force; ``states`` names what is called
    otherwise there. Raises `NothingToPropose` and PermissionDenied.
    """
    older = {current.pk: rows for current, rows in open_by_version(actor.city)}
    if not older.get(to.pk):
        raise NothingToPropose
    return _propose(actor, Proposal(what=Proposal.What.MATTERS, definition=to, states=dict(states)))


def _propose(actor: Viewer, proposal: Proposal) -> Proposal:
    if not proposes(actor):
        raise PermissionDenied
    proposal.city, proposal.by_id, proposal.at = actor.city, actor.post_id, clock.now()
    try:
        with transaction.atomic():
            proposal.save()
            detail = {"what": proposal.what, "digest": proposal.digest, "definition": proposal.definition_id}
            record(
                actor=actor,
                act="publishing.propose",
                subject=f"proposal:{proposal.pk}",
                city=actor.city,
                detail=detail,
            )
            count_job.defer(proposal_id=proposal.pk)
    except IntegrityError:
        raise NothingToPropose from None
    return proposal
