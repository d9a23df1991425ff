"""Queued for a unit's address is what concerns it, without what was written or who wrote."""

from sanling.domain.people.cast import Player
from sanling.processes.webhooks.actions.subscribe import Subscribed
from tests.city import SIBLING_TOWNSHIP
from tests.domain.matters.helpers import act, registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by, tell


def test_a_unit_is_told_of_its_matter_without_what_was_written_or_who_wrote(
    subscribed: Subscribed, receiver: Receiver
) -> None:
    matter = registered().matter
    assert tell() == 1
    (told,) = receiver.told
    assert told.body["type"] == "matter.register"
    assert told.body["data"]["number"] == matter.number
    assert told.body["data"]["version"] == 1
    assert matter.title not in told.raw.decode()
    assert "王小明" not in told.raw.decode()


def test_other_units_matters_are_not_told(subscribed: Subscribed, receiver: Receiver) -> None:
    registered(division=SIBLING_TOWNSHIP)
    assert tell() == 0


def test_only_the_events_asked_for_are_told(
    cast: dict[str, Player], workflows: None, receiver: Receiver
) -> None:
    subscribed_by(cast["centre_director"], receiver.url, events=["accept"])
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "accept")
    tell()
    assert receiver.actions == ["accept"]
