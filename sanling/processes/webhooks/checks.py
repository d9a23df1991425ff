"""A check of this room's settings."""

from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_networks(**_kwargs: Any) -> list[CheckMessage]:
    """Find networks that aren't written in CIDR notation."""
    return [
        Error(
            f"SANLING_WEBHOOK_NETWORKS has {network!r}, which is no network.",
            hint="write networks as 10.0.0.0/8,fd00::/8, whose bits behind the number are 0.",
            id="webhooks.E001",
        )
        for network in settings.WEBHOOK_NETWORKS
        if not _is_network(network)
    ]


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
