"""A new request: a resident's report, by the portal's rules and limits."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.register import Report, register
from sanling.domain.matters.errors import Invalid
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import AccessToken
from sanling.domain.people.queries import post_of_token
from sanling.domain.people.rules import are_of_staff
from sanling.domain.people.second_factor import lacks_second_factor
from sanling.foundation.cleaning import clean_line, clean_text, fold_code, read_decimal, read_digits
from sanling.foundation.datum import Datum
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once, opened, was_sent
from sanling.foundation.privacy.sealed import seal
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.matters.reporting import over_report_limit
from sanling.interfaces.components.matters.resident import InvalidReport, Location, Resident, resident_report
from sanling.interfaces.open311.replies import GeoError
from sanling.interfaces.open311.services import HEADCOUNT, MESSAGES, Service, services_of

SCOPE = "open311.request"
# What the standard calls the fields of a report.
NAMES = {
    "kind": "service_code",
    "category": "service_code",
    "text": "description",
    "division": "address_id",
    "place": "address_string",
    "lon": "long",
    "messages": f"attribute[{MESSAGES}]",
}
SHORTEST_KEY = 16
# Ideographs, private use for rare ones included, kana and Hangul.
_UNSPACED = re.compile("[\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\ue000-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Posted:
    """The new request, and the secret by which it is followed."""

    number: str
    token: str


def post_request(request: HttpRequest, profile: Profile) -> Posted:
    """Register what was posted, once for each Idempotency-Key if one was sent. Raises GeoError."""
    sent: QueryDict = request.POST
    app = app_of_key(sent.get("api_key", ""), profile)
    report = _report(profile, sent)
    by_post = app.post_id if app and are_of_staff(app.scopes) else None
    key = request.headers.get("Idempotency-Key")
    if key is not None and len(key) < SHORTEST_KEY:
        raise GeoError(400, "Idempotency-Key is too short to be nobody else's; send a UUID")
    known = key is not None and was_sent(scope=SCOPE, key=key)
    address = client_address(request)
    wait = (
        None
        if known
        else over_report_limit(report, profile.limits, address=address, token=app.pk if app else None)
    )
    if wait is not None:
        raise GeoError(429, _("Too many requests."), retry_after=max(1, round(wait.total_seconds())))
    try:
        with once(scope=SCOPE, key=key, fingerprint=fingerprint(dict(sent.lists()))) as attempt:
            if attempt.first():
                made = register(actor=VisitorActor(by_post), report=report, shown=by_post is not None)
                attempt.keep({"number": made.matter.number, "token": seal(made.token)})
        return Posted(attempt.result["number"], opened(attempt.result["token"]))
    except Invalid as wrong:
        raise _refused(wrong.errors) from wrong
    except (InvalidKey, KeyReused) as error:
        raise GeoError(400, "Idempotency-Key was sent before with another request") from error


def app_of_key(secret: str, profile: Profile) -> AccessToken | None:
    """Return the token of an app of the city, or of its province, ``None`` without a key.

    Raises GeoError for one that doesn't work there.
    """
    if not secret:
        return None
    token = post_of_token(secret) if secret.isascii() and len(secret) < 200 else None
    viewer = viewer_for(token.post) if token else None
    known = (
        viewer is not None
        and profile.city.startswith(viewer.city)
        and not lacks_second_factor(viewer.user_id, [viewer.own.role])
    )
    if token is None or not known or (token.scopes and "public" not in token.scopes):
        raise GeoError(403, "Invalid api_key received -- can't proceed with create_request.")
    return token


def _report(profile: Profile, sent: QueryDict) -> Report:
    service = _service(profile, sent)
    location = Location(
        division=_digits(sent.get("address_id", "")),
        lon=_degrees(sent, "long"),
        lat=_degrees(sent, "lat"),
        # As GeoReport has them.
        datum=Datum.WGS84,
        words=clean_line(sent.get("address_string", "")),
    )
    name = _name(clean_line(sent.get("last_name", "")), clean_line(sent.get("first_name", "")))
    try:
        return resident_report(
            profile,
            kind=service.kind.code,
            category=service.category.code,
            text=clean_text(sent.get("description", "")),
            location=location,
            resident=Resident(name=name, phone=clean_line(sent.get("phone", "")), messages=_agrees(sent)),
            headcount=_headcount(sent),
        )
    except InvalidReport as wrong:
        raise _refused(wrong.errors) from wrong


def _service(profile: Profile, sent: QueryDict) -> Service:
    code = sent.get("service_code", "")
    if not code:
        raise GeoError(400, "service_code was not provided")
    found = services_of(profile).get(code)
    if found is None:
        raise GeoError(404, "service_code provided was not found")
    return found


def _refused(errors: dict[str, str]) -> GeoError:
    return GeoError(400, "; ".join(f"{NAMES.get(name, name)}: {text}" for name, text in errors.items()))


def _name(last: str, first: str) -> str:
    """Return a name in one piece: family name first and without a space where that is written so."""
    return f"{last}{first}" if _UNSPACED.search(last) else f"{first} {last}".strip()


def _digits(raw: str) -> str:
    code = fold_code(raw)
    if code and not (code.isascii() and code.isdigit() and len(code) <= 18):
        raise GeoError(400, "address_id: digits of a division")
    return code


def _degrees(sent: QueryDict, name: str) -> float | None:
    raw = fold_code(sent.get(name, ""))
    if not raw:
        return None
    most = 180 if name == "long" else 90
    try:
        found = read_decimal(raw)
    except ValueError:
        raise GeoError(400, f"{name} is not a number") from None
    if not -most <= found <= most:
        raise GeoError(400, f"{name} is out of range")
    return found


def _agrees(sent: QueryDict) -> bool:
    """Tell whether the resident agreed to text messages: said by nothing but a yes (个人信息保护法 14)."""
    said = sent.get(f"attribute[{MESSAGES}]", "")
    if said not in ("", "yes", "no"):
        raise GeoError(400, f"attribute[{MESSAGES}] is yes or no")
    return said == "yes"


def _headcount(sent: QueryDict) -> int:
    raw = fold_code(sent.get(f"attribute[{HEADCOUNT}]", ""))
    if not raw:
        return 1
    found = read_digits(raw, digits=6) or 0
    if not 1 <= found <= 100_000:
        raise GeoError(400, f"attribute[{HEADCOUNT}] is a whole number from 1 to 100000")
    return found
