"""A company comes from its own declaration to a title, each step by whoever it lies with and by nobody else."""

from datetime import date

import pytest

from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Comparison, Recognition, Title
from tests.city import COUNTY, TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import STEPS, Cast, company, doer, judge_year, opened, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules(cast: Cast, city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


def test_a_company_walks_from_its_declaration_to_its_title(cast: Cast, city: City) -> None:
    subject = company()
    judge_year()
    matter = opened(subject)
    assert (matter.family, matter.state, matter.unit) == (
        *("recognition", "declaring"),
        city.centre(TOWNSHIP),
    )
    held = []
    for state, who, action, fields in STEPS:
        assert matter.state == state
        act(doer(cast, who, matter), matter, action, fields)
        held.append(matter.unit.code)
    assert (matter.state, matter.outcome, matter.open) == ("recognised", "recognised", False)
    assert held == [
        f"governance_centre-{TOWNSHIP}",
        f"housing-{COUNTY}",
        f"peace_office-{COUNTY}",
        f"peace_office-{COUNTY}",
        "peace_office-4101",
        "peace_office-4101",
    ]
    title = Title.objects.get()
    assert (title.subject, title.year, title.granted, title.ended_at) == (subject, 2026, True, None)
    assert [(reason["zero"], reason["finding"], reason["kept"]) for reason in title.reasons["zeros"]] == [
        ("petitions", "kept", 12),
        ("accidents", "kept", 12),
        ("cases", "kept", 12),
    ]
    assert Recognition.objects.get().statement == "全年开展安全培训六次。"


def test_a_zero_with_an_open_month_is_for_its_lead_department_to_say(cast: Cast, city: City) -> None:
    subject = company()
    judge_year(but=[("petitions", date(2026, 10, 1))])
    matter = opened(subject)
    walk(cast, matter, "comparing")
    found = {row.zero: row.finding for row in Comparison.objects.all()}
    assert found == {"petitions": "", "accidents": "kept", "cases": "kept"}
    with pytest.raises(NotAllowed):
        act(cast["peace_officer"].viewer, matter, "propose")
    assert not visible_matters(cast["safety_officer"].viewer.limited_to([])).filter(
        pk=matter.pk, participations__unit=cast["safety_officer"].post.unit_id
    )
    said = {"finding": "kept", "note": "十月无登记。"}
    act(cast["petition_officer"].viewer, matter, "compare", said)
    asked = Comparison.objects.get(zero="petitions")
    assert (asked.finding, asked.unit_id) == ("kept", cast["petition_officer"].post.unit_id)
    act(cast["peace_officer"].viewer, matter, "propose")
    assert matter.state == "published"


def test_nobody_does_anothers_step(cast: Cast) -> None:
    subject = company()
    judge_year()
    matter = opened(subject)
    own = {who: action for _state, who, action, _fields in STEPS if who and who != "system"}
    for state, who, action, fields in STEPS:
        for other in own:
            if other != who and (state, other) != ("declaring", "intake_officer"):
                allowed = {found.code for found in allowed_actions(cast[other].viewer, matter)}
                assert action not in allowed, (state, other)
        act(doer(cast, who, matter), matter, action, fields)
    assert {found.code for found in allowed_actions(LinkActor(matter.pk), matter)} == set()


def test_what_is_not_declared_in_time_lapses(cast: Cast) -> None:
    matter = opened(company())
    act(doer(cast, "system", matter), matter, "lapse")
    assert (matter.state, matter.outcome) == ("undeclared", "not_declared")
    assert not Title.objects.exists()
