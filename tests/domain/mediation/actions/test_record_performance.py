"""Performance is told by whom it is owed to, or found by the mediator; parts that make the sum are the whole."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.models import Obligation
from sanling.foundation.audit.actor import Actor
from sanling.foundation.days import today
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def told(actor: Actor, owed: Obligation, result: str, **said: Any) -> Obligation:
    """Tell how an obligation was performed, and return it as it stands then."""
    said = {"done_on": today(), **said}
    record_performance(actor=actor, obligation_id=owed.pk, result=result, **said)
    return Obligation.objects.get(pk=owed.pk)


def test_parts_that_make_the_sum_are_the_whole(cast: Cast) -> None:
    _matter, first, _other, _agreement = in_force(cast)
    owed = Obligation.objects.get()
    assert told(by(first), owed, "partly", amount=200_00).performed_at is None
    assert told(cast["mediator"].viewer, owed, "partly", amount=300_00).performed_at is not None
    assert told(by(first), owed, "broken").performed_at is None


def test_who_owes_does_not_say_that_it_was_done(cast: Cast) -> None:
    _matter, _first, other, _agreement = in_force(cast)
    owed = Obligation.objects.get()
    with pytest.raises(NotFound):
        told(by(other), owed, "whole")
    assert told(by(other), owed, "broken").performances.count() == 1
    with pytest.raises(NotFound):
        told(cast["city_leader"].viewer, owed, "whole")


@pytest.mark.parametrize(
    ("result", "said", "field"),
    [
        ("done", {}, "result"),
        ("partly", {}, "amount"),
        ("partly", {"amount": -1}, "amount"),
        ("whole", {"done_on": today() + timedelta(days=3)}, "done_on"),
    ],
)
def test_what_can_not_be_is_told_at_its_field(
    cast: Cast, result: str, said: dict[str, Any], field: str
) -> None:
    in_force(cast)
    with pytest.raises(Invalid) as refused:
        told(cast["mediator"].viewer, Obligation.objects.get(), result, **said)
    assert {*refused.value.errors} == {field}
