"""Whoever follows what another one reported learns nothing of them, by no door, and neither do they of the follower."""

from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.subscribe import subscribe
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import PHONE, act, registered
from tests.interfaces.desk.conftest import SignIn, desk, plain_http

__all__ = ["desk", "plain_http"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows", "plain_http")]
SECRETS = ("王小明", "王", PHONE, "垃圾", "三号楼", "通知了邻居")


@pytest.fixture
def followed(cast: dict[str, Player]) -> tuple[Matter, str]:
    """A hazard that was worked on, and somebody's link to follow it."""
    own = registered(kind="hazard")
    token = subscribe(actor=VisitorActor(), matter_id=own.matter.pk)
    officer = cast["intake_officer"].viewer
    act(officer, own.matter, "accept")
    act(officer, own.matter, "note", {"note": "通知了邻居"})
    act(officer, own.matter, "assign", {"handler": cast["grid_worker"].post.pk})
    return own.matter, token


def test_the_page_tells_no_word_name_number_or_handler(
    followed: tuple[Matter, str], cast: dict[str, Player], client: Client
) -> None:
    matter, token = followed
    html = client.get(f"/f/{token}/").content.decode()
    for secret in (*SECRETS, matter.number, cast["grid_worker"].post.name, matter.unit.name):
        assert secret not in html, secret


@pytest.mark.parametrize("path", ["/t/{}/", "/t/{}/receipt/", "/t/{}/do/add/", "/api/v1/public/links/{}"])
def test_the_link_opens_no_door_of_the_partys(
    followed: tuple[Matter, str], client: Client, path: str
) -> None:
    assert client.get(path.format(followed[1])).status_code == 404


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 2}, {"kind": "petition"}])
def test_what_becomes_hidden_is_told_no_more(
    followed: tuple[Matter, str], client: Client, hidden: dict[str, Any]
) -> None:
    Matter.objects.update(**hidden)
    assert client.get(f"/f/{followed[1]}/").status_code == 404


def test_the_desk_reads_how_many_follow_and_the_party_nothing(
    followed: tuple[Matter, str], desk: SignIn, client: Client
) -> None:
    page = desk("intake_officer").get(f"/desk/matters/{followed[0].number}/").content.decode()
    assert "另有 1 位居民关注此事" in page
    own = registered(kind="hazard")
    subscribe(actor=VisitorActor(), matter_id=own.matter.pk)
    assert "关注" not in client.get(f"/t/{own.token}/").content.decode()
