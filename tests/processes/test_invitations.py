"""A person of a list is invited by the channel that there is, comes in, and works as what the list says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sanling.foundation.accounts.models import Invitation
from sanling.processes.invitations import send_invitations, slips
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TEST, VILLAGE, City
from tests.messages import Gateway
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(settings: Settings) -> Iterator[None]:
    settings.DEMO, settings.SECURE_SSL_REDIRECT = False, False
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def listed(city: City, tmp_path: Path) -> City:
    """Return the city with two people of a list, one without a phone."""
    first, second = f"王五,网格员,{VILLAGE},第一网格,13800000001,", f"赵六,网格员,{VILLAGE},第二网格,,7"
    text = f"姓名,职务,区划,网格,手机,工号\n{first}\n{second}\n"
    assert not take("posts", csv_file(tmp_path / "a.csv", text, "gb18030")).causes
    return city


def test_a_listed_person_gets_a_message_and_works_at_the_desk(
    listed: City, client: Client, gateway: Gateway
) -> None:
    assert send_invitations() == 1
    assert send_invitations() == 0
    (message,) = gateway.work()
    path = message["invitation"].partition("//")[2].partition("/")[2]
    client.post(f"/{path}")
    (code,) = gateway.work()
    client.post(reverse("account_confirm_login_code"), {"code": code["code"]})
    page = client.get(reverse("desk:inbox"), follow=True).content.decode()
    assert "王五" in page


def test_a_listed_person_without_a_phone_comes_in_by_the_slip(
    listed: City, client: Client, gateway: Gateway
) -> None:
    page = "".join(slips(actor=TEST, city=CITY, within=COUNTY))
    assert "赵六" in page
    assert "王五" not in page
    path = re.search(r"(/accounts/invitation/[^/<]+/)<", page)
    assert path
    client.post(path[1], {"password1": PASSWORD, "password2": PASSWORD})
    assert "赵六" in client.get(reverse("desk:inbox"), follow=True).content.decode()
    assert "赵六" not in "".join(slips(actor=TEST, city=CITY, within=COUNTY))


def test_without_a_gateway_all_get_slips_of_their_own_place(listed: City, settings: Settings) -> None:
    settings.SMS_URL = ""
    assert send_invitations() == 0
    assert "".join(slips(actor=TEST, city=CITY, within=COUNTY)).count('class="slip"') == 2
    assert "".join(slips(actor=TEST, city=CITY, within=SIBLING_COUNTY)).count('class="slip"') == 0


def test_what_is_kept_of_a_link_opens_nothing(listed: City, gateway: Gateway) -> None:
    send_invitations()
    kept = Invitation.objects.exclude(digest=None).get()
    assert kept.digest is not None
    assert kept.given_at
    (message,) = gateway.work()
    assert bytes(kept.digest).hex() not in message["invitation"]
