"""Columns are said of a list that waits for them, or was checked by others; never while a job is at it."""

from pathlib import Path

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.imports.actions.say_columns import say_columns
from sanling.processes.imports.models import Upload
from tests.processes.imports.bringing import HEADS, ROW, checked
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


def test_columns_can_be_said_otherwise_until_it_is_taken_in(cast: dict[str, Player], tmp_path: Path) -> None:
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    viewer = cast["liaison"].viewer
    assert say_columns(actor=viewer, upload=upload, chosen={"名册": {"name": "单位名称"}})
    assert not say_columns(actor=viewer, upload=upload, chosen={})
    Upload.objects.update(state=Upload.State.DONE)
    assert not say_columns(actor=viewer, upload=upload, chosen={})
    assert not say_columns(actor=cast["county_intake_officer"].viewer, upload=upload, chosen={})
