"""A resident agrees to text messages by a box that is never ticked beforehand, and stops them on the matter's page."""

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter, Party
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, report, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("poster")]


def agreed(matter: Matter) -> bool:
    return Party.objects.get(matter=matter).agreed_to_messages_at is not None


def at_second_step(resident: Resident, kind: str = "dispute") -> str:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": kind, "text": TEXT, "go": "next"})
    return resident.html


def test_the_box_is_offered_unticked_and_who_leaves_it_is_not_told(resident: Resident) -> None:
    assert 'name="messages"' in at_second_step(resident)
    assert "messages" not in resident.fields
    assert not agreed(report(resident))


def test_who_ticks_it_reads_so_once_more_and_it_is_kept(resident: Resident) -> None:
    at_second_step(resident)
    resident.send({"name": "王秀兰", "phone": "13800000001", "messages": "on", "go": "next"})
    assert "每有进展即发送" in resident.html
    resident.send({"go": "edit:where"})
    assert resident.fields["messages"] == ["on"]
    resident.send({"go": "next"})
    resident.send({"go": "send"})
    assert agreed(Matter.objects.get())


def test_a_landline_gets_no_messages_and_says_so(resident: Resident) -> None:
    at_second_step(resident)
    resident.send({"phone": "0371-12345678", "messages": "on", "go": "next"})
    assert resident.page.status_code == 422
    assert "接收短信需要在上面填写手机号。" in resident.html


def test_nothing_is_offered_where_no_message_can_go_out(resident: Resident, settings: Settings) -> None:
    settings.DEMO, settings.SMS_URL = False, ""
    assert 'name="messages"' not in at_second_step(resident)


def test_of_what_could_harm_it_says_that_only_news_is_told(resident: Resident) -> None:
    assert "短信只说有新消息" in at_second_step(resident, kind="petition")
    assert "短信写明编号和进度" in at_second_step(resident)


def test_the_party_stops_and_takes_messages_on_the_page_of_its_matter(resident: Resident) -> None:
    matter = report(resident, messages="on")
    url = f"/t/{token_of(resident)}/"
    assert "138****0001" in resident.open(url)
    assert "停止接收短信" in resident.html
    resident.send(to=f"{url}messages/")
    assert resident.url == url
    assert "今后不再发送短信。" in resident.html
    assert not agreed(matter)
    resident.send({"messages": "on"}, to=f"{url}messages/")
    assert agreed(matter)


def test_a_link_that_only_shows_neither_tells_of_them_nor_changes_them(resident: Resident) -> None:
    matter = report(resident, messages="on")
    token = token_of(resident)
    matter.refresh_from_db()
    Matter.objects.filter(pk=matter.pk).update(shown_digest=matter.link_digest, link_digest=b"x" * 32)
    browser = Client()
    assert "短信" not in browser.get(f"/t/{token}/").content.decode()
    assert browser.post(f"/t/{token}/messages/").status_code == 403
    assert agreed(matter)
