"""Who is calling: the client's network address, by which rates are limited, and whether it is this machine itself."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


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
        address = ip_address(found)
    except ValueError:
        return direct
    if address.version == 6:
        return str(ip_address(int(address) >> 64 << 64))
    return str(address)


def host_called(request: HttpRequest) -> str:
    """Return the name by which this machine was called: in lower case, without its port and the dot of the root."""
    return split_domain_port(request.get_host())[0]


def is_local(request: HttpRequest) -> bool:
    """Tell whether a program on this machine asks; behind a proxy that we weren't told of, nobody is local."""
    if "X-Forwarded-For" in request.headers and not settings.TRUSTED_PROXIES:
        return False
    try:
        return ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
