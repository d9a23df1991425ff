"""A matter's page: the facts left, what happened and what may be done now right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import visible_entries, visible_matters
from sanling.domain.matters.act import Wish, allowed_actions, lacking_evidence
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.matters.in_turn import perform_turns, turns
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.proposing import Proposal, propose
from sanling.domain.matters.queries import find_matter
from sanling.domain.matters.timeline import TimelineEvent
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once
from sanling.interfaces.components.door import door
from sanling.interfaces.components.typed import typed_in
from sanling.interfaces.desk.drafts import renew_key
from sanling.interfaces.desk.matters.act_form import ActForm, act_form, row_asked, row_picks, takes_files
from sanling.interfaces.desk.matters.alike import TYING, named_in
from sanling.interfaces.desk.matters.matter_view import MatterView, view_of
from sanling.interfaces.desk.matters.uploads import FIELD, Uploads, receive
from sanling.interfaces.desk.matters.way import onward, way_in
from sanling.interfaces.desk.pages import sees_matters
from sanling.interfaces.desk.picks import offered
from sanling.processes.suggestions.offered import Suggestion, offered_for

NEXT, OTHER, ENDING = gettext_lazy("Next"), gettext_lazy("Other acts"), gettext_lazy("Ends the matter")


@dataclass(frozen=True, kw_only=True)
class OpenAct:
    """The act whose form stands open, with what was typed and sent along."""

    action: Action
    form: ActForm
    uploads: Uploads = field(default_factory=Uploads)
    suggestions: Sequence[Suggestion] = ()

    @property
    def takes_files(self) -> bool:
        """Tell whether the form offers to send files."""
        return takes_files(self.action)


@dataclass(frozen=True, kw_only=True)
class MatterContext:
    """What the template shows.

    ``refusal`` says why an act was refused, ``news`` what others did since the form was opened, and ``typed`` keeps
    what can't be sent any more.
    """

    view: MatterView
    acts: Sequence[Action]
    open_act: OpenAct | None = None
    refusal: str = ""
    moved_on: bool = False
    news: Sequence[TimelineEvent] = ()
    typed: Sequence[tuple[str, str]] = ()
    # What the law has for this case, by the code of the act that it is proposed for.
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    # Why the same person's earlier matters were not looked for.
    unsought: str = ""

    @property
    def ties(self) -> bool:
        """Tell whether the matter may be merged or related, so that it is worth while to look for the same."""
        return any(action.verb in TYING for action in self.acts)

    @property
    def groups(self) -> list[tuple[StrPromise, list[Action]]]:
        """Return the acts beside the open one: what is waited for, what else may be done, what ends the matter."""
        ends = {state.code for state in self.view.definition.states if state.end}
        groups: dict[StrPromise, list[Action]] = {NEXT: [], OTHER: [], ENDING: []}
        for action in self.acts:
            if self.open_act is None or action.code != self.open_act.action.code:
                group = ENDING if action.to in ends else NEXT if action.style == "primary" else OTHER
                groups[group].append(action)
        return [(name, actions) for name, actions in groups.items() if actions]


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def matter(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show a matter, a single act's form when htmx asks for one, or do an act."""
    found = visible_or_404(viewer, number)
    if request.method == "POST":
        return _act(request, viewer, found)
    acts = allowed_actions(viewer, found)
    wanted = request.GET.get("act", "")
    chosen = next((action for action in acts if action.code == wanted), None)
    proposals, unsought = _proposals(viewer, found, acts)

    def opened(action: Action) -> OpenAct:
        made = proposals.get(action.code)
        begun = {**(made.values if made else {}), **(named_in(request) if action.code == wanted else {})}
        form = act_form(action, found, proposed=begun, teller=viewer)
        return OpenAct(action=action, form=form, suggestions=offered_for(viewer, found, action))

    if request.headers.get("HX-Request") and wanted:
        if chosen is None:
            return HttpResponse(status=403)
        return render(request, "desk/matters/act.html", {"open_act": opened(chosen), "number": found.number})
    view = view_of(viewer, found)
    main = chosen or next((action for action in acts if view.is_next(action)), None)
    page = MatterContext(
        view=view,
        acts=acts,
        open_act=opened(main) if main else None,
        proposals=proposals,
        unsought=unsought,
    )
    return _show(request, page)


def _proposals(viewer: Viewer, found: Matter, acts: Sequence[Action]) -> tuple[dict[str, Proposal], str]:
    """Return what is proposed for each act, and why earlier matters of the same person weren't looked for."""

    def made(*, by_person: bool) -> dict[str, Proposal]:
        asked = ((action.code, propose(viewer, found, action, by_person=by_person)) for action in acts)
        return {code: proposal for code, proposal in asked if proposal}

    try:
        return made(by_person=True), ""
    except SeekingRefused as refused:
        return made(by_person=False), str(refused)


def visible_or_404(viewer: Viewer, number: str) -> Matter:
    """Return a matter by its number; one out of sight is as absent as one that never was."""
    found = find_matter(viewer, parse(number) or "")
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, page: MatterContext, status: int = 200) -> HttpResponse:
    way, found = way_in(request.GET), page.view.matter
    context = {"page": page, "matter": found, "onward": onward(page.view.viewer, way, found) if way else None}
    return render(request, "desk/matters/matter.html", context, status=status)


