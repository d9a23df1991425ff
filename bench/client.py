"""A small HTTP/1.1 client on asyncio, so that the load costs little of the processors that it shares."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

HOST = "127.0.0.1"
# nginx's certificate is made for the measurement.
_TRUSTING = ssl.create_default_context()
_TRUSTING.check_hostname, _TRUSTING.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Line:
    """One kept connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@dataclass
class Caller:
    """Kept connections to one server, as many as are busy at once."""

    port: int
    # Behind nginx: the name that the server is asked by, over TLS, and the address to ask from.
    name: str = ""
    address: str = ""
    idle: list[Line] = field(default_factory=list)
    sent: int = 0

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Read."""
        return await self.send("GET", path, headers or {}, b"")

    async def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send one request and return its answer; raises OSError when the server can't be reached."""
        line = self.idle.pop() if self.idle else await self._open()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.name or f'{HOST}:{self.port}'}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body or method == "POST":
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        line.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.sent += 1
        try:
            answer = await _read(line.reader)
        except (OSError, asyncio.IncompleteReadError):
            line.writer.close()
            raise ConnectionError(f"{method} {path}: the server hung up") from None
        if answer.headers.get("connection", "").lower() == "close":
            line.writer.close()
        else:
            self.idle.append(line)
        return answer

    async def _open(self) -> Line:
        if not self.name:
            return Line(*await asyncio.open_connection(HOST, self.port, limit=2**20))
        found = await asyncio.open_connection(
            HOST, self.port, limit=2**20, ssl=_TRUSTING, local_addr=(self.address, 0)
        )
        return Line(*found)

    def close(self) -> None:
        """Hang up."""
        for line in self.idle:
            line.writer.close()
        self.idle.clear()


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    headers = {
        name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:-2])
    }
    if "content-length" in headers:
        return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return Answer(status, headers, await _chunks(reader))
    return Answer(status, headers, b"")


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while True:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
        part = await reader.readexactly(size + 2)
        if not size:
            return b"".join(parts)
        parts.append(part[:-2])
