"""Tokens with which an app of the city sends a resident: JSON Web Tokens (RFC 7519), signed with HMAC-SHA256.

An app signs with a key of its own (`app_keys.py`), and says by which in the token's ``kid``.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Self

import jwt
from jwt.types import Options
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from sanling.domain.matters.config import CityApp
from sanling.foundation import clock
from sanling.foundation.datum import Datum
from sanling.foundation.delivery.idempotency import once
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import cities_served
from sanling.interfaces.portal.app_keys import KEY_NAME, SHORTEST_SECRET, keys_given

LONGEST_TOKEN = 2_000
LIVES = timedelta(minutes=5)
# How far the clocks of two servers may be apart.
LEEWAY = timedelta(seconds=30)
SCOPE = "portal.arrival"


class Refused(Exception):
    """A token opens nothing: it is not one of an app of the city, or has been changed."""


class RunOut(Refused):
    """A token was good, and is over or used."""


class Place(BaseModel):
    """Where the resident is, by a poster's code, a division, a point with its datum, or words."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(max_length=64)] = ""
    division: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,18}$")] = ""
    lon: Annotated[float | None, Field(ge=-180, le=180, allow_inf_nan=False)] = None
    lat: Annotated[float | None, Field(ge=-90, le=90, allow_inf_nan=False)] = None
    datum: Datum | None = None
    words: Annotated[str, StringConstraints(max_length=120)] = ""

    @model_validator(mode="after")
    def a_point_says_its_datum(self) -> Self:
        """Refuse half a point, and one of which nobody knows what it is measured in."""
        if len({self.lon is None, self.lat is None, self.datum is None}) > 1:
            raise ValueError("lon, lat and datum come together")
        return self


class _Claims(BaseModel):
    """What a token says; what else an app puts into it is passed over."""

    iss: str
    aud: str
    iat: Annotated[int, Field(strict=True, ge=0, le=2**40)]
    exp: Annotated[int, Field(strict=True, ge=0, le=2**40)]
    jti: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    place: Place = Place()
    phone: Annotated[str, StringConstraints(max_length=20)] = ""
    kind: Annotated[str, StringConstraints(max_length=40)] = ""


@dataclass(frozen=True)
class Arrival:
    """A resident who comes from an app: to which city, where, and the phone that the app verified."""

    app: CityApp
    profile: Profile
    place: Place
    phone: str
    kind: str
    key: str

    def use(self) -> None:
        """Note that it was used, in the caller's transaction; raises RunOut where it had been."""
        with once(scope=SCOPE, key=self.key, fingerprint="used") as attempt:
            if not attempt.first():
                raise RunOut
            attempt.keep({})


def read(token: str) -> Arrival:
    """Return who arrives with a token; raises Refused, RunOut."""
    try:
        return _read(token)
    except (jwt.InvalidTokenError, ValidationError, UnicodeError, RecursionError) as error:
        raise Refused from error


def _read(token: str) -> Arrival:
    if len(token) > LONGEST_TOKEN:
        raise Refused
    name, secret = _key_of(jwt.get_unverified_header(token).get("kid"))
    # Times are judged by our own clock, and the city by what is served here.
    own: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
    claims = _Claims.model_validate(jwt.decode(token, secret, algorithms=["HS256"], options=own))
    profile = next((city for city in cities_served() if city.code == claims.aud), None)
    app = profile.part("matters").app(claims.iss) if profile else None
    if profile is None or app is None or name != claims.iss:
        raise Refused
    _judge_times(claims)
    return Arrival(
        app=app,
        profile=profile,
        place=claims.place,
        phone=claims.phone if app.phones else "",
        kind=claims.kind,
        key=f"{app.code}:{claims.jti}",
    )


def _key_of(kid: Any) -> tuple[str, str]:
    """Return the app and the secret of a key; raises Refused for one that isn't there or is too weak to be one."""
    secret = dict(keys_given()).get(kid, "") if isinstance(kid, str) else ""
    found = KEY_NAME.fullmatch(kid) if secret else None
    if found is None or len(secret) < SHORTEST_SECRET:
        raise Refused
    return found["app"], secret


def _judge_times(claims: _Claims) -> None:
    now = clock.now().timestamp()
    if claims.exp - claims.iat > LIVES.total_seconds() or claims.iat > now + LEEWAY.total_seconds():
        raise Refused
    if claims.exp <= now:
        raise RunOut
