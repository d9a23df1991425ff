"""Who sees and keeps subjects: by place, by line, and by being in charge there."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.subjects.access import (
    charges_of,
    keeps_some,
    may_unmask,
    periods_of,
    types_kept,
    visible_subjects,
)
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.models import Subject
from sanling.foundation.days import today
from tests.city import TEST, VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, put, said

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
# In the township beside.
NEIGHBOUR = "410105001003"


@pytest.fixture
def some(cast: Cast) -> dict[str, Subject]:
    """Give a village, a school and an estate in it, and a hospital in another township."""
    put(
        said(VILLAGE, "community", name="通信花园社区"),
        said(),
        said("WY-1", "station", name="花园物业", sector="housing"),
        said(HOSPITAL, "hospital", name="经八路医院", division_id=NEIGHBOUR),
    )
    return {subject.type: subject for subject in Subject.objects.all()}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("city_leader", {"community", "school", "station", "hospital"}),
        ("peace_officer", {"community", "school", "station", "hospital"}),
        ("petition_leader", {"community", "school", "station", "hospital"}),
        ("station_officer", {"community", "school", "station"}),
        ("department_clerk", {"station"}),
        ("intake_officer", {"community", "school", "station"}),
        ("sibling_township_intake", {"hospital"}),
        ("village_secretary", {"community", "school", "station"}),
        ("liaison", {"community", "school", "station"}),
        ("grid_worker", set()),
        ("mediator", set()),
        ("volunteer", set()),
        ("auditor", set()),
        ("administrator", set()),
    ],
)
def test_a_post_sees_those_of_its_place_and_lines(
    some: dict[str, Subject], cast: Cast, who: str, seen: set[str]
) -> None:
    assert set(visible_subjects(cast[who].viewer).values_list("type", flat=True)) == seen
    assert not visible_subjects(None).exists()


def test_who_is_in_charge_at_a_subject_sees_it(some: dict[str, Subject], cast: Cast) -> None:
    mediator = cast["mediator"]
    charge = {some["school"].pk: {"petitions": InCharge(post_id=mediator.post.pk)}}
    put_charges(actor=TEST, charges=charge, on=today())
    assert [*visible_subjects(mediator.viewer)] == [some["school"]]
    put_charges(actor=TEST, charges={some["school"].pk: {"petitions": InCharge()}}, on=today())
    assert not visible_subjects(mediator.viewer).exists()


def test_what_hangs_from_a_subject_is_seen_with_it_alone(some: dict[str, Subject], cast: Cast) -> None:
    put_charges(actor=TEST, charges={some["school"].pk: {"lead": InCharge("李校长", "")}}, on=today())
    for who, count in (("liaison", 1), ("department_clerk", 0), ("sibling_township_intake", 0)):
        viewer = cast[who].viewer
        assert periods_of(viewer, some["school"]).count() == count
        assert charges_of(viewer, some["school"]).count() == count


def test_a_phone_is_read_in_full_by_who_has_the_right_and_sees_the_subject(
    some: dict[str, Subject], cast: Cast
) -> None:
    may = {
        who: may_unmask(cast[who].viewer, some["station"]) for who in ("department_clerk", "township_leader")
    }
    assert may == {"department_clerk": True, "township_leader": False}
    assert not may_unmask(cast["department_clerk"].viewer, some["school"])


def test_a_department_keeps_the_types_of_its_sector(cast: Cast) -> None:
    kept = {
        who: {kind.code for kind in types_kept(cast[who].viewer)}
        for who in ("department_clerk", "liaison", "petition_leader", "intake_officer")
    }
    assert kept["liaison"] > {"village", "school", "company"}
    assert kept["petition_leader"] == kept["intake_officer"] == set()
    assert kept["department_clerk"] == {"public_institution", "company", "research_institute"}
    assert not keeps_some(cast["intake_officer"].viewer)
