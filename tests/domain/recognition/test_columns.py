"""The ledger of warnings shows and narrows to colours, and the file has the same."""

import pytest

from sanling.domain.matters.sheets import chosen
from sanling.domain.people.cast import Player
from sanling.domain.recognition.standing import FAMILY
from sanling.processes.reactions import react
from tests.city import City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import judged, settle, subject, warn_by
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
LEDGER = "/desk/matters/?family=warning"


def test_it_is_read_in_the_ledger_and_narrowed_to_a_colour(city: City, cast: dict[str, Player]) -> None:
    warn_by(city)
    school = subject()
    judged()
    record(visit(answers_id=school.pk), accident(answers_id=school.pk))
    react()
    settle()
    desk = signed_in(cast["peace_officer"])
    shown = desk.get(LEDGER).content.decode()
    assert "橙色" in shown
    assert "2026-07" in shown
    assert school.name in desk.get(f"{LEDGER}&colour=orange").content.decode()
    assert school.name not in desk.get(f"{LEDGER}&colour=yellow").content.decode()
    assert school.name not in desk.get("/desk/matters/").content.decode()


def test_what_is_the_warnings_own_stands_behind_the_title(city: City) -> None:
    shown = [column.code for column in chosen([], FAMILY)]
    assert shown[:5] == ["number", "title", "colour", "month", "type"]
    assert not {"kind", "registered"} & set(shown)
    assert [column.code for column in chosen([])][:3] == ["number", "title", "kind"]
    assert [column.code for column in chosen(["kind"], FAMILY)] == ["number", "title", "kind"]
