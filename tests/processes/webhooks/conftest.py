"""A receiver of webhooks on this machine, and a township centre that subscribed to it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sanling.processes.simulation.cast import Player
from sanling.processes.webhooks.actions.subscribe import Subscribed, subscribe


@dataclass
class Told:
    """One request as it arrived."""

    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """Return the body."""
        return json.loads(self.raw)


@dataclass
class Receiver:
    """What arrived, and with which status it is answered: by number of the matter, else ``status``."""

    url: str = ""
    status: int = 200
    status_of: dict[str, int] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    @property
    def actions(self) -> list[str]:
        """Return the actions told, in order of arrival."""
        return [one.body["data"]["action"] for one in self.told]

    def of(self, number: str) -> list[Told]:
        """Return what was told of one matter, in order of arrival."""
        return [one for one in self.told if one.body["data"]["number"] == number]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Return a receiver, which a demonstration may tell by plain http."""
    settings.DEMO = True
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            told = Told({name.lower(): value for name, value in self.headers.items()}, raw)
            found.told.append(told)
            self.send_response(found.status_of.get(told.body["data"]["number"], found.status))
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/hook?for=sanling"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def subscribed(cast: dict[str, Player], workflows: None, receiver: Receiver) -> Subscribed:
    """Subscribe the township's centre to everything."""
    leader = cast["centre_director"].viewer
    return subscribe(actor=leader, unit_id=leader.own.unit_id, url=receiver.url)
