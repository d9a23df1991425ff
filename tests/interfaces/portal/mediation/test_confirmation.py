"""A side reads how the confirmation stands, joins by its own link, and gets what the court decided; no other's."""

import re
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Joining, Side
from sanling.foundation.privacy.tokens import digest, new_token
from tests.domain.mediation.agreed import closed, in_force
from tests.domain.mediation.confirmed import at_court, confirmed, does, joins, opened
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def page_of(side: Side) -> str:
    """Return the address of a side's page, by a link that went to it by message."""
    token = new_token()
    Side.objects.filter(pk=side.pk).update(link_digest=digest(token), handed_by=None)
    return f"/side/{token}/confirmation/"


def test_before_anybody_applies_it_is_told_until_when(cast: Cast, client: Client) -> None:
    _matter, first, _other, _agreement = in_force(cast)
    url = page_of(first)
    assert "尚未申请" in client.get(url).content.decode()
    assert url in client.get(url.replace("confirmation", "agreement")).content.decode()
    assert client.post(url, {"address": "花园路", "key": "k-0123456789abcdef"}).status_code == 302
    assert not Joining.objects.exists()


def test_where_nothing_is_in_force_there_is_no_page(cast: Cast, client: Client) -> None:
    _matter, first, *_rest = closed(cast)
    assert client.get(page_of(first)).status_code == 404


def test_it_joins_once_and_reads_that_the_other_has(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    confirmation, first, other = opened(cast)
    joins(confirmation, other)
    url = page_of(first)
    with django_assert_max_num_queries(40):
        page = client.get(url).content.decode()
    assert "与对方共同申请" in page
    assert "金水区花园路1号" not in page
    assert client.post(url, {"address": "", "key": "e-0123456789abcdef"}).status_code == 422
    for _twice in range(2):
        sent = client.post(url, {"address": "花园路9号", "key": "j-0123456789abcdef"})
        assert sent.status_code == 302
    assert Joining.objects.get(side=first).address == "花园路9号"
    assert "与对方共同申请" not in client.get(url).content.decode()


def test_it_reads_what_the_court_asks_for_and_never_a_remark(cast: Cast, client: Client) -> None:
    confirmation, first, _other = at_court(cast)
    does(cast["judge"], confirmation, "accept", case_number="调确1号")
    does(cast["judge"], confirmation, "hear_sides", present="one_away", remark="内部意见不外传")
    does(cast["judge"], confirmation, "ask_statements", papers="请说明款项来源")
    page = client.get(page_of(first)).content.decode()
    assert "请说明款项来源" in page
    assert "内部意见不外传" not in page


def test_both_get_the_ruling_and_when_is_kept(cast: Cast, client: Client) -> None:
    confirmation, first, other = confirmed(cast)
    url = page_of(first)
    page = client.get(url).content.decode()
    assert "法院已裁定协议有效" in page
    (ruling,) = re.findall(rf"{url}\d+/", page)
    assert client.get(ruling).status_code == 200
    assert Joining.objects.get(side=first).ruling_at is not None
    assert client.get(f"{url}0/").status_code == 404
    # A link of another dispute's side leads nowhere here.
    assert client.get(ruling.replace(url, page_of(other))).status_code == 200
    assert Matter.objects.get(pk=confirmation.matter_id).number not in client.get("/").content.decode()
