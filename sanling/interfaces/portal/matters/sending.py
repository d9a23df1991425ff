"""Sending a report: within the limits, once however often the button was pressed, and answered with its link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.register import PartyDetails, Report, register
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.people.queries import a_post_of
from sanling.domain.territory.points import poster_point
from sanling.foundation.delivery.idempotency import KeyReused, fingerprint, once, opened, was_sent
from sanling.foundation.privacy.sealed import seal
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.matters.reporting import over_report_limit
from sanling.interfaces.portal.matters.draft import Draft
from sanling.interfaces.portal.matters.pictures import enclosures
from sanling.interfaces.portal.matters.scanning import Scan
from sanling.interfaces.portal.proof import is_solved, spend

SCOPE = "portal.report"

__all__ = ["KeyReused", "OverLimit", "Sender", "report_of", "send"]


class OverLimit(Exception):
    """Too many reports from one address, phone or poster; ``retry_after`` says when another is taken."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(str(retry_after))
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class Sender:
    """What the limits look at, and the account of the staff who are signed in at the same browser."""

    address: str
    proof: str = ""
    staff: int | None = None


def report_of(*, scan: Scan, what: Mapping[str, Any], where: Mapping[str, Any], draft: Draft) -> Report:
    """Return the report that the judged steps make."""
    elsewhere = bool(where.get("division"))
    point = None if elsewhere else scan.point
    lon, lat = poster_point(point) if point else (where.get("lon"), where.get("lat"))
    place = " ".join(words for words in (point.place if point else "", where.get("place", "")) if words)
    person = PersonDetails(name=where.get("name", ""), phone=where.get("phone", ""))
    agrees = bool(where.get("messages"))
    parties = (
        [PartyDetails(role="applicant", person=person, messages=agrees)]
        if person.name or person.phone
        else []
    )
    return Report(
        kind=what["kind"],
        text=what["text"],
        division=where.get("division") or scan.division,
        channel=scan.profile.part("matters").residents_channel(scanned=bool(scan.code)),
        place=place,
        lon=lon,
        lat=lat,
        scanned_code=scan.code,
        parties=parties,
        enclosures=enclosures(draft.pictures),
    )


def send(*, report: Report, draft: Draft, scan: Scan, sender: Sender) -> str:
    """Register a report unless this draft was sent already, and return the secret of the matter's link.

    Raises `OverLimit`, `Invalid` (see `register`), and `KeyReused` when the draft was sent with another
    content, or so long ago that the link can't be told again.
    """
    mark = fingerprint([dict(draft.values), [picture.file_id for picture in draft.pictures], scan.code])
    if not was_sent(scope=SCOPE, key=draft.key):
        _count(report, scan.profile, sender)
    with once(scope=SCOPE, key=draft.key, fingerprint=mark) as attempt:
        if attempt.first():
            actor = VisitorActor(a_post_of(sender.staff) if sender.staff else None)
            token = register(actor=actor, report=report, shown=sender.staff is not None).token
            # Kept for a repetition only, and like all secrets never in the clear.
            attempt.keep({"token": seal(token)})
    return opened(attempt.result["token"])


def _count(report: Report, profile: Profile, sender: Sender) -> None:
    proven = is_solved(sender.proof) and spend(sender.proof)
    wait = over_report_limit(report, profile.limits, address=sender.address, proven=proven)
    if wait is not None:
        raise OverLimit(wait)
