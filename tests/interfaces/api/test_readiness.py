"""Monitors learn whether it serves, and how far the worker is behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.console.finding import Severity
from sanling.interfaces.console.findings import webhooks
from sanling.processes.pump import PARTS
from sanling.processes.webhooks.send import send_due
from tests.domain.matters.helpers import registered
from tests.interfaces.api.conftest import system_of
from tests.processes.webhooks.conftest import subscribed_by


@pytest.fixture
def monitor(cast: dict[str, Player], workflows: None) -> Client:
    """Return a monitor, after the worker has done its work."""
    for part in PARTS:
        part()
    return Client()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_a_monitor_asks_by_the_machines_address_and_without_tls(
    monitor: Client, settings: Any, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["sanling.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert monitor.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert not caplog.records
    assert monitor.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_it_is_ready_when_nothing_waits(monitor: Client) -> None:
    found = monitor.get("/readyz")
    assert (found.status_code, found.json()["status"]) == (200, "ok")


def test_it_says_how_long_the_worker_has_been_behind(monitor: Client) -> None:
    registered()
    with clock.turned(shift=timedelta(minutes=3)):
        found = monitor.get("/readyz")
    assert (found.status_code, found.json()["status"]) == (200, "behind")
    assert found.json()["waiting_seconds"]["outbox.matters.entry"] >= 180


def test_a_receiver_that_is_away_is_measured_and_does_not_make_us_behind(
    monitor: Client, cast: dict[str, Player], settings: Any
) -> None:
    settings.DEMO = True
    # Nobody listens on the discard port of this machine.
    subscribed_by(cast["centre_director"], "http://127.0.0.1:9/")
    registered()
    for part in (*PARTS, send_due):
        part()
    registered()
    for part in PARTS:
        part()
    with clock.turned(shift=timedelta(minutes=3)):
        send_due()
    with clock.turned(shift=timedelta(minutes=3, seconds=5)):
        found = monitor.get("/readyz").json()
        assert (found["status"], found["waiting_seconds"], found["full"]) == ("ok", {}, [])
        assert 'sanling_waiting{of="webhooks",name="due"} 1' in monitor.get("/metrics").content.decode()
        assert [(finding.level, finding.text) for finding in webhooks()] == [
            (Severity.GOOD, "1 addresses do not answer; 2 deliveries wait to be tried again")
        ]
    # That nobody tries although it has had its rest is the worker's fault.
    with clock.turned(shift=timedelta(hours=1)):
        found = monitor.get("/readyz").json()
    assert found["status"] == "behind"
    assert found["waiting_seconds"]["webhooks.ready"] > 3000


def test_a_full_volume_is_said_and_measured(monitor: Client, settings: Any) -> None:
    assert 'sanling_volume_free_bytes{volume="data"}' in monitor.get("/metrics").content.decode()
    settings.FILES_RESERVE_BYTES = 10**18
    found = monitor.get("/readyz")
    assert (found.status_code, found.json()["status"]) == (200, "full")
    assert "data" in found.json()["full"]


def test_it_is_not_ready_without_every_migration(monitor: Client) -> None:
    MigrationRecorder(connection).record_unapplied("webhooks", "0001_initial")
    found = monitor.get("/readyz")
    assert found.status_code == 503
    assert found.json()["missing"] == ["webhooks.0001_initial"]


def test_from_another_machine_anybody_learns_whether_it_is_ready_and_no_more(
    monitor: Client, settings: Any
) -> None:
    away, proxied = Client(REMOTE_ADDR="203.0.113.9"), {"X-Forwarded-For": "203.0.113.9"}

    def answers() -> list[tuple[int, Any]]:
        found = [away.get("/readyz"), monitor.get("/readyz", headers=proxied)]
        settings.TRUSTED_PROXIES = 1
        found.append(monitor.get("/readyz", headers=proxied))
        settings.TRUSTED_PROXIES = 0
        return [(response.status_code, response.json()) for response in found]

    ready, not_ready = [(200, {"status": "ready"})] * 3, [(503, {"status": "not ready"})] * 3
    assert answers() == ready
    registered()
    with clock.turned(shift=timedelta(minutes=3)):
        assert monitor.get("/readyz").json()["status"] == "behind"
        assert answers() == ready
    settings.FILES_RESERVE_BYTES = 10**18
    assert answers() == ready
    with connection.execute_wrapper(_away):
        assert answers() == not_ready
    MigrationRecorder(connection).record_unapplied("webhooks", "0001_initial")
    assert answers() == not_ready


def _away(*_args: Any) -> Any:
    raise OperationalError("away")


def test_it_is_not_ready_without_a_database(monitor: Client) -> None:
    with connection.execute_wrapper(_away):
        assert monitor.get("/readyz").status_code == 503
        assert monitor.get("/metrics").status_code == 503


def test_metrics_are_in_the_form_of_prometheus(monitor: Client) -> None:
    registered()
    found = monitor.get("/metrics")
    text = found.content.decode()
    assert found.headers["Content-Type"].startswith("text/plain")
    assert '# TYPE sanling_waiting gauge\nsanling_waiting{of="outbox",name="matters.entry"} 1' in text
    samples = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(float(line.rpartition(" ")[2]) >= 0 for line in samples)


def test_metrics_are_for_this_machine_or_a_token_of_that_scope(
    monitor: Client, cast: dict[str, Player], settings: Any
) -> None:
    away = Client(REMOTE_ADDR="203.0.113.9")
    assert away.get("/metrics").status_code == 401
    player = cast["administrator"]
    for scopes, status in (((), 403), (("read",), 403), (("metrics",), 200)):
        token = system_of(player, *scopes).token
        answer = away.get("/metrics", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status, scopes
    # Behind a proxy that nobody told us of, everybody would seem to be on this machine.
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    assert monitor.get("/metrics", headers=proxied).status_code == 401
    for told_of in (1, 2):
        settings.TRUSTED_PROXIES = told_of
        assert monitor.get("/metrics", headers=proxied).status_code == 401
        assert monitor.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 200
