"""The residents' door, whatever they come by: how often one address, one phone there, or one poster may report."""

from datetime import timedelta

from sanling.domain.matters.actions.register import Report
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.loader import Limits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Without proof of work an address has this part of its limit.
UNPROVEN_PART = 5
# An app of the city sends for many from one address; it is known by its token.
REPORTS_AN_HOUR_BY_TOKEN = 3600


def over_report_limit(
    report: Report, limits: Limits, *, address: str, proven: bool = False, token: int | None = None
) -> timedelta | None:
    """Count a report, and return after which time another is taken if this one is too many.

    ``token`` is that of an app of the city, which takes the place of the address.
    """
    least = max(1, limits.reports_an_hour_by_address // UNPROVEN_PART)
    phone = next((party.person.phone for party in report.parties if party.person), "")
    sender = address if token is None else f"token {token}"
    by_sender = (
        ("portal.token", str(token), REPORTS_AN_HOUR_BY_TOKEN, HOUR)
        if token is not None
        else ("portal.address", address, limits.reports_an_hour_by_address, HOUR)
        if proven
        else ("portal.address.unproven", address, least, HOUR)
    )
    rates = [
        by_sender,
        # Each sender's own: one limit for all would tell how often a phone reports, and could be used up by anybody.
        (
            "portal.phone",
            f"{sender} {normalise_phone(phone)}" if phone else "",
            limits.reports_a_day_by_phone,
            DAY,
        ),
        ("portal.code", report.scanned_code, limits.reports_an_hour_by_code_point, HOUR),
    ]
    for scope, key, limit, per in rates:
        counted = hit(scope=scope, key=key, limit=limit, per=per) if key else None
        if isinstance(counted, Over):
            return counted.retry_after
    return None
