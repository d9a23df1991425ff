"""Subjects are added and changed from a day on, and what was known before stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.queries import as_of
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.models import CodePoint
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import CITY, SIBLING_COUNTY, SIBLING_VILLAGE, SIDE, SOUTH, VILLAGE, WEST, City
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, code_of, put, said, school

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEFORE, NOW = today() - 10 * DAY, today()


def test_a_new_subject_is_of_its_types_group_and_sector(city: City) -> None:
    made = school()
    assert (made.group, made.sector, made.status, made.city) == (
        "institutions",
        "education",
        "active",
        "4101",
    )
    assert AuditRow.objects.get(act="subject.add").subject == f"subject:{made.pk}"


def test_what_is_said_again_changes_nothing(city: City) -> None:
    school()
    (again,) = put(said())
    assert not again.is_changed
    assert Period.objects.count() == 1
    assert AuditRow.objects.filter(act__startswith="subject.").count() == 1


def test_a_subject_that_moves_keeps_its_past_where_it_was(city: City) -> None:
    put(said(), on=BEFORE)
    put(said(division_id=SIBLING_VILLAGE, name="甲院小学"), on=NOW)
    then, now = as_of(BEFORE).get(), as_of(NOW).get()
    assert (then.division_id, then.name) == (VILLAGE, "通信花园小学")
    assert (now.division_id, now.name) == (SIBLING_VILLAGE, "甲院小学")
    assert not as_of(BEFORE - DAY).exists()
    assert Subject.objects.get().division_id == SIBLING_VILLAGE


def test_a_point_lies_in_its_place_and_stays_behind_where_the_subject_moves_away(city: City) -> None:
    here = {"lon": WEST + SIDE / 2, "lat": SOUTH + SIDE / 2}
    made = school(**here)
    assert (made.lon, made.lat) == (here["lon"], here["lat"])
    (elsewhere,) = put(said(lon=0.0, lat=0.0))
    (half,) = put(said(lat=None))
    (contradicting,) = put(said(HOSPITAL, "hospital", division_id=f"{VILLAGE}002", **here))
    refused = [each.refused and each.refused.field for each in (elsewhere, half, contradicting)]
    assert refused == ["lon", "lon", "division"]
    (named,) = put(said(name="花园小学"))
    assert named.subject.lon == here["lon"]
    (nearer,) = put(said(division_id=f"{VILLAGE}001"))
    assert nearer.subject.lon == here["lon"]
    (moved,) = put(said(division_id=SIBLING_VILLAGE))
    assert moved.refused is None
    assert Subject.objects.get().lon is None


def test_on_a_past_day_a_subject_lies_where_it_lay_then(city: City) -> None:
    west, east = WEST + SIDE / 4, WEST + SIDE / 2
    put(said(lon=west, lat=SOUTH + SIDE / 2), on=BEFORE)
    put(said(lon=east, lat=SOUTH + SIDE / 2), on=NOW)
    assert (as_of(BEFORE).get().lon, as_of(NOW).get().lon) == (west, east)
    put(said(division_id=SIBLING_VILLAGE), on=NOW)
    assert (as_of(BEFORE).get().lon, as_of(NOW).get().lon) == (west, None)


def test_on_any_day_a_subject_was_in_one_way(city: City) -> None:
    for n, name in enumerate(("一小", "二小", "三小")):
        put(said(name=name), on=BEFORE + n * 3 * DAY)
    names = [as_of(BEFORE + n * DAY).get().name for n in range(10)]
    assert names == ["一小"] * 3 + ["二小"] * 3 + ["三小"] * 4


def test_what_is_corrected_on_the_same_day_was_never_so(city: City) -> None:
    put(said(name="通信花元小学"))
    put(said(name="通信花园小学"))
    assert [period.name for period in as_of(NOW)] == ["通信花园小学"]
    assert Period.objects.count() == 2


def test_what_is_closed_ended_on_that_day_and_may_open_again(city: City) -> None:
    put(said(), on=BEFORE)
    put(said(status=Status.CLOSED), on=NOW)
    assert Subject.objects.get().ends_on == NOW
    put(said(status=Status.ACTIVE), on=NOW)
    assert Subject.objects.get().ends_on is None


def test_of_the_fields_of_a_type_those_that_are_not_named_stay(city: City) -> None:
    put(said(fields={"students": 900}))
    put(said(fields={"grade": "一级"}))
    assert Subject.objects.get().fields == {"students": 900, "grade": "一级"}


def test_a_merged_one_names_what_it_became_part_of(city: City) -> None:
    made = school()
    (other,) = put(said(HOSPITAL, name="二小"))
    assert [
        put(said(HOSPITAL, **values))[0].refused is None
        for values in (
            {"status": Status.MERGED},
            {"status": Status.MERGED, "into_id": other.subject.pk},
            {"into_id": made.pk},
            {"status": Status.MERGED, "into_id": made.pk},
        )
    ] == [False, False, False, True]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (said(code_of(9), name=""), "name"),
        (said(code_of(9), division_id=""), "name"),
        (said(SCHOOL, "hospital"), "type"),
    ],
)
def test_what_is_refused_writes_nothing_and_the_others_are_kept(
    city: City, wrong: object, field: str
) -> None:
    school()
    refused, kept = put(wrong, said(HOSPITAL, "hospital", name="花园口卫生院"))  # type: ignore[arg-type]
    assert refused.refused is not None
    assert refused.refused.field == field
    assert kept.is_new
    assert sorted(Subject.objects.values_list("type", flat=True)) == ["hospital", "school"]


def test_a_code_that_is_said_twice_counts_once(city: City) -> None:
    first, second = put(said(name="一小"), said(name="二小"))
    assert (first.refused, second.refused is None) == (None, False)
    assert Subject.objects.get().name == "一小"


def test_nothing_changes_before_the_last_change_or_in_days_to_come(city: City) -> None:
    put(said(), on=NOW - DAY)
    assert [
        put(said(name="新名"), on=day)[0].refused is None for day in (NOW - 2 * DAY, NOW + DAY, NOW - DAY)
    ] == [False, False, True]


def test_a_department_keeps_what_is_of_its_sector_and_within_its_county(
    cast: dict[str, Player], city: City
) -> None:
    housing = cast["department_clerk"].viewer
    estate = said("WY-1", "station", sector="housing")
    elsewhere = said("WY-2", "station", sector="housing", division_id=SIBLING_COUNTY)
    mine, theirs, outside = put(estate, said(), elsewhere, actor=housing)
    assert (mine.refused, theirs.refused is None, outside.refused is None) == (None, False, False)


def test_nobody_gives_away_or_takes_what_he_does_not_keep(cast: dict[str, Player], city: City) -> None:
    housing = cast["department_clerk"].viewer
    put(said("WY-1", "station", sector="housing"))
    school()
    assert put(said("WY-1", "station", sector="education"), actor=housing)[0].refused is not None
    assert put(said(sector="housing"), actor=housing)[0].refused is not None
    assert put(said("WY-1", "station", sector="housing", division_id=SIBLING_COUNTY), actor=housing)[
        0
    ].refused


def test_who_sees_a_whole_group_keeps_none_of_it(cast: dict[str, Player], city: City) -> None:
    assert put(said(), actor=cast["petition_leader"].viewer)[0].refused is not None
    assert put(said(), actor=cast["peace_officer"].viewer)[0].refused is None
    assert put(said(name="某小学"), actor=cast["liaison"].viewer)[0].refused is None
    assert put(said(name="又一小学"), actor=cast["volunteer"].viewer)[0].refused is not None


def test_the_statements_do_not_grow_with_the_list(city: City) -> None:
    def statements(first: int, count: int) -> int:
        sayings = [said(code_of(n), name=f"第{n}小学") for n in range(first, first + count)]
        put(*sayings[: count // 2])
        with CaptureQueriesContext(connection) as seen:
            put(*[said(about.code, name=f"新{about.values['name']}") for about in sayings])
        return len(seen)

    assert statements(1000, 120) == statements(2000, 400)


def test_a_code_is_given_once_in_a_city(city: City) -> None:
    made = school()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(
            code=made.code,
            type="school",
            group="institutions",
            name="冒名",
            division=made.division,
            begins_on=NOW,
        )


def test_the_poster_of_what_is_gone_or_lies_elsewhere_is_retired_and_of_nothing_else(
    cast: dict[str, Player],
) -> None:
    put(
        said(),
        said(code_of(3), name="邻街小学"),
        said(code_of(4), name="旧小学"),
        said(code_of(5), name="新小学"),
    )
    officer = cast["intake_officer"].viewer
    assert hang_at_subjects(actor=officer, type="school", within=CITY) == 4
    put(
        said(name="通信花园第一小学"),
        said(code_of(3), division_id=SIBLING_VILLAGE),
        said(code_of(4), status=Status.CLOSED),
        said(code_of(5), status=Status.SUSPENDED),
    )
    hanging = CodePoint.objects.filter(retired_at=None)
    assert set(hanging.values_list("of", flat=True)) == {SCHOOL, code_of(5)}
    assert AuditRow.objects.filter(act="territory.retire_code_point").count() == 2
    put(said(code_of(4), status=Status.CLOSED, address="经三路 2 号"))
    assert AuditRow.objects.filter(act="territory.retire_code_point").count() == 2
