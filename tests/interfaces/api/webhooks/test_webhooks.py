"""A unit's leader makes, reads and ends webhooks by the API."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.send import send_due
from tests.domain.matters.helpers import registered
from tests.interfaces.api.conftest import System, system_of

URL = "https://1.1.1.1/hook"


@pytest.fixture
def leader(cast: dict[str, Player], workflows: None) -> System:
    """Return the system of the township centre's director."""
    return system_of(cast["centre_director"])


def test_a_webhook_is_made_with_a_secret_that_is_told_once(leader: System) -> None:
    made = leader.post("/webhooks", {"url": URL, "events": ["register", "resolve"]})
    assert made.status_code == 201, made.content
    assert made.json()["secret"].startswith("whsec_")
    (listed,) = leader.get("/webhooks").json()["items"]
    assert (listed["url"], listed["events"]) == (URL, ["register", "resolve"])
    assert "secret" not in listed


def test_an_address_inside_or_an_unknown_event_is_refused_by_name(leader: System) -> None:
    for body, field in (
        ({"url": "https://192.168.1.1/"}, "url"),
        ({"url": "http://1.1.1.1/"}, "url"),
        ({"url": URL, "events": ["nonsense"]}, "events"),
    ):
        refused = leader.post("/webhooks", body)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == field


def test_nobody_learns_from_the_answer_whether_an_internal_name_is_known(leader: System) -> None:
    answers = []
    for host in ("no-such-host.invalid", "localhost"):
        refused = leader.post("/webhooks", {"url": f"https://{host}/"})
        answers.append((refused.status_code, refused.content.decode().replace(host, "HOST")))
    assert answers[0] == answers[1]


def test_nor_from_what_became_of_a_delivery(leader: System, settings: Any) -> None:
    settings.DEMO = True
    made = leader.post("/webhooks", {"url": "http://localhost:9/"})
    settings.DEMO = False
    errors = []
    for host in ("no-such-host.invalid", "localhost"):
        Subscription.objects.update(url=f"https://{host}/", rests_until=None)
        Delivery.objects.all().delete()
        registered()
        react()
        send_due()
        (told,) = leader.get(f"/webhooks/{made.json()['id']}/deliveries").json()["items"]
        errors.append(told["last_error"].replace(host, "HOST"))
    assert errors[0] == errors[1] != ""


def test_a_unit_has_ten_at_most(leader: System) -> None:
    statuses = [leader.post("/webhooks", {"url": f"{URL}/{n}"}).status_code for n in range(11)]
    assert statuses == [201] * 10 + [422]


def test_a_token_that_may_not_read_makes_no_webhook_that_would_tell(
    cast: dict[str, Player], workflows: None
) -> None:
    director = cast["centre_director"]
    assert system_of(director, "write").post("/webhooks", {"url": URL}).status_code == 403
    assert system_of(director, "read").post("/webhooks", {"url": URL}).status_code == 403
    assert not Subscription.objects.exists()
    assert system_of(director, "read", "write").post("/webhooks", {"url": URL}).status_code == 201


def test_another_units_webhook_can_not_be_made(leader: System, cast: dict[str, Player]) -> None:
    other = cast["county_centre_director"].post.unit_id
    assert leader.post("/webhooks", {"url": URL, "unit": other}).status_code == 403


def test_deliveries_are_listed_replayed_and_dropped_at_the_end(leader: System) -> None:
    webhook = leader.post("/webhooks", {"url": URL}).json()["id"]
    for _n in range(3):
        registered()
    react()
    newest = Delivery.objects.order_by("-pk").first()
    assert newest is not None
    Delivery.objects.filter(pk=newest.pk).update(dead_at=clock.now() + timedelta(days=1), attempts=9)

    path = f"/webhooks/{webhook}/deliveries"
    first = leader.get(path, limit=2).json()
    second = leader.get(path, limit=2, cursor=first["next"]).json()
    assert [delivery["condition"] for delivery in (*first["items"], *second["items"])] == [
        "dead",
        "waiting",
        "waiting",
    ]
    assert second["next"] is None
    assert [delivery["id"] for delivery in leader.get(path, condition="dead").json()["items"]] == [newest.pk]

    replayed = leader.post(f"/webhooks/{webhook}/replay", {"deliveries": [newest.pk]})
    assert replayed.json() == {"deliveries": 1}
    assert len(leader.get(path, condition="waiting").json()["items"]) == 3

    assert leader.delete(f"/webhooks/{webhook}").status_code == 200
    assert leader.get(path).status_code == 404
    assert leader.get("/webhooks").json()["items"] == []
    assert not Delivery.objects.exists()
