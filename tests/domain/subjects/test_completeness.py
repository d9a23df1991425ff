"""Of each county and line it is told how many subjects there are to be, stand here, lack something, came and went."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.domain.people.models import Post
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.completeness import (
    Standing,
    changed_in,
    completeness,
    lacks_some,
    line_names,
    missing_of,
    months_listed,
)
from sanling.domain.subjects.ledgers import SUBJECTS
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from sanling.foundation.days import next_month, today
from tests.city import CITY, SIBLING_VILLAGE, TEST, VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, code_of, put, said, school

pytestmark = pytest.mark.django_db
MONTH = today().replace(day=1)
BEFORE = (MONTH - timedelta(days=1)).replace(day=1)
COUNTY = VILLAGE[:6]


def staff(subject: Subject, *duties: str) -> None:
    """Have somebody of its own be in charge of duties at a subject."""
    put_charges(actor=TEST, charges={subject.pk: {duty: InCharge("李校长") for duty in duties}}, on=today())


def standing(player: Player, line: str = "education", month: date = MONTH) -> Standing:
    found = {row.line: row for row in completeness(player.viewer, month) if row.county == COUNTY}
    return found[line]


def test_what_stands_here_is_counted_by_county_and_line(cast: dict[str, Player]) -> None:
    (whole,) = put(said(code_of(5), fields={"students": 1}), on=BEFORE)
    staff(whole.subject, "lead", "liaison")
    school()
    row = standing(cast["liaison"])
    assert (row.entered, row.lacking, row.added, row.ended) == (2, 1, 1, 0)
    assert (row.expected, row.short, row.confirmed_at) == (None, 0, None)
    put(said(code_of(5), status="closed"))
    assert (standing(cast["liaison"]).entered, standing(cast["liaison"]).ended) == (1, 1)


def test_whom_nobody_leads_or_tells_of_lacks_something_whatever_its_fields_say(
    cast: dict[str, Player],
) -> None:
    (made,) = put(said(fields={"students": 1}))
    for duties, lacking, missing in (
        (("safety",), 1, ["负责人", "联络员"]),
        (("lead",), 1, ["联络员"]),
        (("liaison",), 0, []),
    ):
        staff(made.subject, *duties)
        assert (standing(cast["liaison"]).lacking, missing_of(made.subject)) == (lacking, missing)
    put_charges(actor=TEST, charges={made.subject.pk: {"lead": InCharge()}}, on=today())
    assert (standing(cast["liaison"]).lacking, missing_of(made.subject)) == (1, ["负责人"])


def test_at_a_village_its_posts_have_the_duties_and_nowhere_else(cast: dict[str, Player]) -> None:
    village, farther, company = put(
        said(VILLAGE, "community"),
        said(SIBLING_VILLAGE, "community", division_id=SIBLING_VILLAGE),
        said(fields={"students": 1}),
    )
    assert missing_of(village.subject) == []
    assert "负责人" in missing_of(company.subject)
    found = set(Subject.objects.filter(lacks_some(CITY)))
    assert company.subject in found
    assert village.subject not in found
    assert (farther.subject in found) == bool(missing_of(farther.subject))
    secretary = cast["village_secretary"].post
    Post.objects.filter(unit=secretary.unit, role=secretary.role).update(ends_at=clock.now())
    assert missing_of(village.subject) == ["负责人"]
    assert village.subject in Subject.objects.filter(lacks_some(CITY))


def test_the_ledger_is_narrowed_to_what_lacks_something(cast: dict[str, Player]) -> None:
    whole, lacking = put(said(fields={"students": 1}), said(code_of(5)))
    staff(whole.subject, "lead", "liaison")
    viewer = cast["liaison"].viewer
    asked = Narrowed(choices={"missing": CITY})
    assert [*SUBJECTS.find(viewer, asked, clock.now())] == [lacking.subject]


def test_only_what_a_post_sees_is_counted(cast: dict[str, Player]) -> None:
    school()
    put(said(HOSPITAL, "hospital", name="医院"))
    seen = {row.line for row in completeness(cast["sibling_department_clerk"].viewer, MONTH)}
    assert seen == {"education"}
    assert completeness(cast["auditor"].viewer, MONTH) == []


def test_of_villages_there_are_to_be_as_many_as_there_are(cast: dict[str, Player]) -> None:
    put(said(VILLAGE, "community"))
    row = standing(cast["county_leader"], "places")
    assert row.expected is not None
    assert row.expected >= row.entered == 1


def test_whoever_sees_a_part_of_a_county_is_not_told_how_many_there_are_to_be_in_all_of_it(
    cast: dict[str, Player],
) -> None:
    school()
    put(said(VILLAGE, "community"))
    clerk = cast["sibling_department_clerk"]
    take_stock(actor=clerk.viewer, month=MONTH, expected={(COUNTY, "education"): 9})
    for line in ("education", "places"):
        row = standing(cast["liaison"], line)
        assert (row.entered, row.expected, row.short) == (1, None, 0)
        assert standing(cast["county_leader"], line).expected
    assert standing(clerk).expected == 9


def test_what_was_confirmed_last_is_still_expected_and_not_confirmed_anew(cast: dict[str, Player]) -> None:
    school()
    clerk = cast["sibling_department_clerk"]
    take_stock(actor=clerk.viewer, month=BEFORE, expected={(COUNTY, "education"): 9})
    row = standing(clerk)
    assert (row.expected, row.short, row.confirmed_at) == (9, 8, None)
    assert standing(clerk, month=BEFORE).confirmed_at is not None


def test_what_changed_in_a_month_is_listed(cast: dict[str, Player]) -> None:
    made = school()
    put(said(code_of(5)), on=BEFORE)
    assert [*Subject.objects.filter(changed_in(MONTH))] == [made]
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next(iter(months_listed(CITY))) == f"{MONTH:%Y-%m}"
    assert line_names(CITY)["education"]


def test_it_costs_the_same_however_many_there_are(cast: dict[str, Player]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            completeness(cast["liaison"].viewer, MONTH)
        return len(seen)

    school()
    cost()
    few = cost()
    put(*(said(code_of(nth)) for nth in range(10, 30)))
    assert cost() == few <= 4
