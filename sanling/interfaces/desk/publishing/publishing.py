"""What the folder of profiles says differently from what is in use, what is proposed, and who decides on it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.profile.registry import UnknownProfileError, profile_for
from sanling.foundation.profile.source import ProfileError
from sanling.foundation.profile.taken import differs, digest_of
from sanling.foundation.profile.values import differences
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.decision import LARGEST, decided_before, is_confirmed
from sanling.processes.publishing.actions.decide import ShownOtherwise, decide
from sanling.processes.publishing.actions.propose import FolderChanged, NothingToPropose, propose_profile
from sanling.processes.publishing.bringing_up import checked_profiles
from sanling.processes.publishing.compare import values_in
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.queries import (
    decides,
    looks,
    may_publish,
    open_by_version,
    proposals_of,
    proposes,
)

# Of values that differ, and of proposals that are over.
SHOWN, PAST = 200, 20
DIFFERENCES = Listing(
    heads=(Head(gettext_lazy("Value")), Head(gettext_lazy("In use")), Head(gettext_lazy("In the folder"))),
    nothing=gettext_lazy("The folder says what is in use"),
    what_to_do=gettext_lazy("Edit the files of the profile on the machine; what differs is compared here."),
    icon="circle-check",
)
# All of them, however many: whoever confirms has read what changes.
PROPOSED = Listing(
    heads=(Head(gettext_lazy("Value")), Head(gettext_lazy("In use")), Head(gettext_lazy("Proposed"))),
    nothing=gettext_lazy("No value differs"),
    icon="circle-check",
)
VERSIONS = Listing(
    heads=(
        Head(gettext_lazy("Workflow")),
        Head(gettext_lazy("In force")),
        Head(gettext_lazy("Open matters of older versions")),
    ),
    nothing=gettext_lazy("No workflows are published"),
    icon="route",
)


@require_http_methods(["GET", "HEAD", "POST"])
@door(looks)
def publishing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Compare the folder with what is in use; propose to publish it."""
    if request.method == "POST":
        return _propose(request, viewer)
    latest = list(proposals_of(viewer.city).select_related("by", "decided_by", "definition")[: PAST * 2])
    under_way = [proposal for proposal in latest if not proposal.finished]
    context = {
        "versions": VERSIONS.holding(
            [(definition_of(row.pk), row, older) for row, older in open_by_version(viewer.city)]
        ),
        "under_way": [(proposal, _may(viewer, proposal), _proposed(proposal)) for proposal in under_way],
        "now": digest_of(Path(settings.PROFILES_ROOT)) if under_way else "",
        "past": [proposal for proposal in latest if proposal.finished][:PAST],
        "proposes": proposes(viewer),
        **_compared(viewer),
    }
    return render(request, "desk/publishing/publishing.html", context)


@require_POST
@door(looks)
def answer(request: HttpRequest, viewer: Viewer, proposal_id: int) -> HttpResponse:
    """Confirm or reject a proposal, or take it back."""
    confirmed = is_confirmed(request)
    try:
        decide(
            actor=viewer,
            proposal_id=min(proposal_id, LARGEST),
            confirmed=confirmed,
            shown=request.POST.get("shown", ""),
        )
    except Proposal.DoesNotExist:
        return decided_before(request, proposals_of(viewer.city), proposal_id, to="desk:publishing")
    except ShownOtherwise:
        messages.error(
            request,
            _("What is proposed is not what the page showed. Please read it again before you confirm."),
        )
        return redirect("desk:publishing")
    messages.success(request, _("It is being carried out.") if confirmed else _("The proposal is rejected."))
    return redirect("desk:publishing")


def _propose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if not proposes(viewer):
        raise PermissionDenied
    try:
        checked_profiles()
        propose_profile(actor=viewer, read=request.POST.get("folder") or "nothing")
    except (ProfileError, UnknownProfileError):
        messages.error(
            request, _("The folder has mistakes. Nothing can be proposed until they are put right.")
        )
    except FolderChanged:
        messages.error(request, _("The folder was changed since you opened this page. Please read it again."))
    except NothingToPropose:
        messages.error(request, _("There is nothing to propose, or it is proposed already."))
    else:
        messages.success(request, _("It is proposed. What would become of open matters is being counted."))
    return redirect("desk:publishing")


def _may(viewer: Viewer, proposal: Proposal) -> Mapping[str, bool]:
    own = proposal.by.user_id == viewer.user_id
    waits = proposal.state == Proposal.State.WAITING
    return {"confirm": waits and decides(viewer) and not own, "reject": waits and (decides(viewer) or own)}


def _proposed(proposal: Proposal) -> Listing | None:
    """Return what differed of the folder when it was proposed, as it was counted then."""
    found = proposal.report.get("differences")
    return None if found is None else PROPOSED.holding(found)


def _compared(viewer: Viewer) -> dict[str, Any]:
    """Return what differs of the viewer's own city, or what is wrong with the folder."""
    if not differs():
        return {"shown": DIFFERENCES, "differs": False}
    # Before it is read: what is changed while it is can't be proposed.
    folder = digest_of(Path(settings.PROFILES_ROOT))
    try:
        found = {profile.city: profile for profile in checked_profiles()}
    except ProfileError as error:
        return {"shown": None, "differs": True, "mistakes": [str(problem) for problem in error.problems]}
    except UnknownProfileError as error:
        return {"shown": None, "differs": True, "mistakes": [str(error)]}
    own = found.get(viewer.city)
    if own is None:
        return {"shown": None, "differs": True, "mistakes": [_("The folder has no profile of this city.")]}
    all_of_them = differences(values_in(profile_for(viewer.city)), values_in(own))
    return {
        "shown": DIFFERENCES.holding([difference.row for difference in all_of_them[:SHOWN]]),
        "differs": True,
        "folder": folder,
        "count": len(all_of_them),
        "alone": may_publish(viewer, found.values()),
    }
