"""Proving a phone: a code is sent to it, but whether it belongs to the matter is never told before."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.normalise import normalise_phone
from sanling.interfaces.portal.city import profile_of_number
from sanling.interfaces.portal.door import SESSION

SALT = "portal.claim"
CLAIM_SECONDS = 900
PROVED_FOR = timedelta(hours=2)
HOUR = timedelta(hours=1)
TRIES_BY_ADDRESS, TRIES_BY_PHONE, TRIES_BY_NUMBER = 20, 5, 10


@dataclass(frozen=True)
class Claim:
    """Somebody says that a matter is theirs."""

    number: str
    phone: str

    def signed(self) -> str:
        """Return the claim as a form carries it to the next page: encoded, not secret, but not to be changed."""
        return signing.dumps([self.number, self.phone], salt=SALT)

    @classmethod
    def read(cls, raw: str) -> "Claim | None":
        """Return a claim of ours that is not too old."""
        try:
            number, phone = signing.loads(raw, salt=SALT, max_age=CLAIM_SECONDS)
        except signing.BadSignature:
            return None
        return cls(number, phone)

    @property
    def is_true(self) -> bool:
        """Tell whether somebody brought that matter under that phone."""
        city = profile_of_number(self.number).city
        own = of_phone(city=city, phone_index=blind_index("phone", self.phone))
        return own.filter(number=self.number).exists()


def claim_of(number: str, phone: str) -> Claim | None:
    """Return the claim that was typed, or ``None`` where it can't be true of anything."""
    known = parse(number)
    try:
        return Claim(known, normalise_phone(phone)) if known else None
    except ValueError:
        return None


def over_limit(*, address: str, claim: Claim | None) -> timedelta | None:
    """Count a try; return how long to wait when there were too many."""
    rates = [("portal.find.address", address, TRIES_BY_ADDRESS)]
    if claim:
        rates += [
            ("portal.find.phone", claim.phone, TRIES_BY_PHONE),
            ("portal.find.number", claim.number, TRIES_BY_NUMBER),
        ]
    for scope, key, limit in rates:
        counted = hit(scope=scope, key=key, limit=limit, per=HOUR)
        if isinstance(counted, Over):
            return counted.retry_after
    return None


def remember(request: HttpRequest, claim: Claim) -> None:
    """Let this browser see the phone's matters for two hours; the phone itself is not kept."""
    request.session.cycle_key()
    request.session[SESSION] = {
        "index": blind_index("phone", claim.phone).hex(),
        "until": (clock.now() + PROVED_FOR).isoformat(),
    }
