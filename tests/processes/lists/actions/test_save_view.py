"""Views are saved under a name, a bounded number of them."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.lists.actions.save_view import MOST, TooManyViews, save_view
from sanling.processes.lists.models import SavedView

pytestmark = pytest.mark.django_db


def test_the_same_name_means_the_same_view(cast: dict[str, Player]) -> None:
    director = cast["centre_director"].viewer
    for query in ("kind=dispute", "kind=hazard"):
        save_view(actor=director, name="隐患", query=query, shared=False)
        save_view(actor=director, name="隐患", query=query, shared=True)
    assert {view.query for view in SavedView.objects.all()} == {"kind=hazard"}
    assert SavedView.objects.count() == 2
    assert AuditRow.objects.filter(act="lists.save_view").count() == 4


def test_only_who_leads_saves_for_the_unit(cast: dict[str, Player]) -> None:
    with pytest.raises(PermissionDenied):
        save_view(actor=cast["intake_officer"].viewer, name="隐患", query="", shared=True)


def test_a_bounded_number_is_kept(cast: dict[str, Player]) -> None:
    officer = cast["intake_officer"].viewer
    for at in range(MOST):
        save_view(actor=officer, name=str(at), query="", shared=False)
    with pytest.raises(TooManyViews):
        save_view(actor=officer, name="more", query="", shared=False)
    save_view(actor=officer, name="0", query="kind=hazard", shared=False)
