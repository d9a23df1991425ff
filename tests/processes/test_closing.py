"""No unit is closed under open matters."""

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.processes.closing import close_unit
from tests.city import TEST
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_a_unit_that_holds_open_matters_is_not_closed(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    Post.objects.filter(unit=matter.unit_id).delete()
    with pytest.raises(ValidationError, match="1"):
        close_unit(actor=TEST, unit_id=matter.unit_id)
