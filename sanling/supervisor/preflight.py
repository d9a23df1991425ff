"""What must hold before anything is started."""

import errno
import shutil
import socket
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psutil

from sanling.supervisor.cities import alike, cities, named, only_provinces
from sanling.supervisor.trouble import Misconfigured, Trouble, full_disk

LEAST_FREE_BYTES = 512 * 1024 * 1024


def address_from(environment: Mapping[str, str]) -> tuple[str, int]:
    """Return the address to serve at from ``HOST`` and ``PORT``, by default 127.0.0.1:8000."""
    raw = environment.get("PORT") or "8000"
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise Trouble(f"PORT={raw} is not a port.", "give a number from 1 to 65535, for example PORT=8000.")
    return environment.get("HOST") or "127.0.0.1", int(raw)


def web_address(host: str, port: int) -> str:
    """Return the web address of a host; the numbers of IPv6 stand in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def check_address(host: str, port: int) -> None:
    """Raise Trouble when nothing can listen at this address."""
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except (OSError, UnicodeError) as error:
        raise _address_trouble(error, host, port) from error


def check_disk(root: Path, least: int = LEAST_FREE_BYTES) -> None:
    """Raise Trouble when the volume has fewer bytes left, by default half a gigabyte."""
    if shutil.disk_usage(root).free < least:
        raise full_disk(root)


def check_profiles(profiles: str, root: Path) -> None:
    """Raise Trouble when the folder of city profiles lacks one of these, or two of them can't be told apart."""
    known, asked = cities(root), named(profiles)
    if not asked:
        raise Misconfigured(
            "SANLING_PROFILE, which says the city, is not set.",
            f"set it to one of: {', '.join(known) or 'none'}; or to several, with commas between.",
        )
    for code in asked:
        if code not in known:
            raise Misconfigured(
                f"There is no city profile {code!r} in {root}.",
                f"choose with SANLING_PROFILE; there are: {', '.join(known) or 'none'}.",
            )
    if only_provinces(asked, root):
        raise Misconfigured("SANLING_PROFILE names a province alone.", "name its cities, too.")
    clash = alike(asked, root)
    if clash:
        raise Misconfigured(f"{clash}.", "correct one of their heads (profile.toml), or serve only one.")


def _address_trouble(error: Exception, host: str, port: int) -> Trouble:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return Trouble(
            f"Port {port} on {host} is taken{_holder(port)}.",
            f"stop that program, or choose another port, for example PORT={_free_port(host, port)} make demo.",
        )
    if number == errno.EACCES:
        return Trouble(
            f"Port {port} needs more rights than you have.", "choose one above 1023, e.g. PORT=8000."
        )
    return Trouble(f"HOST={host} is no address of this machine.", "use HOST=127.0.0.1 or HOST=0.0.0.0.")


def _holder(port: int) -> str:
    """Name the program that listens on a port, as far as the system lets us see it."""
    try:
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,)
            if listens and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        return ""
    return ""


def _free_port(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            socket.create_connection((host, candidate), timeout=1).close()
        except OSError:
            return candidate
    return 8800
