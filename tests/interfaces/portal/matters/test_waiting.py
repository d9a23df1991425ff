"""A report waits on a phone for days before there is network: its pictures wait with it, or their loss is told."""

import time
from datetime import timedelta

import pytest

from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from sanling.processes.uploads import forget_uploads
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, picture, report

STEPS = [{"kind": "dispute", "text": TEXT, "go": "next"}, {"phone": "13800000001", "go": "next"}]


def days_pass(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the night's work be done after so many days."""
    later = time.time() + days * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    with clock.turned(shift=timedelta(days=days)):
        forget_uploads()


@pytest.mark.parametrize("filled_in", [1, 2])
def test_a_picture_comes_with_a_report_that_waited_for_the_network(
    poster: CodePoint, resident: Resident, monkeypatch: pytest.MonkeyPatch, filled_in: int
) -> None:
    resident.open(f"/q/{POSTER}")
    for step in STEPS[:filled_in]:
        resident.send({"pictures": [picture("楼道.jpg")] if step is STEPS[0] else [], **step})
    days_pass(7, monkeypatch)
    for step in [*STEPS[filled_in:], {"go": "send"}]:
        resident.send(step)
    assert [attachment.name for attachment in Attachment.objects.all()] == ["楼道.jpg"]


@pytest.mark.parametrize("filled_in", [1, 2])
def test_a_picture_that_is_not_kept_any_more_is_told_and_never_silently_left_out(
    poster: CodePoint, resident: Resident, monkeypatch: pytest.MonkeyPatch, filled_in: int
) -> None:
    resident.open(f"/q/{POSTER}")
    for step in STEPS[:filled_in]:
        resident.send({"pictures": [picture("楼道.jpg")] if step is STEPS[0] else [], **step})
    days_pass(9, monkeypatch)
    resident.send([*STEPS, {"go": "send"}][filled_in])
    assert resident.page.status_code == 422
    assert "楼道.jpg 已不再保留，请重新添加。" in resident.html
    assert "picture" not in resident.fields
    assert not Matter.objects.exists()
    for step in [*STEPS[filled_in:], {"go": "send"}]:
        resident.send(step)
    assert Matter.objects.get().text == TEXT


def test_a_picture_of_an_act_that_is_not_kept_any_more_is_told(
    poster: CodePoint, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(resident)
    address = resident.url.removesuffix("receipt/")
    resident.open(f"{address}do/add/")
    resident.send({"message": "", "pictures": [picture("又一堆.jpg")]})
    assert len(resident.fields["picture"]) == 1
    days_pass(9, monkeypatch)
    resident.send({"message": "今天又多了一堆。"})
    assert resident.page.status_code == 422
    assert "又一堆.jpg 已不再保留，请重新添加。" in resident.html
    assert "今天又多了一堆。" in resident.html
    assert not StoredFile.objects.exists()
    resident.send()
    assert "今天又多了一堆。" in resident.html
    assert Matter.objects.get().version == 2
