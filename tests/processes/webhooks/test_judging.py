"""What waits for an address is judged at the moment of telling."""

from sanling.domain.matters.actions.register import PartyDetails
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.send import send_due
from tests.city import City
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver


def tell() -> int:
    """React to what happened, and send what is due."""
    react()
    return send_due()


def test_a_unit_is_not_told_of_a_report_against_itself(
    subscribed: Subscribed, receiver: Receiver, city: City
) -> None:
    unit = subscribed.subscription.unit
    accused = PartyDetails(role="respondent", unit_id=unit.pk)
    registered(concealed=True, parties=[accused], channel="letter")
    assert tell() == 0
