"""The report: what happened, where, a last look; on one address, with all that was typed in the form itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanling.domain.consulting.likeness import likest
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.errors import Invalid
from sanling.domain.territory.openings import count_opening
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import cities_served
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.responses import error_page
from sanling.interfaces.portal.city import in_a_city, page
from sanling.interfaces.portal.kept import kept_page
from sanling.interfaces.portal.matters.draft import STEPS, Draft
from sanling.interfaces.portal.matters.following import Offer, follow, offers
from sanling.interfaces.portal.matters.forms import StepForm
from sanling.interfaces.portal.matters.pictures import TOO_LONG, TOO_MANY, FewPicturesHandler, keep, take_few
from sanling.interfaces.portal.matters.scanning import Scan, scan, unread
from sanling.interfaces.portal.matters.sending import KeyReused, OverLimit, Sender, report_of, send
from sanling.interfaces.portal.matters.steps import Steps, beside, step_named
from sanling.interfaces.portal.outage import OUTAGE, keep_typed

HOUR = timedelta(hours=1)
# Where a message of the action belongs, by the field that it names.
STEP_OF = {"kind": "what", "text": "what", "division": "where", "phone": "where", "place": "where"}


@dataclass(frozen=True)
class ReportPage:
    """What the report's page shows."""

    step: str
    scan: Scan
    draft: Draft
    form: StepForm | None = None
    summary: list[tuple[str, str, str]] = field(default_factory=list)
    searched: bool = False
    message: str = ""
    offers: list[Offer] = field(default_factory=list)
    # What others asked that is like what is asked here, once it is typed.
    answered: list[Answer] = field(default_factory=list)
    # Where the poster hangs that was scanned, on the first step.
    scanned_at: str = ""
    # Where residents read who is in charge there.
    in_charge_url: str = ""
    # Where the form is sent, if not to the address of the page.
    action: str = ""

    @property
    def number(self) -> int:
        """Return the step's number, from 1."""
        return STEPS.index(self.step) + 1

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return what was typed in the other steps."""
        return self.draft.beside(self.form.fields if self.form else {})

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Return the steps' codes and names."""
        names = (pgettext("step", "What"), pgettext("step", "Where and who"), pgettext("step", "Check"))
        return list(zip(STEPS, names, strict=True))


# A report needs no rights of the browser that sends it, so there is nothing for a forged request to misuse; and a
# browser without cookies, or whose session has run out, loses nothing.
@in_a_city
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str = "") -> HttpResponse:
    """Take a report, in steps; from a poster when there is a code, whatever the code is."""
    asked = city_asked(request, remembered=True)
    if request.method == "POST":
        return _take(request, code, asked)
    try:
        place = scan(code, asked)
        scanned_at = place.place
        if place.point and request.method == "GET":
            count_opening(place.point)
    except OUTAGE:
        place, scanned_at = unread(code, asked), ""
    return _begin(request, Draft.new(request.GET.get("kind", "")), place, scanned_at)


def _begin(request: HttpRequest, draft: Draft, place: Scan, scanned_at: str) -> HttpResponse:
    """Draw the first page, on which nothing of the place is shown but what it is called, or that it is not known."""
    kinds = {kind.code for kind in place.profile.part("matters").kinds if kind.public}
    kind = draft.values["kind"] if draft.values["kind"] in kinds else ""

    in_charge_url = place.in_charge_url if scanned_at else ""
    texts = {"place": scanned_at, "in_charge": in_charge_url}
    own = {name: text for name, text in texts.items() if text}

    def context(filled: Mapping[str, str]) -> dict[str, ReportPage]:
        steps = Steps(Draft(filled["key"], {"kind": kind}), place)
        form = steps.form("what", judge=False)
        shown = ReportPage(
            "what",
            place,
            steps.draft,
            form,
            scanned_at=filled.get("place", ""),
            in_charge_url=filled.get("in_charge", ""),
        )
        return {"page": shown}

    return kept_page(
        request,
        "portal/matters/report.html",
        context,
        profile=place.profile,
        variant=(kind, place.is_lost, *sorted(own)),
        own={"key": draft.key} | own,
    )


def begin_filled(request: HttpRequest, draft: Draft, place: Scan) -> HttpResponse:
    """Draw the first page of a report of which something is filled in already, whatever address it is drawn at."""
    action = reverse("portal:scan", args=[place.code]) if place.code else reverse("portal:report")
    return _draw(request, Steps(draft, place), "what", action=action)


def _take(request: HttpRequest, code: str, asked: Profile | None) -> HttpResponse:
    most = max(city.limits.pictures_a_report for city in ([asked] if asked else cities_served()))
    handler = take_few(request, most=most)
    try:
        draft = Draft.read(request.POST)
    except RequestDataTooBig:
        return error_page(request, 413, message=str(TOO_LONG))
    except SuspiciousOperation:
        return error_page(request, 400, message=str(TOO_MANY))
    try:
        return _advance(request, draft, scan(code, asked), handler)
    except OUTAGE:
        return keep_typed(request)


