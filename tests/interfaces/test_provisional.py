"""A deadline that a schedule yet to come may move is shown as provisional wherever it is shown, and no other is."""

import re
from datetime import UTC, date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.calendar import Due
from sanling.interfaces.desk.templatetags.desk import cell
from sanling.processes.exports.tasks import path_of
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import signed_in, token_of
from tests.processes.exports.asking import asked, written

pytestmark = pytest.mark.django_db
CERTAIN, GUESSED = datetime(2026, 6, 1, 2, tzinfo=UTC), datetime(2026, 12, 28, 2, tzinfo=UTC)
MARK, WHY = "暂定", "放假安排尚未公布"


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def held(at: datetime) -> tuple[Matter, str]:
    """Return a hazard whose nearest deadline counts days, and the secret of its link."""
    found = registered(kind="hazard")
    nearest = found.matter.clocks.filter(allowance__endswith="d").earliest("due_at")
    found.matter.clocks.exclude(pk=nearest.pk).delete()
    Matter.objects.filter(pk=found.matter.pk).update(
        due_at=nearest.due_at, due_provisional=nearest.provisional
    )
    return found.matter, found.token


@pytest.mark.parametrize(("at", "guessed"), [(CERTAIN, False), (GUESSED, True)])
def test_every_page_that_shows_a_deadline_marks_a_guessed_one(
    cast: dict[str, Player], workflows: None, at: datetime, *, guessed: bool
) -> None:
    with clock.turned(to=at):
        matter, token = held(at)
        desk = signed_in(cast["intake_officer"])
        for address in ("/desk/", "/desk/matters/", f"/desk/matters/{matter.number}/"):
            page = desk.get(address, follow=True).content.decode()
            assert matter.number in page
            assert (MARK in page, WHY in page) == (guessed, guessed), address
        # Beside the time that is left, and in the table of deadlines.
        assert page.count(MARK) == 2 * guessed
        for address in (f"/t/{token}/", f"/t/{token}/receipt/"):
            page = Client().get(address, follow=True).content.decode()
            assert (MARK in page, WHY in page) == (guessed, guessed), address


@pytest.mark.parametrize(("at", "guessed"), [(CERTAIN, False), (GUESSED, True)])
def test_every_answer_that_tells_a_deadline_says_of_a_guessed_one_that_it_is(
    cast: dict[str, Player], workflows: None, at: datetime, *, guessed: bool
) -> None:
    with clock.turned(to=at):
        matter, token = held(at)
        bearer = {"Authorization": f"Bearer {token_of(cast['intake_officer'])}"}
        (row,) = Client().get("/api/v1/matters", headers=bearer).json()["items"]
        whole = Client().get(f"/api/v1/matters/{matter.number}", headers=bearer).json()
        assert (row["due_provisional"], whole["due_provisional"]) == (guessed, guessed)
        assert [row["provisional"] for row in whole["clocks"]] == [guessed]
        assert Client().get(f"/api/v1/public/matters/{token}").json()["expected_provisional"] is guessed
        (shown,) = Client().get(f"/open311/v2/requests/{matter.number}.json").json()
        assert bool(shown["service_notice"]) is guessed


@pytest.mark.parametrize(("at", "guessed"), [(CERTAIN, False), (GUESSED, True)])
def test_in_a_file_a_guessed_deadline_is_marked_and_still_a_date(
    cast: dict[str, Player], workflows: None, at: datetime, *, guessed: bool
) -> None:
    with clock.turned(to=at):
        held(at)
        export = asked(cast["intake_officer"], columns=("due",))
        (_head, row) = written(export)
    assert isinstance(row[-1], date)
    with ZipFile(path_of(export)) as parts:
        sheet, styles = (parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
    (style,) = re.findall(r'<c r="C2" s="(\d+)"', sheet)
    cells = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    forms = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    assert (MARK in forms[cells[int(style)]]) is guessed


def test_a_ledger_of_a_room_marks_it_too() -> None:
    assert MARK in cell(Due(GUESSED, provisional=True))
    assert MARK not in cell(Due(CERTAIN, provisional=False))
