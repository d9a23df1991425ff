"""A server that takes webhooks by TLS and remembers what came."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.deploy.front import certificate


@dataclass
class Received:
    """What arrived: under each id the bodies that came with it, in the order of arrival."""

    folder: Path
    url: str = ""
    bodies: dict[str, list[bytes]] = field(default_factory=dict)


@contextmanager
def receiver(folder: Path) -> Iterator[Received]:
    """Run the server; its certificate lies in the folder as fullchain.pem."""
    received = Received(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.bodies.setdefault(self.headers["webhook-id"], []).append(body)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    received.url = f"https://localhost:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        server.server_close()
