"""An export holds what its post may see, masked as on the page, and is that post's alone."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Matter
from sanling.domain.matters.sheets import chosen
from sanling.domain.people.actions.end_post import end_post
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.exports import write
from sanling.processes.exports.actions.request import TooMany, request_export
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import KEPT_FOR, forget_exports, path_of, write_export
from sanling.processes.simulation.cast import Player
from tests.city import SIBLING_TOWNSHIP, TEST
from tests.domain.matters.helpers import PHONE, registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)


def asked(player: Player, criteria: Criteria | None = None, columns: tuple[str, ...] = ()) -> Export:
    return request_export(
        actor=player.viewer, criteria=criteria or Criteria(), columns=columns, sort="", language="zh-hans"
    )


def sheets_of(export: Export) -> list[Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(path_of(export).read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def written(export: Export) -> Sequence[Sequence[object]]:
    write_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.state == Export.State.DONE
    return sheets_of(export)[0]


def test_it_holds_the_rows_of_its_posts_ledger(cast: dict[str, Player], workflows: None) -> None:
    near = registered().matter
    registered(division=SIBLING_TOWNSHIP)
    rows = written(asked(cast["intake_officer"]))
    with translation.override("zh-hans"):
        assert rows[0] == [str(column.label) for column in chosen(())]
    assert [row[0] for row in rows[1:]] == [near.number]
    export = Export.objects.get()
    assert (export.rows, export.total) == (1, 1)
    assert len(written(asked(cast["county_intake_officer"]))) == 3
    assert not written(asked(cast["intake_officer"], Criteria(kind="hazard")))[1:]


def test_identities_stay_masked_and_formulas_are_texts(cast: dict[str, Player], workflows: None) -> None:
    registered(title='=HYPERLINK("http://x")')
    rows = written(asked(cast["intake_officer"], columns=("applicant",)))
    text = str(rows)
    assert "王** 138****0000" in text
    assert PHONE not in text
    assert '=HYPERLINK("http://x")' in text


def test_what_a_sheet_can_not_hold_goes_on_on_the_next_under_the_same_head(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_ROWS", 3)
    numbers = {registered().matter.number for _n in range(7)}
    export = asked(cast["intake_officer"])
    written(export)
    sheets = sheets_of(export)
    assert [len(rows) - 1 for rows in sheets] == [3, 3, 1]
    assert len({tuple(rows[0]) for rows in sheets}) == 1
    assert {row[0] for rows in sheets for row in rows[1:]} == numbers
    assert export.rows == export.total == 7
    with ZipFile(path_of(export)) as parts:
        pages = [parts.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)]
    last = chr(ord("A") + len(sheets[0][0]) - 1)
    assert [re.findall(r'autoFilter ref="A1:([A-Z]\d+)"', page) for page in pages] == [
        [f"{last}4"],
        [f"{last}4"],
        [f"{last}2"],
    ]
    assert len({re.findall(r"<cols>.*</cols>", page)[0] for page in pages}) == 1


def test_exactly_full_sheets_are_followed_by_no_empty_one(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_ROWS", 2)
    for _n in range(4):
        registered()
    export = asked(cast["intake_officer"])
    written(export)
    assert [len(rows) - 1 for rows in sheets_of(export)] == [2, 2]


TITLES = (
    *(
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "\t=1",
        '=HYPERLINK("http://x")',
        "https://example.org/",
        "  两边有空格 ",
    ),
    *(
        "a\x0bb",
        "a\x01b",
        "a\rb",
        "_x000D_",
        "<r>&</r>",
        "<r><t>x</t></r>",
        "&amp;<b>",
        "孙𱍐\ue123",
        "\ufdd0",
    ),
)


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_what_stands_in_a_cell_is_what_was_written(
    title: str, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    Matter.objects.filter(pk=matter.pk).update(title=title)
    rows = written(asked(cast["intake_officer"]))
    assert str(rows[1][1]).removesuffix(" ") == title.removesuffix(" ")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    # An emoji is two of the units that Excel counts.
    for text in ("长" * 40_000, "😀" * 16_384):
        with override("zh-hans"):
            cut = write.written(text)
        assert len(cut.encode("utf-16-le")) // 2 <= write.LONGEST_CELL
        assert cut.startswith(text[:16_000])
        assert cut.endswith(f"（内容过长已截断，全文共 {len(text)} 个字）")
    assert write.written("长" * 32_767) == "长" * 32_767


def test_what_no_file_can_hold_is_shown_as_such() -> None:
    assert write.written("a\ud800b") == "a\ufffdb"


def test_asking_and_writing_are_recorded_and_the_post_is_told(
    cast: dict[str, Player], workflows: None
) -> None:
    export = asked(cast["intake_officer"])
    written(export)
    acts = AuditRow.objects.filter(subject=f"export:{export.pk}").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["exports.request", "exports.write"]
    assert Notice.objects.get().code == "exports.done"


def test_a_post_that_has_ended_gets_no_file(cast: dict[str, Player], workflows: None) -> None:
    export = asked(cast["intake_officer"])
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        write_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert not path_of(export).exists()


def test_a_post_has_three_exports_under_way_at_most(cast: dict[str, Player], workflows: None) -> None:
    for _number in range(3):
        asked(cast["intake_officer"])
    with pytest.raises(TooMany):
        asked(cast["intake_officer"])
    asked(cast["centre_director"])


@pytest.mark.django_db(transaction=True)
def test_a_post_that_asks_many_times_at_one_moment_has_no_more_exports_under_way(
    cast: dict[str, Player], workflows: None
) -> None:
    viewer, ready = cast["intake_officer"].viewer, Barrier(6)

    def ask() -> bool:
        ready.wait()
        try:
            request_export(actor=viewer, criteria=Criteria(), columns=(), sort="", language="zh-hans")
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as people:
        taken = [people.submit(ask) for _time in range(6)]
    assert sum(one.result() for one in taken) == 3


def test_files_are_deleted_after_a_week(cast: dict[str, Player], workflows: None) -> None:
    export = asked(cast["intake_officer"])
    written(export)
    forget_exports(timestamp=0)
    assert path_of(export).exists()
    with clock.turned(shift=KEPT_FOR + timedelta(minutes=1)):
        forget_exports(timestamp=0)
    assert not path_of(export).exists()
    export.refresh_from_db()
    assert export.state == Export.State.EXPIRED


def test_only_the_last_of_the_tries_is_told_as_failed(
    cast: dict[str, Player], workflows: None, tmp_path: Path
) -> None:
    export = asked(cast["intake_officer"])
    # No folder can be made where a file stands.
    (tmp_path / "exports").write_text("")
    for last, state, told in ((False, Export.State.RUNNING, 0), (True, Export.State.FAILED, 1)):
        with pytest.raises(OSError, match="exports"):
            write_export(export_id=str(export.pk), last=last)
        export.refresh_from_db()
        assert (export.state, Notice.objects.count()) == (state, told)
    (tmp_path / "exports").unlink()
    assert written(export)
