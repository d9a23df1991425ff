"""The keys by which apps of the city sign whom they send: "app.month:secret", several with commas between.

The month is that of a key's making. While a key is changed both are there.
"""

import re

from django.conf import settings

KEY_NAME = re.compile(r"(?P<app>[a-z][a-z0-9_]{1,38})\.(?P<month>20[0-9]{2}-(?:0[1-9]|1[0-2]))")
# 256 bits in base 64: as long as the hash that it keys (RFC 7518, 3.2).
SHORTEST_SECRET = 43


def keys_given() -> list[tuple[str, str]]:
    """Return the names and secrets of the keys as they were given, well formed or not."""
    parts = (part.strip().partition(":") for part in settings.APP_KEYS.split(","))
    return [(name, secret) for name, _colon, secret in parts if name or secret]
