"""Residents who belong to nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from sanling.processes.simulation.names import person_name

# No operator has been given 154, so these numbers ring nowhere; 999999 is no area's code.
PHONES = "154"
AREA = "999999"
OLDEST, YOUNGEST = date(1936, 1, 1), date(2006, 1, 1)
NUMBERED = 0.15
AT_ADDRESS = 0.5


@dataclass(frozen=True, slots=True)
class SimPerson:
    """Somebody who reports; the phone as it is stored."""

    name: str
    phone: str
    citizen_number: str
    address: str


def invent_person(random: Random, place: str) -> SimPerson:
    """Return a new resident who lives at a place."""
    return SimPerson(
        name=person_name(random),
        phone=f"+86{PHONES}{random.randrange(10**8):08d}",
        citizen_number=_citizen_number(random) if random.random() < NUMBERED else "",
        address=place if random.random() < AT_ADDRESS else "",
    )


def _citizen_number(random: Random) -> str:
    born = OLDEST + timedelta(days=random.randrange((YOUNGEST - OLDEST).days))
    body = f"{AREA}{born:%Y%m%d}{random.randrange(1000):03d}"
    return body + ric.calc_check_digit(f"{body}0")
