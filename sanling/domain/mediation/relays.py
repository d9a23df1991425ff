"""Servers by which browsers find a way to each other: STUN tells a browser its own address, TURN carries what passes.

A password of TURN is made for one page and a few hours, as coturn's ``use-auth-secret`` checks it (the draft "A REST
API for access to TURN services"): the user is the instant until which it holds and the page's key, the password their
HMAC-SHA-1 under the secret that both servers share. It names nobody.
"""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from sanling.foundation import clock

HOLDS = timedelta(hours=6)


def relays_for(key: UUID) -> dict[str, Any]:
    """Return what the browser's ``RTCPeerConnection`` of a page is to be given."""
    calls = settings.CALLS
    servers: list[dict[str, Any]] = [{"urls": list(calls.stun)}] if calls.stun else []
    if calls.turn:
        user = f"{int((clock.now() + HOLDS).timestamp())}:{key.hex[:12]}"
        made = hmac.new(calls.secret.encode(), user.encode(), hashlib.sha1).digest()
        password = base64.b64encode(made).decode()
        servers.append({"urls": list(calls.turn), "username": user, "credential": password})
    return {
        "iceServers": servers,
        "iceTransportPolicy": "relay" if calls.turn and calls.hide_addresses else "all",
    }
