"""What must hold before a recognition goes on."""

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.guards import GUARDS
from sanling.domain.recognition.models import Comparison, Recognition
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, company, judge_year, opened, walk

pytestmark = pytest.mark.django_db


def test_a_subject_without_a_sector_goes_to_the_county_at_once(recognising: None, cast: Cast) -> None:
    subject = company(sector="")
    judge_year()
    matter = opened(subject)
    walk(cast, matter, "checking")
    allowed = {action.code for action in allowed_actions(cast["intake_officer"].viewer, matter)}
    assert "check_place" in allowed
    assert "check" not in allowed
    act(cast["intake_officer"].viewer, matter, "check_place", {"checked": "true_so"})
    assert matter.state == "comparing"


def test_who_broke_a_zero_is_not_proposed(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    Comparison.objects.filter(zero="cases").update(finding="broken")
    allowed = {action.code for action in allowed_actions(cast["peace_officer"].viewer, recognition)}
    assert "propose" not in allowed
    assert "deny" in allowed


def test_who_was_drawn_is_checked_before_it_is_recognised(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recording")
    officer = cast["city_peace_officer"].viewer
    assert "spot_check" not in {action.code for action in allowed_actions(officer, recognition)}
    Recognition.objects.update(drawn=True)
    allowed = {action.code for action in allowed_actions(officer, recognition)}
    assert "spot_check" in allowed
    assert "grant" not in allowed
    act(officer, recognition, "spot_check", {"spot": "in_order", "note": "台账齐全。"})
    assert "grant" in {action.code for action in allowed_actions(officer, recognition)}


def test_each_guard_says_what_is_missing() -> None:
    assert all(str(guard.missing) for guard in GUARDS.values())
