"""Following instead of repeating: what may be the same is offered before a report is sent, and has its own page."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.subscribe import subscribe
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.known import Known, followed, likely_same
from sanling.foundation.delivery.idempotency import fingerprint, once, opened, was_sent
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.sealed import seal, unseal
from sanling.foundation.privacy.unreadable import NotReadable
from sanling.interfaces.components.matters.reporting import HOUR
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.door import TOKEN_LENGTHS, broken
from sanling.interfaces.portal.matters.draft import Draft
from sanling.interfaces.portal.matters.scanning import Scan
from sanling.interfaces.portal.matters.sending import OverLimit, report_of
from sanling.interfaces.portal.matters.steps import Steps

SCOPE = "portal.follow"


@dataclass(frozen=True)
class Offer:
    """What was reported before, and the claim by which this draft follows it."""

    known: Known
    claim: str


def offers(steps: Steps) -> list[Offer]:
    """Return what a report that passed all steps may be the same as."""
    what, where = steps.form("what", judge=True).cleaned_data, steps.form("where", judge=True).cleaned_data
    ready = report_of(scan=steps.scan, what=what, where=where, draft=steps.draft)
    found = likely_same(steps.scan.profile, kind=ready.kind, division=ready.division)
    return [Offer(known, seal(f"{steps.draft.key} {known.matter_id}")) for known in found]


def follow(*, claim: str, draft: Draft, scan: Scan, address: str) -> str:
    """Return the secret of the link by which whoever sent a draft follows what its page offered; once a draft.

    Raises `OverLimit`, `Invalid`, and `KeyReused` when the draft was sent with another choice.
    """
    try:
        key, _blank, matter_id = unseal(claim).partition(" ")
    except NotReadable:
        key = matter_id = ""
    if key != draft.key:
        raise Invalid({"": _("This report can't be followed any more. Please send yours.")})
    if not was_sent(scope=SCOPE, key=draft.key):
        most = scan.profile.limits.reports_an_hour_by_address
        counted = hit(scope=SCOPE, key=address, limit=most, per=HOUR)
        if isinstance(counted, Over):
            raise OverLimit(counted.retry_after)
    with once(scope=SCOPE, key=draft.key, fingerprint=fingerprint(matter_id)) as attempt:
        if attempt.first():
            attempt.keep({"token": seal(subscribe(actor=VisitorActor(), matter_id=int(matter_id)))})
    return opened(attempt.result["token"])


@secret_page
@require_safe
def follower(request: HttpRequest, token: str) -> HttpResponse:
    """Show a follower how far the matter is: its kind, community, day and public stage, and nothing else of it."""
    known = followed(token) if len(token) in TOKEN_LENGTHS else None
    if known is None:
        return broken(request)
    link = request.build_absolute_uri(reverse("portal:follower", args=[token]))
    qr = segno.make(link, error="m").svg_data_uri(scale=4, border=2)
    return page(
        request,
        "portal/matters/follower.html",
        {"known": known, "link": link, "qr": qr},
        profile=known.profile,
    )
