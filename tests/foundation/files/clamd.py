"""A daemon that speaks ClamAV's protocol and knows one piece of malware."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Not the real test file of the antivirus industry, which would set off the scanners of whoever checks this out.
MALWARE = b"this-is-our-malware"


class Session(socketserver.BaseRequestHandler):
    """One connection: a command, its stream, an answer."""

    limit = 1 << 20

    def handle(self) -> None:
        command = self._until_zero()
        if command == b"zVERSION":
            self.request.sendall(b"ClamAV 1.4.3/27800/Sun Nov 22 08:00:00 2026\0")
        elif command == b"zINSTREAM":
            self.request.sendall(self._verdict())

    def _verdict(self) -> bytes:
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Test.Malware FOUND\0" if MALWARE in content else b"stream: OK\0"

    def _until_zero(self) -> bytes:
        said = b""
        while not said.endswith(b"\0"):
            said += self._exactly(1)
        return said[:-1]

    def _exactly(self, size: int) -> bytes:
        said = b""
        while len(said) < size:
            more = self.request.recv(size - len(said))
            if not more:
                raise ConnectionAbortedError
            said += more
        return said


class Silent(Session):
    """It takes everything and never answers."""

    def _verdict(self) -> bytes:
        super()._verdict()
        self._exactly(1)
        return b""


class Babbling(Session):
    """It answers what is no verdict."""

    def _verdict(self) -> bytes:
        super()._verdict()
        return b"UNKNOWN COMMAND\0"


class _Quiet(socketserver.ThreadingMixIn):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_about: object) -> None:
        """Say nothing of clients that went away."""


class _OverTcp(_Quiet, socketserver.TCPServer):
    pass


class _OverUnix(_Quiet, socketserver.UnixStreamServer):
    pass


@contextmanager
def running(session: type[Session] = Session, path: Path | None = None) -> Iterator[str | tuple[str, int]]:
    """Run the daemon in a thread; give its address as settings.CLAMD has it."""
    server = _OverUnix(str(path), session) if path else _OverTcp(("127.0.0.1", 0), session)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield str(path) if path else ("127.0.0.1", server.socket.getsockname()[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
