"""A subject's own page: it looks at what is known, declares itself, and replies; one page, opened by its link."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import perform
from sanling.domain.matters.allowing import Offered
from sanling.domain.matters.allowing import offered as offered_in
from sanling.domain.matters.errors import Invalid, NotAllowed, Stale
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.timeline import TimelineEvent, progress, timeline
from sanling.domain.recognition.links import by_link
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.own import own_facts
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation.cleaning import clean_text, read_digits
from sanling.foundation.delivery.idempotency import KeyReused, fingerprint, once
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.items import TimelineItem
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.acts import ActForm, offered, spent_words


@dataclass
class Offer:
    """An act that is offered, with its form; what couldn't be done of it is said."""

    action: Action
    form: ActForm
    version: int
    key: str = field(default_factory=lambda: uuid4().hex)
    message: str = ""


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Show a subject its recognition with the forms of what it can do now, or do one of these."""
    opened = by_link(number, signature)
    if opened is None:
        raise Http404
    found, handed_by = opened
    actor = LinkActor(found.matter_id, user_id=request.user.pk, post_id=handed_by)
    may = offered_in(actor, Situations([found.matter]).of(found.matter))
    allowed = offered(may.now)
    if request.method != "POST":
        return _draw(request, found, actor, may, [_offer(action, found) for action in allowed])
    action = _known(found, request.POST.get("act", ""))
    if action is None:
        messages.info(request, _("This can't be done now. Below you see where the matter stands."))
        return redirect(request.path)
    sent = _sent(request, action)
    status = _do(sent, actor, found)
    if status == 200:
        messages.success(request, _("It was sent."))
        return redirect(request.path)
    others = [_offer(other, found) for other in allowed if other.code != action.code]
    return _draw(request, found, actor, may, [sent, *others], status=status)


def _known(found: Recognition, code: str) -> Action | None:
    """Return one of the acts that the page ever has: what is typed for one that can't be done any more isn't lost."""
    actions = definition_of(found.matter.definition_id).actions
    by_party = [action for action in actions if action.by(ActorRelation.PARTY)]
    return next((action for action in offered(by_party) if action.code == code), None)


def _offer(action: Action, found: Recognition) -> Offer:
    values = {"statement": found.statement} if action.verb == "declare" else {}
    return Offer(action, ActForm(action, values, most_pictures=0), found.matter.version)


def _sent(request: HttpRequest, action: Action) -> Offer:
    names = [asked.code for asked in fields_of(action)]
    typed = {name: clean_text(request.POST[name]) for name in names if name in request.POST}
    return Offer(
        action,
        ActForm(action, typed, most_pictures=0, judge=True),
        version=read_digits(request.POST.get("version", ""), digits=9) or 0,
        key=request.POST.get("key", ""),
    )


def _do(sent: Offer, actor: LinkActor, found: Recognition) -> int:
    """Do an act; return the status of the answer, with what is to be said put into the offer or its form."""
    if not sent.form.is_valid():
        return 422
    try:
        _do_once(sent, actor, found)
    except Stale as stale:
        sent.version = stale.current
        sent.message = _("Something has happened since you opened this page. Please look, then send again.")
        return 409
    except NotAllowed as refused:
        sent.message = _("This can't be done any more: %(reason)s") % {"reason": refused.reason}
        return 403
    except (KeyReused, ValueError):
        sent.key = uuid4().hex
        sent.message = _(
            "This page was sent already. Press the button again only if you want to send another."
        )
        return 409
    except Invalid as invalid:
        put_errors(sent.form, invalid.errors)
        return 422
    return 200


def _do_once(sent: Offer, actor: LinkActor, found: Recognition) -> None:
    content = [sent.action.code, {name: str(value) for name, value in sent.form.filled().items()}]
    scope = f"recognition.own:{found.matter_id}"
    with once(scope=scope, key=sent.key, fingerprint=fingerprint(content)) as sending:
        if sending.first():
            entry = perform(
                actor=actor,
                matter_id=found.matter_id,
                action=sent.action.code,
                version=sent.version,
                fields=sent.form.filled(),
            )
            sending.keep({"entry": entry.pk})


def _draw(
    request: HttpRequest,
    found: Recognition,
    actor: LinkActor,
    may: Offered,
    offers: list[Offer],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "recognition": found,
        "subject": found.subject,
        "facts": own_facts(found),
        "progress": progress(found.matter),
        "offers": offers,
        "spent": spent_words(may.spent),
        "form": next((offer.form for offer in offers if offer.form.errors), None),
        "timeline": [_item(event) for event in reversed(timeline(actor, found.matter))],
    }
    profile = profile_for(found.subject.division_id)
    return page(request, "portal/recognition/own.html", context, profile=profile, status=status)


def _item(told: TimelineEvent) -> TimelineItem:
    return TimelineItem(
        at=told.at,
        text=told.text,
        who=told.who,
        details=tuple((detail.label, detail.value) for detail in told.details),
        attachments=(),
        anchor=f"entry-{told.entry_id}",
    )
