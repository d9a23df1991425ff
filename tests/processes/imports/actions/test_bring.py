"""A post has so many lists under way at once, and that it brought one is recorded."""

from pathlib import Path

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.imports.actions.bring import MOST_WAITING, TooManyUploads
from sanling.processes.imports.models import Upload
from tests.processes.imports.bringing import HEADS, ROW, brought
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


def test_a_fourth_waits_until_one_is_done(cast: dict[str, Player], tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [HEADS, ROW])
    for _nth in range(MOST_WAITING):
        brought(cast["liaison"], file)
    Upload.objects.update(state=Upload.State.LOOKING)
    with pytest.raises(TooManyUploads):
        brought(cast["liaison"], file)
    assert AuditRow.objects.filter(act="imports.upload").count() == MOST_WAITING
