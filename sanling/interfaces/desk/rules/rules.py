"""A unit's rules: made of its saved views, tried on the last thirty days, switched on by who answers for them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.matters.naming import Names
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk.choices import PostPicks, own_places
from sanling.interfaces.desk.matters.ledger_form import LedgerForm, posts_of_city
from sanling.interfaces.desk.picks import PickField
from sanling.interfaces.desk.rules.words import counting_of, deed_of, in_one_line, met_by
from sanling.interfaces.desk.tags.boxes import WordField
from sanling.processes.lists.models import SavedView
from sanling.processes.lists.queries import views_of
from sanling.processes.rules.actions.make_rule import NoRule, make_rule
from sanling.processes.rules.actions.switch_rule import NotTried, delete_rule, switch_rule, try_rule
from sanling.processes.rules.models import Rule
from sanling.processes.rules.queries import keeps_rules, rules_of
from sanling.processes.rules.trial import Trial, trial

DOES = [
    (Rule.Does.ASSIGN.value, gettext_lazy("Assign to")),
    (Rule.Does.TELL.value, gettext_lazy("Tell")),
    (Rule.Does.TAG.value, gettext_lazy("Put a tag on")),
]
RULES = Listing(
    heads=(
        Head(gettext_lazy("Rule")),
        Head(gettext_lazy("What it does")),
        Head(gettext_lazy("Who answers for it")),
        Head(gettext_lazy("Done"), figure=True),
        Head(gettext_lazy("Could not be done"), figure=True),
    ),
    nothing=gettext_lazy("No rules"),
    what_to_do=gettext_lazy("Save a view of the ledger for everybody of the unit, then make a rule of it."),
    icon="activity",
    linked=True,
    way_out="desk:views",
    way_out_label=gettext_lazy("To the saved views"),
)
TRIED = Listing(
    heads=(
        Head(gettext_lazy("Number")),
        Head(gettext_lazy("Title")),
        Head(gettext_lazy("Kind")),
        Head(gettext_lazy("Registered")),
        Head(gettext_lazy("What would have been done")),
    ),
    nothing=gettext_lazy("It would have met no matter of the last thirty days"),
    icon="clipboard-list",
    linked=True,
)


class RuleForm(forms.Form):
    """What is done with each new matter that meets the view: somebody is charged or told, or it gets a tag."""

    # Which box is needed follows from what it does: the browser can't tell.
    use_required_attribute = False

    does = OneOf(label=gettext_lazy("What it does"), choices=DOES)

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        """Offer the city's posts, and words that the unit uses."""
        super().__init__(data, auto_id="rule_%s")
        self.fields["post"] = PickField(
            PostPicks(posts_of_city(viewer), viewer.city, own_places(viewer)),
            url=reverse("desk:find_post"),
            placeholder=_("Name of a person or unit"),
            label=_("Person"),
            help_text=_("To whom it is assigned, or who is told."),
            required=not self._tags,
        )
        self.fields["tag"] = WordField(help_text=_("Which one is put on."), required=self._tags)

    @property
    def _tags(self) -> bool:
        return self.data.get("does") == Rule.Does.TAG

    def clean(self) -> dict[str, Any]:
        """Leave out what the chosen deed doesn't need, and whatever is wrong with it."""
        needless = "post" if self._tags else "tag"
        self.errors.pop(needless, None)
        return {**(super().clean() or {}), needless: ""}


@require_GET
@door(keeps_rules)
def rules(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the unit's rules."""
    rows = [(found, deed_of(found)) for found in rules_of(viewer)]
    return render(request, "desk/rules/rules.html", {"shown": RULES.holding(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_rules)
def make(request: HttpRequest, viewer: Viewer, view_id: int) -> HttpResponse:
    """Make a rule of one of the unit's views."""
    views = views_of(viewer).filter(unit_id=viewer.own.unit_id)
    view = get_object_or_404(views, pk=min(view_id, 2**63 - 1))
    form = RuleForm(viewer, request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := _made(viewer, view, form)):
        messages.success(request, _("The rule is made. See what it would have done, then switch it on."))
        return redirect("desk:rule", rule_id=made.pk)
    met, silent = counting_of(viewer, view)
    context = {"form": form, "view": view, "met": met, "silent": in_one_line(silent)}
    return render(request, "desk/rules/make.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_rules)
def rule(request: HttpRequest, viewer: Viewer, rule_id: int) -> HttpResponse:
    """Show a rule; once it is asked for, what it would have done with the matters of the last thirty days."""
    found = get_object_or_404(rules_of(viewer), pk=min(rule_id, 2**63 - 1))
    met = met_by(viewer, found)
    context: dict[str, Any] = {
        "rule": found,
        "met": met,
        "met_line": in_one_line(met),
        "deed": deed_of(found),
    }
    if request.method == "POST":
        try_rule(actor=viewer, rule_id=found.pk)
        try:
            context |= _shown(viewer, trial(viewer, found))
        except ValueError:
            messages.error(request, _("The filters of this rule are there no more. Please make another."))
    return render(request, "desk/rules/rule.html", context)


@require_POST
@door(keeps_rules)
def switch(request: HttpRequest, viewer: Viewer, rule_id: int) -> HttpResponse:
    """Switch a rule on or off, or delete it."""
    wanted, key = request.POST.get("wanted"), min(rule_id, 2**63 - 1)
    if wanted not in ("on", "off", "delete"):
        raise PermissionDenied
    try:
        if wanted == "delete":
            delete_rule(actor=viewer, rule_id=key)
            messages.success(request, _("The rule is deleted."))
            return redirect("desk:rules")
        switch_rule(actor=viewer, rule_id=key, on=wanted == "on")
    except Rule.DoesNotExist:
        raise Http404 from None
    except NotTried:
        messages.error(
            request, _("See first what it would have done with the matters of the last thirty days.")
        )
    else:
        on = _("The rule is on. It acts on what is registered from now on.")
        messages.success(request, on if wanted == "on" else _("The rule is off."))
    return redirect("desk:rule", rule_id=key)


def _made(viewer: Viewer, view: SavedView, form: RuleForm) -> Rule | None:
    """Make it; tell beside the form why it can't be."""
    filters = LedgerForm(viewer, QueryDict(view.query))
    if not filters.is_valid():
        form.add_error(None, _("The view has filters that are there no more. Please save it anew."))
        return None
    cleaned = form.cleaned_data
    try:
        return make_rule(
            actor=viewer,
            view=view,
            criteria=filters.criteria(),
            does=cleaned["does"],
            post_id=int(cleaned["post"]) if cleaned["post"] else None,
            tag=cleaned["tag"],
        )
    except NoRule:
        form.add_error(
            None, _("The view has no filter that tells new matters apart, or the unit has 20 rules already.")
        )
        return None


def _shown(viewer: Viewer, tried: Trial) -> dict[str, Any]:
    names = Names(viewer.city)
    rows = [(matter, names.of(matter).kind(matter.kind), could) for matter, could in tried.latest]
    return {
        "shown": TRIED.holding(rows),
        "count": tried.count,
        "could": sum(could for _m, could in tried.latest),
    }
