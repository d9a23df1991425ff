"""Asks for files and reads them, for the tests."""

from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineWorkbook

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.exports.actions.request import request_export
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import path_of, write_export


def asked(player: Player, criteria: Criteria | None = None, columns: tuple[str, ...] = ()) -> Export:
    return request_export(
        actor=player.viewer,
        ledger="matters",
        criteria=criteria or Criteria(),
        columns=columns,
        sort="",
        language="zh-hans",
    )


def sheets_of(export: Export) -> list[Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(path_of(export).read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def written(export: Export) -> Sequence[Sequence[object]]:
    write_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.state == Export.State.DONE
    return sheets_of(export)[0]
