"""What a rule would have done is told as it would do it, and nothing is done."""

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.reactions import react
from sanling.processes.rules.models import Deed
from sanling.processes.rules.trial import trial
from tests.domain.matters.helpers import registered
from tests.processes.rules.making import made, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.mark.parametrize("does", ["assign", "tell", "tag"])
@pytest.mark.parametrize("to", ["mediator", "intake_officer", "sibling_township_intake", "city_leader"])
def test_a_trial_tells_what_the_rule_then_does(cast: dict[str, Player], does: str, to: str) -> None:
    before = registered().matter
    rule = made(cast, does=does, to=to)
    tried = trial(cast["centre_director"].viewer, rule)
    assert (tried.count, [matter for matter, _could in tried.latest]) == (1, [before])
    assert not Deed.objects.exists()
    on(cast, rule)
    registered()
    react()
    assert [deed.done for deed in Deed.objects.all()] == [could for _matter, could in tried.latest]
