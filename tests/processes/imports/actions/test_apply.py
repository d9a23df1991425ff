"""Only what was checked is taken in, by the post that brought it."""

from pathlib import Path

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.imports.actions.apply import apply
from tests.processes.imports.bringing import HEADS, ROW, brought, checked
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


def test_what_was_not_checked_is_not_taken_in(cast: dict[str, Player], tmp_path: Path) -> None:
    upload = brought(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    assert not apply(actor=cast["liaison"].viewer, upload=upload)


def test_it_is_recorded_who_had_it_taken_in_and_nobody_else_can(
    cast: dict[str, Player], tmp_path: Path
) -> None:
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    assert not apply(actor=cast["township_leader"].viewer, upload=upload)
    assert apply(actor=cast["liaison"].viewer, upload=upload)
    assert AuditRow.objects.get(act="imports.apply").detail == {"sheet": "subjects", "rows": 1}
