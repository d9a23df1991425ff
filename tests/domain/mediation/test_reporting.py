"""Each dispute is one row of the report: whatever it is cut by, rows add up to the total, and that to the disputes."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.record_revisit import record_revisit
from sanling.domain.mediation.models import Handover, Obligation
from sanling.domain.mediation.reporting import (
    BYS,
    MEASURES,
    PARTS,
    SUMMED,
    Asked,
    By,
    Case,
    cases,
    crossed,
    disputes_of,
    lines,
    report_part,
    rows_by,
)
from sanling.foundation.days import today
from tests.city import CITY, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import act, in_mediation, registered
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import confirmed
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.domain.mediation.revisits import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def this_year(place: str = CITY, **narrowed: str) -> Asked:
    year = today().year
    return Asked(place, date(year, 1, 1), date(year, 12, 31), {By(by): code for by, code in narrowed.items()})


def only(cast: Cast, who: str = "county_leader", **narrowed: str) -> Case:
    (case,) = cases(cast[who].viewer, this_year(**narrowed))
    return case


def some_of_each(cast: Cast) -> list[Matter]:
    """Return disputes that stand in many ways, one of them with an agreement that a court confirmed."""
    application, *_sides = confirmed(cast)
    mediator = cast["mediator"].viewer
    matters = [application.agreement.matter]
    failed = in_mediation(cast)
    act(mediator, failed, "fail", {"cause": "unreachable", "answer": "找不到人", "routes_told": True})
    police = in_mediation(cast)
    Matter.objects.filter(pk=police.pk).update(
        outcome="transferred",
        open=False,
        ended_at=police.registered_at + timedelta(hours=1),
        category="damages",
    )
    left = in_mediation(cast)
    Matter.objects.filter(pk=left.pk).update(
        outcome="withdrawn", open=False, ended_at=left.registered_at + timedelta(hours=1), channel="found"
    )
    going_on = in_mediation(cast)
    Matter.objects.filter(pk=going_on.pk).update(category="medical", channel="handed_over")
    registered()
    return [*matters, failed, police, left, going_on]


def test_a_settled_dispute_counts_with_what_was_agreed_on_and_how_it_was_kept(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    case = only(cast)
    assert case.rows == {
        By.CATEGORY: matter.category,
        By.SOURCE: "application",
        By.BODY: "village",
        By.FORM: "written",
        By.ENDING: "agreement",
    }
    assert (case.counts["settled"], case.counts["persons"], case.fen) == (1, 2, 500_00)
    assert (case.counts["performed"], case.counts["broken"]) == (0, 0)
    owed = Obligation.objects.get()
    record_performance(actor=cast["mediator"].viewer, obligation_id=owed.pk, result="whole", done_on=today())
    assert only(cast).counts["performed"] == 1


def test_an_agreement_that_owes_nothing_is_kept_as_the_last_revisit_found_it(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    Obligation.objects.all().delete()
    assert only(cast).counts["performed"] == 0
    for result, kept, broken in (("kept", 1, 0), ("relapsed", 0, 1)):
        record_revisit(
            actor=cast["mediator"].viewer, matter_id=matter.pk, found=found(result=result, remark="又吵")
        )
        counts = only(cast).counts
        assert (counts["performed"], counts["broken"]) == (kept, broken)


def test_how_each_stands_and_ended_is_told_once(cast: Cast) -> None:
    matters = some_of_each(cast)
    told = {case.key: case for case in cases(cast["county_leader"].viewer, this_year())}
    assert [*sorted(told)] == sorted(matter.pk for matter in matters)
    stood = [next(part for part in PARTS if told[matter.pk].counts[part]) for matter in matters]
    assert stood == ["settled", "failed", "became_case", "otherwise", "under_way"]
    endings = [told[matter.pk].rows[By.ENDING] for matter in matters]
    assert endings == ["agreement", "unreachable", "other_ending", "withdrawn", "under_way"]
    assert [told[matter.pk].rows[By.SOURCE] for matter in matters][3:] == ["own_finding", "by_others"]
    assert told[matters[0].pk].counts["confirmed"] == told[matters[0].pk].counts["to_court"] == 1


def test_rows_of_every_cut_add_up_to_the_total_and_open_into_as_many_disputes(cast: Cast) -> None:
    matters = some_of_each(cast)
    viewer = cast["county_leader"].viewer
    asked = this_year()
    seen = cases(viewer, asked)
    assert len(seen) == len(matters)
    for by in BYS:
        told, total = lines(viewer, by, seen)
        assert [line.code for line in told] == [*rows_by(CITY, by)]
        for measure in MEASURES:
            assert sum(line.counts[measure] for line in told) == total.counts[measure], (by, measure)
            if measure in SUMMED:
                continue
            for line in told:
                narrowed = this_year(**{by: line.code})
                assert disputes_of(viewer, narrowed, measure).count() == line.counts[measure]
    assert sum(crossed(seen, By.CATEGORY, By.BODY).values()) == len(matters)


def test_the_ministry_has_eighteen_categories_and_each_of_the_citys_counts_in_one(cast: Cast) -> None:
    assert len(rows_by(CITY, By.CATEGORY)) == 18
    part = report_part(CITY)
    assert part is not None
    assert part.row_of["category"]["road_accident"] == "road_accident"
    matter = in_mediation(cast)
    Matter.objects.filter(pk=matter.pk).update(category="of_long_ago", channel="by_pigeon")
    case = only(cast)
    assert (case.rows[By.CATEGORY], case.rows[By.SOURCE]) == ("other", "by_others")


def test_it_is_of_who_was_taken_on_in_these_days_at_this_place_and_seen(cast: Cast) -> None:
    in_mediation(cast)
    viewer, day = cast["county_leader"].viewer, today()
    for place, first, last, count in (
        (VILLAGE, day, day, 1),
        (TOWNSHIP, day, day, 1),
        ("410105003", day, day, 0),
        (VILLAGE, day + timedelta(days=1), day + timedelta(days=9), 0),
        (VILLAGE, day - timedelta(days=9), day - timedelta(days=1), 0),
    ):
        assert len(cases(viewer, Asked(place, first, last))) == count, (place, first)
    assert cases(cast["auditor"].viewer, this_year()) == []
    assert cases(cast["sibling_township_intake"].viewer, this_year()) == []


def test_what_was_merged_into_another_counts_as_that_one(cast: Cast) -> None:
    kept, repeated = in_mediation(cast), in_mediation(cast)
    act(cast["intake_officer"].viewer, repeated, "merge", {"number": kept.number})
    assert only(cast).key == kept.pk


COUNTS = st.fixed_dictionaries({name: st.integers(0, 3) for name in MEASURES if name != "sum"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_disputes_there_are_lines_and_crossings_add_up(data: st.DataObject, cast: Cast) -> None:
    viewer = cast["county_leader"].viewer
    codes = {by: [*rows_by(CITY, by), "unknown"] for by in BYS}
    drawn: Sequence[Case] = data.draw(
        st.lists(
            st.builds(
                Case,
                key=st.integers(1),
                rows=st.fixed_dictionaries({by: st.sampled_from(codes[by]) for by in BYS}),
                counts=COUNTS,
                fen=st.integers(0, 10**12),
            ),
            max_size=20,
        )
    )
    totals = []
    for by in BYS:
        told, total = lines(viewer, by, drawn)
        assert {name: sum(line.counts[name] for line in told) for name in MEASURES} == {
            name: total.counts[name] for name in MEASURES
        }
        totals.append({name: total.counts[name] for name in MEASURES})
        assert sum(crossed(drawn, By.CATEGORY, by).values()) == len(drawn)
    assert all(before == after for before, after in pairwise(totals))


def test_disputes_at_no_body_stand_in_a_row_of_their_own(cast: Cast) -> None:
    in_mediation(cast)
    assert only(cast).rows[By.BODY] == "none"
    somebody(a_body(), post_id=cast["mediator"].post.pk)
    assert only(cast, body="village").rows[By.BODY] == "village"


def test_what_was_handed_over_counts_by_who_handed_it_over(cast: Cast) -> None:
    matter = in_mediation(cast)
    receipt = registered().matter
    Handover.objects.create(
        matter=receipt, dispute=matter, way="in", partner="court", to_unit=matter.unit, office="区法院"
    )
    assert only(cast, source="by_court").key == matter.pk
