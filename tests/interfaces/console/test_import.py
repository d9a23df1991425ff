"""Divisions are taken in from a file, or every faulty row is named."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanling.domain.territory.models import Division
from sanling.domain.territory.reading import Fault
from sanling.interfaces.console.import_ import FAULTS, command
from tests.city import City

pytestmark = pytest.mark.django_db


def take(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "divisions.csv"
    file.write_text(text)
    return CliRunner().invoke(command, ["divisions", str(file), "--as-of", "2026-01-01", *options])


def test_a_sound_file_is_taken_and_counted(tmp_path: Path) -> None:
    done = take(tmp_path, "code,name,level\n41,河南省,province\n4101,郑州市,city\n410105,金水区,county\n")
    assert done.exit_code == 0, done.output
    assert Division.objects.get(path="410105").name == "金水区"
    assert "3 rows" in done.output or "divisions new" in done.output


def test_each_faulty_row_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    done = take(tmp_path, "code,name,level\n41,河南省,province\n41O1,郑州市,city\n410105,,county\n")
    assert done.exit_code == 1
    assert "divisions.csv:3: a code has digits only: '41O1'" in done.output
    assert "divisions.csv:4: the name is missing" in done.output
    assert "Nothing was imported" in done.output
    assert not Division.objects.filter(path="41").exists()


def test_a_cause_is_counted_however_often_it_is_there(tmp_path: Path) -> None:
    done = take(tmp_path, "code,name,level\n41,河南省,province\n" + "4101,,city\n" * 3)
    assert "3 times: the name is missing" in done.output


def test_a_file_can_be_checked_alone(tmp_path: Path) -> None:
    done = take(tmp_path, "code,name,level\n41,河南省,province\n4101,郑州市,city\n", "--check")
    assert done.output == "2 rows: 3 divisions would be new, 0 would change.\n"
    assert not Division.objects.filter(path="41").exists()


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == set(Fault)


@pytest.mark.parametrize("code", ["99x", "41", "410105", "郑州", " ", ""])
def test_what_is_no_code_of_a_city_is_refused(tmp_path: Path, code: str) -> None:
    done = take(tmp_path, "code,name,level\n41,河南省,province\n4101,郑州市,city\n", "--city", code)
    assert (done.exit_code, "four digits" in done.output) == (2, True)
    assert not Division.objects.exists()


def test_the_code_of_a_city_is_taken_in_full_width(tmp_path: Path) -> None:
    done = take(
        tmp_path,
        "code,name,level\n41,河南省,province\n4101,郑州市,city\n4102,开封市,city\n",
        "--city",
        "４１０１",
    )
    assert done.exit_code == 0, done.output
    assert Division.objects.filter(path="4101").exists()
    assert not Division.objects.filter(path="4102").exists()


def test_a_file_whose_name_is_in_another_encoding_is_read_and_its_rows_are_named(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("区划.csv".encode("gbk"))
    file.write_text("code,name,level\n41O1,河南省,province\n")
    done = CliRunner().invoke(command, ["divisions", str(file)])
    assert (done.exit_code, ".csv:2: a code has digits only" in done.output) == (1, True), done.output


def take_units(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "units.csv"
    file.write_bytes(text.encode("gb18030"))
    return CliRunner().invoke(command, ["units", str(file), "--city", "zhengzhou", *options])


def test_a_sheet_is_checked_then_taken_and_counted(city: City, tmp_path: Path) -> None:
    text = "单位,类型,区划,备注\n金水区图书馆,行业部门,金水区,\n"
    checked = take_units(tmp_path, text, "--check")
    assert (checked.exit_code, "1 would be new" in checked.output) == (0, True), checked.output
    done = take_units(tmp_path, text)
    assert "1 rows: 1 new, 0 changed, 0 as they were" in done.output
    assert "columns not used: 备注" in done.output


def test_refused_rows_of_a_sheet_end_in_a_workbook_beside_it_and_each_cause_is_said_once(
    city: City, tmp_path: Path
) -> None:
    rows = "".join(f"馆{nth},火星单位,金水区\n" for nth in range(40))
    done = take_units(tmp_path, f"单位,类型,区划\n{rows}")
    assert done.exit_code == 1
    assert done.output.count("火星单位") == 1
    assert "40 times, rows 2, 3, 4, 5, 6, …" in done.output
    assert (tmp_path / "units.refused.xlsx").exists()


def test_what_is_no_list_is_refused_in_one_line(city: City, tmp_path: Path) -> None:
    done = take_units(tmp_path, "<html><table>")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert done.output.count("\n") == 1


def test_help_names_the_headings_of_a_sheet() -> None:
    done = CliRunner().invoke(command, ["posts", "--help"])
    assert "手机号码" in done.output
    assert "posts" in CliRunner().invoke(command, ["--help"]).output


def test_a_second_run_leaves_the_corrected_workbook_of_the_first(city: City, tmp_path: Path) -> None:
    text = "单位,类型,区划\n甲馆,火星单位,金水区\n"
    take_units(tmp_path, text)
    first = tmp_path / "units.refused.xlsx"
    first.write_bytes(b"corrected by hand")
    again = take_units(tmp_path, text)
    assert first.read_bytes() == b"corrected by hand"
    assert "units.refused.2.xlsx" in again.output
    assert (tmp_path / "units.refused.2.xlsx").exists()


def test_refused_rows_go_into_no_file_that_is_there_or_cannot_be_made(city: City, tmp_path: Path) -> None:
    text = "单位,类型,区划\n甲馆,火星单位,金水区\n"
    onto_itself = take_units(tmp_path, text, "--refused", str(tmp_path / "units.csv"))
    assert (onto_itself.exit_code, "is there already" in onto_itself.output) == (1, True)
    assert (tmp_path / "units.csv").read_bytes() == text.encode("gb18030")
    nowhere = take_units(tmp_path, text, "--refused", str(tmp_path / "no" / "x.xlsx"))
    assert (nowhere.exit_code, "can't be made" in nowhere.output) == (1, True)
    assert "Traceback" not in nowhere.output


@pytest.mark.parametrize("sheet", ["divisions", "units"])
def test_a_pipe_or_device_is_refused_before_anything_is_read(tmp_path: Path, sheet: str) -> None:
    pipe = tmp_path / "list.csv"
    os.mkfifo(pipe)
    for odd in (pipe, Path("/dev/zero")):
        done = CliRunner().invoke(command, [sheet, str(odd)])
        assert (done.exit_code, "save it as a file" in done.output) == (2, True), done.output
