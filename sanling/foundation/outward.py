"""Calls to other people's servers: short, and never inside a transaction.

`post_bytes` goes to an address that somebody typed, and so to public servers only; the others where the settings say.
For all success is an answer of 2xx, redirects are not followed, and a server has eight seconds.
"""

import json
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import clean_line

TIMEOUT_SECONDS = 5
# A server that answers drop by drop is cut off after this, so that a worker told to stop is never long about it.
LONGEST_SECONDS = 8
# What is asked for is short; of all other answers nothing is read.
LONGEST_ANSWER = 64 * 1024
_AS_JSON = {"Content-Type": "application/json"}
Address = IPv4Address | IPv6Address
# Where no public server is: IANA's special-purpose registries (RFC 6890); what `is_global` knows depends on the Python.
_NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        # Servers are in 2000::/3 (RFC 4291), outside protocols with Teredo, documentation and 6to4.
        *("::/3", "4000::/2", "8000::/1", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
# An IPv4 address as IPv6 spells it, and as a translator is told it (RFC 6052): both lead to its server.
_LEADS_TO_IPV4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


class OutwardError(Exception):
    """The other server can't or may not be reached, or didn't answer with success; says so to who runs this city."""


@dataclass(frozen=True)
class Reach:
    """What an address that somebody typed may lead to: public servers by https, and these networks.

    ``plain_loopback`` also lets http through to this machine itself, and ``only_loopback`` lets nothing else through:
    what a demonstration tells leaves its machine no more than its texts do.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    plain_loopback: bool = False
    only_loopback: bool = False

    @classmethod
    def of(
        cls, networks: Iterable[str], *, plain_loopback: bool = False, only_loopback: bool = False
    ) -> "Reach":
        """Return the reach of networks in CIDR notation; raises ValueError."""
        return cls(tuple(map(ip_network, networks)), plain_loopback, only_loopback)

    def allows(self, address: Address, scheme: str) -> bool:
        """Tell whether a server may be reached."""
        server = _server_at(address)
        if scheme == "http" or self.only_loopback:
            return self.plain_loopback and server.is_loopback
        public = not any(server in network for network in _NOT_PUBLIC)
        return public or any(server in network for network in self.networks)


def _server_at(address: Address) -> Address:
    if any(address in network for network in _LEADS_TO_IPV4):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


@dataclass(frozen=True)
class Target:
    """A server; a typed name was looked up once, so that it can't turn into another between check and call."""

    scheme: str
    host: str
    port: int
    address: str
    path: str


def target_of(url: str, reach: Reach) -> Target:
    """Return where an address leads; raises OutwardError, in words for whoever typed it, if it may not go there."""
    parts, port = _parts(url)
    _check(url, parts, reach)
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _unreachable(host) from error
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_kind, place in found]
    if not addresses or not all(reach.allows(address, parts.scheme) for address in addresses):
        raise _unreachable(host)
    return Target(parts.scheme, host, port, str(addresses[0]), _path(parts))


def _unreachable(host: str) -> OutwardError:
    """Say the same of a name that isn't known and of one that leads inside, whose names are nobody's to find out."""
    return OutwardError(_("%(host)s is no server that may be reached") % {"host": host})


def _parts(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutwardError(_("the address is malformed")) from error
    if port == 0:
        raise OutwardError(_("the address is malformed"))
    return parts, port or (443 if parts.scheme == "https" else 80)


def _path(parts: SplitResult) -> str:
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _check(url: str, parts: SplitResult, reach: Reach) -> None:
    schemes = {"https", "http"} if reach.plain_loopback else {"https"}
    if parts.scheme not in schemes:
        raise OutwardError(_("the address must begin with https://"))
    if not url.isascii() or not url.isprintable() or " " in url:
        raise OutwardError(_("the address has characters that must be encoded"))
    if not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise OutwardError(_("the address must be a plain one, without a name, password or fragment"))
    # No name is looked up either.
    if reach.only_loopback and not _names_loopback(parts.hostname):
        raise OutwardError(
            _("a demonstration tells nobody but programs on its own machine, at http://127.0.0.1")
        )


def _names_loopback(host: str) -> bool:
    try:
        return host == "localhost" or _server_at(ip_address(host)).is_loopback
    except ValueError:
        return False


def post_bytes(*, url: str, body: bytes, headers: Mapping[str, str], reach: Reach) -> None:
    """Send a body by POST to an address that somebody typed. Raises OutwardError."""
    _call(target_of(url, reach), body, headers)


def post_json(*, url: str, body: Mapping[str, Any]) -> None:
    """Send a JSON body by POST to an address that the settings name. Raises OutwardError."""
    post_to(url=url, body=json.dumps(body).encode(), headers=_AS_JSON)


def post_to(*, url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a body by POST to an address that the settings name. Raises OutwardError."""
    _call(_named(url), body, headers)


def ask_json(*, url: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON object that a server of the settings answers, by POST with a body and by GET without.

    Raises OutwardError, also for an answer that is none or longer than 64 KiB.
    """
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    target = _named(url)
    answer = _call(target, sent, _AS_JSON, read=LONGEST_ANSWER + 1)
    try:
        found = json.loads(answer)
    except ValueError:
        found = None
    if len(answer) > LONGEST_ANSWER or not isinstance(found, dict):
        raise OutwardError(_("%(host)s answered what can't be read") % {"host": target.host})
    return found


def _named(url: str) -> Target:
    """Return where an address of the settings leads; its name is looked up when it is called."""
    parts, port = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        # Not told: keys stand in addresses.
        raise OutwardError("An address of the settings is none of http or https.")
    return Target(parts.scheme, parts.hostname, port, parts.hostname, _path(parts))


def _call(target: Target, body: bytes | None, headers: Mapping[str, str], *, read: int = 0) -> bytes:
    """Return the beginning of the answer, so many bytes; without a body it is a GET."""
    try:
        status, answer = _ask(target, body, headers, read)
    except (OSError, HTTPException, ValueError) as error:
        # It may hold what the other server said, which can be anything.
        why = clean_line(str(error)) or type(error).__name__
        raise OutwardError(
            _("%(host)s can't be reached (%(why)s)") % {"host": target.host, "why": why}
        ) from error
    if not 200 <= status < 300:
        raise OutwardError(_("%(host)s answered %(status)d") % {"host": target.host, "status": status})
    return answer


def _ask(target: Target, body: bytes | None, headers: Mapping[str, str], read: int) -> tuple[int, bytes]:
    connection = HTTPConnection(target.host, target.port, timeout=TIMEOUT_SECONDS)
    raw = socket.create_connection((target.address, target.port), timeout=TIMEOUT_SECONDS)
    spare = raw.dup()
    watch = Timer(LONGEST_SECONDS, _cut_off, [spare])
    watch.daemon = True
    watch.start()
    try:
        secure = target.scheme == "https"
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=target.host) if secure else raw
        )
        host = f"[{target.host}]" if ":" in target.host else target.host
        usual = 443 if secure else 80
        named = host if target.port == usual else f"{host}:{target.port}"
        method = "GET" if body is None else "POST"
        connection.request(method, target.path, body, {**headers, "Host": named})
        answer = connection.getresponse()
        return answer.status, answer.read(read) if read else b""
    finally:
        watch.cancel()
        spare.close()
        connection.close()
        raw.close()


def _cut_off(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