def _advance(request: HttpRequest, draft: Draft, place: Scan, handler: FewPicturesHandler) -> HttpResponse:
    step = step_named(request.POST.get("step", ""))
    go, _colon, argument = request.POST.get("go", "next").partition(":")
    draft, picture_errors = _keep_pictures(request, draft, place, handler)
    steps = Steps(draft, place)
    if go == "drop":
        steps.draft = draft.without(argument)
    if go == "nopoint":
        steps.draft = draft.without_point()
    if picture_errors:
        return _draw(request, steps, step, picture_errors=picture_errors, status=422)
    if go == "send":
        return _send(request, steps)
    if go == "follow":
        return _follow(request, steps, argument)
    shown = {"edit": step_named(argument), "back": beside(step, -1), "next": beside(step, 1)}.get(go, step)
    if go == "next" and step != "check" and not steps.passes(step):
        return _draw(request, steps, step, status=422)
    return _draw(request, steps, shown, searched=go == "find")


def _keep_pictures(
    request: HttpRequest, draft: Draft, place: Scan, handler: FewPicturesHandler
) -> tuple[Draft, list[str]]:
    files = [file for file in request.FILES.getlist("pictures") if isinstance(file, UploadedFile)]
    limits = place.profile.limits
    most = limits.reports_an_hour_by_address * max(1, limits.pictures_a_report)
    for _file in files:
        counted = hit(scope="portal.picture", key=client_address(request), limit=most, per=HOUR)
        if isinstance(counted, Over):
            return draft, [
                _("Too many pictures came from your network in a short time. Please add them later.")
            ]
    city = place.profile.city
    kept, errors = keep(files, handler, earlier=draft.pictures, draft=draft.key, city=city)
    return replace(draft, pictures=tuple(kept)), errors


def _send(request: HttpRequest, steps: Steps) -> HttpResponse:
    wrong = steps.first_to_mend()
    if wrong:
        return _draw(request, steps, wrong, status=422)
    what, where = steps.form("what", judge=True).cleaned_data, steps.form("where", judge=True).cleaned_data
    ready = report_of(scan=steps.scan, what=what, where=where, draft=steps.draft)
    sender = Sender(
        address=client_address(request),
        proof=request.POST.get("altcha", ""),
        staff=request.user.pk,
    )
    try:
        token = send(report=ready, draft=steps.draft, scan=steps.scan, sender=sender)
    except OverLimit as over:
        return _over(request, steps, over.retry_after)
    except KeyReused:
        steps.draft = steps.draft.anew()
        message = _(
            "A report was already sent from this page. Press “Send” again only if this is another one."
        )
        return _draw(request, steps, "check", message=message, status=409)
    except Invalid as invalid:
        return _refused(request, steps, invalid.errors)
    return redirect("portal:receipt", token=token)


def _follow(request: HttpRequest, steps: Steps, claim: str) -> HttpResponse:
    address = client_address(request)
    try:
        token = follow(claim=claim, draft=steps.draft, scan=steps.scan, address=address)
    except OverLimit as over:
        return _over(request, steps, over.retry_after)
    except (KeyReused, Invalid):
        message = _("This report can't be followed any more. Please send yours.")
        return _draw(request, steps, "check", message=message, status=409)
    return redirect("portal:follower", token=token)


def _over(request: HttpRequest, steps: Steps, retry_after: timedelta) -> HttpResponse:
    seconds = max(1, round(retry_after.total_seconds()))
    message = _(
        "Many reports came from here in a short time. Please press “Send” again in %(minutes)d minutes; what you "
        "typed stays here. If it is urgent, please call."
    ) % {"minutes": -(-seconds // 60)}
    response = _draw(request, steps, "check", message=message, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refused(request: HttpRequest, steps: Steps, errors: Mapping[str, str]) -> HttpResponse:
    """Show what the action refused beside its field."""
    step = next((STEP_OF[name] for name in errors if name in STEP_OF), "where")
    form = steps.form(step, judge=True)
    put_errors(form, errors)
    return _draw(request, steps, step, status=422)


def _answered(steps: Steps, step: str) -> list[Answer]:
    typed = steps.draft.values
    return (
        []
        if step == "what"
        else likest(steps.scan.profile.city, typed.get("kind", ""), typed.get("text", ""))
    )


def _draw(
    request: HttpRequest,
    steps: Steps,
    step: str,
    *,
    message: str = "",
    picture_errors: list[str] | None = None,
    searched: bool = False,
    action: str = "",
    status: int = 200,
) -> HttpResponse:
    summary: list[tuple[str, str, str]] = []
    same: list[Offer] = []
    if step == "check":
        wrong = steps.first_to_mend()
        if wrong:
            step, status = wrong, 422
        else:
            summary, same = steps.summary(), offers(steps)
    form = None if step == "check" else steps.form(step, judge=bool(picture_errors))
    if form is not None and picture_errors:
        form.add_error("pictures" if "pictures" in form.fields else None, picture_errors)
    elif picture_errors:
        message = " ".join(picture_errors)
    shown = ReportPage(
        scanned_at=steps.scan.place if step == "what" else "",
        in_charge_url=steps.scan.in_charge_url if step == "what" else "",
        action=action,
        step=step,
        scan=steps.scan,
        draft=steps.draft,
        form=form,
        summary=summary,
        searched=searched,
        message=message,
        offers=same,
        answered=_answered(steps, step),
    )
    context, profile = {"page": shown}, steps.scan.profile
    return page(request, "portal/matters/report.html", context, profile=profile, status=status)
