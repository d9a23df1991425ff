"""A receiver of webhooks on this machine, and a township centre that subscribed to it."""

import json
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any

import pytest

from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed, subscribe
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.send import send_due
from tests.city import TEST
from tests.domain.matters.helpers import registered


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
    """What arrived, and with which status it is answered: by number of the matter, else ``status``.

    It answers once it may, and at the latest after three seconds.
    """

    url: str = ""
    status: int = 200
    status_of: dict[str, int] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    may_answer: Callable[[], bool] = lambda: True

    @property
    def actions(self) -> list[str]:
        """Return the actions told, in order of arrival."""
        return [told.body["data"]["action"] for told in self.told]

    @property
    def numbers(self) -> list[str]:
        """Return the numbers of the matters told of, in order of arrival."""
        return [told.body["data"]["number"] for told in self.told]

    def take(self, told: Told) -> int:
        """Note what arrived, and return the status once it may be answered."""
        self.told.append(told)
        ends = monotonic() + 3
        while not self.may_answer() and monotonic() < ends:
            sleep(0.01)
        return self.status_of.get(told.body["data"]["number"], self.status)


@contextmanager
def listening(found: Receiver) -> Iterator[None]:
    """Run a receiver on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status = found.take(Told({name.lower(): value for name, value in self.headers.items()}, raw))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/hook?for=sanling"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def receivers(settings: Any) -> Iterator[Callable[[], Receiver]]:
    """Return what makes receivers, which a demonstration may tell by plain http."""
    settings.DEMO = True
    with ExitStack() as running:

        def another() -> Receiver:
            found = Receiver()
            running.enter_context(listening(found))
            return found

        yield another


@pytest.fixture
def receiver(receivers: Callable[[], Receiver]) -> Receiver:
    """Return a receiver."""
    return receivers()


@pytest.fixture
def subscribed(cast: dict[str, Player], workflows: None, receiver: Receiver) -> Subscribed:
    """Subscribe the township's centre to everything."""
    return subscribed_by(cast["centre_director"], receiver.url)


def subscribed_by(player: Player, url: str, *, events: Collection[str] = ()) -> Subscribed:
    """Tell an address of the matters of somebody's unit, by a token of their post that works for a year."""
    until = clock.now() + timedelta(days=365)
    token = working_token(actor=TEST, post=player.post, name="test", ends_at=until).token
    unit = player.post.unit_id
    return subscribe(actor=player.viewer, token_id=token.pk, unit_id=unit, url=url, events=events)


def tell() -> int:
    """React to what happened, and send what is due."""
    react()
    return send_due()


Subscribe = Callable[[Receiver], Subscription]


@pytest.fixture
def told(cast: dict[str, Player], workflows: None) -> Subscribe:
    """Return what subscribes a receiver to all that happens at the township's centre."""
    return lambda found: subscribed_by(cast["centre_director"], found.url).subscription


@pytest.fixture
def slow(receivers: Callable[[], Receiver], told: Subscribe) -> Receiver:
    found = receivers()
    told(found)
    return found


@pytest.fixture
def fast(receivers: Callable[[], Receiver], slow: Receiver, told: Subscribe) -> Receiver:
    found = receivers()
    told(found)
    return found


def happened(count: int) -> list[str]:
    """Register matters and react; return their numbers."""
    numbers = [registered().matter.number for _n in range(count)]
    react()
    return numbers
