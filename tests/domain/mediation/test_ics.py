"""A sitting for calendars: moved, it is the same with a higher sequence; and nothing of who is on the other side."""

import pytest
from icalendar import Calendar

from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from sanling.domain.mediation.actions.move_sitting import move_sitting
from sanling.domain.mediation.ics import sitting_ics
from sanling.domain.mediation.models import Sitting
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sitting import PLACE, a_plan, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def event(sitting: Sitting, mode: str = "") -> dict[str, str]:
    """Return what a calendar reads of it."""
    made = Calendar.from_ical(sitting_ics(sitting, mode))
    (found,) = made.walk("VEVENT")
    said = {name: str(value) for name, value in found.items()}
    return said | {name: str(found.decoded(name)) for name in ("DTSTART", "DTEND")}


def test_a_moved_sitting_takes_the_place_of_the_one_before(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    before = event(sitting)
    moved = move_sitting(
        actor=viewer, sitting_id=sitting.pk, plan=a_plan(first, other, days=6), reason="no_time"
    )
    after = event(moved)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert (after["DTSTART"], after["DTEND"]) == (str(moved.begins_at), str(moved.ends_at))
    assert after["STATUS"] == "CONFIRMED"
    off = call_off_sitting(actor=viewer, sitting_id=moved.pk, reason="ill")
    assert event(off)["STATUS"] == "CANCELLED"


def test_it_names_nobody_and_tells_the_place_to_who_comes_there(cast: Cast) -> None:
    matter, _first, _other, sitting = planned(cast)
    for mode in ("", "on_site", "by_phone"):
        made = sitting_ics(sitting, mode).decode()
        assert matter.number in made
        for secret in ("李大山", "王小明", "1390000", matter.title):
            assert secret not in made
        assert (PLACE in made) == (mode != "by_phone")
