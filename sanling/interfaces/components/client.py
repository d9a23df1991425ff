"""Who is calling: the client's network address, by which rates are limited, and whether it is this machine itself."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

# What proxies add beside X-Forwarded-For; the shipped nginx leaves all of them out.
MARKS = ("Forwarded", "X-Forwarded-Host", "X-Real-IP", "Via")


def client_address(request: HttpRequest) -> str:
    """Return the address of the client.

    It is read `settings.TRUSTED_PROXIES` steps from the right of X-Forwarded-For, because what stands further left
    was written by the client; without proxies of ours, or where the header has fewer or malformed entries, it is
    the connection's own. Addresses of IPv6 are cut to the /64 that one customer is given.
    """
    direct = request.META.get("REMOTE_ADDR") or "unknown"
    steps = settings.TRUSTED_PROXIES
    entries = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    found = entries[-steps] if 0 < steps <= len(entries) else direct
    try:
        address = _address(found)
    except ValueError:
        return direct
    if address.version == 6:
        return str(ip_address(int(address) >> 64 << 64))
    return str(address)


def host_called(request: HttpRequest) -> str:
    """Return the name by which this machine was called: in lower case, without its port and the dot of the root."""
    return split_domain_port(request.get_host())[0]


def is_local(request: HttpRequest) -> bool:
    """Tell whether a program on this machine asks: the connection is this machine's, and so is each step on the way.

    A mark of a proxy that we weren't told of (`settings.TRUSTED_PROXIES`) makes nobody local. Where fewer stand in
    front than we were told of, the connection is the nearest one's.
    """
    named = request.headers.get("X-Forwarded-For")
    if any(request.headers.get(mark) for mark in MARKS) or (
        named is not None and not settings.TRUSTED_PROXIES
    ):
        return False
    on_the_way = [entry.strip() for entry in (named or "").split(",") if entry.strip()]
    try:
        return all(_address(step).is_loopback for step in (request.META.get("REMOTE_ADDR", ""), *on_the_way))
    except ValueError:
        return False


def _address(text: str) -> IPv4Address | IPv6Address:
    """Return an address; IPv4 that a socket for both kinds wrote as IPv6 (RFC 4291 2.5.5.2) is what it is."""
    address = ip_address(text)
    return (address.ipv4_mapped if address.version == 6 else None) or address
