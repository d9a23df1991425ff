"""Proving a phone: a code is sent to it, but whether it belongs to the matter is never told before.

What stands against guessing and against locking others out, both by strangers who know a matter's number and phone:

- each asking makes a claim of its own with five tries (`sms.MAX_TRIES`); nobody else's wrong codes count against it;
- one address makes 20 claims an hour, for one number and phone 4 an hour and 8 a day, so that it alone can use up
  neither the claims of that pair (20 an hour, from all addresses) nor the messages of the phone (`sms.RATES`);
- a code is right once in a million tries, and lives only while messages go out: 20 a day at once and 20 more as the
  rate refills, five minutes each, make at most 200 minutes a day. In these all addresses together make
  20 + 20 × 200 / 60 = 87 claims for the pair, 435 tries: they open it on one day in 2,300. One address, of all
  matters in the city together, has 20 × 5 = 100 tries an hour: one in 10,000.

All limits count what was typed, whether or not it is true of anything.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from sanling.domain.matters.holders import is_of_phone
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.phone import NoPhone, normalise_phone
from sanling.foundation.privacy.tokens import new_token
from sanling.foundation.profile.served import profile_of_number
from sanling.interfaces.portal.matters.door import SESSION

SALT = "portal.claim"
CLAIM_SECONDS = 900
PROVED_FOR = timedelta(hours=2)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Claim:
    """Somebody says that a matter is theirs; ``secret`` tells this asking from any other."""

    number: str
    phone: str
    secret: str

    def signed(self) -> str:
        """Return the claim as a form carries it to the next page: encoded, not secret, but not to be changed."""
        return signing.dumps([self.number, self.phone, self.secret], salt=SALT)

    @classmethod
    def read(cls, raw: str) -> "Claim | None":
        """Return a claim of ours that is not too old."""
        try:
            number, phone, secret = signing.loads(raw, salt=SALT, max_age=CLAIM_SECONDS)
        except (signing.BadSignature, ValueError):
            return None
        return cls(number, phone, secret)

    @property
    def is_true(self) -> bool:
        """Tell whether somebody brought that matter under that phone."""
        return is_of_phone(self.number, self.phone)

    def is_proved_by(self, code: str) -> bool:
        """Tell whether the code that was sent is this one; each call costs a try, and looks at as much."""
        # A false claim is compared with nobody's code, lest it use up that of the phone's owner.
        return sms.verify(self.phone if self.is_true else "", code, claim=self.secret)


def claim_of(number: str, phone: str) -> Claim | None:
    """Return the claim that was typed, or ``None`` where it can't be true of anything."""
    known = parse(number)
    try:
        city = profile_of_number(known) if known else None
        area = city.area_code if city else ""
        return Claim(known, normalise_phone(phone, area=area), new_token()) if known else None
    except NoPhone:
        return None


def over_limit(*, address: str, claim: Claim | None) -> timedelta | None:
    """Count an asking; return how long to wait when there were too many."""
    rates = [("portal.find.address", address, 20, HOUR)]
    if claim:
        pair = f"{claim.number} {claim.phone}"
        rates += [
            ("portal.find.from", f"{address} {pair}", 4, HOUR),
            ("portal.find.from_daily", f"{address} {pair}", 8, DAY),
            ("portal.find.pair", pair, 20, HOUR),
        ]
    for scope, key, limit, per in rates:
        counted = hit(scope=scope, key=key, limit=limit, per=per)
        if isinstance(counted, Over):
            return counted.retry_after
    return None


def remember(request: HttpRequest, phone: str, *, city: str = "") -> None:
    """Let this browser see a phone's matters for two hours, of one ``city`` or of all; the phone itself is not kept."""
    request.session.cycle_key()
    request.session[SESSION] = {
        "index": blind_index("phone", phone).hex(),
        "until": (clock.now() + PROVED_FOR).isoformat(),
        "city": city,
    }
