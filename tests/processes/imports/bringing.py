"""Lists that clerks bring, for the tests."""

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from sanling.domain.people.cast import Player
from sanling.foundation.files.places import place
from sanling.foundation.files.store import store
from sanling.processes.imports.actions.apply import apply
from sanling.processes.imports.actions.bring import bring
from sanling.processes.imports.actions.say_columns import say_columns
from sanling.processes.imports.models import Upload
from sanling.processes.imports.work import sheets
from sanling.processes.imports.work_on import key_of, work_on
from tests.domain.subjects.helpers import SCHOOL, code_of
from tests.domain.subjects.test_imports import HEADS, PLACE, ROW, changed

__all__ = ["HEADS", "PLACE", "ROW", "SCHOOL", "changed", "code_of"]


def brought(player: Player, file: Path) -> Upload:
    """Return a list that was looked at, and checked if its headings were known."""
    with file.open("rb") as stream:
        kept = store(stream=stream, name=file.name, actor=player.viewer, city=player.viewer.city)
    upload = bring(
        actor=player.viewer,
        sheet=sheets()["subjects"],
        file=kept,
        sent_as=file.name,
        answers={},
        language="zh-hans",
    )
    return gone_on(upload)


def gone_on(upload: Upload) -> Upload:
    """Return an upload as its job leaves it."""
    work_on(upload_id=str(upload.pk))
    upload.refresh_from_db()
    return upload


def checked(player: Player, file: Path) -> Upload:
    """Return a list that was checked by the headings that were proposed."""
    upload = brought(player, file)
    if upload.state == Upload.State.ASKING:
        chosen = {seen["name"]: seen["proposed"] for seen in upload.tables if seen["proposed"]}
        assert say_columns(actor=player.viewer, upload=upload, chosen=chosen)
        upload = gone_on(upload)
    assert upload.state == Upload.State.CHECKED, (upload.state, upload.problem)
    return upload


def applied(player: Player, file: Path) -> Upload:
    """Return a list that was taken in."""
    upload = checked(player, file)
    assert apply(actor=player.viewer, upload=upload)
    upload = gone_on(upload)
    assert upload.state == Upload.State.DONE, (upload.state, upload.problem)
    return upload


def counts(upload: Upload) -> dict[str, int]:
    """Return how many rows became what, of what there is."""
    return {became: count for became, count in upload.counts.items() if count}


def returned(upload: Upload) -> bytes:
    """Return the list with the reasons."""
    with place().open(key_of(upload)) as content:
        return content.read()


def rows_in(content: bytes, sheet: int = 0) -> list[list[str]]:
    """Return the cells of a workbook's sheet, as texts."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in rows]
