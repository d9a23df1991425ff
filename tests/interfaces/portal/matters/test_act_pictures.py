"""Pictures of an act's form: none goes without a word, whichever button sends it and however late."""

from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.interfaces.portal.matters import act
from tests.interfaces.portal.conftest import Resident, picture, report
from tests.interfaces.portal.matters.test_track import _prove

pytestmark = pytest.mark.django_db
AGAIN = "图片需要重新选择"


@pytest.fixture
def matter(poster: CodePoint, resident: Resident) -> Matter:
    """A report whose form to add to it stands open."""
    found = report(resident)
    resident.open(f"{resident.url.removesuffix('receipt/')}do/add/")
    return found


def test_a_picture_chosen_while_another_is_taken_away_comes_along(matter: Matter, resident: Resident) -> None:
    resident.send({"message": "", "pictures": [picture("一.jpg")]})
    drop = resident.html.split('value="drop:')[1].split('"')[0]
    resident.send({"go": f"drop:{drop}", "pictures": [picture("二.jpg", 50)]})
    assert "二.jpg" in resident.html
    assert "一.jpg" not in resident.html
    resident.send({"message": "今天又多了一堆。"})
    assert [attachment.name for attachment in Attachment.objects.all()] == ["二.jpg"]


def test_one_that_is_refused_while_another_is_taken_away_is_told(matter: Matter, resident: Resident) -> None:
    resident.send({"message": "", "pictures": [picture("一.jpg")]})
    drop = resident.html.split('value="drop:')[1].split('"')[0]
    empty = picture("空.jpg")
    empty.truncate(0)
    resident.send({"go": f"drop:{drop}", "pictures": [empty]})
    assert "空.jpg: 这个文件是空的" in resident.html
    assert "一.jpg" not in resident.html


def test_who_sends_too_often_is_told_to_choose_the_last_pictures_again(
    matter: Matter, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(act, "ACTS_AN_HOUR", 1)
    resident.send({"message": "", "pictures": [picture("一.jpg")]})
    resident.send({"message": "今天又多了一堆。", "pictures": [picture("二.jpg", 50)]})
    assert resident.page.status_code == 429
    assert "一.jpg" in resident.html
    assert "只有刚才选的图片需要重新选择" in resident.html
    resident.send({"message": "今天又多了一堆。"})
    assert "只有刚才选的图片" not in resident.html


@pytest.mark.parametrize("when", ["chosen just now", "kept before"])
def test_pictures_sent_after_the_phones_proof_has_ended_have_to_be_chosen_again(
    matter: Matter, when: str
) -> None:
    visitor = Resident(Client())
    _prove(visitor, matter.number)
    visitor.open(f"/mine/{matter.number}/do/add/")
    if when == "kept before":
        visitor.send({"message": "", "pictures": [picture("一.jpg")]})
    with clock.turned(shift=timedelta(hours=3)):
        visitor.send({"message": "", "pictures": [picture("一.jpg")] if when != "kept before" else []})
    assert (visitor.page.status_code, AGAIN in visitor.html) == (403, True)
    assert AGAIN not in Client().get(f"/mine/{matter.number}/do/add/").content.decode()
    assert not Entry.objects.filter(code="add").exists()


def test_an_act_that_is_sent_again_is_answered_beyond_the_limit_but_keeps_no_more_pictures(
    matter: Matter, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(act, "ACTS_AN_HOUR", 1)
    form = resident.url
    resident.send({"message": "今天又多了一堆。"})
    resident.url = form
    assert resident.again().redirect_chain
    assert Entry.objects.filter(code="add").count() == 1
    resident.sent["pictures"] = [picture("二.jpg", 50)]
    assert resident.again().status_code == 429
