"""Lists are forgotten after a week, with the names and phones in them."""

from datetime import timedelta
from pathlib import Path

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.files.places import place
from sanling.processes.imports.models import Upload
from sanling.processes.imports.tasks import KEPT_FOR, forget_imports
from sanling.processes.imports.work_on import key_of
from tests.processes.imports.bringing import HEADS, ROW, checked
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


def test_a_list_is_forgotten_after_a_week(cast: dict[str, Player], tmp_path: Path) -> None:
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ["", *ROW[1:]]]))
    key = key_of(upload)
    forget_imports(timestamp=0)
    assert place().kept_at(key)
    with clock.turned(shift=KEPT_FOR + timedelta(minutes=1)):
        forget_imports(timestamp=0)
    assert not place().kept_at(key)
    upload.refresh_from_db()
    assert (upload.state, upload.file, upload.causes) == (Upload.State.EXPIRED, None, [])
