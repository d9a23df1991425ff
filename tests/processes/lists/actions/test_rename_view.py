"""A view gets another name by whose it is."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.lists.actions.rename_view import NameTaken, rename_view
from sanling.processes.lists.actions.save_view import save_view

pytestmark = pytest.mark.django_db


def test_a_units_view_is_renamed_by_who_leads_it(cast: dict[str, Player]) -> None:
    director = cast["centre_director"].viewer
    view = save_view(actor=director, name="隐患", query="kind=hazard", shared=True)
    with pytest.raises(PermissionDenied):
        rename_view(actor=cast["intake_officer"].viewer, view_id=view.pk, name="未整改隐患")
    with pytest.raises(type(view).DoesNotExist):
        rename_view(actor=cast["sibling_township_intake"].viewer, view_id=view.pk, name="未整改隐患")
    rename_view(actor=director, view_id=view.pk, name="未整改隐患")
    view.refresh_from_db()
    assert (view.name, view.query) == ("未整改隐患", "kind=hazard")
    assert AuditRow.objects.get(act="lists.rename_view").detail == {"shared": True}


def test_names_are_taken_within_the_same_owners_views_alone(cast: dict[str, Player]) -> None:
    director = cast["centre_director"].viewer
    mine = save_view(actor=director, name="我的", query="", shared=False)
    for name, shared in (("隐患", False), ("纠纷", True)):
        save_view(actor=director, name=name, query="", shared=shared)
    with pytest.raises(NameTaken):
        rename_view(actor=director, view_id=mine.pk, name="隐患")
    rename_view(actor=director, view_id=mine.pk, name="纠纷")
    mine.refresh_from_db()
    assert mine.name == "纠纷"
