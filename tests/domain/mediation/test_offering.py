"""Where nothing was chosen, or somebody is at work, nobody is asked."""

import pytest

from sanling.domain.matters.models import Entry
from sanling.domain.mediation.offering import offer_next
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_nobody_is_asked_without_a_choice_or_over_whoever_is_at_work(cast: Cast) -> None:
    for matter in (registered().matter, in_mediation(cast)):
        before = Entry.objects.filter(matter=matter).count()
        offer_next(matter.pk)
        assert Entry.objects.filter(matter=matter).count() == before
