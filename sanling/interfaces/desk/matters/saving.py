"""What of a ledger's address is kept as a view, and under which name."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.texts import NameText
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.picks import PickField
from sanling.processes.lists.queries import may_share

# A phone would be sought again by whoever opens the view, and counted; a batch is soon over.
NOT_KEPT = ("phone", "batch", "after", "before")
LONGEST = 2000


class NameForm(forms.Form):
    """The name of a view."""

    name = NameText(max_length=40, label=gettext_lazy("Name of the view"))


class ViewForm(NameForm):
    """The name of a view, and whether all of the unit have it."""

    shared = forms.BooleanField(required=False, label=gettext_lazy("For everybody of my unit"))
    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, data: Any = None, **options: Any) -> None:
        """Offer sharing to who leads the unit."""
        super().__init__(data, auto_id="view_%s", **options)
        if not may_share(viewer):
            del self.fields["shared"]


def without_what_is_not_kept(query: QueryDict) -> QueryDict:
    """Return the query of a ledger's address without what no view keeps."""
    kept = query.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    return kept


def query_of(form: LedgerForm) -> str:
    """Return the address's query of valid filters, in one order; who and where is named by what was found for it."""
    kept = QueryDict(mutable=True)
    for name, field in form.fields.items():
        values = form.data.getlist(name) if isinstance(form.data, QueryDict) else []
        if name in NOT_KEPT or not any(values):
            continue
        if isinstance(field, PickField) and (chosen := field.widget.meant.chosen):
            values, kept[f"{name}_key"] = [chosen.label], chosen.key
        kept.setlist(name, values)
    if sort := form.data.get("sort"):
        kept["sort"] = sort
    return kept.urlencode()
