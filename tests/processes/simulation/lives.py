"""Lives of invented matters, for the tests of what makes them up."""

from datetime import timedelta
from random import Random

from django.db import transaction

from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.life import Life
from sanling.processes.simulation.pictures import demonstration_pictures
from tests.city import CITY, TEST, VILLAGE
from tests.processes.simulation.comparing import as_invented, as_stored, differences
from tests.processes.simulation.conftest import UNTIL
from tests.processes.simulation.replay import replay

KINDS = ("dispute", "hazard", "security", "petition", "request", "consultation")
MOST_LIVES = 2000


def lived(inventor: Inventor, seed: int, days: int) -> Life:
    """Return a matter of the cast's village, registered so many days ago."""
    return inventor.matter(
        number="",
        at=(UNTIL - timedelta(days=days)).replace(microsecond=0),
        until=UNTIL,
        village=VILLAGE,
        random=Random(seed),
        earlier=Recent(),
    )


def assert_replays(life: Life) -> None:
    (picture, *_others) = demonstration_pictures(city=CITY, actor=TEST)
    with transaction.atomic():
        stored = as_stored(replay(life, picture))
        transaction.set_rollback(True)
    found = list(differences(as_invented(life), stored))
    assert not found, found
