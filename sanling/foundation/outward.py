"""Calls to other people's servers: short, and never inside a transaction."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

TIMEOUT_SECONDS = 5


class OutwardError(Exception):
    """The other server can't be reached, or didn't answer with success."""


def post_json(*, url: str, body: Mapping[str, Any]) -> None:
    """Send a JSON body by POST; the address comes from the settings. Raises OutwardError."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise OutwardError(f"{url!r} is no http(s) address.")
    request = Request(  # noqa: S310 -- the scheme is checked above
        url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            pass
    except (URLError, OSError, ValueError) as error:
        raise OutwardError(f"{url}: {error}") from error
