"""A report becomes a matter at the centre of its place, with number, parties, clock and a link that is whose it is."""

from collections.abc import Mapping

import pytest

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.holders import by_token
from sanling.domain.matters.models import Entry, Matter, Participation, Party, Sequence
from sanling.domain.matters.numbering import parse
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.profile.registry import profile_by_code
from tests.city import COUNTY, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import against, picture, registered, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def test_it_begins_where_its_place_is_taken_in_as_its_kind_says(city: City) -> None:
    matter = registered().matter
    part = profile_by_code("zhengzhou").part("matters")
    assert parse(matter.number) == matter.number
    assert matter.number.startswith("ZZ-")
    assert (matter.unit, matter.state, matter.version) == (city.centre(TOWNSHIP), "waiting", 1)
    assert (matter.category, matter.category_version) == (
        part.default_category("dispute"),
        part.category_version("dispute"),
    )
    assert (matter.title, matter.place) == (
        "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理",
        "三号楼二单元",
    )
    assert matter.registered_by_id is None
    assert matter.due_at is not None
    assert list(Participation.objects.values_list("unit", flat=True)) == [matter.unit_id]
    (party,) = Party.objects.filter(matter=matter)
    assert (party.name, party.phone) == ("王小明", "+8613800000000")
    assert AuditRow.objects.filter(act="matters.register", subject=f"matter:{matter.pk}").count() == 1


def test_what_came_with_it_is_kept_with_its_first_entry() -> None:
    enclosure = picture()
    matter = registered(enclosures=[enclosure], channel="scan", headcount=3, scale=2).matter
    entry = Entry.objects.get(matter=matter)
    assert entry.params["channel"] == "scan"
    assert [(file.name, file.audience) for file in entry.attachments.all()] == [(enclosure.name, "party")]
    assert (matter.headcount, matter.scale) == (3, 2)


@pytest.mark.parametrize(("who", "own"), [("", True), ("intake_officer", False)])
def test_a_resident_gets_the_link_and_staff_one_that_only_shows(cast: Cast, who: str, *, own: bool) -> None:
    actor = cast[who].viewer if who else VisitorActor()
    made = register(actor=actor, report=report(channel="visit" if who else "scan"))
    held = by_token(made.token)
    assert held
    assert held.actor.acts == own
    assert made.matter.registered_by_id == (cast[who].post.pk if who else None)


def test_staff_who_look_over_a_residents_shoulder_are_shown_no_more() -> None:
    made = register(actor=VisitorActor(), report=report(), shown=True)
    held = by_token(made.token)
    assert held
    assert not held.actor.acts


def test_a_concealed_report_against_the_centre_goes_above_it_and_its_own_people_get_no_link(
    city: City, cast: Cast
) -> None:
    assert against(city.centre(TOWNSHIP).pk).unit == city.centre(COUNTY)
    open_report = [PartyDetails(role="respondent", unit_id=city.centre(TOWNSHIP).pk)]
    assert registered(parties=open_report, channel="letter").matter.unit == city.centre(TOWNSHIP)
    made = register(
        actor=cast["intake_officer"].viewer,
        report=report(concealed=True, channel="letter", parties=open_report),
    )
    assert made.token == ""
    assert made.matter.shown_digest is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"division": f"{VILLAGE}777"}, "division"),
        ({"division": ""}, "division"),
        ({"kind": "fair"}, "kind"),
        ({"text": "\x00 \u200b"}, "text"),
        ({"division": "410104003001"}, "division"),
    ],
)
def test_what_is_refused_takes_no_number_and_leaves_nothing(
    cast: Cast, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        register(actor=cast["intake_officer"].viewer, report=report(**{"channel": "visit", **changes}))
    assert list(refused.value.errors) == [field]
    assert not Matter.objects.exists()
    assert not Entry.objects.exists()
    assert not Sequence.objects.exists()
