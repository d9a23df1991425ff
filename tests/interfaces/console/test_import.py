"""Divisions are taken in from a file, or every faulty row is named."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanling.domain.territory.models import Division
from sanling.domain.territory.reading import Fault
from sanling.interfaces.console.import_ import FAULTS, command

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


@pytest.mark.parametrize("code", ["99x", "41", "410105", "郑州", " "])
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
