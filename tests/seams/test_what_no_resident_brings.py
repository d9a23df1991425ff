"""Matters that no resident brings: opened together, of their own family, closed to every resident's door."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import identity_of, visible_matters
from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.ledger_queries import Criteria, count_of, ledger_ways
from sanling.domain.matters.models import Clock, Entry, Matter, Participation, Party, Stage
from sanling.domain.matters.queries import Tab, inbox_counts, waiting_counts
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.cast import Player
from sanling.domain.people.rules import FieldAccess
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from tests.city import VILLAGE
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import signed_in
from tests.seams.conftest import open_one

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
SIBLING_COUNTY_VILLAGE = "410104003001"
TIMETABLE = SystemActor("timetable")


def openings(count: int, **changes: Any) -> list[Opening]:
    usual = {"kind": "square_permit", "division": VILLAGE, "title": "元旦集市"}
    return [Opening(**usual | changes) for _number in range(count)]


def test_it_has_nothing_of_a_residents_and_everything_that_moves(asked: Matter) -> None:
    assert (asked.family, asked.text, asked.channel, asked.category, asked.category_version) == (
        *("square", "", "", "", 0),
    )
    assert asked.link_digest is None
    assert asked.due_at is not None
    assert Stage.objects.filter(matter=asked, state="asked").count() == 1
    assert Clock.objects.filter(matter=asked, code="arrange", stage__isnull=False).count() == 1
    assert Entry.objects.get(matter=asked).code == "register"


def test_a_thousand_open_with_as_many_statements_as_a_hundred(published: None) -> None:
    statements = []
    open_matters(actor=TIMETABLE, openings=openings(60))
    for count in (100, 1000):
        with CaptureQueriesContext(connection) as seen:
            opened = open_matters(actor=TIMETABLE, openings=openings(count))
        statements.append(len(seen))
        assert len({matter.number for matter in opened}) == count
        assert Participation.objects.filter(matter__in=opened).count() == count
        found = Matter.objects.filter(pk__in=[matter.pk for matter in opened])
        assert all(matter.search for matter in found)
    assert statements[0] == statements[1] < 40


def test_all_open_or_none(published: None) -> None:
    wrong = [*openings(60), *openings(1, title="　")]
    with pytest.raises(Invalid):
        open_matters(actor=TIMETABLE, openings=wrong)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "dispute"}, "kind"), ({"kind": "fair"}, "kind"), ({"division": f"{VILLAGE}999"}, "division")],
)
def test_what_residents_bring_and_what_is_nowhere_is_not_opened(
    published: None, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        open_matters(actor=TIMETABLE, openings=openings(1, **changes))
    assert list(refused.value.errors) == [field]


def test_a_post_opens_in_its_own_jurisdiction_only(published: None, cast: Cast) -> None:
    with pytest.raises(Invalid):
        open_matters(
            actor=cast["intake_officer"].viewer, openings=openings(1, division=SIBLING_COUNTY_VILLAGE)
        )


def test_lists_counts_and_heaps_are_of_one_family_unless_asked_otherwise(asked: Matter, cast: Cast) -> None:
    report = registered().matter
    viewer, now = cast["intake_officer"].viewer, clock.now()
    for family, own in (("reported", report), ("square", asked)):
        ways = ledger_ways(viewer, Criteria(family=family), now)
        assert {matter.pk for way in ways for matter in way} == {own.pk}
        assert count_of(ways, 10) == 1
        assert inbox_counts(viewer, now, family)[Tab.UNASSIGNED] == 1
    assert count_of(ledger_ways(viewer, Criteria(), now), 10) == 1
    assert count_of(ledger_ways(viewer, Criteria(family=""), now), 10) == 2
    assert waiting_counts(viewer, now, ["reported", "square"]) == {"reported": 1, "square": 1}


def test_the_inbox_offers_each_family_with_what_waits_in_it(asked: Matter, cast: Cast) -> None:
    report = registered().matter
    desk = signed_in(cast["intake_officer"])
    usual = desk.get("/desk/?tab=unassigned").content.decode()
    assert report.number in usual
    assert asked.number not in usual
    assert "/desk/?family=square" in usual
    other = desk.get("/desk/?tab=unassigned&family=square").content.decode()
    assert asked.number in other
    assert report.number not in other


@pytest.mark.parametrize("role", [Party.Role.ADDRESSEE, Party.Role.RATED, Party.Role.RESPONDENT])
def test_the_addressee_opens_it_and_what_it_rates_or_complains_of_does_not(
    published: None, cast: Cast, role: Party.Role
) -> None:
    reader = cast["department_clerk"]
    opened = open_one(cast["intake_officer"], (role, reader.post.unit_id))
    opens = role == Party.Role.ADDRESSEE
    assert visible_matters(reader.viewer).filter(pk=opened.pk).exists() is opens
    assert bool(who_may_open([(reader.post.pk, opened)])) is opens
    assert signed_in(reader).get(f"/desk/matters/{opened.number}/").status_code == (200 if opens else 404)


def test_a_unit_that_is_rated_never_learns_who_brought_a_matter(published: None, cast: Cast) -> None:
    matter = registered().matter
    viewer = cast["intake_officer"].viewer
    applicant = matter.parties.get()
    assert identity_of(viewer, matter, applicant) is not FieldAccess.HIDDEN
    Party.objects.create(matter=matter, unit_id=cast["intake_officer"].post.unit_id, role=Party.Role.RATED)
    assert identity_of(viewer, Matter.objects.get(pk=matter.pk), applicant) is FieldAccess.HIDDEN


def test_no_residents_door_knows_of_it(asked: Matter) -> None:
    resident = Client()
    for page in ("/", "/report/", f"/report/?kind={asked.kind}"):
        assert "广场使用" not in resident.get(page).content.decode()
    sent = {
        "kind": asked.kind,
        "text": "想用村里的广场。",
        "division": VILLAGE,
        "name": "王小明",
        "phone": PHONE,
    }
    key = {"Idempotency-Key": "by-a-residents-door"}
    taken = resident.post("/api/v1/public/matters", sent, content_type="application/json", headers=key)
    assert taken.status_code == 422
    assert asked.number not in resident.get("/open311/v2/requests.json").content.decode()


def test_numbers_of_a_batch_are_taken_before_it_so_that_nobody_waits(published: None) -> None:
    first = open_matters(actor=TIMETABLE, openings=openings(3))
    last = registered().matter
    taken = sorted(matter.number[:-2] for matter in (*first, last))
    assert [int(number.rsplit("-", 1)[1]) for number in taken] == [1, 2, 3, 4]
