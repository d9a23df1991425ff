"""An app of the city: its keys, and tokens as its server signs them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt

from sanling.foundation import clock

KID = "yunhai.2026-11"
KEY = "k" * 40 + "0123456789abcdefghijklmnop"
OLD_KEY = "o" * 20 + "0123456789abcdefghijklmnop"


def token(*, kid: str = KID, key: str = KEY, algorithm: str = "HS256", **changed: Any) -> str:
    """Return a token that is good, but for what is changed; what is None is left out."""
    now = clock.now()
    claims: dict[str, Any] = {
        "iss": "yunhai",
        "aud": "zhengzhou",
        "iat": now,
        "exp": now + timedelta(minutes=4),
        "jti": uuid4().hex,
    }
    said = {
        name: int(value.timestamp()) if isinstance(value, datetime) else value
        for name, value in (claims | changed).items()
        if value is not None
    }
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": kid})
