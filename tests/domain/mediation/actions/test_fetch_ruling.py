"""A side gets the court's decision; when it got it first is kept, from which its time to object runs."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.fetch_ruling import fetch_ruling
from sanling.domain.mediation.confirming_access import rulings_for
from sanling.domain.mediation.models import Joining
from tests.domain.mediation.confirmed import confirmed
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_first_time_is_kept_and_not_of_a_link_that_was_handed_over(cast: Cast) -> None:
    confirmation, first, other = confirmed(cast)
    (ruling,) = rulings_for(by(first), confirmation)
    said = {"confirmation_id": confirmation.pk, "attachment_id": ruling.pk}
    handed = SideActor(other.pk, other.matter_id, post_id=cast["mediator"].post.pk)
    assert fetch_ruling(actor=handed, **said) == fetch_ruling(actor=by(first), **said) == ruling
    at = Joining.objects.get(side=first).ruling_at
    fetch_ruling(actor=by(first), **said)
    assert at is not None
    assert Joining.objects.get(side=first).ruling_at == at
    assert Joining.objects.get(side=other).ruling_at is None


def test_nothing_else_is_fetched(cast: Cast) -> None:
    confirmation, first, _other = confirmed(cast)
    with pytest.raises(NotFound):
        fetch_ruling(actor=by(first), confirmation_id=confirmation.pk, attachment_id=0)
