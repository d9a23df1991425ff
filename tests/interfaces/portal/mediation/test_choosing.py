"""A resident chooses a mediator from the page of the own dispute, without script; a side does by its own link."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.actions.register import Registered
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.models import Choice, Objection
from tests.domain.matters.helpers import PHONE, act, in_mediation, registered
from tests.domain.mediation.chosen import Four, four
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MOST_BYTES = 60 * 1024


@pytest.fixture
def some(cast: Cast) -> Four:
    """Give those who can be chosen."""
    return four(cast)


@pytest.fixture
def own(cast: Cast) -> Registered:
    """Give an own dispute with its link."""
    return registered()


def send(client: Client, url: str, key: str, **typed: Any) -> Any:
    """Send one of the forms of the page, with whatever else stands in it."""
    page = client.get(url).content.decode()
    form = next(
        part for part in page.split("<form") if re.search(rf'name="key" value="[0-9a-f]+-{key}"', part)
    )
    hidden = dict(re.findall(r'type="hidden" name="(what|key)" value="([^"]*)"', form))
    picks = re.findall(r'name="pick" value="(\d+)"', form)
    return client.post(url, {**hidden, "pick": picks, **typed})


def test_by_one_key_the_nearest_are_asked_and_the_page_tells_how_it_stands(
    cast: Cast, client: Client, some: Four, own: Registered
) -> None:
    matter_url = f"/t/{own.token}/"
    assert f'href="{matter_url}mediator/"' in client.get(matter_url).content.decode()
    answer = client.get(f"{matter_url}mediator/")
    page = answer.content.decode()
    near = page.split('id="near"')[1].split("<h2>")[0]
    assert near.index(some.near.name) < near.index(some.town.name)
    assert some.beside.name not in near
    assert (answer["Cache-Control"], len(answer.content) < MOST_BYTES) == ("private, no-store", True)
    assert send(client, f"{matter_url}mediator/", "n").status_code == 302
    assert Matter.objects.get().assignee == cast["mediator"].post
    page = client.get(f"{matter_url}mediator/").content.decode()
    for words in (some.near.name, "已邀请，等待接受", "还没有轮到"):
        assert words in page


def test_any_of_the_directory_is_put_on_the_list_and_the_link_is_in_no_other_address(
    cast: Cast, client: Client, some: Four, own: Registered
) -> None:
    url = f"/t/{own.token}/mediator/"
    page = client.get(url, {"q": some.beside.name}).content.decode()
    way = f"{url}?pick={some.beside.pk}"
    assert f'href="{way}"' in page
    assert own.token not in "".join(re.findall(r'href="(/mediators/[^"]*)"', page))
    page = client.get(f"{way}&pick={some.wished.pk}").content.decode()
    assert "未在本平台" in page
    assert send(client, f"{way}&pick={some.wished.pk}", "c").status_code == 302
    choice = Choice.objects.get()
    assert [pick.mediator for pick in choice.picks.order_by("nth")] == [some.beside, some.wished]


def test_sent_twice_it_is_chosen_once(client: Client, some: Four, own: Registered) -> None:
    url = f"/t/{own.token}/mediator/"
    typed = {"key": "same-key-of-a-page", "pick": [some.near.pk]}
    assert [client.post(url, typed).status_code for _time in range(2)] == [302, 302]
    assert Choice.objects.count() == 1


def test_what_is_wrong_is_said_and_the_list_is_kept(client: Client, some: Four, own: Registered) -> None:
    url = f"/t/{own.token}/mediator/"
    answer = client.post(url, {"key": "a-key-of-a-page-x", "pick": [some.near.pk, 10**17]})
    assert answer.status_code == 422
    assert f'name="pick" value="{some.near.pk}"' in answer.content.decode()


def test_another_is_asked_for_with_a_reason(cast: Cast, client: Client, some: Four, own: Registered) -> None:
    act(cast["intake_officer"].viewer, own.matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, own.matter, "sign_for")
    url = f"/t/{own.token}/mediator/"
    assert "要求更换调解员" in client.get(f"/t/{own.token}/").content.decode()
    assert send(client, url, "o", reason="").status_code == 422
    assert send(client, url, "o", reason="他是对方的表哥").status_code == 302
    assert Objection.objects.get().reason == "他是对方的表哥"
    assert some.near.name not in client.get(url).content.decode().split('id="near"')[1].split("<h2>")[0]


def test_a_side_learns_nothing_of_the_other_by_choosing(cast: Cast, client: Client, some: Four) -> None:
    matter = in_mediation(cast)
    act(cast["mediator"].viewer, matter, "disclose", {"relation": "与申请人同村"})
    other = consenting(asked(matter))
    token = print_link(actor=cast["mediator"].viewer, side_id=other.pk)
    page = client.get(f"/side/{token}/").content.decode()
    assert "与申请人同村" in page
    assert f'href="/side/{token}/mediator/"' in page
    url = f"/side/{token}/mediator/"
    assert send(client, url, "o", reason="同村").status_code == 302
    shown = client.get(url).content.decode()
    assert some.town.name in shown
    for secret in ("王小明", PHONE, "三号楼", matter.title, "同村"):
        assert secret not in shown
    assert client.get(f"/side/{token}/").status_code == 200


def test_who_has_not_consented_chooses_nobody(cast: Cast, client: Client, some: Four) -> None:
    other = asked(in_mediation(cast))
    token = print_link(actor=cast["mediator"].viewer, side_id=other.pk)
    assert client.get(f"/side/{token}/mediator/").status_code == 404


def test_of_another_kind_there_is_nobody_to_choose(client: Client, some: Four) -> None:
    token = registered(kind="hazard").token
    assert "/mediator/" not in client.get(f"/t/{token}/").content.decode()
    assert client.get(f"/t/{token}/mediator/").status_code == 404


def test_the_page_costs_the_same_however_many_there_are(
    client: Client, some: Four, own: Registered, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(34):
        page = client.get(f"/t/{own.token}/mediator/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "The nearest who are free" in page
