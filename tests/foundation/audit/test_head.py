"""The chain's newest head is told to a server elsewhere, which sealing never waits for."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.foundation.audit.head import HeadTelling
from sanling.foundation.audit.seal import seal
from sanling.foundation.audit.verify import verify
from tests.foundation.audit.tampering import write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(settings: Settings, tmp_path: Path) -> Iterator[list[int]]:
    """Return the positions that a server elsewhere was told."""
    positions: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            positions.append(body["position"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    settings.AUDIT_HEAD_FILE = tmp_path / "audit" / "head.log"
    settings.AUDIT_WEBHOOK = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield positions
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_newest_head_is_told_once(told: list[int]) -> None:
    telling = HeadTelling()
    assert telling.post_head() == 0
    write(2)
    assert seal() == 2
    write(1)
    assert seal() == 1
    # Sealing asks nobody.
    assert told == []
    assert (telling.post_head(), telling.post_head()) == (1, 0)
    assert told == [3]


def test_a_server_that_is_away_gets_the_next_head(told: list[int], settings: Settings) -> None:
    here, settings.AUDIT_WEBHOOK = settings.AUDIT_WEBHOOK, "http://127.0.0.1:9/nobody-listens"
    telling = HeadTelling()
    write(1)
    seal()
    assert telling.post_head() == 0
    assert verify().sound
    settings.AUDIT_WEBHOOK = here
    write(1)
    seal()
    assert telling.post_head() == 1
    assert told == [2]
