"""No unit is ended under open matters."""

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.actions.end_unit import end_unit
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from tests.city import TEST
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_a_unit_that_holds_open_matters_is_not_ended(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    Post.objects.filter(unit=matter.unit_id).delete()
    with pytest.raises(ValidationError, match="1"):
        end_unit(actor=TEST, unit_id=matter.unit_id)
