"""Who is calling: the client's network address, by which rates are limited."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client.

    It is read `settings.TRUSTED_PROXIES` steps from the right of X-Forwarded-For, because what stands further left
    was written by the client; without proxies of ours, or where the header has fewer or malformed entries, it is
    the connection's own. Addresses of IPv6 are cut to the /64 that one customer is given.
    """
    direct = request.META.get("REMOTE_ADDR") or "unknown"
    steps = settings.TRUSTED_PROXIES
    entries = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    found = entries[-steps] if 0 < steps <= len(entries) else direct
    try:
        address = ip_address(found)
    except ValueError:
        return direct
    if address.version == 6:
        return str(ip_address(int(address) >> 64 << 64))
    return str(address)
