"""One act of a party: its form, and a clear word when the matter has moved on meanwhile."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.act import allowed_actions, perform
from sanling.domain.matters.errors import Invalid, NotAllowed, Stale
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.impartial import SHOWN
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation.cleaning import clean_text, read_digits
from sanling.foundation.delivery.idempotency import KeyReused, fingerprint, once, was_sent
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.components.responses import error_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.acts import ActForm, offered, sent_text
from sanling.interfaces.portal.matters.door import Door
from sanling.interfaces.portal.matters.draft import Draft
from sanling.interfaces.portal.matters.pictures import (
    TOO_LONG,
    TOO_MANY,
    FewPicturesHandler,
    enclosures,
    keep,
    take_few,
)

ACTS_AN_HOUR = 60
HOUR = timedelta(hours=1)


@dataclass
class Attempt:
    """An act as its form brought it: the version it was opened with, what was typed, the pictures stored so far."""

    door: Door
    action: Action
    draft: Draft
    version: int
    message: str = ""

    @property
    def most_pictures(self) -> int:
        """Return how many pictures an act may bring."""
        return self.door.profile.limits.pictures_a_report

    def form(self, *, judge: bool) -> ActForm:
        """Return the action's form over what was typed."""
        return ActForm(self.action, self.draft.values, most_pictures=self.most_pictures, judge=judge)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, door: Door, code: str) -> HttpResponse:
    """Offer an act, or do it; what can't be done now is said, with what was typed kept."""
    if not door.actor.acts:
        return error_page(request, 403, message=str(SHOWN))
    action = _known(door, code)
    if request.method != "POST":
        if action not in offered(allowed_actions(door.actor, door.matter)):
            return _not_now(request, door)
        attempt = Attempt(door, action, Draft.new(), door.matter.version)
        return _draw(request, attempt, attempt.form(judge=False))
    handler = take_few(request, most=door.profile.limits.pictures_a_report)
    # On a secret link the address is the authority, not a cookie: there is nothing for a forged request to misuse.
    answer = _answer if door.way == "link" else _answer_to_session
    return answer(request, door, action, handler)


def _answer(request: HttpRequest, door: Door, action: Action, handler: FewPicturesHandler) -> HttpResponse:
    try:
        attempt = _attempt(request, door, action)
    except RequestDataTooBig:
        return error_page(request, 413, message=str(TOO_LONG))
    except SuspiciousOperation:
        return error_page(request, 400, message=str(TOO_MANY))
    # Pictures are kept before the key is claimed, so that they count even where it was sent before.
    if request.FILES or not was_sent(scope=_scope(door), key=attempt.draft.key):
        counted = hit(scope="portal.act", key=str(door.matter.pk), limit=ACTS_AN_HOUR, per=HOUR)
        if isinstance(counted, Over):
            return _over(request, attempt, counted.retry_after)
    return _do(request, attempt, handler)


_answer_to_session = csrf_protect(_answer)


def _known(door: Door, code: str) -> Action:
    actions = definition_of(door.matter.definition_id).actions
    found = next(
        (action for action in actions if action.code == code and action.by(ActorRelation.PARTY)), None
    )
    if found is None:
        raise Http404
    return found


def _attempt(request: HttpRequest, door: Door, action: Action) -> Attempt:
    names = [field.code for field in fields_of(action)]
    typed = {name: clean_text(request.POST[name]) for name in names if name in request.POST}
    draft = replace(Draft.read(request.POST), values=typed)
    version = read_digits(request.POST.get("version", ""), digits=9) or 0
    return Attempt(door, action, draft, version)


def _do(request: HttpRequest, attempt: Attempt, handler: FewPicturesHandler) -> HttpResponse:
    go, _colon, argument = request.POST.get("go", "send").partition(":")
    drops = go == "drop"
    if drops:
        attempt.draft = attempt.draft.without(argument)
    wrong = _keep_pictures(request, attempt, handler)
    form = attempt.form(judge=not drops or bool(wrong))
    if wrong:
        form.add_error("pictures" if "pictures" in form.fields else None, wrong)
    elif drops:
        return _draw(request, attempt, form)
    if not form.is_valid():
        return _draw(request, attempt, form, status=422)
    status = _perform(attempt, form)
    if status != 200:
        return _draw(request, attempt, form, status=status)
    messages.success(request, sent_text(attempt.action))
    return redirect(attempt.door.url("matter"))


def _perform(attempt: Attempt, form: ActForm) -> int:
    """Do it; return the status of the answer, with what is to be said put into the attempt or its form."""
    try:
        _perform_once(attempt, form)
    except Stale as stale:
        attempt.version = stale.current
        attempt.message = _(
            "Something has happened in this matter since you opened this page. What you typed is kept; please look "
            "where the matter stands now, then send again."
        )
        return 409
    except NotAllowed as refused:
        attempt.message = _("This can't be done any more: %(reason)s") % {"reason": refused.reason}
        return 403
    except KeyReused:
        attempt.draft = attempt.draft.anew()
        # All that has happened since the page was opened, if that is all, was sent from it.
        if attempt.door.matter.version == attempt.version + 1:
            attempt.version += 1
        attempt.message = _(
            "This page was sent already. Press the button again only if you want to send another."
        )
        return 409
    except Invalid as invalid:
        for name, text in invalid.errors.items():
            field = "pictures" if name == "files" else name
            form.add_error(field if field in form.fields else None, text)
        return 422
    return 200


def _perform_once(attempt: Attempt, form: ActForm) -> None:
    door, draft = attempt.door, attempt.draft
    content = [attempt.action.code, dict(draft.values), [picture.file_id for picture in draft.pictures]]
    with once(scope=_scope(door), key=draft.key, fingerprint=fingerprint(content)) as sending:
        if sending.first():
            entry = perform(
                actor=door.actor,
                matter_id=door.matter.pk,
                action=attempt.action.code,
                version=attempt.version,
                fields=form.filled(),
                enclosures=enclosures(draft.pictures, evidence=bool(attempt.action.evidence)),
            )
            sending.keep({"entry": entry.pk})


def _scope(door: Door) -> str:
    return f"portal.act:{door.matter.pk}"


def _keep_pictures(request: HttpRequest, attempt: Attempt, handler: FewPicturesHandler) -> list[str]:
    draft = attempt.draft
    kept, errors = keep(
        request.FILES.getlist("pictures"),
        handler,
        earlier=draft.pictures,
        draft=draft.key,
        city=attempt.door.profile.city,
    )
    attempt.draft = replace(draft, pictures=tuple(kept))
    return errors


def _over(request: HttpRequest, attempt: Attempt, retry_after: timedelta) -> HttpResponse:
    seconds = max(1, round(retry_after.total_seconds()))
    attempt.message = _("That was often in a short time. Please send it again in %(minutes)d minutes.") % {
        "minutes": -(-seconds // 60)
    }
    if request.FILES:
        attempt.message += " " + _("Only the pictures chosen last must be chosen again.")
    response = _draw(request, attempt, attempt.form(judge=False), status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _not_now(request: HttpRequest, door: Door) -> HttpResponse:
    messages.info(request, _("This can't be done now. Below you see where the matter stands."))
    return redirect(door.url("matter"))


def _draw(request: HttpRequest, attempt: Attempt, form: ActForm, *, status: int = 200) -> HttpResponse:
    context = {
        "attempt": attempt,
        "matter": attempt.door.matter,
        "action": attempt.action,
        "form": form,
        "matter_url": attempt.door.url("matter"),
    }
    return page(request, "portal/matters/act.html", context, profile=attempt.door.profile, status=status)