def _act(request: HttpRequest, viewer: Viewer, found: Matter) -> HttpResponse:
    definition = definition_of(found.definition_id)
    code = request.POST.get("_act", "")
    action = next((action for action in definition.actions if action.code == code), None)
    if action is None:
        return _refused(request, viewer, found, None, _("There is no such act."))
    form = act_form(action, found, request.POST)
    uploads = receive(request, viewer)
    opened = OpenAct(action=action, form=form, uploads=uploads)
    for error in uploads.errors:
        form.add_error(None, error)
    if not form.is_valid():
        lacking = lacking_evidence(action, len(uploads.files))
        form.refuse({"files": lacking} if lacking else {})
        return _again(request, viewer, found, opened)
    done = _done(request, viewer, found, opened)
    return _onward(request, viewer, found, done) if isinstance(done, list) else done


def _done(request: HttpRequest, viewer: Viewer, found: Matter, opened: OpenAct) -> HttpResponse | list[str]:
    """Do the act; return the codes of what was done, or else the page that says why not."""
    form = opened.form
    try:
        return _perform(viewer, found, opened)
    except Invalid as invalid:
        form.refuse(invalid.errors)
        return _again(request, viewer, found, opened)
    except (InvalidKey, KeyReused):
        renew_key(form)
        form.add_error(
            None, _("This form was sent before with other contents. To do it all the same, send it again.")
        )
        return _again(request, viewer, found, opened)
    except Stale as stale:
        return _moved_on(request, viewer, number=found.number, opened=opened, version=stale.opened)
    except NotAllowed as refused:
        return _refused(request, viewer, found, opened, refused.reason)
    except NotFound:
        raise Http404 from None


def _perform(viewer: Viewer, found: Matter, opened: OpenAct) -> list[str]:
    """Do the act, with what goes before or after it in the same go; return the codes of what was done."""
    cleaned, values = opened.form.cleaned_data, opened.form.values()
    sent = {"matter": found.pk, "act": opened.action.code, "version": cleaned["_version"], "values": values}
    sent["files"] = opened.uploads.sent
    if opened.form.charged:
        sent["charged"] = opened.form.charged
    with once(scope=f"desk.act.{viewer.key}", key=cleaned["_key"], fingerprint=fingerprint(sent)) as attempt:
        if attempt.first():
            wish = Wish(
                found.pk,
                action=opened.action.code,
                version=cleaned["_version"],
                fields=values,
                enclosures=opened.uploads.enclosures(evidence=opened.action.evidence > 0),
            )
            chain = turns(definition_of(found.definition_id), found.state, wish, opened.form.charged)
            attempt.keep({"acts": [entry.code for entry in perform_turns(actor=viewer, turns=chain)]})
    return list(attempt.result.get("acts", [opened.action.code]))


def _onward(request: HttpRequest, viewer: Viewer, found: Matter, acts: Sequence[str]) -> HttpResponse:
    """Go back to the matter, or to where it was found when the act has taken it out of sight."""
    definition = definition_of(found.definition_id)
    told = "、".join(str(definition.action(code).name) for code in acts)
    messages.success(request, _("Done: %(act)s") % {"act": told})
    way = way_in(request.GET)
    if not visible_matters(viewer, few=True).filter(pk=found.pk).exists():
        return redirect(way.back if way else "desk:inbox")
    # To the top, where it is told: a browser would keep the place of the form that it was sent from.
    return redirect(f"{matter_url(found.number)}{replace(way, done=True).query if way else ''}#main")


def _again(request: HttpRequest, viewer: Viewer, found: Matter, opened: OpenAct) -> HttpResponse:
    acts = allowed_actions(viewer, found)
    if opened.action.code not in {action.code for action in acts}:
        return _refused(request, viewer, found, opened, _("This can't be done now."))
    return _show(request, MatterContext(view=view_of(viewer, found), acts=acts, open_act=opened), status=422)


def _moved_on(
    request: HttpRequest, viewer: Viewer, *, number: str, opened: OpenAct, version: int
) -> HttpResponse:
    """Show what changed since the form was opened, and the form again at today's version with all that was typed."""
    current = visible_or_404(viewer, number)
    acts = allowed_actions(viewer, current)
    still = opened.action.code in {action.code for action in acts}
    data = request.POST.copy()
    data["_version"] = str(current.version)
    form = act_form(opened.action, current, data)
    view = view_of(viewer, current)
    new = set(visible_entries(viewer, current).filter(version__gt=version).values_list("pk", flat=True))
    page = MatterContext(
        view=view,
        acts=acts,
        open_act=OpenAct(action=opened.action, form=form, uploads=opened.uploads) if still else None,
        moved_on=True,
        news=[event for event in view.events if event.entry_id in new],
        typed=() if still else _typed(opened.form),
    )
    return _show(request, page, status=409)


def _refused(
    request: HttpRequest, viewer: Viewer, found: Matter, opened: OpenAct | None, reason: str
) -> HttpResponse:
    page = MatterContext(
        view=view_of(viewer, found),
        acts=allowed_actions(viewer, found),
        refusal=reason,
        typed=_typed(opened.form) if opened else [("", text) for text in typed_in(request)],
    )
    return _show(request, page, status=403)


def _typed(form: ActForm) -> list[tuple[str, str]]:
    """Return what was typed into a form that can't be sent any more, so that it isn't lost."""
    return [
        (str(bound.label), str(bound.value()))
        for bound in form.visible_fields()
        if bound.name != FIELD and bound.value()
    ]


@require_GET
@door(sees_matters)
def offers(request: HttpRequest, viewer: Viewer, number: str, act: str, name: str) -> JsonResponse:
    """Answer the choices of a unit or post field by what was typed (JSON)."""
    found = visible_or_404(viewer, number)
    action = next((action for action in allowed_actions(viewer, found) if action.code == act), None)
    asked = row_asked(action, found, name) if action else None
    if asked is None:
        raise Http404
    return offered(request, row_picks(asked, viewer))


def matter_url(number: str) -> str:
    """Return the address of a matter's page."""
    return reverse("desk:matter", args=[number])
