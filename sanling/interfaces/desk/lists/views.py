"""Saved views: one's own, and those that an office shares with its unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.matters.saving import (
    LONGEST,
    NameForm,
    ViewForm,
    query_of,
    without_what_is_not_kept,
)
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.lists.actions.forget_view import forget_view
from sanling.processes.lists.actions.rename_view import NameTaken, rename_view
from sanling.processes.lists.actions.save_view import TooManyViews, save_view
from sanling.processes.lists.models import SavedView
from sanling.processes.lists.queries import may_keep, may_share, views_of

VIEWS = Listing(
    heads=(
        Head(gettext_lazy("Name of the view")),
        Head(gettext_lazy("Whose")),
        Head(gettext_lazy("Saved by")),
        Head(gettext_lazy("Saved at")),
        Head(gettext_lazy("Change"), hidden=True),
    ),
    nothing=gettext_lazy("No saved views"),
    what_to_do=gettext_lazy("Filter the ledger, then save what it shows under a name."),
    icon="filter",
    way_out="desk:ledger",
    way_out_label=gettext_lazy("To the ledger"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def views(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the views that this post has; save the one that was sent."""
    form = ViewForm(viewer, request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and (query := _saved(request, viewer, form)) is not None:
        return redirect(f"{reverse('desk:ledger')}?{query}")
    rows = [(view, may_keep(viewer, view)) for view in views_of(viewer).select_related("user", "unit")]
    context = {"shown": VIEWS.holding(rows), "form": form, "shares": may_share(viewer)}
    return render(request, "desk/lists/views.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def rename(request: HttpRequest, viewer: Viewer, view_id: int) -> HttpResponse:
    """Ask for another name of a view, and give it."""
    view = get_object_or_404(views_of(viewer), pk=min(view_id, 2**63 - 1))
    if not may_keep(viewer, view):
        raise PermissionDenied
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": view.name})
    if form.is_valid():
        try:
            rename_view(actor=viewer, view_id=view.pk, name=form.cleaned_data["name"])
        except SavedView.DoesNotExist:
            raise Http404 from None
        except NameTaken:
            form.add_error("name", _("Another view has this name. Please choose another."))
        else:
            messages.success(request, _("The view is renamed."))
            return redirect("desk:views")
    status = 422 if form.errors else 200
    return render(request, "desk/lists/rename.html", {"form": form, "view": view}, status=status)


@require_POST
@door(sees_matters)
def forget(request: HttpRequest, viewer: Viewer, view_id: int) -> HttpResponse:
    """Delete a view."""
    try:
        forget_view(actor=viewer, view_id=min(view_id, 2**63 - 1))
    except SavedView.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The view is deleted."))
    return redirect("desk:views")


def _saved(request: HttpRequest, viewer: Viewer, form: ViewForm) -> str | None:
    """Save what the ledger showed; tell beside the form why it can't be."""
    sent = storable_query(QueryDict(form.cleaned_data["query"]))
    filters = LedgerForm(viewer, without_what_is_not_kept(sent))
    query = query_of(filters) if filters.is_valid() else ""
    if not filters.is_valid() or len(query) > LONGEST:
        form.add_error(None, _("These filters can't be saved. Please look at the ledger again."))
        return None
    name, shared = form.cleaned_data["name"], form.cleaned_data.get("shared", False)
    replaces = views_of(viewer).filter(name=name, unit=viewer.own.unit_id if shared else None).exists()
    try:
        save_view(actor=viewer, name=name, query=query, shared=shared)
    except TooManyViews:
        form.add_error(None, _("There are 30 views already. Please delete one that is no longer needed."))
        return None
    told = _("The view is saved, without the phone.") if sent.get("phone") else _("The view is saved.")
    messages.success(request, told)
    if replaces:
        messages.info(request, _("It has taken the place of the view that had this name."))
    return query
