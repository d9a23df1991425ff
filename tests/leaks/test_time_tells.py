"""Neither time nor size nor headers tell who brought a matter, or whose phones belong to staff.

Time can't be asserted to the microsecond; what takes time can: the same statements are asked of the database, in the
same order, the same job is queued, and nobody outside is waited for.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.models import RateLimit
from tests.city import TEST
from tests.interfaces.portal.conftest import Resident, fields_of, files_root, poster, report, resident
from tests.messages import Gateway

__all__ = ["files_root", "poster", "resident"]

pytestmark = pytest.mark.django_db

PHONE, OTHER = "13800000001", "13900000009"
Step = Callable[[Client, Any], Any]
Seen = dict[str, Any]


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def matter(poster: CodePoint, resident: Resident) -> Matter:
    """A matter reported under PHONE."""
    return report(resident)


def observed(*steps: Step) -> list[Seen]:
    """Take steps as somebody new, and return all that can be told from outside or takes time inside."""
    cache.clear()
    RateLimit.objects.all().delete()
    client, answer = Client(), None
    seen: list[Seen] = []
    jobs = ProcrastinateJob.objects.filter(queue_name=sms.QUEUE)
    for step in steps:
        before = jobs.count()
        with CaptureQueriesContext(connection) as asked:
            answer = step(client, answer)
        body = answer.content.decode()
        for secret in {value for values in fields_of(body).values() for value in values if len(value) > 30}:
            body = body.replace(secret, "…")
        seen.append(
            {
                "status": answer.status_code,
                "headers": sorted(
                    f"{name}: {_plain(value)}"
                    for name, value in answer.headers.items()
                    # Each request has a name of its own, made at random.
                    if name != "X-Request-ID"
                ),
                "cookies": sorted(answer.cookies),
                "body": _plain(body),
                "statements": [
                    _plain(re.sub(r"'(?:[^']|'')*'", "'…'", query["sql"] or ""))[:90] for query in asked
                ],
                "jobs": jobs.count() - before,
            }
        )
    return seen


def _plain(text: str) -> str:
    """Return a text without what differs from one request to the next anyway, and without what was typed."""
    text = re.sub(r"nonce[-=][^ ;>]+|s\d+_x\d+|\b0x[0-9a-f]+", "…", text)
    return re.sub(r"1[0-9*]{6,}\d{4}|\d+", "0", text)


def track(number: str, phone: str, *, codes: int = 2) -> list[Seen]:
    """Observe the asking for a code, and wrong codes."""

    def ask(client: Client, _before: Any) -> Any:
        return client.post("/track/", {"number": number, "phone": phone})

    def guess(client: Client, before: Any) -> Any:
        claim = fields_of(before.content.decode())["claim"][0]
        return client.post("/track/code/", {"claim": claim, "code": "abcdef"})

    return observed(ask, *[guess] * codes)


def sign_in(phone: str) -> list[Seen]:
    """Observe a sign-in by code with wrong codes until the attempt ends."""
    confirm = reverse("account_confirm_login_code")

    def ask(client: Client, _before: Any) -> Any:
        return client.post(reverse("account_request_login_code"), {"phone": phone})

    def look(client: Client, _before: Any) -> Any:
        return client.get(confirm)

    def guess(client: Client, _before: Any) -> Any:
        return client.post(confirm, {"code": "abcdef"})

    return observed(ask, look, guess, look, guess, guess)


def test_tracking_tells_nothing_of_who_brought_a_matter(matter: Matter, gateway: Gateway) -> None:
    theirs = track(matter.number, PHONE)
    assert [message["phone"] for message in gateway.work()] == [f"+86{PHONE}"]
    assert track(matter.number, OTHER) == theirs
    assert gateway.work() == []


def test_tracking_tells_nothing_of_which_matters_there_are(matter: Matter, gateway: Gateway) -> None:
    there_is = track(matter.number, PHONE)
    gateway.work()
    number = matter.number
    Matter.objects.filter(pk=matter.pk).update(number="ZZ-000000-00000-A")
    assert track(number, PHONE) == there_is
    assert gateway.work() == []


def test_a_code_under_way_tells_nothing_to_who_does_not_know_the_matter(
    matter: Matter, gateway: Gateway
) -> None:
    nothing = track(matter.number, OTHER)
    track(matter.number, PHONE)
    gateway.work()
    assert track(matter.number, OTHER) == nothing


def test_limits_tell_nothing_either(matter: Matter, gateway: Gateway) -> None:
    def asks(phone: str) -> list[tuple[int, str]]:
        RateLimit.objects.all().delete()
        client, found = Client(), []
        for _nth in range(7):
            answer = client.post("/track/", {"number": matter.number, "phone": phone})
            found.append((answer.status_code, answer.headers.get("Retry-After", "")[:3]))
            gateway.work()
        return found

    # The clock stands: how long one has to wait is told by the second, and a busy machine takes some.
    with clock.turned(to=clock.now()):
        theirs = asks(PHONE)
        assert theirs[3:5] == [(200, ""), (429, theirs[4][1])]
        assert asks(OTHER) == theirs


def test_signing_in_by_code_tells_nothing_of_whose_phone_it_is(gateway: Gateway) -> None:
    create_user(
        actor=TEST, username="wang.li", display_name="王丽", phone=PHONE, password="a-long-phrase-of-words"
    )
    known = sign_in(PHONE)
    assert [message["phone"] for message in gateway.work()] == [f"+86{PHONE}"]
    assert sign_in(OTHER) == known
    assert gateway.work() == []


@pytest.mark.parametrize(("known", "unknown"), [(PHONE, OTHER), ("wang.li", "li.wang")])
def test_signing_in_by_password_tells_nothing_of_who_has_an_account(
    known: str, unknown: str, settings: Settings
) -> None:
    create_user(
        actor=TEST, username="wang.li", display_name="王丽", phone=PHONE, password="a-long-phrase-of-words"
    )

    def attempt(login: str) -> list[Seen]:
        def ask(client: Client, _before: Any) -> Any:
            return client.post(reverse("account_login"), {"login": login, "password": "wrong"})

        found = observed(*[ask] * 3)
        return [{**step, "body": step["body"].replace(login, "…")} for step in found]

    assert attempt(unknown) == attempt(known)


def test_no_page_waits_for_the_gateway(
    matter: Matter, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waited_for(**_sent: object) -> None:
        raise AssertionError("A request called the gateway.")

    monkeypatch.setattr(sms, "post_json", waited_for)
    create_user(
        actor=TEST, username="wang.li", display_name="王丽", phone=PHONE, password="a-long-phrase-of-words"
    )
    track(matter.number, PHONE)
    sign_in(PHONE)
