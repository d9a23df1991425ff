"""A view is taken away by whose it is."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.processes.lists.actions.forget_view import forget_view
from sanling.processes.lists.actions.save_view import save_view
from sanling.processes.lists.models import SavedView

pytestmark = pytest.mark.django_db


def test_a_units_view_is_taken_away_by_who_leads_it(cast: dict[str, Player]) -> None:
    director = cast["centre_director"].viewer
    view = save_view(actor=director, name="隐患", query="", shared=True)
    with pytest.raises(PermissionDenied):
        forget_view(actor=cast["intake_officer"].viewer, view_id=view.pk)
    with pytest.raises(SavedView.DoesNotExist):
        forget_view(actor=cast["sibling_township_intake"].viewer, view_id=view.pk)
    forget_view(actor=director, view_id=view.pk)
    assert not SavedView.objects.exists()
