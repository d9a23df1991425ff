"""What a partner is told is what the profile names, and a partner is the nearest unit of its kinds and line."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.handing import contents_of, handovers_part, partner_name, told_in, unit_for
from sanling.domain.mediation.handovers_config import Goes, Partner
from sanling.domain.mediation.models import Side
from tests.city import CITY, VILLAGE
from tests.domain.mediation.handed import at_police
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def police(**changes: Any) -> Partner:
    """Return the police of the profile, told something else."""
    partner = handovers_part(CITY).partner("police")
    assert partner is not None
    return partner.model_copy(update=changes)


def test_the_nearest_unit_with_the_line_is_the_partner_and_without_kinds_none(cast: Cast) -> None:
    assert unit_for(police(), VILLAGE) == cast["station_officer"].post.unit
    county = unit_for(police(kinds=("lead_department",)), VILLAGE)
    assert county == cast["police_officer"].post.unit
    assert unit_for(police(kinds=()), VILLAGE) is None


def test_only_what_the_profile_names_is_told(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="private", text="底线是三千元")
    say(actor=by(other), side_id=other.pk, kind="statement", text="愿意认一半")
    Party.objects.filter(matter=matter, role="respondent").update(citizen_number="999999199001011231")
    whole = contents_of(matter, police(goes=tuple(Goes)), ["threat"])
    for words in ("王小明", "李大山", "13900000001", "999999199001011231", "威胁人身安全", matter.text):
        assert words in whole
    for words in ("底线", "认一半"):
        assert words not in whole
    spare = contents_of(matter, police(goes=(Goes.CASE, Goes.SIDES)), [])
    for words in ("13900000001", "999999199001011231", matter.text):
        assert words not in spare
    assert "李大山" in spare


def test_a_minor_is_named_to_whom_the_profile_lets_it_be_named(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    Side.objects.filter(pk=other.pk).update(is_minor=True)
    assert "李大山" not in contents_of(matter, police(goes=(Goes.SIDES,)), [])
    assert "李大山" in contents_of(matter, police(goes=(Goes.SIDES, Goes.MINORS)), [])


def test_what_went_along_stays_as_it_was(cast: Cast) -> None:
    handover = at_police(cast)
    Matter.objects.filter(pk=handover.dispute_id).update(text="后来改的")
    told = told_in(handover)
    assert told[0].heading == "纠纷"
    assert "后来改的" not in str(told)
    assert partner_name(handover) == cast["station_officer"].post.unit.name
    handover.content = ""
    assert told_in(handover) == []
