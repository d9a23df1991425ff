"""The ledger of incidents says what each was, as far as its reader may know."""

import pytest

from sanling.domain.incidents.ledgers import LEDGERS
from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.foundation import clock
from tests.domain.incidents.helpers import accident, record, visit

pytestmark = pytest.mark.django_db
LEDGER = LEDGERS[0]


def told(player: Player, **choices: str) -> list[str]:
    rows = LEDGER.find(player.viewer, Narrowed(choices=choices), clock.now()).order_by("kind")
    (what,) = (column for column in LEDGER.of_rows if column.code == "what")
    return [str(what.value(row, player.viewer)) for row in rows]


def test_each_kind_is_said_in_a_few_words(cast: dict[str, Player]) -> None:
    record(accident(deaths=1, other_injuries=2), visit(persons=6))
    assert told(cast["peace_officer"]) == ["一般事故，伤亡 3 人", "到访层级：市，6 人"]
    assert told(cast["peace_officer"], kind="accident") == ["一般事故，伤亡 3 人"]
    assert told(cast["village_secretary"]) == ["一般事故，伤亡 3 人"]
