"""Find a matter again: its number and the phone that was left, then a code sent to that phone."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.timeline import now_of
from sanling.foundation.cleaning import fold_code
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.privacy.phone import NoPhone, grouped, is_mobile
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.typed import typed_in
from sanling.interfaces.portal.city import city_profile, in_a_city, page
from sanling.interfaces.portal.matters.door import proved_phone
from sanling.interfaces.portal.matters.forms import CodeForm, FindForm
from sanling.interfaces.portal.matters.proving import Claim, claim_of, over_limit, remember
from sanling.processes.messages import ask_code

MOST_LISTED = 50


@in_a_city
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and phone; whether they belong together is looked at by the worker that sends the code."""
    if request.method != "POST":
        form = FindForm(initial={"number": request.GET.get("number", "")[:40]})
        is_proved = proved_phone(request, city=city_profile(request).city) is not None
        return _draw(request, form, proved=is_proved)
    form = FindForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=422)
    claim = claim_of(form.cleaned_data["number"], form.cleaned_data["phone"])
    wait = over_limit(address=client_address(request), claim=claim)
    if wait is not None:
        return _wait(request, form, wait)
    if claim is None or not is_mobile(claim.phone):
        _point_out(request, form, claim)
        return _draw(request, form, status=422)
    if not sms.can_send():
        form.add_error(
            None, _("Text messages can't be sent just now. Please use the link on your receipt, or call.")
        )
        return _draw(request, form, status=503)
    ask_code(number=claim.number, phone=claim.phone)
    return _ask_code(request, claim, CodeForm(initial={"claim": claim.signed()}))


@in_a_city
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Take the code; with the right one the browser sees the matters of that phone for two hours.

    Who comes without a claim, as after choosing another language on this page, begins again.
    """
    if request.method != "POST":
        return redirect("portal:track")
    form = CodeForm(request.POST)
    claim = Claim.read(request.POST.get("claim", ""))
    if claim is None:
        again = FindForm()
        return _draw(request, again, late=True, status=422)
    if form.is_valid():
        if claim.is_proved_by(fold_code(form.cleaned_data["code"])):
            remember(request, claim.phone)
            return redirect("portal:own_matter", number=claim.number)
        form.add_error(
            "code", _("This code is wrong or no longer valid. Please check the number and phone, too.")
        )
    return _ask_code(request, claim, form, status=422)


def _ask_code(request: HttpRequest, claim: Claim, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "number": claim.number,
        "phone": mask_phone(claim.phone),
        # A demonstration shows what no gateway sends; only there is it looked up whether the claim is true.
        "demo_code": sms.current_code(claim.phone) if settings.DEMO and claim.is_true else None,
    }
    return page(
        request,
        "portal/matters/prove.html",
        context,
        profile=city_profile(request, number=claim.number),
        status=status,
    )


def _point_out(request: HttpRequest, form: FindForm, claim: Claim | None) -> None:
    """Say which of the two can't be right by its form alone; this tells nothing about any matter."""
    if claim is not None:
        message = _(
            "Codes are only sent to mobile phones. Please use the link on your receipt, or call %(phone)s."
        )
        city = city_profile(request, number=claim.number)
        form.add_error("phone", message % {"phone": grouped(city.part("matters").help_phone)})
    elif parse(form.cleaned_data["number"]) is None:
        form.add_error("number", _("This number is mistyped; please compare it with your receipt."))
    else:
        form.add_error("phone", str(NoPhone()))


def _wait(request: HttpRequest, form: FindForm, wait: timedelta) -> HttpResponse:
    seconds = max(1, round(wait.total_seconds()))
    form.add_error(
        None,
        _("That was often in a short time. Please try again in %(n)d minutes.") % {"n": -(-seconds // 60)},
    )
    response = _draw(request, form, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _draw(
    request: HttpRequest, form: FindForm, *, proved: bool = False, late: bool = False, status: int = 200
) -> HttpResponse:
    context = {"form": form, "proved": proved, "late": late}
    number = parse(str(form["number"].value() or ""))
    profile = city_profile(request, number=number or "")
    return page(request, "portal/matters/track.html", context, profile=profile, status=status)


def prove_first(request: HttpRequest) -> HttpResponse:
    """Answer whoever opens an own matter without having proved the phone lately; what was typed is shown to copy."""
    number = request.resolver_match.kwargs.get("number", "") if request.resolver_match else ""
    number = parse(number) or number
    context = {"form": FindForm(initial={"number": number}), "asked": True, "typed": typed_in(request)}
    profile = city_profile(request, number=number)
    return page(request, "portal/matters/track.html", context, profile=profile, status=403)


@in_a_city
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the matters brought under the phone that was proved."""
    profile = city_profile(request)
    phone_index = proved_phone(request, city=profile.city)
    if phone_index is None:
        return prove_first(request)
    found = list(of_phone(city=profile.city, phone_index=phone_index)[: MOST_LISTED + 1])
    context = {
        "rows": [(matter, now_of(matter)) for matter in found[:MOST_LISTED]],
        "most": MOST_LISTED if len(found) > MOST_LISTED else None,
    }
    return page(request, "portal/matters/mine.html", context, profile=profile)
